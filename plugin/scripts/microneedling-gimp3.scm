; SPDX-License-Identifier: GPL-3.0-or-later
; SPDX-FileCopyrightText: the gimp-microneedling authors
;
; microneedling-batch.scm in GIMP 3.  Exports ask for the metadata: by itself GIMP 3.0 drops it.

(define (mn-host-glob pattern)
  (car (file-glob #:pattern pattern #:filename-encoding TRUE)))

; The photo, upright, as one layer.
(define (mn-host-load path)
  (let ((image (car (gimp-file-load RUN-NONINTERACTIVE path))))
    (gimp-image-policy-rotate image FALSE)
    (if (> (vector-length (car (gimp-image-get-layers image))) 1)
        (gimp-image-merge-visible-layers image CLIP-TO-IMAGE))
    image))

; A picture of one layer with nothing on it.
(define (mn-host-blank)
  (let ((image (car (gimp-image-new 64 64 RGB))))
    (gimp-image-insert-layer image (car (gimp-layer-new image "" 64 64 RGB-IMAGE 100 LAYER-MODE-NORMAL)) -1 0)
    image))

(define (mn-host-layer image)
  (vector-ref (car (gimp-image-get-layers image)) 0))

; The layer that shows the result.
(define (mn-host-treat image layer preset area)
  (plug-in-microneedling #:run-mode RUN-NONINTERACTIVE #:image image #:drawables (vector layer) #:preset preset
                         #:area area #:result "new-layer")
  (gimp-item-set-visible layer FALSE)
  (mn-host-layer image))

(define (mn-host-sheet image layer presets layout size)
  (let ((make (if (member layout '("grid" "strip")) plug-in-microneedling-timeline plug-in-microneedling-before-after)))
    (car (make #:run-mode RUN-NONINTERACTIVE #:image image #:drawables (vector layer) #:presets presets #:layout layout
               #:size size))))

(define (mn-host-export image layer path format)
  (cond ((string=? format "jpg")
         (file-jpeg-export #:run-mode RUN-NONINTERACTIVE #:image image #:file path
                           #:quality 0.95 #:sub-sampling "sub-sampling-1x1"
                           #:include-exif TRUE #:include-xmp TRUE #:include-iptc TRUE #:include-color-profile TRUE))
        ((string=? format "png")
         (file-png-export #:run-mode RUN-NONINTERACTIVE #:image image #:file path #:compression 6
                          #:include-exif TRUE #:include-xmp TRUE #:include-iptc TRUE #:include-color-profile TRUE))
        (else
         (file-tiff-export #:run-mode RUN-NONINTERACTIVE #:image image #:file path #:compression "lzw"
                           #:include-exif TRUE #:include-xmp TRUE #:include-iptc TRUE #:include-color-profile TRUE))))

(define (mn-host-parasite-text layer name)
  (let ((parasite (mn-try (lambda () (gimp-item-get-parasite layer name)))))
    (if (car parasite) (caddr (cadr parasite)) "")))
