; SPDX-License-Identifier: GPL-3.0-or-later
; SPDX-FileCopyrightText: the gimp-microneedling authors
;
; (t-sheets dir): sheets of dir/portrait.png and of dir/skin.png, which has no face; test_sheets.py judges them.
; After scenarios.scm.

(define (t-layer-facts name image)
  (for-each
   (lambda (layer)
     (t-fact name (t-layer-name layer) (t-is-text layer) (t-width layer) (t-height layer)
             (car (t-offsets layer)) (cadr (t-offsets layer))))
   (t-layers image)))

; NAME.png, and in every format NAME is exported to; the sentence it failed with, "" where it did not.
(define (t-sheet name image procedure presets layout size options suffixes)
  (let ((done (mn-try (lambda () (t-make-sheet image (t-active image) procedure presets layout size options)))))
    (t-fact name (if (car done) "" (cdr done)))
    (if (car done)
        (let ((sheet (cdr done)))
          (t-layer-facts (string-append name " layer") sheet)
          (t-png sheet (t-path (string-append name ".png")))
          (for-each (lambda (suffix) (t-export sheet (t-path (string-append name "-export." suffix)) suffix)) suffixes)
          (gimp-image-delete sheet)))))

(define (t-sheets dir)
  (set! t-dir dir)
  (set! t-port (open-output-file (t-path "facts.tsv")))
  (let ((image (t-open "portrait.png")) (skin (t-open "skin.png")))
    (t-sheet "two-up" image "before-after" "immediately" "two-up" "1:1" '("Title" "Clinic" "" "auto" #f #f)
             '("jpg" "png" "tif" "webp"))
    (t-sheet "slanted" image "before-after" "3-sessions" "slanted" "4:5" '("" "עור" "" "none" #t #f) '())
    (t-sheet "strip" image "timeline" "immediately,3-sessions" "strip" "16:9" '("" "" "" "none" #f #f) '())
    (t-sheet "unknown" image "before-after" "nope" "two-up" "1:1" '("" "" "" "none" #f #f) '())
    (t-sheet "size" image "before-after" "3-sessions" "two-up" "0x0" '("" "" "" "none" #f #f) '())
    (t-sheet "logo" image "before-after" "3-sessions" "two-up" "1:1" '("" "" "absent.png" "none" #f #f) '())
    (t-treat image (t-active image) "1-session" "" "skin" "new-layer")
    (t-sheet "of-result" image "before-after" "immediately" "two-up" "1:1" '("Title" "Clinic" "" "auto" #f #f) '())
    (t-sheet "no-face" skin "before-after" "3-sessions" "two-up" "1:1" '("" "" "" "none" #f #f) '())
    (t-select skin 40 40 120 160)
    (t-sheet "selected" skin "before-after" "immediately" "two-up" "1:1" '("" "" "" "none" #f #f) '())
    (t-path-of skin 60 60 100 60)
    (t-sheet "scaled" skin "before-after" "immediately" "two-up" "1:1" '("" "" "" "none" #f #f) '())
    (gimp-image-delete skin)
    (gimp-image-delete image))
  (let ((image (t-load (t-path "two-up-export.png"))))
    (t-sheet "simulation" image "before-after" "3-sessions" "two-up" "1:1" '("" "" "" "none" #f #f) '())
    (t-sheet "forced" image "before-after" "3-sessions" "two-up" "1:1" '("" "" "" "none" #f #t) '())
    (gimp-image-delete image))
  (close-output-port t-port))
