/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: the gimp-microneedling authors
 */
#include "plan.h"

#include <glib/gstdio.h>
#include <string.h>

#include "options.h"
#include "photo.h"

#define NAME_OF_DEFAULTS "microneedling"   /* in file names and reports, for the preset without an id */
#define NAME_OF_SHEETS "sheet"
#define FALLBACK_SUFFIX ".png"             /* for photos whose name does not say what they are */

const char *
mn_plan_name (const MnPreset *preset)
{
  if (! preset)
    return NAME_OF_SHEETS;
  return *preset->id ? preset->id : NAME_OF_DEFAULTS;
}

static char *
path_in_folder (const char *folder, const char *photo, const MnPreset *preset)
{
  g_autofree char *stem = g_path_get_basename (photo);
  char            *dot = strrchr (stem, '.');
  g_autofree char *suffix = g_strdup (mn_photo_format (photo, NULL) ? dot : FALLBACK_SUFFIX);
  g_autofree char *name = NULL;

  if (dot && dot != stem)
    *dot = '\0';
  name = g_strconcat (stem, "-", mn_plan_name (preset), suffix, NULL);
  return g_build_filename (folder, name, NULL);
}

/* The same for every way to name a file; NULL where there is none. */
static char *
identity_of (const char *path)
{
  GStatBuf info;

  if (g_stat (path, &info) != 0)
    return NULL;
  return g_strdup_printf ("%" G_GUINT64_FORMAT ":%" G_GUINT64_FORMAT, (guint64) info.st_dev, (guint64) info.st_ino);
}

static gboolean
check_originals (const MnPlan *plan, GError **error)
{
  g_autoptr (GHashTable) originals = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (int i = 0; i < plan->n_inputs; i++)
    {
      char *identity = identity_of (plan->inputs[i].path);

      if (identity)
        g_hash_table_add (originals, identity);
    }
  for (int i = 0; i < plan->n_inputs; i++)
    for (int j = 0; j < plan->inputs[i].n_outputs; j++)
      {
        const char      *path = plan->inputs[i].outputs[j].path;
        g_autofree char *identity = identity_of (path);

        if (identity && g_hash_table_contains (originals, identity))
          {
            g_set_error (error, MN_USAGE_ERROR, 0, "%s is one of the photos: an original is never written", path);
            return FALSE;
          }
      }
  return TRUE;
}

static gboolean
check_collisions (const MnPlan *plan, GError **error)
{
  g_autoptr (GHashTable) photos = g_hash_table_new (g_str_hash, g_str_equal);

  for (int i = 0; i < plan->n_inputs; i++)
    for (int j = 0; j < plan->inputs[i].n_outputs; j++)
      {
        char       *path = plan->inputs[i].outputs[j].path;
        const char *other = g_hash_table_lookup (photos, path);

        if (other == plan->inputs[i].path)
          g_set_error (error, MN_USAGE_ERROR, 0, "preset '%s' is given twice: both would become %s",
                       mn_plan_name (plan->inputs[i].outputs[j].preset), path);
        else if (other)
          g_set_error (error, MN_USAGE_ERROR, 0, "%s and %s would both become %s", other, plan->inputs[i].path, path);
        if (other)
          return FALSE;
        g_hash_table_insert (photos, path, (gpointer) plan->inputs[i].path);
      }
  return TRUE;
}

static gboolean
check (const MnPlan *plan, GError **error)
{
  g_autoptr (GError) reason = NULL;

  if (plan->folder && ! g_str_has_suffix (plan->folder, "/") && ! g_file_test (plan->folder, G_FILE_TEST_IS_DIR)
      && mn_photo_format (plan->folder, NULL))
    {
      g_set_error (error, MN_USAGE_ERROR, 0, "%s: one file cannot hold several pictures; for a folder write %s/",
                   plan->folder, plan->folder);
      return FALSE;
    }
  if (! plan->folder && ! mn_photo_format (plan->inputs[0].outputs[0].path, &reason))
    {
      g_set_error_literal (error, MN_USAGE_ERROR, 0, reason->message);
      return FALSE;
    }
  return check_originals (plan, error) && check_collisions (plan, error);
}

static void
init_input (MnInput *input, const char *path, GPtrArray *presets, const MnPlan *plan, const char *target)
{
  input->path = path;
  input->n_outputs = presets ? (int) presets->len : 1;
  input->outputs = g_new0 (MnOutput, input->n_outputs);
  for (int i = 0; i < input->n_outputs; i++)
    {
      MnOutput *output = &input->outputs[i];

      output->preset = presets ? presets->pdata[i] : NULL;
      output->path = plan->folder ? path_in_folder (plan->folder, path, output->preset) : g_strdup (target);
    }
}

MnPlan *
mn_plan_new (char **photos, GPtrArray *presets, const char *target, GError **error)
{
  g_autoptr (MnPlan) plan = g_new0 (MnPlan, 1);
  const gboolean     many = photos[1] || (presets && presets->len > 1);

  plan->n_inputs = (int) g_strv_length (photos);
  plan->inputs = g_new0 (MnInput, plan->n_inputs);
  if (many || g_str_has_suffix (target, "/") || g_file_test (target, G_FILE_TEST_IS_DIR))
    plan->folder = g_strdup (target);
  for (int i = 0; i < plan->n_inputs; i++)
    init_input (&plan->inputs[i], photos[i], presets, plan, target);
  return check (plan, error) ? g_steal_pointer (&plan) : NULL;
}

gboolean
mn_plan_is_done (const MnPlan *plan)
{
  for (int i = 0; i < plan->n_inputs; i++)
    for (int j = 0; j < plan->inputs[i].n_outputs; j++)
      if (plan->inputs[i].outputs[j].status == MN_OUTPUT_FAILED)
        return FALSE;
  return TRUE;
}

void
mn_plan_free (MnPlan *plan)
{
  for (int i = 0; i < plan->n_inputs; i++)
    {
      for (int j = 0; j < plan->inputs[i].n_outputs; j++)
        {
          g_free (plan->inputs[i].outputs[j].path);
          g_free (plan->inputs[i].outputs[j].reason);
        }
      g_free (plan->inputs[i].outputs);
    }
  g_free (plan->inputs);
  g_free (plan->folder);
  g_free (plan);
}
