/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: the gimp-microneedling authors
 *
 * microneedling, the command.
 */
#include <gegl.h>
#include <locale.h>
#include <malloc.h>
#include <string.h>

#include "commands.h"
#include "data-dir.h"
#include "photo.h"
#include "preset.h"
#include "provenance.h"
#include "session.h"

static const char help[] =
  "microneedling shows, on a portrait, what microneedling is likely to do to the skin.\n"
  "A simulation: individual results vary.\n"
  "\n"
  "  microneedling render PHOTO... --preset NAME|FILE -o FILE|FOLDER\n"
  "      --preset NAME|FILE     what to show; can be given several times (without: the defaults)\n"
  "      --like FILE            instead of presets: what made that picture, with its label, or that sheet\n"
  "      --set KEY=VALUE        a setting laid over the presets; can be given several times\n"
  "      -o, --output FILE|FOLDER    in a folder: PHOTO-PRESET, and report.tsv\n"
  "      --jobs N               photos worked on at a time (1)\n"
  "      --overwrite, --resume  replace, or skip, what is there already\n"
  "      --label                a strip below the picture that says that it is a simulation\n"
  "      --keep-private         keep GPS, serial numbers and owner names in the metadata\n"
  "  microneedling sheet PHOTO... --presets A,B,C -o FILE|FOLDER    before and after on a page, labelled\n"
  "      --presets A,B,C        names or files of presets: a picture each, after the one before (3-sessions)\n"
  "      --layout LAYOUT        two-up, split or slanted with one preset; grid or strip with any (two-up)\n"
  "      --size SIZE            a4, a4-landscape, letter, letter-landscape, 1:1, 4:5, 16:9 or WIDTHxHEIGHT (1:1)\n"
  "      --title TEXT, --clinic NAME, --logo PNG|SVG\n"
  "      --inset auto|X,Y       a detail at 100 % below each picture: where the effect is largest, or there\n"
  "      --advice               what to expect, how to care, when to call the doctor\n"
  "      --like SHEET           the presets and options that made that sheet; what is given besides is laid over it\n"
  "      --force                takes a picture that is a simulation already as the photo\n"
  "      --jobs, --overwrite, --resume as above\n"
  "  microneedling analyse PHOTO\n"
  "      --json                 the faces as JSON\n"
  "      --coverage MASK.png    what would be treated, white\n"
  "      --overlay OVERLAY.png  the same drawn over the photo, with pupils and scale\n"
  "      --record FILE          the portrait record, for the property of microneedling:simulate\n"
  "      --overwrite            replaces other files, too, not only an earlier analysis\n"
  "  all three, for close-ups and hard cases\n"
  "      --scale PX_PER_MM      pixels per millimetre of skin\n"
  "      --coverage-from MASK   a picture of the photo's size, white where the skin is treated\n"
  "      --pupils X,Y,X,Y       pixels; the pupil that is left in the picture comes first\n"
  "  microneedling presets      lists the presets\n"
  "  microneedling doctor       says what is missing, and how to get it\n"
  "  microneedling --version\n"
  "\n"
  "JPEG, PNG, TIFF and WebP. Originals are never written.\n"
  "Exit code: 0 all done, 1 some failed (the rest is done), 2 wrong use.\n";

static const struct
{
  const char *name;
  int       (*run) (int argc, char **argv);
  gboolean    alone;      /* takes no arguments */
} commands[] = {
  { "render", mn_command_render, FALSE },
  { "sheet", mn_command_sheet, FALSE },
  { "analyse", mn_command_analyse, FALSE },
  { "presets", mn_command_presets, TRUE },
  { "doctor", mn_command_doctor, TRUE },
};

int
mn_command_presets (int argc, char **argv)
{
  g_autoptr (GPtrArray) presets = mn_preset_list ();

  for (guint i = 0; i < presets->len; i++)
    {
      const MnPreset *preset = presets->pdata[i];

      g_print ("%-16s %s\n", preset->id, preset->description);
    }
  return MN_EXIT_DONE;
}

/* Of presets, say, that cannot be read. */
static void
say_warning (const char *domain, GLogLevelFlags level, const char *message, gpointer data)
{
  g_printerr ("microneedling: %s\n", message);
}

static int
run_command (int argc, char **argv)
{
  gsize i = 0;
  int   code;

  while (i < G_N_ELEMENTS (commands) && strcmp (argv[0], commands[i].name) != 0)
    i++;
  if (i == G_N_ELEMENTS (commands))
    {
      g_printerr ("microneedling: there is no command '%s'; 'microneedling --help' shows how\n", argv[0]);
      return MN_EXIT_USAGE;
    }
  if (commands[i].alone && argc > 1)
    {
      g_printerr ("microneedling: %s takes no '%s'; 'microneedling --help' shows how\n", argv[0], argv[1]);
      return MN_EXIT_USAGE;
    }

  g_log_set_handler (NULL, G_LOG_LEVEL_WARNING, say_warning, NULL);
  mn_session_init ();
  g_object_set (gegl_config (), "use-opencl", FALSE, NULL);
  mn_photo_init (argv[0]);
  gexiv2_initialize ();
  gexiv2_log_set_level (GEXIV2_LOG_LEVEL_MUTE);
  code = commands[i].run (argc, argv);
  gegl_exit ();
  return code;
}

/* The memory of one large buffer becomes the next one's: giving it back each time cost a batch a fifth of its CPU time
 * in page faults. */
static void
keep_memory (void)
{
  mallopt (M_MMAP_MAX, 0);
  mallopt (M_TRIM_THRESHOLD, G_MAXINT);
  mallopt (M_ARENA_MAX, 1);
}

int
main (int argc, char **argv)
{
  keep_memory ();
  setlocale (LC_ALL, "");
  mn_translate ();
  for (int i = 1; i < argc; i++)
    if (strcmp (argv[i], "--help") == 0 || strcmp (argv[i], "-h") == 0)
      {
        g_print ("%s", help);
        return MN_EXIT_DONE;
      }
  if (argc == 2 && strcmp (argv[1], "--version") == 0)
    {
      g_print ("microneedling %s\n", MN_VERSION);
      return MN_EXIT_DONE;
    }
  if (argc < 2)
    {
      g_printerr ("%s", help);
      return MN_EXIT_USAGE;
    }
  return run_command (argc - 1, argv + 1);
}
