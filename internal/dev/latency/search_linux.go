package main

import (
	"fmt"
	"regexp"
	"time"
)

// What the library's screen looks like: the header, the box under it, the
// sign before each article, and how a query is begun and taken away.
var (
	headCount = regexp.MustCompile(`\b([\d,]+) articles?\b`)
	tally     = regexp.MustCompile(`^([\d,]+) of [\d,]+( · [^…]*)?$`)
	anyRow    = regexp.MustCompile(`(?m)^.?. ?[●◐✓✗]`)
)

const (
	headBusy  = "reading" // while the folder is looked through
	boxPrompt = " / "
	boxKey    = "/"
	clearBox  = "\x15" // ctrl-u
)

const (
	rounds    = 3                      // times each query is typed
	changes   = 7                      // of a file
	coldLimit = time.Hour              // for the index of the largest folder
	steady    = 2 * time.Second        // nothing new for so long: all is read
	quiet     = 150 * time.Millisecond // nothing new for so long: answered
)

// search measures the library of a large folder where it lies.
func (l *lab) search() error {
	s, err := newSample(l.large, l.index == "")
	if err != nil {
		return err
	}
	fmt.Printf("\n%s: %d files, %d MB\n", l.large, s.files, s.bytes>>20)
	starts := l.coldStarts
	if l.index != "" {
		starts = l.count
	}
	articles, err := starts(s)
	if err != nil {
		return err
	}
	for _, part := range []func(*sample, int) error{l.warmStarts, l.typing, l.changing, l.others, l.fts} {
		if err := part(s, articles); err != nil {
			return err
		}
	}
	return nil
}
