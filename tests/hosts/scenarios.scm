; SPDX-License-Identifier: GPL-3.0-or-later
; SPDX-FileCopyrightText: the gimp-microneedling authors
;
; (t-run dir effects): everything that is looked at in a host.  Facts go to dir/facts.tsv, pictures to dir/*.png;
; test_hosts.py judges them.  effects: does this GIMP have layer effects?

(define t-port #f)
(define t-dir "")

(define (t-path name) (string-append t-dir "/" name))

(define (t-fact name . values)
  (display name t-port)
  (for-each (lambda (value) (display "\t" t-port) (display value t-port)) values)
  (newline t-port))

; The sentence that treating fails with, "" where it does not fail.
(define (t-try image layer preset settings area result)
  (let ((done (mn-try (lambda () (t-treat image layer preset settings area result)))))
    (if (car done) "" (cdr done))))

(define (t-open name)
  (t-load (t-path name)))

(define (t-select image x y width height)
  (gimp-image-select-rectangle image CHANNEL-OP-REPLACE x y width height)
  (gimp-selection-feather image 20))

; Its bounds, and its values along a line.
(define (t-selection image)
  (let loop ((x (t-width (t-active image))) (found (gimp-selection-bounds image)))
    (if (> x 0)
        (loop (- x 5) (append (gimp-selection-value image (- x 1) 140) found))
        found)))

; What can become of a picture between two runs of the plug-in.
(define t-changes
  (list (cons "cropped" (lambda (image width height) (gimp-image-crop image (- width 40) (- height 40) 20 20)))
        (cons "flipped" (lambda (image width height) (gimp-image-flip image ORIENTATION-HORIZONTAL)))
        (cons "scaled" (lambda (image width height)
                         (gimp-image-scale image (* 3 (quotient width 4)) (* 3 (quotient height 4)))))
        (cons "replaced" (lambda (image width height)
                           (for-each (lambda (layer) (t-paste (t-path "other.png") layer)) (t-layers image))))))

; (function name changed-image) for each change of a copy of image.
(define (t-for-changes image function)
  (for-each
   (lambda (change)
     (let* ((copy (car (gimp-image-duplicate image))) (layer (t-active copy)))
       ((cdr change) copy (t-width layer) (t-height layer))
       (function (car change) copy)
       (gimp-image-delete copy)))
   t-changes))

(define (t-scenario name thunk)
  (let ((done (mn-try thunk)))
    (t-fact name (if (car done) "done" (cdr done)))))

; Our layer is edited in a duplicate of the image, too.
(define (t-edit-duplicate image)
  (let ((copy (car (gimp-image-duplicate image))))
    (t-treat copy (t-active copy) "next-day" "" "selection" "new-layer")
    (t-fact "duplicate again" (length (t-layers copy)) (car (gimp-item-get-name (t-active copy))))
    (t-png copy (t-path "duplicate.png"))
    (gimp-image-delete copy)))

(define (t-plain)
  (let* ((image (t-open "photo.png")) (layer (t-active image)))
    (t-treat image layer "immediately" "" "selection" "new-layer")
    (t-fact "new-layer" (length (t-layers image)) (car (gimp-item-get-name (t-active image))))
    (t-png image (t-path "new-layer.png"))
    (t-edit-duplicate image)
    (t-treat image (t-active image) "next-day" "" "selection" "new-layer")
    (t-fact "new-layer again" (length (t-layers image)) (car (gimp-item-get-name (t-active image))))
    (t-png image (t-path "next-day.png"))
    (gimp-item-set-visible (t-active image) FALSE)
    (t-png image (t-path "original.png"))
    (gimp-image-delete image)))

(define (t-in-place)
  (let* ((image (t-open "photo.png")) (layer (t-active image)))
    (t-treat image layer "immediately" "" "selection" "in-place")
    (t-fact "in-place" (length (t-layers image)))
    (t-png image (t-path "in-place.png"))
    (gimp-image-delete image)))

(define (t-limited result)
  (let* ((image (t-open "photo.png")) (layer (t-active image)) (before '()))
    (t-select image 60 80 100 120)
    (set! before (t-selection image))
    (t-treat image layer "immediately" "" "selection" result)
    (t-fact (string-append "selection after " result) (equal? before (t-selection image))
            (length (t-layers image)) (t-effects (t-active image)))
    (t-png image (t-path (string-append "limited-" result ".png")))
    (gimp-image-delete image)))

; What the results of t-limited are made of: the selection, as transparency, and the treated pixels.
(define (t-parts)
  (let* ((image (t-open "photo.png")) (layer (t-active image)))
    (t-select image 60 80 100 120)
    (gimp-layer-add-mask layer (car (gimp-layer-create-mask layer ADD-MASK-SELECTION)))
    (t-png image (t-path "selection.png"))
    (gimp-layer-remove-mask layer MASK-DISCARD)
    (t-treat image layer "immediately" "" "selection" "new-layer")
    (gimp-layer-remove-mask (t-active image) MASK-DISCARD)
    (t-png image (t-path "unlimited.png"))
    (gimp-image-delete image)))

(define (t-masked)
  (let* ((image (t-open "photo.png"))
         (layer (t-active image)))
    (gimp-image-select-rectangle image CHANNEL-OP-REPLACE 0 0 110 320)
    (gimp-layer-add-mask layer (car (gimp-layer-create-mask layer ADD-MASK-SELECTION)))
    (gimp-image-select-rectangle image CHANNEL-OP-REPLACE 60 80 100 120)
    (t-treat image layer "immediately" "" "selection" "new-layer")
    (gimp-item-set-visible layer FALSE)
    (t-png image (t-path "masked.png"))
    (gimp-image-delete image)))

(define (t-offset)
  (let* ((image (t-open "photo.png"))
         (layer (t-active image)))
    (gimp-image-resize image 400 400 70 30)
    (gimp-image-select-rectangle image CHANNEL-OP-REPLACE 130 110 100 120)
    (t-treat image layer "immediately" "" "selection" "new-layer")
    (gimp-image-crop image (t-width layer) (t-height layer) 70 30)
    (t-png image (t-path "offset.png"))
    (gimp-image-select-rectangle image CHANNEL-OP-REPLACE 0 0 5 5)
    (gimp-layer-set-offsets layer 100 100)
    (t-fact "selection elsewhere" (t-try image layer "immediately" "" "selection" "in-place"))
    (gimp-image-delete image)))

(define (t-kinds)
  (for-each
   (lambda (kind)
     (let* ((image (t-open (if (string=? (car kind) "alpha") "alpha.png" "photo.png")))
            (layer (t-active image)))
       ((cdr kind) image)
       (t-fact (string-append "kind " (car kind)) (t-try image layer "immediately" "" "selection" "in-place"))
       (if (string=? (car kind) "wide")
           (mn-host-export image layer (t-path "kind-wide.png") "png")
           (t-png image (t-path (string-append "kind-" (car kind) ".png"))))
       (gimp-image-delete image)))
   (list (cons "u16" (lambda (image) (gimp-image-convert-precision image t-u16)))
         (cons "linear" (lambda (image) (gimp-image-convert-precision image t-linear)))
         (cons "grey" (lambda (image) (gimp-image-convert-grayscale image)))
         (cons "alpha" (lambda (image) #t))
         (cons "indexed" t-indexed)
         (cons "wide" (lambda (image) (t-profile image (t-path "wide.icc")))))))

(define (t-errors)
  (let* ((image (t-open "photo.png")) (layer (t-active image)))
    (t-fact "error preset" (t-try image layer "nope" "" "selection" "in-place"))
    (t-fact "error value" (t-try image layer "" "pores=3" "selection" "in-place"))
    (t-fact "error key" (t-try image layer "" "poros=1" "selection" "in-place"))
    (t-fact "error effect" (t-try image layer "immediately" "" "selection" "layer-effect"))
    (gimp-image-delete image)))

(define (t-last-values)
  (let* ((image (t-open "photo.png")) (layer (t-active image)))
    (t-treat image layer "immediately" "" "selection" "in-place")
    (gimp-image-delete image)
    (set! image (t-open "photo.png"))
    (t-repeat image (t-active image))
    (t-png image (t-path "last-values.png"))
    (gimp-image-delete image)))

(define (t-metadata)
  (for-each
   (lambda (format)
     (let* ((image (mn-host-load (t-path "private.jpg"))) (layer (t-active image)))
       (t-treat image layer "immediately" "seed=7" "selection" "in-place")
       (mn-host-export image layer (t-path (string-append "metadata." format)) format)
       (gimp-image-delete image)))
   '("jpg" "png" "tif")))

; The settings are those of de_DE's test too: a decimal point whatever the locale.
(define (t-settings)
  (let* ((image (t-open "photo.png")) (layer (t-active image)))
    (t-treat image layer "immediately" "redness=0.5 bleeding=1.25" "selection" "in-place")
    (t-png image (t-path "settings.png"))
    (gimp-image-delete image)))

(define (t-effect)
  (let* ((image (t-open "photo.png")) (layer (t-active image)))
    (t-treat image layer "next-day" "" "selection" "layer-effect")
    (t-treat image layer "immediately" "" "selection" "layer-effect")
    (t-fact "effects" (t-effects layer) (length (t-layers image)))
    (t-png image (t-path "effect.png"))
    (t-save image (t-path "effect.xcf"))
    (t-for-changes image (lambda (name copy) (t-png copy (t-path (string-append "effect-" name ".png")))))
    (gimp-image-delete image)
    (set! image (t-open "effect.xcf"))
    (t-png image (t-path "effect-loaded.png"))
    (gimp-image-delete image)))

; The changed pictures by themselves.
(define (t-changed name)
  (let ((image (t-open name)))
    (t-for-changes image (lambda (name copy) (t-png copy (t-path (string-append name ".png")))))
    (gimp-image-delete image)))

(define (t-run dir effects)
  (set! t-dir dir)
  (set! t-port (open-output-file (t-path "facts.tsv")))
  (t-scenario "plain" t-plain)
  (t-scenario "in place" t-in-place)
  (t-scenario "parts" t-parts)
  (t-scenario "limited new layer" (lambda () (t-limited "new-layer")))
  (t-scenario "limited in place" (lambda () (t-limited "in-place")))
  (t-scenario "masked" t-masked)
  (t-scenario "offset" t-offset)
  (t-scenario "kinds" t-kinds)
  (t-scenario "errors" t-errors)
  (if (not effects) (t-scenario "last values" t-last-values))
  (t-scenario "metadata" t-metadata)
  (t-scenario "settings" t-settings)
  (if effects
      (begin
        (t-scenario "effect" t-effect)
        (t-scenario "changed" (lambda () (t-changed "photo.png")))
        (t-scenario "limited effect" (lambda () (t-limited "layer-effect")))))
  (close-output-port t-port))
