; SPDX-License-Identifier: GPL-3.0-or-later
; SPDX-FileCopyrightText: the gimp-microneedling authors
;
; What scenarios.scm needs of GIMP 2.10.

(define (t-load path)
  (car (gimp-file-load RUN-NONINTERACTIVE path path)))

(define (t-layers image)
  (vector->list (cadr (gimp-image-get-layers image))))

(define (t-channels image)
  (car (gimp-image-get-channels image)))

(define (t-active image)
  (car (gimp-image-get-active-layer image)))

(define (t-treat image layer preset settings area result)
  (plug-in-microneedling RUN-NONINTERACTIVE image layer preset settings area result))

(define (t-repeat image layer)
  (plug-in-microneedling RUN-WITH-LAST-VALS image layer "" "" "" ""))

(define (t-effects layer) 0)

(define (t-width drawable) (car (gimp-drawable-width drawable)))
(define (t-height drawable) (car (gimp-drawable-height drawable)))

; Another photo takes the place of the layer's pixels.
(define (t-paste path layer)
  (let ((other (t-load path)))
    (gimp-edit-copy (t-active other))
    (gimp-floating-sel-anchor (car (gimp-edit-paste layer FALSE)))
    (gimp-image-delete other)))

; The picture as it is seen, in 8-bit sRGB.
(define (t-png image path)
  (let* ((copy (car (gimp-image-duplicate image)))
         (layer (car (gimp-image-merge-visible-layers copy CLIP-TO-IMAGE))))
    (if (not (= (car (gimp-image-get-precision copy)) PRECISION-U8-GAMMA))
        (gimp-image-convert-precision copy PRECISION-U8-GAMMA))
    (file-png-save RUN-NONINTERACTIVE copy layer path path 0 1 0 0 0 0 0)
    (gimp-image-delete copy)))

(define (t-save image path)
  (let ((layer (t-active image)))
    (gimp-file-save RUN-NONINTERACTIVE image layer path path)))

(define t-u16 PRECISION-U16-GAMMA)
(define t-linear PRECISION-FLOAT-LINEAR)
(define (t-indexed image)
  (gimp-image-convert-indexed image CONVERT-DITHER-NONE CONVERT-PALETTE-WEB 0 FALSE FALSE ""))
(define (t-profile image path)
  (gimp-image-set-color-profile-from-file image (string-append "file://" path)))

(define (t-make-sheet image layer procedure presets layout size options)
  (let ((make (if (string=? procedure "timeline") plug-in-microneedling-timeline plug-in-microneedling-before-after))
        (flags (map (lambda (flag) (if flag TRUE FALSE)) (list-tail options 4))))
    (car (make RUN-NONINTERACTIVE image layer presets layout size (car options) (cadr options) (caddr options)
               (cadddr options) (car flags) (cadr flags)))))

; A path with two points.
(define (t-path-of image x1 y1 x2 y2)
  (let ((path (car (gimp-vectors-new image "two points"))))
    (gimp-image-insert-vectors image path 0 0)
    (gimp-vectors-stroke-new-from-points path VECTORS-STROKE-TYPE-BEZIER 12
                                         (vector x1 y1 x1 y1 x1 y1 x2 y2 x2 y2 x2 y2) FALSE)
    (gimp-image-set-active-vectors image path)))

(define (t-layer-name layer) (car (gimp-item-get-name layer)))
(define (t-is-text layer) (car (gimp-item-is-text-layer layer)))
(define (t-offsets layer) (gimp-drawable-offsets layer))

(define (t-export image path suffix)
  (let* ((copy (car (gimp-image-duplicate image)))
         (layer (car (gimp-image-merge-visible-layers copy CLIP-TO-IMAGE))))
    (if (string=? suffix "webp")
        (file-webp-save RUN-NONINTERACTIVE copy layer path path 0 1 90 100 0 0 0 0 1 1 1 0 0)
        (mn-host-export copy layer path suffix))
    (gimp-image-delete copy)))
