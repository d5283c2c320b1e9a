/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: the gimp-microneedling authors
 *
 * microneedling doctor: what is installed where, and the command that mends what is missing.
 */
#include "commands.h"

#include "preset.h"
#include "data-dir.h"
#include "session.h"

#define INSTALL "'make install' puts it in place"

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
tell (const char *what, const char *found, const char *remedy)
{
  g_print ("%-8s %-18s %s\n", found ? "ok" : "missing", what, found ? found : remedy);
  return found != NULL;
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

  for (char **folder = folders; ! found && *folder; folder++)
    found = if_there (g_build_filename (*folder, "microneedling.so", NULL));
  return tell ("the filter", found, INSTALL);
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

static gboolean
check_host (const char *series, const char *api, const char *profile_variable)
{
  static const char *const libraries[] = { MN_LIBRARIES, "/usr/lib", "/usr/local/lib" };
  const char      *profile = g_getenv (profile_variable);
  g_autofree char *default_profile = g_build_filename (g_get_user_config_dir (), "GIMP", series, NULL);
  g_autofree char *what = g_strconcat ("GIMP ", series, " plug-in", NULL);
  g_autofree char *found = if_there (g_build_filename (profile ? profile : default_profile, "plug-ins", "microneedling",
                                                       "microneedling", NULL));

  for (gsize i = 0; ! found && i < G_N_ELEMENTS (libraries); i++)
    found = if_there (g_build_filename (libraries[i], "gimp", api, "plug-ins", "microneedling", "microneedling", NULL));
  return tell (what, found, INSTALL);
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
  complete &= tell ("GIMP", any ? "found" : NULL, "'apt install gimp' installs it; the command line works without");
  return complete;
}

static gboolean
check_presets (void)
{
  g_autofree char *dir = mn_data_dir ("presets");

  return tell ("presets", dir, INSTALL);
}

static gboolean
check_models (void)
{
  g_autoptr (GError)     error = NULL;
  g_autoptr (MnAnalyser) analyser = mn_session_analyser (&error);
  g_autofree char       *dir = mn_data_dir ("models");

  return tell ("face models", analyser ? dir : NULL, error ? error->message : NULL);
}

int
mn_command_doctor (int argc, char **argv)
{
  gboolean complete = check_filter ();

  complete &= check_hosts ();
  complete &= check_presets ();
  complete &= check_models ();
  return complete ? MN_EXIT_DONE : MN_EXIT_FAILED;
}
