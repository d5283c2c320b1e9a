/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: the gimp-microneedling authors
 *
 * microneedling:simulate: a photo and its portrait record, treated.  The one operation that people use and the only
 * place that declares the treatment's properties; it computes the doses and hands them to the render.
 */
#include "config-i18n.h"

#ifdef GEGL_PROPERTIES

/* clang-format off */
enum_start (mn_simulate_response)
  enum_value (MN_SIMULATE_RESPONSE_CONSERVATIVE, "conservative", N_("Conservative"))
  enum_value (MN_SIMULATE_RESPONSE_TYPICAL,      "typical",      N_("Typical"))
  enum_value (MN_SIMULATE_RESPONSE_OPTIMISTIC,   "optimistic",   N_("Optimistic"))
enum_end (MnSimulateResponse)

enum_start (mn_simulate_phototype)
  enum_value (MN_SIMULATE_PHOTOTYPE_AUTO, "auto", N_("From the photo"))
  enum_value (MN_SIMULATE_PHOTOTYPE_I,    "i",    "I")
  enum_value (MN_SIMULATE_PHOTOTYPE_II,   "ii",   "II")
  enum_value (MN_SIMULATE_PHOTOTYPE_III,  "iii",  "III")
  enum_value (MN_SIMULATE_PHOTOTYPE_IV,   "iv",   "IV")
  enum_value (MN_SIMULATE_PHOTOTYPE_V,    "v",    "V")
  enum_value (MN_SIMULATE_PHOTOTYPE_VI,   "vi",   "VI")
enum_end (MnSimulatePhototype)

property_int (sessions, _("Sessions"), 3)
  description (_("Sessions done so far; 0 is untreated skin"))
  value_range (0, 12)
  ui_range (0, 6)
  ui_meta ("section", "when")

property_double (needle_depth, _("Needle depth"), 1.0)
  description (_("Length of the needles in the skin, millimetres"))
  value_range (0.25, 2.5)
  ui_meta ("unit", N_("mm"))

property_double (interval, _("Interval"), 4.0)
  description (_("Weeks between two sessions"))
  value_range (0.5, 12.0)
  ui_meta ("unit", N_("weeks"))

property_double (days_after, _("Days after"), 84.0)
  description (_("Days since the end of the last session"))
  value_range (0.0, 730.0)
  ui_gamma (7.93)
  ui_meta ("unit", N_("days"))
  ui_meta ("section", "when")

property_enum (response, _("Response"), MnSimulateResponse, mn_simulate_response,
               MN_SIMULATE_RESPONSE_TYPICAL)
  description (_("How well this skin responds: the spread between people"))

property_enum (phototype, _("Phototype"), MnSimulatePhototype, mn_simulate_phototype,
               MN_SIMULATE_PHOTOTYPE_AUTO)
  description (_("Fitzpatrick phototype; by itself it is read from the photo"))

#define mn_multiplier(name, title, text) \
  property_double (name, title, 1.0) \
    description (text) \
    value_range (0.0, 2.0) \
    ui_meta ("section", "fine")

mn_multiplier (pores,    _("Pores"),    _("Multiplies how much less visible pores become"))
mn_multiplier (texture,  _("Texture"),  _("Multiplies how much smoother the skin becomes"))
mn_multiplier (lines,    _("Lines"),    _("Multiplies how much softer fine lines become"))
mn_multiplier (scars,    _("Scars"),    _("Multiplies how much shallower scars become"))
mn_multiplier (tone,     _("Tone"),     _("Multiplies how much evener the skin tone becomes"))
mn_multiplier (radiance, _("Radiance"), _("Multiplies the gain in brightness and glow"))
mn_multiplier (redness,  _("Redness"),  _("Multiplies the erythema after the session"))
mn_multiplier (bleeding, _("Bleeding"), _("Multiplies the number of bleeding points"))
mn_multiplier (swelling, _("Swelling"), _("Multiplies swelling and its sheen"))
mn_multiplier (flaking,  _("Flaking"),  _("Multiplies dryness and flaking"))

property_double (scale, _("Scale"), 0.0)
  description (_("Pixels per millimetre of skin; 0 takes the portrait's, or the picture's shorter side / 180"))
  value_range (0.0, 100.0)
  ui_range (0.0, 30.0)
  ui_meta ("section", "fine")

property_seed (seed, _("Seed"), rand)
  description (_("Another seed puts blotches and points elsewhere"))
  ui_meta ("section", "fine")

property_string (portrait, _("Portrait"), "")
  description (_("The portrait record: faces, scale, coverage"))
  ui_meta ("visible", "0")
/* clang-format on */

#else

#define GEGL_OP_META
#define GEGL_OP_NAME mn_simulate
#define GEGL_OP_C_SOURCE mn-simulate.c

