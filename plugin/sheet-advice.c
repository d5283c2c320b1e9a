/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: the gimp-microneedling authors
 *
 * What a client should know, in plain words.  General information, not a leaflet for a device.
 *
 *     redness a day or two, three at most   Hackethal 2021, Skin Res Technol 27; Minutilli 2024, J Drugs Dermatol 23
 *     like a sunburn, swelling, dryness     SkinPen instructions for use, and its clinical summary
 *     four to six weeks apart, 2-6 times    Graham 2016; reviews of skin needling
 *     months                                Alam 2014, JAMA Dermatol: scores improve from the 3rd to the 6th month
 *     three in ten saw no change            SkinPen, facial wrinkles, 2023: 68.8 % improved after 90 days
 *     not permanent                         El-Domyati 2015
 *     moist, sunscreen, no make-up          those instructions; clinics that use the device differ in whether sunscreen
 *                                           may be used on the first day: so no sun then, and sunscreen later
 *     who should not, when to call          the contraindications and adverse events of those instructions
 */
#include "config-i18n.h"
#include "sheet-maker.h"

#define SECTIONS 4
#define HEIGHT 0.36               /* of the sheet, at most */
#define TEXT_SIZE 0.8             /* of the sheet's */
#define SMALLEST 14.0             /* pixels; on paper 7 points: */
#define SMALLEST_MM 2.47
#define STEP 0.96

static const struct { const char *heading, *text; } sections[SECTIONS] = {
  { N_("What to expect"),
    N_("Redness as after a sunburn, a little swelling and tiny points of blood are usual at first. The redness mostly "
       "goes within one to three days; the skin may feel tight, dry or flaky for a few days more. Changes come slowly, "
       "over months, and need several sessions, usually four to six weeks apart. They are not permanent, and some "
       "people see none: in one study three in ten.") },
  { N_("How to care"),
    N_("Keep the skin moist with a plain cream. Stay out of the sun on the first day, and protect the skin with "
       "sunscreen after that. Leave out make-up for a day. Don't rub, and don't pull off flakes.") },
  { N_("Ask a doctor first"),
    N_("if you are pregnant or nursing; if the skin is inflamed or infected, or has open wounds or a disease that is "
       "active, such as eczema or cold sores; if you tend to raised scars; or if you take medicines, for example "
       "against acne, for thinner blood or against the body's own defences.") },
  { N_("Call the doctor"),
    N_("if you get bruises, if the skin peels badly, if bleeding is heavy or doesn't stop, or if you see signs of an "
       "infection: redness that grows, heat, pus or fever. This is general information; whoever treats you knows "
       "more.") },
};

typedef struct { double size; int n, width; } Columns;

/* The height of the tallest column; draws from left, top on where there is a place. */
static int
flow (MnMaker *maker, const Columns *columns, const GeglRectangle *place)
{
  const int in_column = SECTIONS / columns->n;
  int       tallest = 0;

  for (int column = 0; column < columns->n; column++)
    {
      GeglRectangle line = { column * (columns->width + maker->margin), 0, columns->width, 0 };

      for (int i = 0; i < 2 * in_column; i++)
        {
          const int    section = column * in_column + i / 2;
          const char  *words = i % 2 ? _(sections[section].text) : _(sections[section].heading);
          const MnText text = { words, columns->size, i % 2 == 0 };

          line.height = mn_text_height (&text, line.width);
          if (place)
            mn_maker_text (maker, g_strdup (_(sections[section].heading)), &text,
                           (GeglRectangle) { place->x + line.x, place->y + line.y, line.width, line.height }, text.size,
                           MN_INK);
          line.y += line.height + i % 2 * (int) columns->size;
        }
      tallest = MAX (tallest, line.y - (int) columns->size);
    }
  return tallest;
}

int
mn_maker_advice (MnMaker *maker, const GeglRectangle *area)
{
  const double  dots = maker->options->dots_per_mm;
  const double  smallest = dots > 0 ? SMALLEST_MM * dots : SMALLEST;
  const int     n = area->width > area->height ? SECTIONS : SECTIONS / 2;
  Columns       columns = { MAX (smallest, TEXT_SIZE * maker->text_size), n,
                            (area->width - (n - 1) * maker->margin) / n };
  GeglRectangle place = *area;

  while ((place.height = flow (maker, &columns, NULL)) > HEIGHT * maker->options->height)
    if ((columns.size *= STEP) < smallest)
      return -1;
  place.y += area->height - place.height;
  flow (maker, &columns, &place);
  return place.height;
}
