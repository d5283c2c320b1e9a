; SPDX-License-Identifier: GPL-3.0-or-later
; SPDX-FileCopyrightText: the gimp-microneedling authors
;
; (t-portrait dir effects): what needs a face, on dir/portrait.png and dir/other.png, another portrait of its size.
; After scenarios.scm; test_faces.py judges it.

; The part of a layer's record that tells its photo, size and thumbnail; all of it takes Script-Fu long to compare.
(define (t-record-head image)
  (substring (mn-host-parasite-text (car (reverse (t-layers image))) "microneedling-portrait") 0 400))

; A portrait with a record is changed and treated: CHANGE-RESULT.png, and whether the record was kept.
(define (t-again results)
  (let ((image (t-open "portrait.png")) (head ""))
    (t-treat image (t-active image) "" "sessions=0" "skin" "in-place")
    (set! head (t-record-head image))
    (for-each
     (lambda (result)
       (t-for-changes
        image
        (lambda (change copy)
          (let ((name (string-append change "-" result)))
            (t-fact name (t-try copy (t-active copy) "immediately" "" "skin" result)
                    (equal? (t-record-head copy) head))
            (t-png copy (t-path (string-append name ".png")))))))
     results)
    (gimp-image-delete image)))

; In the ways that need a face: NAME.png, the sentence it failed with, and whether the selection was restored.
(define (t-face name area result selected)
  (let* ((image (t-open "portrait.png")) (layer (t-active image)) (before '()))
    (if selected (t-select image 0 0 (quotient (t-width layer) 2) (t-height layer)))
    (set! before (t-selection image))
    (t-fact name (t-try image layer "immediately" "" area result) (equal? before (t-selection image)))
    (t-png image (t-path (string-append name ".png")))
    (gimp-image-delete image)))

; The skin as a channel, of which the right half is painted black: painted.png.
(define (t-painted)
  (let* ((image (t-open "portrait.png")) (layer (t-active image)) (half (quotient (t-width layer) 2)))
    (t-treat image layer "" "sessions=0" "channel" "in-place")
    (gimp-image-select-rectangle image CHANNEL-OP-REPLACE half 0 half (t-height layer))
    (gimp-context-set-foreground '(0 0 0))
    (gimp-drawable-edit-fill (car (gimp-image-get-channel-by-name image "Skin to treat")) FILL-FOREGROUND)
    (gimp-selection-none image)
    (t-fact "painted" (t-try image layer "immediately" "" "channel" "in-place") (t-channels image))
    (t-png image (t-path "painted.png"))
    (gimp-image-delete image)))

(define (t-portrait dir effects)
  (set! t-dir dir)
  (set! t-port (open-output-file (t-path "facts.tsv")))
  (t-changed "portrait.png")
  (for-each
   (lambda (row) (apply t-face row))
   (append
    '(("skin" "skin" "in-place" #f)
      ("skin-selected" "skin" "in-place" #t)
      ("half" "skin-in-selection" "in-place" #t)
      ("half-layer" "skin-in-selection" "new-layer" #t)
      ("channel" "channel" "in-place" #t))
    (if effects
        '(("effect" "skin" "layer-effect" #f)
          ("effect-selected" "skin" "layer-effect" #t)
          ("effect-half" "skin-in-selection" "layer-effect" #t))
        '())))
  (t-painted)
  (t-again (append '("new-layer" "in-place") (if effects '("layer-effect") '())))
  (close-output-port t-port))
