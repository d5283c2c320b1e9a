/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: the gimp-microneedling authors
 */
#include "viewer.h"

#include <libgimp/gimp.h>
#include <libgimp/gimpui.h>
#include <string.h>

#include "config-i18n.h"
#include "levels.h"
#include "paint.h"

#define WIDTH 560
#define HEIGHT 600
#define OVERSIZE 1.3           /* how much larger than the area a photo may be at first */

static const char *const level_names[MN_N_LEVELS] = { "1:1", "1:2", "1:4", "1:8", "1:16", "1:32" };

struct _MnViewer
{
  GtkWidget        *box, *area, *zoom;
  const MnSubject  *subject;
  MnLevel           levels[MN_N_LEVELS];
  int               level;
  double            x, y;             /* photo pixel in the middle of the area */
  GObject          *treatment;
  char             *record;
  MnPortrait       *portrait;         /* of the record */
  gboolean          limited;
  MnView            view;
  double            grip_x, grip_y;   /* where the mouse took hold */
};

/* The part of the level that the area shows, and where in the area. */
static GeglRectangle
visible_part (const MnViewer *viewer, const MnLevel *level, int width, int height, int *left, int *top)
{
  const GeglRectangle *extent = gegl_buffer_get_extent (level->photo);
  const double         scale = 1.0 / (1 << viewer->level);
  GeglRectangle        part = { 0, 0, MIN (width, extent->width), MIN (height, extent->height) };

  part.x = (int) CLAMP (viewer->x * scale - part.width / 2.0, 0, extent->width - part.width);
  part.y = (int) CLAMP (viewer->y * scale - part.height / 2.0, 0, extent->height - part.height);
  *left = (width - part.width) / 2;
  *top = (height - part.height) / 2;
  return part;
}

/* Where the treatment does not reach: left of the split, outside the selection. */
static void
put_original (const MnViewer *viewer, const GeglRectangle *part, const guint8 *original, guint8 *pixels)
{
  const int   width = gegl_buffer_get_width (viewer->levels[viewer->level].photo);
  const int   split = viewer->view.split ? (int) (viewer->view.at * width) - part->x : 0;
  GeglBuffer *selection = viewer->limited ? viewer->subject->selection : NULL;

  mn_paint_original (pixels, original, part, viewer->level, selection, split);
}

static void
draw (MnViewer *viewer)
{
  GimpPreviewArea    *area = GIMP_PREVIEW_AREA (viewer->area);
  const Babl         *format = babl_format ("R'G'B'A u8");
  const int           width = viewer->area->allocation.width, height = viewer->area->allocation.height;
  MnLevel            *level;
  GeglRectangle       part;
  g_autofree guint8  *original = NULL, *pixels = NULL;
  gsize               size;
  int                 left, top;

  if (! viewer->subject || width <= 1)
    return;
  level = mn_level_get (viewer->levels, viewer->level, viewer->subject->photo);
  part = visible_part (viewer, level, width, height, &left, &top);
  size = (gsize) 4 * part.width * part.height;
  original = g_malloc (size);
  gegl_buffer_get (level->photo, &part, 1.0, format, original, GEGL_AUTO_ROWSTRIDE, GEGL_ABYSS_NONE);
  pixels = g_memdup2 (original, size);
  if (viewer->record && ! viewer->view.before)
    {
      mn_treatment_copy (viewer->treatment, G_OBJECT (gegl_node_get_gegl_operation (level->node)));
      gegl_node_set (level->node, "portrait", viewer->record, NULL);
      gegl_node_blit (level->node, 1.0, &part, format, pixels, GEGL_AUTO_ROWSTRIDE, GEGL_BLIT_DEFAULT);
      put_original (viewer, &part, original, pixels);
    }
  if (viewer->view.skin && viewer->portrait)
    mn_paint_skin (pixels, &part, viewer->level, viewer->portrait);

  gimp_preview_area_fill (area, 0, 0, width, height, 128, 128, 128);
  gimp_preview_area_draw (area, left, top, part.width, part.height, GIMP_RGBA_IMAGE, pixels, 4 * part.width);
}

static void
zoom_to (MnViewer *viewer, int level)
{
  viewer->level = CLAMP (level, 0, MN_N_LEVELS - 1);
  gtk_combo_box_set_active (GTK_COMBO_BOX (viewer->zoom), viewer->level);
}

static void
zoom_chosen (GtkComboBox *combo, MnViewer *viewer)
{
  viewer->level = gtk_combo_box_get_active (combo);
  draw (viewer);
}

static gboolean
wheel_turned (GtkWidget *widget, GdkEventScroll *event, MnViewer *viewer)
{
  zoom_to (viewer, viewer->level + (event->direction == GDK_SCROLL_UP ? -1 : 1));
  return TRUE;
}

static gboolean
gripped (GtkWidget *widget, GdkEventButton *event, MnViewer *viewer)
{
  viewer->grip_x = event->x;
  viewer->grip_y = event->y;
  return TRUE;
}

