/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: the gimp-microneedling authors
 *
 * The phantom: a synthetic patch of skin, 80 x 80 mm, with features of known place, size and contrast.
 *
 * Any tone (ITA 55 … -50 degrees, L*a*b* of SCIENCE E4 between the types), any scale (2 … 20 px/mm).  Everything is a
 * function of (seed, position in mm), so the same patch can be had at every scale; only the sensor's noise belongs to
 * the pixels.  The patch has 4 x 4 zones of 20 mm:
 *
 *     pits        fine lines   deep folds    stubble
 *     dark scars  light scars  ice-pick      moles
 *     lentigines  a big one    red blotches  a highlight, glints that clip, lashes
 *     plain       plain        plain         plain
 *
 * Contrast is in natural log of linear luminance (dark < 0) for relief, and in optical density along the unit vector of
 * the chromophore (absorbing > 0) for pigment and blood.  A feature narrower than the pixel keeps its energy, not its
 * depth.
 */
#pragma once

#include <gegl.h>

G_BEGIN_DECLS

#define MN_PHANTOM_SIDE_MM 80
#define MN_PHANTOM_ZONE_MM 20
#define MN_PHANTOM_EPSILON 0.002f   /* luminance under which a logarithm means nothing */

typedef enum
{
  MN_PIT, MN_FINE_LINE, MN_FOLD, MN_HAIR, MN_SCAR, MN_ICE_PICK, MN_MOLE, MN_LENTIGO, MN_BLOTCH, MN_HIGHLIGHT,
  MN_GLINT, MN_LASH, MN_N_KINDS
} MnFeatureKind;

typedef struct
{
  MnFeatureKind kind;
  float         x, y;        /* centre, pixels, pixel centres at +0.5 */
  float         size;        /* mm: width at half depth of pits, lines, folds, hairs; else the diameter */
  float         length;      /* mm; 0 = round */
  float         angle;       /* of the length, radians from +x */
  float         contrast;    /* log luminance; optical density of melanin (moles, lentigines), haemoglobin (blotches) */
} MnFeature;

typedef struct
{
  double   px_per_mm;
  double   ita;              /* degrees */
  guint32  seed;
  float    features;         /* factor on every feature's contrast: 0 none, 1 as in the table */
  float    texture;          /* factor on the natural texture: 1 is .02 RMS log luminance below .5 mm */
  float    mottle;           /* factor on the natural unevenness of melanin and blood: 1 is .025 RMS optical density */
  float    shading;          /* log luminance, amplitude of the light's fall-off over the patch */
  float    noise;            /* standard deviation of the sensor's noise, R'G'B' */
  gboolean eight_bit;        /* round R'G'B' to 1/255 */
  int      jpeg;             /* quality 1 … 100 of a JPEG with halved chroma, 8 x 8 blocks; 0: none */
} MnPhantomParams;

#define MN_PHANTOM_DEFAULTS { .px_per_mm = 10, .ita = 43, .seed = 1, .features = 1, .texture = 1, .mottle = 1, \
                              .shading = 0.15f, .noise = 0.004f, .eight_bit = FALSE }

typedef struct
{
  MnPhantomParams params;
  int             width, height;
  float          *rgb;        /* R'G'B', sRGB, width * height * 3 */
  float          *melanin, *haemoglobin;   /* optical density that was drawn: spots and natural unevenness */
  GArray         *features;   /* of MnFeature */
} MnPhantom;

MnPhantom  *mn_phantom_new    (const MnPhantomParams *params);
void        mn_phantom_free   (MnPhantom *phantom);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MnPhantom, mn_phantom_free)

/* A new buffer: "R'G'B' u8" where the phantom is rounded, else "R'G'B' float". */
GeglBuffer *mn_phantom_buffer (const MnPhantom *phantom);

const char *mn_feature_name   (MnFeatureKind kind);

/* How much of a feature is at (x, y) mm from its centre; blur (mm) is the standard deviation of lens and pixel. */
float       mn_feature_profile (const MnFeature *feature, float x, float y, float blur);

/* mn_phantom_new's own: the features of params.seed; what a JPEG makes of the picture. */
void        mn_phantom_place    (MnPhantom *phantom);
void        mn_phantom_compress (MnPhantom *phantom);

/* Uniform 0 … 1, of three integers: the phantom's only randomness. */
float       mn_phantom_hash   (guint32 a, guint32 b, guint32 stream);

G_END_DECLS
