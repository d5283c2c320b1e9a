/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: the gimp-microneedling authors
 *
 * Pores and fine lines: dark structures narrower than 1 mm.
 *
 * The light is seen through a blur of 0.07 mm, of which a photo's own pixels are a part, and what is filled is as
 * smooth: grain and the finest texture stay, in a pit as elsewhere, and pits look alike at every scale.  The closings
 * of closing.h, 1 mm long, tell how deep a place lies in a pit (dark in all directions) or in a line (dark along one).
 * The depth above the knee (natural texture and noise) is filled by the dose; below the knee nothing changes:
 *
 *   filled = max (pits' dose / held x pit, lines' dose / held x line) x depth
 *   pit = smoothstep (.25, .6, lowest / mean) x smoothstep (.8 knee, 3.7 knee, depth)
 *   line = (1 - smoothstep (.5, .9, lowest / mean)) x smoothstep (knee / 2, 2.3 knee, depth)
 *
 * A line that no closing runs along exactly has a lowest depth, too: between the two a place is both and gets the
 * larger.
 *
 * All this is done on samples of the light.  The mean of 2 x 2, 4 x 4 … pixels and the bilinear way back blur, too: a
 * sample is as large as lets that be a part of the 0.07 mm, and the rest is added.
 *
 * Held is how much of a feature's contrast the depth holds.  It follows from the feature's width w, the softness and
 * the segments s that the closings really have at this scale.  A round Gaussian pit of 0.4 mm, and a line of 0.3 mm at
 * an angle to the segment, averaged over all angles, hold
 *
 *   pit   .92 x (w2 + what the photo blurs) / (w2 + soft2) x mean (1 - exp (-s2 / 8 (w2 + soft2)))
 *   line  .92 x square root of that ratio                  x mean (1 - exp (-(s sin angle)2 / 8 (w2 + soft2)))
 *
 * where w2 and soft2 are variances, and .92, which stands for what texture and knee do, was measured on the phantom.
 *
 * Pits far deeper than the skin's own relief (11 to 15 knees, at most 0.33-0.47) are ice-pick scars (scars.h), lines
 * deeper than 0.14-0.2 hairs: both stay, with their flanks.  Short stubble is a bit of both, and shallower where a
 * pixel is wider than a hair, 0.1 mm: what is not round (lowest / mean from 0.9 down to 0.5) counts as deep that much
 * sooner.
 * Pits need 4 px/mm: the effect fades out between 4 and 2.
 *
 * Pit-free skin changes by .11 L* RMS at a dose of .6 (.15 at 6 px/mm), for its texture has dips as deep as the fainter
 * pits.  A steeper knee for pits would turn their order round, a higher one leave the pores of real faces (2 to 4 knees:
 * .06 of L*, but .11 of the dose is missed).
 */
#pragma once

#include "skin.h"

/* Side of a sample of the light, pixels: 1, 2, 4, … */
int   mn_pores_step     (float px_per_mm);

/* Length of the closings, samples. */
int   mn_pores_length   (float px_per_mm);

/* Samples round a place that its result depends on. */
int   mn_pores_reach    (float px_per_mm);

/* The flanks of a hair, samples: how far about a place its deepest depth is sought. */
int   mn_pores_near     (float px_per_mm);

/* What of the blur samples and lift leave to do, in place.  Planes are stride * height samples; one less at each side
 * is meaningful after each of its passes.  scratch: as large as the plane. */
void  mn_pores_soften   (float *plane, float *scratch, int stride, int height, float px_per_mm);

/* Out: the knee of each cell. */
void  mn_pores_survey   (float *knee, const MnSkinPlanes *skin);

typedef struct
{
  float pores, lines;    /* the fractions of the depth that are filled */
  float hair;            /* how much of its depth a hair shows at this scale */
} MnPoresDose;

/* What makes pits and lines lose these fractions of their contrast at this scale, and what a hair looks like there. */
MnPoresDose mn_pores_dose (float pores, float lines, float px_per_mm);

/* Out: what is filled, natural log of light, at n samples.  lowest and mean are the depths of the softened light,
 * deepest is the highest mean near by; knee and keep (0 … 1, what responds) of each sample. */
void  mn_pores_render   (float *filled, const float *lowest, const float *mean, const float *deepest,
                          const float *knee, const float *keep, int n, const MnPoresDose *dose);
