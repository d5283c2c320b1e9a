/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: the gimp-microneedling authors
 */
#include "terminal.h"

#include <unistd.h>

void
mn_show_progress (MnBatch *batch, const char *photo, const char *preset, double fraction)
{
  if (! isatty (STDERR_FILENO))
    return;
  g_mutex_lock (&batch->terminal);
  g_printerr ("\r[%d/%d] %s %s %d %%\033[K", g_atomic_int_get (&batch->n_finished) + 1, batch->plan->n_inputs, photo,
              preset, (int) (100.0 * fraction));
  g_mutex_unlock (&batch->terminal);
}

void
mn_say (MnBatch *batch, const char *text)
{
  g_mutex_lock (&batch->terminal);
  g_printerr ("%smicroneedling: %s\n", isatty (STDERR_FILENO) ? "\r\033[K" : "", text);
  g_mutex_unlock (&batch->terminal);
}

void
mn_say_of (MnBatch *batch, const char *path, const char *note)
{
  g_autofree char *line = g_strdup_printf ("%s: %s", path, note);

  mn_say (batch, line);
}