#include "gegl-op.h"

#include "portrait.h"
#include "treatment.h"

typedef struct
{
  GeglNode   *survey, *render;
  char       *text;        /* what record was parsed from */
  MnPortrait *record;      /* NULL: none, or not sound */
  MnDoses    *doses;
  gboolean    refused;     /* a text that is no record: nothing is changed */
} Simulation;

static void
simulation_free (Simulation *simulation)
{
  g_free (simulation->text);
  g_clear_pointer (&simulation->record, mn_portrait_unref);
  g_free (simulation->doses);
  g_free (simulation);
}

static void
read_record (Simulation *simulation, const char *text)
{
  g_autoptr (GError) error = NULL;
  MnPortrait        *record = NULL;

  if (g_strcmp0 (text, simulation->text) == 0)
    return;

  if (text && *text)
    record = mn_portrait_parse (text, &error);
  if (error)
    g_warning ("microneedling:simulate: %s; the picture is left as it is", error->message);

  gegl_node_set (simulation->survey, "portrait", record, NULL);
  gegl_node_set (simulation->render, "portrait", record, NULL);

  g_clear_pointer (&simulation->record, mn_portrait_unref);
  g_free (simulation->text);
  simulation->record = record;
  simulation->refused = error != NULL;
  simulation->text = g_strdup (text);
}

static void
compute_doses (Simulation *simulation, const GeglProperties *o)
{
  const MnTreatment treatment = {
    .sessions = simulation->refused ? 0 : o->sessions,
    .needle_depth = (float) o->needle_depth,
    .interval = (float) o->interval,
    .days_after = (float) o->days_after,
    .response = (MnResponse) o->response,
    .phototype = (MnPhototype) o->phototype,
    .pores = (float) o->pores,
    .texture = (float) o->texture,
    .lines = (float) o->lines,
    .scars = (float) o->scars,
    .tone = (float) o->tone,
    .radiance = (float) o->radiance,
    .redness = (float) o->redness,
    .bleeding = (float) o->bleeding,
    .swelling = (float) o->swelling,
    .flaking = (float) o->flaking,
  };
  MnDoses *doses = g_new (MnDoses, 1);

  mn_treatment_doses (&treatment, doses);
  gegl_node_set (simulation->render, "doses", doses, NULL);

  g_free (simulation->doses);
  simulation->doses = doses;
}

static void
update (GeglOperation *operation)
{
  GeglProperties *o = GEGL_PROPERTIES (operation);
  Simulation     *simulation = o->user_data;

  if (! simulation)
    return;
  read_record (simulation, o->portrait);
  compute_doses (simulation, o);
}

static void
attach (GeglOperation *operation)
{
  GeglProperties *o = GEGL_PROPERTIES (operation);
  GeglNode       *gegl = operation->node;
  GeglNode       *input = gegl_node_get_input_proxy (gegl, "input");
  GeglNode       *output = gegl_node_get_output_proxy (gegl, "output");
  Simulation     *simulation = g_new0 (Simulation, 1);

  simulation->survey = gegl_node_new_child (gegl, "operation", "microneedling:survey", NULL);
  simulation->render = gegl_node_new_child (gegl, "operation", "microneedling:render", NULL);

  gegl_node_link_many (input, simulation->render, output, NULL);
  gegl_node_connect_to (input, "output", simulation->survey, "input");
  gegl_node_connect_to (simulation->survey, "output", simulation->render, "aux");

  gegl_operation_meta_redirect (operation, "scale", simulation->survey, "scale");
  gegl_operation_meta_redirect (operation, "scale", simulation->render, "scale");
  gegl_operation_meta_redirect (operation, "seed", simulation->render, "seed");

  o->user_data = simulation;
  update (operation);
}

static void
dispose (GObject *object)
{
  GeglProperties *o = GEGL_PROPERTIES (object);

  if (o->user_data)
    {
      Simulation *simulation = g_steal_pointer (&o->user_data);

      simulation_free (simulation);
    }
  G_OBJECT_CLASS (gegl_op_parent_class)->dispose (object);
}

static void
gegl_op_class_init (GeglOpClass *klass)
{
  GeglOperationClass *operation_class = GEGL_OPERATION_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = dispose;
  operation_class->attach = attach;
  GEGL_OPERATION_META_CLASS (klass)->update = update;

  gegl_operation_class_set_keys (operation_class,
    "name", "microneedling:simulate",
    "title", _("Microneedling"),
    "categories", "skin",
    "description", _("Shows what microneedling is likely to do to the skin in a portrait: redness and pinpoint "
                     "bleeding at once, healing over days, and smoother, evener skin over months"),
    NULL);
}

#endif