static gboolean
dragged (GtkWidget *widget, GdkEventMotion *event, MnViewer *viewer)
{
  const GeglRectangle *full = viewer->subject ? gegl_buffer_get_extent (viewer->subject->photo) : NULL;
  const int            step = 1 << viewer->level;

  if (! full)
    return TRUE;
  viewer->x = CLAMP (viewer->x - step * (event->x - viewer->grip_x), 0, full->width);
  viewer->y = CLAMP (viewer->y - step * (event->y - viewer->grip_y), 0, full->height);
  gripped (widget, (GdkEventButton *) event, viewer);
  draw (viewer);
  return TRUE;
}

static void
viewer_free (MnViewer *viewer)
{
  mn_levels_clear (viewer->levels);
  g_clear_object (&viewer->treatment);
  g_clear_pointer (&viewer->portrait, mn_portrait_unref);
  g_free (viewer->record);
  g_free (viewer);
}

MnViewer *
mn_viewer_new (void)
{
  MnViewer  *viewer = g_new0 (MnViewer, 1);
  GtkWidget *frame = gtk_frame_new (NULL), *row = mn_layout (TRUE, 6);
  MnForm    *form = mn_form_new ("");

  viewer->box = mn_layout (FALSE, 6);
  g_object_set_data_full (G_OBJECT (viewer->box), "mn-viewer", viewer, (GDestroyNotify) viewer_free);
  viewer->area = gimp_preview_area_new ();
  viewer->zoom = gtk_combo_box_text_new ();
  for (int i = 0; i < MN_N_LEVELS; i++)
    gtk_combo_box_text_append_text (GTK_COMBO_BOX_TEXT (viewer->zoom), level_names[i]);
  gtk_combo_box_set_active (GTK_COMBO_BOX (viewer->zoom), 0);

  gtk_widget_set_size_request (viewer->area, WIDTH, HEIGHT);
  gtk_widget_add_events (viewer->area, GDK_BUTTON_PRESS_MASK | GDK_BUTTON1_MOTION_MASK | GDK_SCROLL_MASK);
  gtk_container_add (GTK_CONTAINER (frame), viewer->area);
  gtk_box_pack_start (GTK_BOX (row), mn_label_for (viewer->zoom, _("Zoom"), _("Drag the preview to move it, turn the "
                                                   "mouse wheel to zoom"), form), FALSE, FALSE, 0);
  gtk_box_pack_start (GTK_BOX (row), viewer->zoom, FALSE, FALSE, 0);
  gtk_box_pack_start (GTK_BOX (viewer->box), frame, TRUE, TRUE, 0);
  gtk_box_pack_start (GTK_BOX (viewer->box), row, FALSE, FALSE, 0);
  mn_form_free (form);

  g_signal_connect_swapped (viewer->area, "size-allocate", G_CALLBACK (draw), viewer);
  g_signal_connect (viewer->area, "scroll-event", G_CALLBACK (wheel_turned), viewer);
  g_signal_connect (viewer->area, "button-press-event", G_CALLBACK (gripped), viewer);
  g_signal_connect (viewer->area, "motion-notify-event", G_CALLBACK (dragged), viewer);
  g_signal_connect (viewer->zoom, "changed", G_CALLBACK (zoom_chosen), viewer);
  return viewer;
}

GtkWidget *
mn_viewer_widget (MnViewer *viewer)
{
  return viewer->box;
}

void
mn_viewer_take (MnViewer *viewer, const MnSubject *subject)
{
  const GeglRectangle *full = gegl_buffer_get_extent (subject->photo);
  int                  level = 0;

  viewer->subject = subject;
  viewer->x = full->width / 2.0;
  viewer->y = full->height / 2.0;
  while (level < MN_N_LEVELS - 1 && (full->width >> level > OVERSIZE * viewer->area->allocation.width
                                  || full->height >> level > OVERSIZE * viewer->area->allocation.height))
    level++;
  zoom_to (viewer, level);
  draw (viewer);
}

static void
look_at (MnViewer *viewer, const MnFace *face)
{
  viewer->x = face->box[0] + face->box[2] / 2;
  viewer->y = face->box[1] + face->box[3] / 2;
}

void
mn_viewer_show (MnViewer *viewer, GObject *treatment, const char *record, MnPortrait *portrait, gboolean limited)
{
  g_set_object (&viewer->treatment, treatment);
  if (g_strcmp0 (record, viewer->record) != 0)
    {
      g_free (viewer->record);
      viewer->record = g_strdup (record);
    }
  if (portrait && ! viewer->portrait)
    look_at (viewer, mn_portrait_face (portrait, 0));
  g_clear_pointer (&viewer->portrait, mn_portrait_unref);
  viewer->portrait = portrait ? mn_portrait_ref (portrait) : NULL;
  viewer->limited = limited;
  draw (viewer);
}

void
mn_viewer_view (MnViewer *viewer, const MnView *view)
{
  viewer->view = *view;
  draw (viewer);
}
