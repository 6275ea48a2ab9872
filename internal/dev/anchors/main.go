// Command anchors follows passages through edits, to measure how well notes
// are found again:
//
//	go run ./internal/dev/anchors [-o FILE] FOLDER
//
// The folder holds texts.jsonl.gz, with id and text, and cases.jsonl.gz, with
// id, old and new (ids of texts), start and end of a passage of the old text.
// For each case it writes a line with its id, start and end in the new text
// (null if the passage is gone), and the milliseconds that it took to align
// the texts and to find the passage. Offsets are code points there, not bytes.
package main

import (
	"bufio"
	"compress/gzip"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"time"
	"unicode/utf8"

	"manicule/internal/anchor"
	"manicule/internal/article"
	"manicule/internal/note"
)

// text is a line of texts.jsonl.gz.
type text struct{ ID, Text string }

// passage is a line of cases.jsonl.gz.
type passage struct {
	ID, Old, New string
	Start, End   int
}

// prediction is a line of the answer.
type prediction struct {
	ID         string  `json:"id"`
	Start      *int    `json:"start"`
	End        *int    `json:"end"`
	State      string  `json:"state"`
	Confidence float64 `json:"confidence"`
	Took       float64 `json:"ms"`
}

func main() {
	file := flag.String("o", "", "file to write to instead of standard output")
	flag.Usage = func() {
		fmt.Fprintln(flag.CommandLine.Output(), "usage: anchors [-o FILE] FOLDER")
		flag.PrintDefaults()
	}
	flag.Parse()
	if flag.NArg() != 1 {
		flag.Usage()
		os.Exit(2)
	}
	if err := run(flag.Arg(0), *file); err != nil {
		fmt.Fprintln(os.Stderr, "anchors:", err)
		os.Exit(1)
	}
}

func run(folder, file string) error {
	if file == "" {
		return predict(folder, os.Stdout)
	}
	f, err := os.Create(file)
	if err != nil {
		return err
	}
	return errors.Join(predict(folder, f), f.Close())
}

func predict(folder string, to io.Writer) error {
	texts := map[string]string{}
	err := readLines(filepath.Join(folder, "texts.jsonl.gz"), func(t text) error {
		texts[t.ID] = t.Text
		return nil
	})
	if err != nil {
		return err
	}
	out := bufio.NewWriter(to)
	lines := json.NewEncoder(out)
	err = readLines(filepath.Join(folder, "cases.jsonl.gz"), func(p passage) error {
		return lines.Encode(p.follow(texts[p.Old], texts[p.New]))
	})
	return errors.Join(err, out.Flush())
}

func (p passage) follow(old, now string) prediction {
	s := article.Span{Start: byteAt(old, p.Start), End: byteAt(old, p.End)}
	start := time.Now()
	m := anchor.Align(old, now).Find(s)
	found := prediction{
		ID: p.ID, State: m.State.String(), Confidence: m.Confidence,
		Took: float64(time.Since(start).Microseconds()) / 1000,
	}
	if m.State != note.Lost {
		found.Start, found.End = codePoint(now, m.Span.Start), codePoint(now, m.Span.End)
	}
	return found
}

// byteAt is where the code point of that number begins.
func byteAt(s string, number int) int {
	for i := range s {
		if number == 0 {
			return i
		}
		number--
	}
	return len(s)
}

func codePoint(s string, at int) *int { return new(utf8.RuneCountInString(s[:at])) }

// readLines calls back with each line of a compressed file of JSON lines.
func readLines[T any](file string, each func(T) error) error {
	f, err := os.Open(file)
	if err != nil {
		return err
	}
	defer f.Close()
	z, err := gzip.NewReader(f)
	if err != nil {
		return fmt.Errorf("read %s: %w", file, err)
	}
	lines := json.NewDecoder(z)
	for lines.More() {
		var line T
		if err := lines.Decode(&line); err != nil {
			return fmt.Errorf("read %s: %w", file, err)
		}
		if err := each(line); err != nil {
			return err
		}
	}
	return nil
}
