/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: the gimp-microneedling authors
 */
#include "report.h"

#include <string.h>

#include "options.h"
#include "sign.h"

#define NAME "report.tsv"
#define HEADER "file\tpreset\tstatus\tfaces\tpx/mm\treason"

static char *
path_of (const MnPlan *plan)
{
  return g_build_filename (plan->folder, NAME, NULL);
}

/* The lines of a report, the header first; NULL where there is none. */
static char **
read_lines (const char *path)
{
  g_autofree char *text = NULL;
  g_auto (GStrv)   lines = NULL;

  if (! g_file_get_contents (path, &text, NULL, NULL))
    return NULL;
  lines = g_strsplit (text, "\n", -1);
  return g_strcmp0 (lines[0], HEADER) == 0 ? g_steal_pointer (&lines) : NULL;
}

gboolean
mn_report_check (const MnPlan *plan, GError **error)
{
  g_autofree char *path = plan->folder ? path_of (plan) : NULL;
  g_auto (GStrv)   lines = path ? read_lines (path) : NULL;

  return ! path || lines || mn_check_absent (path, "", error);
}

static char *
field (const char *text)
{
  return g_strdelimit (g_strdup (text), "\t\n\r", ' ');
}

/* What a row is known by: its first two fields, and the tab after them. */
static char *
key_of (const MnInput *input, const MnOutput *output)
{
  g_autofree char *file = field (input->path), *preset = field (mn_plan_name (output->preset));

  return g_strdup_printf ("%s\t%s\t", file, preset);
}

static char *
key_of_line (const char *line)
{
  const char *end = strchr (line, '\t');

  end = end ? strchr (end + 1, '\t') : NULL;
  return end ? g_strndup (line, (gsize) (end + 1 - line)) : g_strdup (line);
}

static void
append_row (GString *report, const char *key, const MnInput *input, const MnOutput *output)
{
  static const char *const status[] = { "waiting", "done", "skipped", "failed" };
  g_autofree char         *reason = field (output->reason ? output->reason : "");
  char                     scale[G_ASCII_DTOSTR_BUF_SIZE] = "";

  g_string_append_printf (report, "%s%s\t", key, status[output->status]);
  if (input->faces)
    g_string_append_printf (report, "%d\t%s", input->faces,
                            g_ascii_formatd (scale, sizeof scale, "%.2f", input->px_per_mm));
  else
    g_string_append_c (report, '\t');
  g_string_append_printf (report, "\t%s\n", reason);
}

/* This run's rows; their earlier ones are taken out of the table. */
static void
append_run (GString *report, const MnPlan *plan, GHashTable *earlier)
{
  for (int i = 0; i < plan->n_inputs; i++)
    for (int j = 0; j < plan->inputs[i].n_outputs; j++)
      {
        const MnInput   *input = &plan->inputs[i];
        const MnOutput  *output = &input->outputs[j];
        g_autofree char *key = key_of (input, output);
        const char      *line = g_hash_table_lookup (earlier, key);

        if (output->status == MN_OUTPUT_SKIPPED && line && ! g_str_has_prefix (line + strlen (key), "failed\t"))
          g_string_append_printf (report, "%s\n", line);
        else
          append_row (report, key, input, output);
        g_hash_table_remove (earlier, key);
      }
}

gboolean
mn_report_write (const MnPlan *plan, GError **error)
{
  g_autofree char       *path = plan->folder ? path_of (plan) : NULL;
  g_auto (GStrv)         lines = path ? read_lines (path) : NULL;
  g_autoptr (GHashTable) earlier = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GString)    run = g_string_new (NULL), report = g_string_new (HEADER "\n");
  g_autoptr (GBytes)     content = NULL;

  if (! path)
    return TRUE;
  for (char **line = lines ? lines + 1 : NULL; line && *line; line++)
    if (**line)
      g_hash_table_replace (earlier, key_of_line (*line), *line);
  append_run (run, plan, earlier);
  for (char **line = lines ? lines + 1 : NULL; line && *line; line++)
    {
      g_autofree char *key = key_of_line (*line);

      if (g_hash_table_lookup (earlier, key) == *line)
        g_string_append_printf (report, "%s\n", *line);
    }
  g_string_append (report, run->str);
  content = g_bytes_new (report->str, report->len);
  return mn_store (path, content, error);
}
