/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: the gimp-microneedling authors
 *
 * Outlines on the 468-point face mesh, as lists of its point numbers.  "Right" is the person's: image left.
 */
#pragma once

#include <vector>

namespace mn::topology
{
using Outline = std::vector<int>;

inline const Outline oval { 10, 338, 297, 332, 284, 251, 389, 356, 454, 323, 361, 288, 397, 365, 379, 378, 400, 377,
                            152, 148, 176, 149, 150, 136, 172, 58, 132, 93, 234, 127, 162, 21, 54, 103, 67, 109 };
inline const Outline lips { 61, 146, 91, 181, 84, 17, 314, 405, 321, 375, 291, 409, 270, 269, 267, 0, 37, 39, 40, 185 };
inline const Outline mouth { 78, 95, 88, 178, 87, 14, 317, 402, 318, 324, 308, 415, 310, 311, 312, 13, 82, 81, 80,
                             191 };
inline const Outline eye_right { 33, 7, 163, 144, 145, 153, 154, 155, 133, 173, 157, 158, 159, 160, 161, 246 };
inline const Outline eye_left { 263, 249, 390, 373, 374, 380, 381, 382, 362, 398, 384, 385, 386, 387, 388, 466 };
inline const Outline brow_right { 70, 63, 105, 66, 107, 55, 65, 52, 53, 46 };
inline const Outline brow_left { 300, 293, 334, 296, 336, 285, 295, 282, 283, 276 };
inline const Outline nostril_right { 60, 75, 166, 79, 239, 238, 20, 242 };
inline const Outline nostril_left { 290, 305, 392, 309, 459, 458, 250, 462 };

inline const Outline cheek_right { 234, 227, 116, 117, 118, 119, 120, 100, 126, 129, 203, 206, 216, 212, 214, 192, 213,
                                   147, 177, 137 };
inline const Outline cheek_left { 454, 447, 345, 346, 347, 348, 349, 329, 355, 358, 423, 426, 436, 432, 434, 416, 433,
                                  376, 401, 366 };
inline const Outline chin { 43, 106, 182, 83, 18, 313, 406, 335, 273, 379, 378, 400, 377, 152, 148, 176, 149, 150 };
inline const Outline perioral { 129, 98, 97, 2, 326, 327, 358, 426, 436, 432, 273, 335, 406, 313, 18, 83, 182, 106, 43,
                                212, 216, 206 };
inline const Outline forehead { 54, 103, 67, 109, 10, 338, 297, 332, 284, 300, 293, 334, 296, 336, 9, 107, 66, 105, 63,
                                70 };
inline const Outline nose { 168, 417, 465, 412, 399, 437, 355, 358, 327, 326, 2, 97, 98, 129, 126, 217, 174, 188, 245,
                            193 };
inline const Outline orbit_right { 31, 228, 229, 230, 231, 232, 233, 244, 189, 221, 222, 223, 224, 225, 113, 226 };
inline const Outline orbit_left { 261, 448, 449, 450, 451, 452, 453, 464, 413, 441, 442, 443, 444, 445, 342, 446 };
/* From the lower edge of the brow to the upper rim of the orbit. */
inline const Outline lid_right { 46, 53, 52, 65, 55, 189, 221, 222, 223, 224, 225, 113 };
inline const Outline lid_left { 276, 283, 282, 295, 285, 413, 441, 442, 443, 444, 445, 342 };

/* The beard gate's: where skin is surely bare, the upper lip, and all that a beard may cover. */
inline const Outline bare_right { 117, 118, 119, 100, 126, 203, 205, 187, 123 };
inline const Outline bare_left { 346, 347, 348, 329, 355, 423, 425, 411, 352 };
inline const Outline moustache { 98, 97, 2, 326, 327, 391, 322, 410, 287, 291, 409, 270, 269, 267, 0, 37, 39, 40, 185,
                                 61, 57, 186, 92, 165 };
inline const Outline lower_face { 234, 93, 132, 58, 172, 136, 150, 149, 176, 148, 152, 377, 400, 378, 379, 365, 397,
                                  288, 361, 323, 454, 411, 425, 423, 358, 327, 2, 98, 129, 203, 205, 187 };

/* Single points: inner and outer eye corners, temples' sides, top of the forehead, chin, base of the nose. */
enum Point
{
  outer_right = 33, inner_right = 133, inner_left = 362, outer_left = 263,
  side_right = 234, side_left = 454, top = 10, tip_of_chin = 152, base_of_nose = 2,
  mouth_right = 61, mouth_left = 291, brow_peak_right = 105, brow_peak_left = 334
};
}
