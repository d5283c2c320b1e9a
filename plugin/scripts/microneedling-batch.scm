; SPDX-License-Identifier: GPL-3.0-or-later
; SPDX-FileCopyrightText: the gimp-microneedling authors
;
; (script-fu-microneedling-batch glob presets folder format)
; (script-fu-microneedling-sheets glob presets layout size folder format)
;
;   glob     the photos: "/photos/*.jpg"
;   presets  names or files, separated by commas: "immediately,next-day,3-sessions"
;   layout   two-up, split or slanted with one preset; grid or strip with any
;   size     a4, a4-landscape, letter, letter-landscape, 1:1, 4:5, 16:9 or WIDTHxHEIGHT
;   folder   where <stem>-<preset>.<format> or <stem>-sheet.<format> are written; made where it is missing
;   format   jpg, png or tif
;
; One process of GIMP does all of it.  A photo that fails is reported and the rest goes on; no photo and no other file that
; is there already is written over.  <folder>/report.tsv says what became of each photo and preset, and one line at the end
; how many were done: GIMP 2.10 itself always exits with 0.  A later run adds its rows below those of earlier ones; a
; report.tsv that is not a report of ours is refused before the first photo.
;
; What differs between GIMP 2.10 and GIMP 3 is in microneedling-gimp2.scm and microneedling-gimp3.scm:
;   (mn-host-glob pattern)  (mn-host-load path)  (mn-host-blank)  (mn-host-treat image layer preset area)
;   (mn-host-layer image)   (mn-host-parasite-text layer name)   (mn-host-sheet image layer presets layout size)
;   (mn-host-export image layer path format)

