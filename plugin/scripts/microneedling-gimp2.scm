; SPDX-License-Identifier: GPL-3.0-or-later
; SPDX-FileCopyrightText: the gimp-microneedling authors
;
; microneedling-batch.scm in GIMP 2.10.

(define (mn-host-glob pattern)
  (cadr (file-glob pattern 1)))

; The photo, upright, as one layer.
(define (mn-host-load path)
  (let ((image (car (gimp-file-load RUN-NONINTERACTIVE path path))))
    (if (> (car (gimp-image-get-layers image)) 1)
        (gimp-image-merge-visible-layers image CLIP-TO-IMAGE))
    image))

; A picture of one layer with nothing on it.
(define (mn-host-blank)
  (let ((image (car (gimp-image-new 64 64 RGB))))
    (gimp-image-insert-layer image (car (gimp-layer-new image 64 64 RGB-IMAGE "" 100 LAYER-MODE-NORMAL)) 0 0)
    image))

(define (mn-host-layer image)
  (vector-ref (cadr (gimp-image-get-layers image)) 0))

; The layer that shows the result.
(define (mn-host-treat image layer preset area)
  (plug-in-microneedling RUN-NONINTERACTIVE image layer preset "" area "new-layer")
  (mn-host-layer image))

(define (mn-host-sheet image layer presets layout size)
  (let ((make (if (member layout '("grid" "strip")) plug-in-microneedling-timeline plug-in-microneedling-before-after)))
    (car (make RUN-NONINTERACTIVE image layer presets layout size "" "" "" "none" FALSE FALSE))))

(define (mn-host-export image layer path format)
  (cond ((string=? format "jpg")
         (file-jpeg-save RUN-NONINTERACTIVE image layer path path 0.95 0 1 0 "" 2 1 0 0))
        ((string=? format "png")
         (file-png-save RUN-NONINTERACTIVE image layer path path 0 6 0 0 0 1 0))
        (else
         (file-tiff-save RUN-NONINTERACTIVE image layer path path 1))))

(define (mn-host-parasite-text layer name)
  (let ((parasite (mn-try (lambda () (gimp-item-get-parasite layer name)))))
    (if (car parasite) (caddr (cadr parasite)) "")))
