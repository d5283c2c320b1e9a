/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: the gimp-microneedling authors
 *
 * The portrait record: what is known of the faces in a photo, as a value and as text.
 *
 * Coordinates are pixels of the upright photo, origin top left, pixel centres at +0.5.  Angles are
 * degrees: roll positive clockwise on screen, yaw positive when the nose points to the viewer's
 * right.  pupil_r is the one at image left.  The text is ASCII, one item a line (DESIGN: version 1);
 * it is checked field by field when it is read, so a record from a stranger's file is harmless.  A plane that is not
 * there (NULL) is written as "-", an unknown ITA (NAN) as "nan".
 *
 * portrait.c is the value, portrait-read.c and -write.c its text, portrait-photo.c what it takes from buffers.
 */
#pragma once

#include <gegl.h>

G_BEGIN_DECLS

#define MN_PORTRAIT_ERROR (mn_portrait_error_quark ())
GQuark mn_portrait_error_quark (void);

typedef enum
{
  MN_PORTRAIT_ERROR_SYNTAX    /* not a record, or a field is missing, out of range or broken */
} MnPortraitError;

#define MN_PORTRAIT_MAX_BYTES (96 * 1024)
#define MN_PORTRAIT_MAX_FACES 64
#define MN_PORTRAIT_MAX_SIDE 262144
#define MN_PORTRAIT_MAX_CELLS (1 << 23)   /* of all faces' grids, and of their maps */
#define MN_FACE_MAX_CELLS (1 << 20)
#define MN_THUMB_SIDE 16
#define MN_MAP_PITCH_MM 0.5    /* the survey's maps have two cells per millimetre */
#define MN_PUPIL_DISTANCE_MM 63.0   /* population mean (SCIENCE: Dodgson 2004) */

typedef enum
{
  MN_ZONE_NONE, MN_ZONE_FOREHEAD, MN_ZONE_TEMPLE, MN_ZONE_PERIORBITAL, MN_ZONE_NOSE, MN_ZONE_CHEEK,
  MN_ZONE_PERIORAL, MN_ZONE_CHIN, MN_ZONE_JAW, MN_ZONE_NECK, MN_N_ZONES
} MnZone;

/* Why skin, or what was taken for it, is left out. */
typedef enum
{
  MN_OMISSION_NONE, MN_OMISSION_FEATURES, MN_OMISSION_EARS, MN_OMISSION_BEARD, MN_OMISSION_GLASSES, MN_OMISSION_BODY,
  MN_N_OMISSIONS
} MnOmission;

typedef struct
{
  double ita;           /* individual typology angle, degrees, median over the coverage */
  double melanin;       /* chromophore medians, optical density along the unit vectors of kernels/chromophore.h */
  double haemoglobin;
  double a_star;        /* CIE a*, D65 */
} MnSkin;

typedef struct
{
  double  px_per_mm;
  double  roll, yaw;
  double  pupil_r[2], pupil_l[2];
  double  box[4];             /* x, y, width, height */
  MnSkin  skin;
  double  grid_x, grid_y;     /* top left corner of cell (0,0), photo pixels */
  int     cols, rows;
  double  pitch;              /* side of a cell, photo pixels; px_per_mm / 2 unless coarsened */
  guint8 *coverage;           /* cols * rows, 255 = fully treated; NULL = fully treated everywhere */
  guint8 *zones;              /* cols * rows, MnZone; NULL = no zones known */
  guint8 *omissions;          /* cols * rows, MnOmission; NULL but fresh from the analysis: it is not in the text */
} MnFace;

typedef struct
{
  int     width, height;
  guint8  thumb[MN_THUMB_SIDE * MN_THUMB_SIDE];
  GArray *faces;              /* of MnFace, owned with their planes */
} MnPortrait;

/* Reference counted: several GEGL nodes may hold one.  Treat as constant once shared. */
MnPortrait   *mn_portrait_new   (int width, int height);
MnPortrait   *mn_portrait_ref   (MnPortrait *portrait);
void          mn_portrait_unref (MnPortrait *portrait);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MnPortrait, mn_portrait_unref)

static inline int
mn_portrait_n_faces (const MnPortrait *portrait)
{
  return (int) portrait->faces->len;
}

static inline MnFace *
mn_portrait_face (const MnPortrait *portrait, int i)
{
  return &g_array_index (portrait->faces, MnFace, i);
}

MnPortrait   *mn_portrait_copy  (const MnPortrait *portrait);

/* Appends a face, taking over its planes. */
void          mn_portrait_add_face (MnPortrait *portrait, const MnFace *face);

/* NULL and MN_PORTRAIT_ERROR_SYNTAX with one sentence where the text is not a sound record. */
MnPortrait   *mn_portrait_parse   (const char *text, GError **error);

/* The record's text, at most MN_PORTRAIT_MAX_BYTES.  Where it would be longer, the pitch of the grids is
 * coarsened, then the smallest faces are dropped; *note (may be NULL) then gets a sentence for the user, else NULL. */
char         *mn_portrait_to_text (const MnPortrait *portrait, char **note);

/* 16x16 mean luma of a picture (a lattice of samples per cell). */
void          mn_portrait_thumb   (GeglBuffer *photo, guint8 thumb[MN_THUMB_SIDE * MN_THUMB_SIDE]);

/* The portrait of a photo of width x height.  From a record: itself (a new reference) where the size is the same, a
 * scaled copy where the aspect is the same within one pixel of the smaller, NULL for any other photo; where a thumb is
 * given it must correlate above 0.9 with the record's, else NULL.  Without a record: one "face", the whole frame,
 * fully covered.
 * px_per_mm > 0 overrides the scale of every face; 0 means the record's own, without one min (width, height) / 180. */
MnPortrait   *mn_portrait_resolve (MnPortrait *record, int width, int height, double px_per_mm,
                                   const guint8 *thumb);

/* A copy whose coverage is multiplied with a mask of the photo's size ("Y' u8" or "Y u8" buffer, 255 = keep), by its
 * mean over each cell, so a feathered edge stays one.  A face without a plane gets a grid of px_per_mm / 2. */
MnPortrait   *mn_portrait_masked  (const MnPortrait *portrait, GeglBuffer *mask);

/* Coverage, 0 … 1, of n photo pixels of row y from column x: bilinear in the grid, exactly 0 below 1/255 and
 * outside the grid.  The only function that turns a record into coverage. */
void          mn_face_coverage    (const MnFace *face, double y, double x, double step, int n, float *out);

/* The survey's maps: one rectangle a face, in record order, stacked; each cell is MN_MAP_PITCH_MM wide, but
 * at least a pixel, and as wide as the limits on cells demand; cell (0,0)'s top left corner is the face's
 * (grid_x, grid_y). */
typedef struct
{
  GeglRectangle rect;     /* in the atlas */
  double        x, y;     /* photo pixel of the rectangle's top left corner */
  double        pitch;    /* photo pixels a cell */
} MnAtlasPlace;

/* Fills one place a face; returns the atlas' extent. */
GeglRectangle mn_portrait_atlas   (const MnPortrait *portrait, MnAtlasPlace *places);

G_END_DECLS
