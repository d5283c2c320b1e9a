/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: the gimp-microneedling authors
 */
#include "data-dir.h"

#include "config-i18n.h"

#define BUILD_TREE_LEVELS 3   /* how deep below the build tree's top an executable may lie */

static char *
data_dir_below (const char *parent, const char *name)
{
  g_autofree char *dir = g_build_filename (parent, "microneedling", name, NULL);

  return g_file_test (dir, G_FILE_TEST_IS_DIR) ? g_steal_pointer (&dir) : NULL;
}

static char *
data_dir_in_build_tree (const char *name)
{
  g_autofree char *dir = g_file_read_link ("/proc/self/exe", NULL);

  for (int i = 0; dir && i < BUILD_TREE_LEVELS; i++)
    {
      char            *parent = g_path_get_dirname (dir);
      g_autofree char *marker = g_build_filename (parent, "meson-private", NULL);
      g_autofree char *found = g_build_filename (parent, name, NULL);

      g_free (dir);
      dir = parent;
      if (g_file_test (marker, G_FILE_TEST_IS_DIR))
        return g_file_test (found, G_FILE_TEST_IS_DIR) ? g_steal_pointer (&found) : NULL;
    }
  return NULL;
}

char *
mn_data_dir (const char *name)
{
  char *dir = data_dir_below (g_get_user_data_dir (), name);

  for (const char *const *parent = g_get_system_data_dirs (); ! dir && *parent; parent++)
    dir = data_dir_below (*parent, name);
  return dir ? dir : data_dir_in_build_tree (name);
}

void
mn_translate (void)
{
  g_autofree char *dir = mn_data_dir ("locale");

  if (dir)
    bindtextdomain (GETTEXT_PACKAGE, dir);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
}
