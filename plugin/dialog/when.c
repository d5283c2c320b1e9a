/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: the gimp-microneedling authors
 */
#include "when.h"

#include <math.h>

#include "config-i18n.h"

#define AT_ONCE 0.02        /* days: half an hour */

const MnMark mn_marks[] = {
  { 0.0, N_("now") }, { 1.0, N_("1 d") }, { 3.0, N_("3 d") }, { 7.0, N_("1 wk") }, { 28.0, N_("4 wk") },
  { 84.0, N_("12 wk") }, { 365.0, N_("1 y") }, { 0.0, NULL },
};

static char *
duration (double days)
{
  const int hours = (int) lround (24 * days), whole = (int) lround (days), weeks = (int) lround (days / 7);
  const int months = (int) lround (days * 12 / 365);

  if (days < 1 - AT_ONCE)
    return g_strdup_printf (ngettext ("%d hour", "%d hours", MAX (hours, 1)), MAX (hours, 1));
  if (days < 14)
    return g_strdup_printf (ngettext ("%d day", "%d days", whole), whole);
  if (days < 140)
    return g_strdup_printf (ngettext ("%d week", "%d weeks", weeks), weeks);
  return g_strdup_printf (ngettext ("%d month", "%d months", months), months);
}

char *
mn_when (int sessions, double days)
{
  g_autofree char *time = duration (days);

  if (sessions == 0)
    return g_strdup (_("Untreated skin"));
  if (days < AT_ONCE)
    return sessions == 1 ? g_strdup (_("Right after the first session"))
                         : g_strdup_printf (_("Right after session %d"), sessions);
  return sessions == 1 ? g_strdup_printf (_("%s after one session"), time)
                       : g_strdup_printf (_("%s after the last of %d sessions"), time, sessions);
}
