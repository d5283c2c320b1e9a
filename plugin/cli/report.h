/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: the gimp-microneedling authors
 *
 * report.tsv in a batch's folder: what became of each photo with each preset, in this run and the ones before.
 *
 *     file  preset  status  faces  px/mm  reason      a line for each, tab separated
 */
#pragma once

#include "plan.h"

G_BEGIN_DECLS

/* Fails where the folder has a file of that name that is no report. */
gboolean mn_report_check (const MnPlan *plan, GError **error);

/* The rows of earlier runs, then this run's in the order of the command line.  A row replaces the earlier one of its
 * file and preset; what was skipped keeps that one, unless it tells of a failure. */
gboolean mn_report_write (const MnPlan *plan, GError **error);

G_END_DECLS
