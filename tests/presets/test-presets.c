/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: the gimp-microneedling authors
 *
 * Presets: the shipped ones, the sentence for every kind of broken one, overriding, and both kinds of target.
 */
#include <gegl.h>
#include <glib/gstdio.h>
#include <locale.h>
#include <stdlib.h>

#include "filters.h"
#include "preset.h"

#define ABOUT "[preset]\nname=Test\n"

static const char *const shipped[] = {
  "immediately", "same-evening", "next-day", "day-3", "one-week", "1-session", "2-sessions", "3-sessions", "4-sessions",
  "6-sessions", "one-year-later",
};

static const struct
{
  const char *name, *text, *line, *sentence;
} broken[] = {
  { "unknown-key", ABOUT "[treatment]\nporse=1\n", ":4: ", "there is no setting 'porse'; the settings are sessions, " },
  { "portrait", ABOUT "[treatment]\nportrait=x\n", ":4: ", "there is no setting 'portrait'" },
  { "number", ABOUT "[treatment]\nsessions=many\n", ":4: ",
    "sessions is 'many', but must be a whole number from 0 to 12" },
  { "fraction", ABOUT "[treatment]\nsessions=1.5\n", ":4: ", "must be a whole number" },
  { "range", ABOUT "[treatment]\n\n# late\ndays-after=731\n", ":6: ",
    "days-after is '731', but must be a number from 0 to 730 days" },
  { "comma", ABOUT "[treatment]\npores=0,5\n", ":4: ", "pores is '0,5', but must be a number from 0 to 2" },
  { "nan", ABOUT "[treatment]\npores=nan\n", ":4: ", "must be a number" },
  { "empty", ABOUT "[treatment]\npores=\n", ":4: ", "pores is ''" },
  { "enum", ABOUT "[treatment]\nresponse=best\n", ":4: ",
    "response is 'best', but must be one of conservative, typical, optimistic" },
  { "seed", ABOUT "[treatment]\nseed=-1\n", ":4: ", "seed is '-1'" },
  { "twice", ABOUT "[treatment]\npores=1\npores=1\n", ":5: ", "'pores' is given twice" },
  { "section", ABOUT "[tretment]\npores=1\n", ":3: ", "there is no section [tretment]" },
  { "no-section", "pores=1\n", ":1: ", "stands before any [section]" },
  { "no-value", ABOUT "hello\n", ":3: ", "'hello' is neither key=value nor a [section]" },
  { "about", ABOUT "colour=red\n", ":3: ", "there is no key 'colour' in [preset]" },
  { "order", ABOUT "order=first\n", ":3: ", "order is 'first', but must be a whole number" },
  { "name-twice", ABOUT "name=Again\n", ":3: ", "'name' is given twice" },
  { "no-name", "[treatment]\npores=1\n", ": ", "the preset has no name" },
  { "binary", "\xff\xfe\x01\n", ": ", "this is not a text file" },
};

static MnPreset *
load (const char *name)
{
  g_autoptr (GError) error = NULL;
  MnPreset          *preset = mn_preset_load (name, &error);

  g_assert_no_error (error);
  return preset;
}

static void
test_shipped (void)
{
  g_autoptr (GPtrArray) presets = mn_preset_list ();

  g_assert_cmpuint (presets->len, ==, G_N_ELEMENTS (shipped));
  for (guint i = 0; i < presets->len; i++)
    {
      const MnPreset *preset = presets->pdata[i];

      g_assert_cmpstr (preset->id, ==, shipped[i]);
      g_assert_cmpint ((int) strlen (preset->name), >, 0);
      g_assert_cmpint ((int) strlen (preset->description), >, 20);
    }
}

static void
test_values (void)
{
  g_autoptr (MnPreset) evening = load ("same-evening");
  g_autoptr (MnPreset) year = load ("one-year-later");
  g_autoptr (MnPreset) defaults = load ("");
  g_autofree char     *evening_text = mn_preset_to_text (evening);
  g_autofree char     *year_text = mn_preset_to_text (year);
  g_autofree char     *defaults_text = mn_preset_to_text (defaults);

  g_assert_cmpstr (evening_text, ==, "sessions=1 days-after=0.25");
  g_assert_cmpstr (year_text, ==, "sessions=3 days-after=365");
  g_assert_cmpstr (defaults_text, ==, "");
}

static void
test_broken (gconstpointer data)
{
  const int           i = GPOINTER_TO_INT (data);
  g_autoptr (GError)  error = NULL;
  g_autofree char    *dir = g_dir_make_tmp ("presets-XXXXXX", NULL);
  g_autofree char    *path = g_build_filename (dir, "broken.ini", NULL);
  g_autofree char    *place = g_strconcat (path, broken[i].line, NULL);

  g_assert_true (g_file_set_contents (path, broken[i].text, -1, NULL));
  g_assert_null (mn_preset_load (path, &error));
  g_test_message ("%s", error->message);
  g_assert_error (error, MN_PRESET_ERROR, MN_PRESET_ERROR_INVALID);
  g_assert_true (g_str_has_prefix (error->message, place));
  g_assert_nonnull (strstr (error->message, broken[i].sentence));
  g_assert_null (strchr (error->message, '\n'));
  g_unlink (path);
  g_rmdir (dir);
}

