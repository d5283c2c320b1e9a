/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: the gimp-microneedling authors
 *
 * microneedling doctor: what is installed where, and the command that mends what is missing.
 */
#include "commands.h"

#include <gio/gio.h>
#include <glib/gstdio.h>
#include <gmodule.h>
#include <string.h>
#include <sys/wait.h>

#include "data-dir.h"
#include "preset.h"
#include "session.h"

#define INSTALL "'make install' puts it in place"
#define MODELS "'make models' fetches them"
#define NOT_FOUND 127          /* the exit status of a program whose libraries are missing */

static const struct
{
  const char *series;       /* of the program and of the user's profile */
  const char *api;          /* of the system's plug-in folder */
  const char *profile;      /* the variable that moves the profile */
} hosts[] = {
  { "2.10", "2.0", "GIMP2_DIRECTORY" },
  { "3.0", "3.0", "GIMP3_DIRECTORY" },
  { "3.2", "3.0", "GIMP3_DIRECTORY" },
};

static gboolean
tell (const char *state, const char *what, const char *more)
{
  g_print ("%-8s %-18s %s\n", state, what, more);
  return strcmp (state, "missing") != 0 && strcmp (state, "broken") != 0;
}

static gboolean
tell_found (const char *what, const char *found, const char *remedy)
{
  return tell (found ? "ok" : "missing", what, found ? found : remedy);
}

static gboolean
tell_broken (const char *what, const char *path, const char *reason)
{
  g_autofree char *line = g_strdup_printf ("%s: %s; 'make install' builds it again", path, reason);

  return tell ("broken", what, line);
}

/* Takes a path over and gives it back where there is such a file. */
static char *
if_there (char *path)
{
  if (g_file_test (path, G_FILE_TEST_IS_REGULAR))
    return path;
  g_free (path);
  return NULL;
}

static gboolean
check_filter (void)
{
  const char      *path = g_getenv ("GEGL_PATH");
  g_autofree char *defaults = g_strconcat (g_get_user_data_dir (), "/gegl-0.4/plug-ins:", MN_GEGL_MODULES, NULL);
  g_auto (GStrv)   folders = g_strsplit (path ? path : defaults, ":", -1);
  g_autofree char *found = NULL;
  GModule         *module;

  for (char **folder = folders; ! found && *folder; folder++)
    found = if_there (g_build_filename (*folder, "microneedling.so", NULL));
  if (! found)
    return tell ("missing", "the filter", INSTALL);

  module = g_module_open (found, G_MODULE_BIND_LOCAL);
  if (! module)
    return tell_broken ("the filter", found, g_module_error ());
  g_module_close (module);
  return tell ("ok", "the filter", found);
}

static gboolean
is_installed (const char *series)
{
  g_autofree char *program = g_strconcat ("gimp-", series, NULL);
  g_autofree char *console = g_strconcat ("gimp-console-", series, NULL);
  g_autofree char *found = g_find_program_in_path (program);
  g_autofree char *console_found = g_find_program_in_path (console);

  return found || console_found;
}

/* Run without GIMP, a plug-in only says so; NULL, or why it does not get that far. */
static char *
why_not_starting (char *plug_in)
{
  char              *command[] = { plug_in, NULL };
  g_autofree char   *said = NULL;
  g_autoptr (GError) error = NULL;
  int                status = 0;

  if (! g_spawn_sync (NULL, command, NULL, G_SPAWN_STDOUT_TO_DEV_NULL, NULL, NULL, NULL, &said, &status, &error))
    return g_strdup (error->message);
  return WIFEXITED (status) && WEXITSTATUS (status) == NOT_FOUND ? g_strdup (g_strstrip (said)) : NULL;
}

/* GIMP writes down which plug-ins it found, and of what time. */
static gboolean
has_been_seen (const char *profile, const char *plug_in)
{
  g_autofree char *list = g_build_filename (profile, "pluginrc", NULL);
  g_autofree char *text = NULL, *entry = NULL;
  GStatBuf         info;

  if (g_stat (plug_in, &info) != 0 || ! g_file_get_contents (list, &text, NULL, NULL))
    return FALSE;
  entry = g_strdup_printf ("microneedling/microneedling\" %" G_GINT64_FORMAT, (gint64) info.st_mtime);
  return strstr (text, entry) != NULL;
}

static gboolean
check_host (const char *series, const char *api, const char *profile_variable)
{
  static const char *const libraries[] = { MN_LIBRARIES, "/usr/lib", "/usr/local/lib" };
  const char      *variable = g_getenv (profile_variable);
  g_autofree char *profile = variable ? g_strdup (variable)
                                      : g_build_filename (g_get_user_config_dir (), "GIMP", series, NULL);
  g_autofree char *what = g_strconcat ("GIMP ", series, " plug-in", NULL);
  g_autofree char *found = if_there (g_build_filename (profile, "plug-ins", "microneedling", "microneedling", NULL));
  g_autofree char *reason = NULL, *line = NULL;

  for (gsize i = 0; ! found && i < G_N_ELEMENTS (libraries); i++)
    found = if_there (g_build_filename (libraries[i], "gimp", api, "plug-ins", "microneedling", "microneedling", NULL));
  if (! found)
    return tell ("missing", what, INSTALL);
  if ((reason = why_not_starting (found)))
    return tell_broken (what, found, reason);
  if (has_been_seen (profile, found))
    return tell ("ok", what, found);
  line = g_strdup_printf ("%s: start GIMP %s once, it looks for plug-ins when it starts", found, series);
  return tell ("new", what, line);
}

static gboolean
check_hosts (void)
{
  gboolean any = FALSE, complete = TRUE;

  for (gsize i = 0; i < G_N_ELEMENTS (hosts); i++)
    if (is_installed (hosts[i].series))
      {
        any = TRUE;
        complete &= check_host (hosts[i].series, hosts[i].api, hosts[i].profile);
      }
  complete &= tell_found ("GIMP", any ? "found" : NULL,
                          "'apt install gimp' installs it; the command line works without");
  return complete;
}

static gboolean
check_data (const char *name, const char *what)
{
  g_autofree char *dir = mn_data_dir (name);

  return tell_found (what, dir, INSTALL);
}

static gboolean
check_models (void)
{
  g_autoptr (GError)     error = NULL;
  g_autoptr (MnAnalyser) analyser = mn_session_analyser (&error);
  g_autofree char       *dir = mn_data_dir ("models");
  g_autofree char       *line = error ? g_strconcat (error->message, "; " MODELS, NULL) : NULL;

  if (error && dir)
    return tell ("broken", "face models", line);
  return tell_found ("face models", dir, error ? error->message : NULL);
}

int
mn_command_doctor (int argc, char **argv)
{
  gboolean complete = check_filter ();

  complete &= check_hosts ();
  complete &= check_data ("presets", "presets");
  complete &= check_data ("locale", "translations");
  complete &= check_models ();
  return complete ? MN_EXIT_DONE : MN_EXIT_FAILED;
}
