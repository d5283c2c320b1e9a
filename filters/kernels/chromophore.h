/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: the gimp-microneedling authors
 *
 * Skin as three absorbers: melanin, haemoglobin and grey shading, in the optical density (natural logarithm) of
 * linear sRGB.  D = m MELANIN + h HAEMOGLOBIN + s GREY with the unit vectors below.
 *
 * The vectors were fixed by eye on photographs within the range of spectra, published pairs and independent
 * component analysis: Jacques' melanin and Prahl's haemoglobin under D65 give (.24 .46 .85) and (.215 .69 .69).
 * They hold for local contrast.  They must never change a whole skin tone: much melanin leaves the gamut.
 */
#pragma once

/* normalised (.30, .50, .81) and (.21, .69, .69) */
#define MN_MELANIN_R     0.30059f
#define MN_MELANIN_G     0.50098f
#define MN_MELANIN_B     0.81158f
#define MN_HAEMOGLOBIN_R 0.21039f
#define MN_HAEMOGLOBIN_G 0.69128f
#define MN_HAEMOGLOBIN_B 0.69128f
#define MN_GREY          0.57735f

typedef struct { float melanin, haemoglobin, grey; } MnChromophores;

MnChromophores mn_chromophores_from_density (float r, float g, float b);
void           mn_chromophores_to_density   (MnChromophores c, float density[3]);

/* Optical densities of linear sRGB -> CIE L*a*b*, D65. */
void           mn_density_to_lab            (const float density[3], float lab[3]);

/* Optical densities -> chromophores, n cells; in place or apart. */
void           mn_chromophores_plane        (float *melanin, float *haemoglobin, float *grey, const float *r,
                                             const float *g, const float *b, int n);