static void
test_missing (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) file_error = NULL;

  g_assert_null (mn_preset_load ("next-century", &error));
  g_assert_error (error, MN_PRESET_ERROR, MN_PRESET_ERROR_NOT_FOUND);
  g_assert_nonnull (strstr (error->message, "next-century"));
  g_assert_null (mn_preset_load ("/nonexistent/x.ini", &file_error));
  g_assert_nonnull (strstr (file_error->message, "/nonexistent/x.ini"));
}

static void
test_override (void)
{
  g_autoptr (GError)   error = NULL;
  g_autoptr (MnPreset) preset = load ("3-sessions");
  g_autoptr (MnPreset) copy = load ("");
  g_autofree char     *text = NULL;
  g_autofree char     *copy_text = NULL;
  g_autofree char     *unchanged = NULL;

  g_assert_true (mn_preset_override (preset, "  pores=0.1 response=optimistic\tdays-after=30.5 seed=4294967295 ",
                                     &error));
  g_assert_no_error (error);
  text = mn_preset_to_text (preset);
  g_assert_cmpstr (text, ==, "sessions=3 days-after=30.5 pores=0.1 response=optimistic seed=4294967295");

  g_assert_true (mn_preset_override (copy, text, &error));
  copy_text = mn_preset_to_text (copy);
  g_assert_cmpstr (copy_text, ==, text);

  g_assert_false (mn_preset_override (preset, "pores=2 lines=3", &error));
  g_assert_cmpstr (error->message, ==, "lines is '3', but must be a number from 0 to 2");
  unchanged = mn_preset_to_text (preset);
  g_assert_cmpstr (unchanged, ==, text);

  g_clear_error (&error);
  g_assert_false (mn_preset_override (preset, "pores", &error));
  g_assert_cmpstr (error->message, ==, "'pores' is not key=value");
}

/* A target like a GIMP 3 filter's config, whose enums are strings and whose seed is an int. */
typedef struct { GObject parent; char *response; double pores; int seed; } Config;
typedef struct { GObjectClass parent_class; } ConfigClass;
GType config_get_type (void);
G_DEFINE_TYPE (Config, config, G_TYPE_OBJECT)

static void
config_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  Config *config = (Config *) object;

  if (id == 1)
    config->response = g_value_dup_string (value);
  else if (id == 2)
    config->pores = g_value_get_double (value);
  else
    config->seed = g_value_get_int (value);
}

static void
config_finalize (GObject *object)
{
  g_free (((Config *) object)->response);
  G_OBJECT_CLASS (config_parent_class)->finalize (object);
}

static void
config_class_init (ConfigClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->set_property = config_set_property;
  object_class->finalize = config_finalize;
  g_object_class_install_property (object_class, 1, g_param_spec_string ("response", "", "", "", G_PARAM_WRITABLE));
  g_object_class_install_property (object_class, 2, g_param_spec_double ("pores", "", "", 0, 2, 1, G_PARAM_WRITABLE));
  g_object_class_install_property (object_class, 3,
                                   g_param_spec_int ("seed", "", "", 0, G_MAXINT, 0, G_PARAM_WRITABLE));
}

static void
config_init (Config *config)
{
}

static void
test_apply (void)
{
  g_autoptr (MnPreset) preset = load ("");
  g_autoptr (GeglNode) node = gegl_node_new ();
  GeglNode            *simulate = gegl_node_new_child (node, "operation", MN_OPERATION, NULL);
  g_autoptr (GObject)  config = g_object_new (config_get_type (), NULL);
  double               pores = 0;
  int                  response = -1;

  g_assert_true (mn_preset_override (preset, "response=optimistic pores=0.5 seed=7", NULL));
  mn_preset_apply (preset, G_OBJECT (gegl_node_get_gegl_operation (simulate)));
  gegl_node_get (simulate, "pores", &pores, "response", &response, NULL);
  g_assert_cmpfloat (pores, ==, 0.5);
  g_assert_cmpint (response, ==, 2);

  mn_preset_apply (preset, config);
  g_assert_cmpstr (((Config *) config)->response, ==, "optimistic");
  g_assert_cmpfloat (((Config *) config)->pores, ==, 0.5);
  g_assert_cmpint (((Config *) config)->seed, ==, 7);
}

int
main (int argc, char **argv)
{
  int result;

  if (! setlocale (LC_ALL, ""))
    {
      g_print ("1..0 # SKIP this locale is not installed\n");
      return EXIT_SUCCESS;
    }
  g_test_init (&argc, &argv, NULL);
  gegl_init (NULL, NULL);
  mn_filters_register ();
  g_test_add_func ("/presets/shipped", test_shipped);
  g_test_add_func ("/presets/values", test_values);
  for (gsize i = 0; i < G_N_ELEMENTS (broken); i++)
    {
      g_autofree char *path = g_strconcat ("/presets/broken/", broken[i].name, NULL);

      g_test_add_data_func (path, GINT_TO_POINTER ((int) i), test_broken);
    }
  g_test_add_func ("/presets/missing", test_missing);
  g_test_add_func ("/presets/override", test_override);
  g_test_add_func ("/presets/apply", test_apply);
  result = g_test_run ();
  gegl_exit ();
  return result;
}
