; SPDX-License-Identifier: GPL-3.0-or-later
; SPDX-FileCopyrightText: the gimp-microneedling authors
;
; What scenarios.scm needs of GIMP 3.

(define (t-load path)
  (car (gimp-file-load RUN-NONINTERACTIVE path)))

(define (t-layers image)
  (vector->list (car (gimp-image-get-layers image))))

(define (t-channels image)
  (vector-length (car (gimp-image-get-channels image))))

(define (t-active image)
  (vector-ref (car (gimp-image-get-selected-layers image)) 0))

(define (t-treat image layer preset settings area result)
  (plug-in-microneedling #:run-mode RUN-NONINTERACTIVE #:image image #:drawables (vector layer) #:preset preset
                         #:set settings #:area area #:result result))

(define (t-repeat image layer)
  (plug-in-microneedling #:run-mode RUN-WITH-LAST-VALS #:image image #:drawables (vector layer)))

(define (t-effects layer)
  (vector-length (car (gimp-drawable-get-filters layer))))

(define (t-width drawable) (car (gimp-drawable-get-width drawable)))
(define (t-height drawable) (car (gimp-drawable-get-height drawable)))

; Another photo takes the place of the layer's pixels.
(define (t-paste path layer)
  (let ((other (t-load path)))
    (gimp-edit-copy (vector (t-active other)))
    (gimp-floating-sel-anchor (vector-ref (car (gimp-edit-paste layer FALSE)) 0))
    (gimp-image-delete other)))

; The picture as it is seen, in 8-bit sRGB.
(define (t-png image path)
  (let* ((copy (car (gimp-image-duplicate image)))
         (layer (car (gimp-image-merge-visible-layers copy CLIP-TO-IMAGE))))
    (if (not (= (car (gimp-image-get-precision copy)) PRECISION-U8-NON-LINEAR))
        (gimp-image-convert-precision copy PRECISION-U8-NON-LINEAR))
    (file-png-export #:run-mode RUN-NONINTERACTIVE #:image copy #:file path #:compression 1)
    (gimp-image-delete copy)))

(define (t-save image path)
  (gimp-file-save RUN-NONINTERACTIVE image path))

(define t-u16 PRECISION-U16-NON-LINEAR)
(define t-linear PRECISION-FLOAT-LINEAR)
(define (t-indexed image)
  (gimp-image-convert-indexed image CONVERT-DITHER-NONE CONVERT-PALETTE-WEB 0 FALSE FALSE ""))
(define (t-profile image path)
  (gimp-image-set-color-profile-from-file image path))

(define (t-make-sheet image layer procedure presets layout size options)
  (let ((make (if (string=? procedure "timeline") plug-in-microneedling-timeline plug-in-microneedling-before-after)))
    (car (make #:run-mode RUN-NONINTERACTIVE #:image image #:drawables (vector layer) #:presets presets #:layout layout
               #:size size #:title (car options) #:clinic (cadr options) #:logo (caddr options) #:inset (cadddr options)
               #:advice (if (list-ref options 4) TRUE FALSE) #:force (if (list-ref options 5) TRUE FALSE)))))

; A path with two points.
(define (t-path-of image x1 y1 x2 y2)
  (let ((path (car (gimp-path-new image "two points"))))
    (gimp-image-insert-path image path 0 0)
    (gimp-path-stroke-new-from-points path PATH-STROKE-TYPE-BEZIER (vector x1 y1 x1 y1 x1 y1 x2 y2 x2 y2 x2 y2) FALSE)
    (gimp-image-set-selected-paths image (vector path))))

(define (t-layer-name layer) (car (gimp-item-get-name layer)))
(define (t-is-text layer) (car (gimp-item-id-is-text-layer layer)))
(define (t-offsets layer) (gimp-drawable-get-offsets layer))

(define (t-export image path suffix)
  (let ((copy (car (gimp-image-duplicate image))))
    (gimp-image-merge-visible-layers copy CLIP-TO-IMAGE)
    (if (string=? suffix "webp")
        (file-webp-export #:run-mode RUN-NONINTERACTIVE #:image copy #:file path #:lossless TRUE
                          #:include-exif TRUE #:include-xmp TRUE #:include-color-profile TRUE)
        (mn-host-export copy (mn-host-layer copy) path suffix))
    (gimp-image-delete copy)))
