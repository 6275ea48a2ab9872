package main

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"

	"manicule/internal/dev/pty"
)

// head is a header and when it was first seen, after the program's start.
type head struct {
	text string
	at   time.Duration
}

// coldStarts starts the program without an index and returns how many
// articles it lists in the end.
func (l *lab) coldStarts(s *sample) (articles int, err error) {
	var all [3][]time.Duration
	memory, burnt := 0, time.Duration(0)
	for range l.firsts {
		c, err := l.coldStart()
		if err != nil {
			return 0, err
		}
		articles, memory, burnt = c.articles, max(memory, c.memory), max(burnt, c.cpu)
		for i, at := range []time.Duration{c.rows, c.counted, c.read} {
			all[i] = append(all[i], at)
		}
	}
	fmt.Printf("\n| first start ever, %d articles | median | slowest of %d |\n| --- | --- | --- |\n", articles, l.firsts)
	for i, name := range []string{"first articles on the screen", "the header counts all of them", "all are read, the index is complete"} {
		fmt.Printf("| %s | %s | %s |\n", name, ms(quantile(all[i], 0.5)), ms(quantile(all[i], 1)))
	}
	fmt.Printf("| to compare: looking at every file's size and date | %s | |\n| and reading every file | %s | |\n", ms(s.walked), ms(s.walked+s.read))
	fmt.Printf("| CPU and memory at most; index on disk | %s, %d MB; %.1f MB | |\n", ms(burnt), memory, float64(folderSize(l.cache()))/(1<<20))
	return articles, nil
}

// count returns how many articles the program lists that has an index.
func (l *lab) count(*sample) (int, error) {
	s, err := l.start(80, 24, l.program, l.large)
	if err != nil {
		return 0, err
	}
	defer s.stop()
	_, heads, err := s.heads()
	if err != nil {
		return 0, err
	}
	return countIn(heads[len(heads)-1].text), nil
}

// coldStart is what a start without an index showed, and when.
type coldStart struct {
	rows, counted, read time.Duration // first articles; all counted; all read
	articles            int
	memory              int // MB
	cpu                 time.Duration
}

func (l *lab) coldStart() (c coldStart, err error) {
	if err := os.RemoveAll(l.cache()); err != nil {
		return c, err
	}
	s, err := l.start(80, 24, l.program, l.large)
	if err != nil {
		return c, err
	}
	defer s.stop()
	rows, heads, err := s.heads()
	if err != nil {
		return c, err
	}
	last := heads[len(heads)-1]
	c = coldStart{rows: rows, read: last.at, articles: countIn(last.text), memory: s.Memory("VmHWM"), cpu: s.cpu()}
	c.counted = heads[slices.IndexFunc(heads, func(h head) bool { return countIn(h.text) == c.articles })].at
	return c, nil
}

// heads draws until the header counts articles, is not busy, and nothing
// has changed in it for a while. It returns when the first articles were
// shown, and every header.
func (s *session) heads() (rows time.Duration, heads []head, err error) {
	for late := time.Now().Add(coldLimit); time.Now().Before(late); {
		at, err := s.Take(steady)
		switch {
		case errors.Is(err, pty.ErrGone):
			return 0, nil, errors.New("the program ended while it read the folder")
		case err != nil:
			if n := len(heads); n > 0 && countIn(heads[n-1].text) > 0 && !strings.Contains(heads[n-1].text, headBusy) {
				return rows, heads, nil
			}
			continue
		}
		screen := s.Screen.String()
		if rows == 0 && anyRow.MatchString(screen) {
			rows = at
		}
		if text, _, _ := strings.Cut(screen, "\n"); len(heads) == 0 || heads[len(heads)-1].text != text {
			heads = append(heads, head{text, at})
		}
	}
	return 0, nil, fmt.Errorf("the folder is not read yet:\n%s", s.Screen.String())
}

// countIn is the number of articles that a header tells, 0 when it tells none.
func countIn(head string) int {
	found := headCount.FindStringSubmatch(head)
	if found == nil {
		return 0
	}
	n, _ := strconv.Atoi(strings.ReplaceAll(found[1], ",", ""))
	return n
}

// warmStarts compares the first frame that tells all articles with that of an
// empty program, the two in turn.
func (l *lab) warmStarts(_ *sample, articles int) error {
	self, err := os.Executable()
	if err != nil {
		return err
	}
	var blank, full []time.Duration
	for range l.runs {
		b, err := l.startup("an empty program", func(screen string) bool { return strings.Contains(screen, "an empty program") }, self, "-blank")
		if err != nil {
			return err
		}
		f, err := l.startup("count of all articles", func(screen string) bool {
			head, _, _ := strings.Cut(screen, "\n")
			return countIn(head) == articles && anyRow.MatchString(screen)
		}, l.program, l.large)
		if err != nil {
			return err
		}
		blank, full = append(blank, b), append(full, f)
	}
	fmt.Printf("\n| with an index, from starting the program | median | slowest of %d |\n| --- | --- | --- |\n", l.runs)
	fmt.Printf("| an empty Bubble Tea program | %s | %s |\n", ms(quantile(blank, 0.5)), ms(quantile(blank, 1)))
	fmt.Printf("| the complete list | %s | %s |\n", ms(quantile(full, 0.5)), ms(quantile(full, 1)))
	fmt.Printf("| above the empty program | %s | |\n", ms(quantile(full, 0.5)-quantile(blank, 0.5)))
	return nil
}

func (l *lab) startup(what string, wanted func(string) bool, args ...string) (time.Duration, error) {
	s, err := l.start(80, 24, args...)
	if err != nil {
		return 0, err
	}
	defer s.stop()
	return s.until(patience, what, wanted)
}

func folderSize(dir string) (size int) {
	_ = filepath.WalkDir(dir, func(_ string, d os.DirEntry, err error) error {
		if err == nil && !d.IsDir() {
			if info, err := d.Info(); err == nil {
				size += int(info.Size())
			}
		}
		return nil
	})
	return size
}