(define mn-report-header '("file" "preset" "status" "faces" "px/mm" "reason"))

; (#t . value) of a thunk, or (#f . sentence) where it failed.
(define (mn-try thunk)
  (let* ((hook *error-hook*)
         (result (call/cc
                  (lambda (exit)
                    (set! *error-hook* (lambda (message . rest) (exit (cons #f (mn-sentence message)))))
                    (cons #t (thunk))))))
    (set! *error-hook* hook)
    result))

(define (mn-fail sentence)
  (*error-hook* sentence))

; The position of text in string at or after start, #f where it is not there.
(define (mn-find text string start)
  (let ((length (string-length text)))
    (let loop ((i start))
      (cond ((> (+ i length) (string-length string)) #f)
            ((string=? (substring string i (+ i length)) text) i)
            (else (loop (+ i 1)))))))

(define (mn-after text string)
  (let ((found (mn-find text string 0)))
    (if found
        (substring string (+ found (string-length text)) (string-length string))
        string)))

(define (mn-before text string)
  (let ((found (mn-find text string 0)))
    (if found (substring string 0 found) string)))

; A message of Script-Fu without the procedure's name and the place in a script, in one line.
(define (mn-sentence message)
  (let* ((reason (mn-before " (/" (mn-after "input arguments: " (mn-after " failed: " message)))))
    (list->string (map (lambda (c) (if (char-whitespace? c) #\space c)) (string->list reason)))))

(define (mn-last-after separator string)
  (let ((found (mn-find separator string 0)))
    (if found
        (mn-last-after separator (mn-after separator string))
        string)))

; "/a/b.c.jpg" -> "b.c"
(define (mn-stem path)
  (let* ((name (mn-last-after DIR-SEPARATOR path))
         (extension (mn-last-after "." name)))
    (if (string=? extension name)
        name
        (substring name 0 (- (string-length name) (string-length extension) 1)))))

(define (mn-sort strings)
  (define (insert string sorted)
    (if (or (null? sorted) (string<? string (car sorted)))
        (cons string sorted)
        (cons (car sorted) (insert string (cdr sorted)))))
  (foldr (lambda (sorted string) (insert string sorted)) '() strings))

; The rest of a word, as it is written: a German GIMP 2.10 has other numbers.
(define (mn-word port)
  (let loop ((word ""))
    (let ((c (read-char port)))
      (if (or (eof-object? c) (char-whitespace? c))
          word
          (loop (string-append word (string c)))))))

; The scales of a portrait record's faces.  Read word by word: mn-find would take seconds, for Script-Fu counts letters
; from the start of a string to find one, and a record has tens of thousands.
(define (mn-scales record)
  (let ((port (open-input-string record)))
    (let loop ((scales '()))
      (let ((word (read port)))
        (cond ((eof-object? word) (reverse scales))
              ((eq? word 'face) (read-char port) (loop (cons (mn-word port) scales)))
              (else (loop scales)))))))

; "6.53804" -> "6.54".  By its letters: see mn-word.
(define (mn-two-decimals number)
  (let* ((decimals (string-append (if (mn-find "." number 0) (mn-after "." number) "") "000"))
         (up (if (char<? (string-ref decimals 2) #\5) 0 1))
         (hundredths (+ up (string->number (string-append (mn-before "." number) (substring decimals 0 2)))))
         (rest (number->string (+ 100 (modulo hundredths 100)))))
    (string-append (number->string (quotient hundredths 100)) "." (substring rest 1 3))))

; How many faces a portrait record has, and the scale of the first: two strings.
(define (mn-record-facts record)
  (let ((scales (mn-scales record)))
    (if (pair? scales)
        (list (number->string (length scales)) (mn-two-decimals (car scales)))
        '("" ""))))

(define (mn-line row)
  (string-append (car row) (apply string-append (map (lambda (cell) (string-append "\t" cell)) (cdr row))) "\n"))

(define (mn-begins? path text)
  (let* ((port (open-input-file path))
         (same (let loop ((letters (string->list text)))
                 (or (null? letters)
                     (and (eqv? (read-char port) (car letters))
                          (loop (cdr letters)))))))
    (close-input-port port)
    same))

; Below what is there: Script-Fu opens a file for both in order to append.
(define (mn-report path rows)
  (let ((port (open-input-output-file path)))
    (for-each (lambda (row) (display (mn-line row) port)) rows)
    (close-port port)))

(define (mn-check-report path)
  (if (and (file-exists? path) (not (mn-begins? path (mn-line mn-report-header))))
      (mn-fail (string-append path " is there already and is no report of this script"))))

; "4 done, 2 failed: see /out/report.tsv"
(define (mn-summary rows report)
  (define (count status)
    (number->string (apply + (map (lambda (row) (if (string=? (caddr row) status) 1 0)) rows))))
  (string-append (count "done") " done, " (count "failed") " failed: see " report))

(define (mn-free path)
  (if (file-exists? path)
      (mn-fail (string-append path " is there already"))))

; A file that could not be written whole is no file.
(define (mn-export image layer output format)
  (let ((written (mn-try (lambda () (mn-host-export image layer output format)))))
    (if (not (car written))
        (begin
          (if (file-exists? output) (file-delete output))
          (mn-fail (cdr written))))))

(define (mn-treat-to image layer preset output format)
  (mn-free output)
  (let* ((treated (mn-host-treat image layer preset "skin"))
         (written (mn-try (lambda () (mn-export image treated output format)))))
    (gimp-image-remove-layer image treated)
    (gimp-item-set-visible layer TRUE)
    (if (not (car written))
        (mn-fail (cdr written)))))

(define (mn-sheet-to image layer presets layout size output format)
  (mn-free output)
  (let* ((sheet (mn-host-sheet image layer presets layout size))
         (flat (car (gimp-image-flatten sheet)))
         (written (mn-try (lambda () (mn-export sheet flat output format)))))
    (gimp-image-delete sheet)
    (if (not (car written))
        (mn-fail (cdr written)))))

; One row of the report; (make output) makes it.
(define (mn-batch-one path layer name folder format make)
  (let* ((output (string-append folder DIR-SEPARATOR (mn-stem path) "-" (mn-stem name) "." format))
         (result (mn-try (lambda () (make output)))))
    (append (list path name (if (car result) "done" "failed"))
            (mn-record-facts (mn-host-parasite-text layer "microneedling-portrait"))
            (list (if (car result) "" (cdr result))))))

; The image of (#t . image), or (#f . sentence).  Of some files GIMP says only that its procedure failed.
(define (mn-open path)
  (let ((opened (mn-try (lambda () (mn-host-load path)))))
    (if (or (car opened) (not (mn-find "gimp-file-load" (cdr opened) 0)))
        opened
        (cons #f "this is no picture that GIMP can read"))))

; The rows of one photo, one for each name; (make image layer name output) makes a file.
(define (mn-batch-photo path names folder format make)
  (let ((opened (mn-open path)))
    (if (car opened)
        (let* ((image (cdr opened))
               (layer (mn-host-layer image))
               (rows (map (lambda (name)
                            (mn-batch-one path layer name folder format (lambda (output) (make image layer name output))))
                          names)))
          (gimp-image-delete image)
          rows)
        (map (lambda (name) (list path name "failed" "" "" (cdr opened))) names))))

(define (mn-batch glob names folder format make)
  (let ((photos (mn-sort (mn-host-glob glob)))
        (report (string-append folder DIR-SEPARATOR "report.tsv"))
        (handler (car (gimp-message-get-handler))))
    (if (not (member format '("jpg" "png" "tif")))
        (mn-fail (string-append "Unknown format \"" format "\": it can be jpg, png or tif")))
    (if (null? photos)
        (mn-fail (string-append "No photo matches " glob)))
    (mn-check-report report)
    (if (not (file-exists? folder))
        (dir-make folder))
    (mn-report report (if (file-exists? report) '() (list mn-report-header)))
    (gimp-message-set-handler CONSOLE)
    (let loop ((rest photos) (rows '()))
      (if (pair? rest)
          (let ((fresh (mn-batch-photo (car rest) names folder format make)))
            (mn-report report fresh)
            (loop (cdr rest) (append rows fresh)))
          (begin
            (gimp-message-set-handler handler)
            (gimp-message (mn-summary rows report)))))))

; The names of presets; fails where one of them cannot treat a blank picture, all of it selected, which asks for no
; face.
(define (mn-presets presets)
  (let* ((names (map string-trim (strbreakup presets ",")))
         (image (mn-host-blank))
         (layer (mn-host-layer image))
         (tried (mn-try (lambda ()
                          (gimp-selection-all image)
                          (for-each (lambda (name) (mn-host-treat image layer name "selection")) names)))))
    (gimp-image-delete image)
    (if (not (car tried))
        (mn-fail (cdr tried)))
    names))

(define (script-fu-microneedling-batch glob presets folder format)
  (mn-batch glob (mn-presets presets) folder format
            (lambda (image layer preset output) (mn-treat-to image layer preset output format))))

(define (script-fu-microneedling-sheets glob presets layout size folder format)
  (if (not (member layout '("two-up" "split" "slanted" "grid" "strip")))
      (mn-fail (string-append "Unknown layout \"" layout "\": it can be two-up, split, slanted, grid or strip")))
  (mn-presets presets)
  (mn-batch glob '("sheet") folder format
            (lambda (image layer name output) (mn-sheet-to image layer presets layout size output format))))

(script-fu-register "script-fu-microneedling-batch"
                    "Microneedling Batch…"
                    "Treat a folder of portraits and say in report.tsv what became of each"
                    "the gimp-microneedling authors"
                    "GPL-3.0-or-later"
                    "2026"
                    ""
                    SF-STRING  "Photos"  ""
                    SF-STRING  "Presets" "immediately,next-day,3-sessions"
                    SF-DIRNAME "Folder"  ""
                    SF-STRING  "Format"  "jpg")
(script-fu-menu-register "script-fu-microneedling-batch" "<Image>/Filters/Skin")

(script-fu-register "script-fu-microneedling-sheets"
                    "Microneedling Sheets…"
                    "Make a sheet of every portrait in a folder and say in report.tsv what became of each"
                    "the gimp-microneedling authors"
                    "GPL-3.0-or-later"
                    "2026"
                    ""
                    SF-STRING  "Photos"  ""
                    SF-STRING  "Presets" "immediately,next-day,day-3,1-session,3-sessions,6-sessions"
                    SF-STRING  "Layout"  "strip"
                    SF-STRING  "Size"    "16:9"
                    SF-DIRNAME "Folder"  ""
                    SF-STRING  "Format"  "jpg")
(script-fu-menu-register "script-fu-microneedling-sheets" "<Image>/Filters/Skin")
