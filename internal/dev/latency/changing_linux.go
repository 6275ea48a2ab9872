package main

import (
	"fmt"
	"os"
	"strings"
	"time"
)

// changing writes words nobody has used into an article, and waits until the
// query that asks for them finds it. The article is put back as it was.
func (l *lab) changing(sm *sample, _ int) error {
	s, err := l.library()
	if err != nil {
		return err
	}
	defer s.stop()
	keep, err := keepFile(sm.path)
	if err != nil {
		return err
	}
	defer keep.restore()
	_ = s.Send(boxKey)
	s.settle()
	var times []time.Duration
	for i := range changes {
		word := "qzx" + strings.Repeat(string(rune('a'+i)), 5)
		if _, err := s.typeQuery(word); err != nil {
			return err
		}
		if n := foundIn(s.Screen.String(), word); n != 0 {
			return fmt.Errorf("%q is found %d times before it is written", word, n)
		}
		if err := os.WriteFile(sm.path, append(keep.data, "\n\n"+word+"\n"...), 0o644); err != nil {
			return err
		}
		s.Asked = time.Now()
		took, err := s.until(patience, "result for "+word, func(screen string) bool { return foundIn(screen, word) == 1 })
		if err != nil {
			return err
		}
		times = append(times, took)
	}
	fmt.Printf("\n| from writing a word into one article until it is found | median | slowest of %d |\n| --- | --- | --- |\n", changes)
	fmt.Printf("| the query stays in the box | %s | %s |\n", ms(quantile(times, 0.5)), ms(quantile(times, 1)))
	return nil
}

// kept is a file as it was.
type kept struct {
	path string
	data []byte
	info os.FileInfo
}

func keepFile(path string) (*kept, error) {
	info, err := os.Stat(path)
	if err != nil {
		return nil, err
	}
	data, err := os.ReadFile(path)
	return &kept{path, data[:len(data):len(data)], info}, err
}

func (k *kept) restore() {
	if err := os.WriteFile(k.path, k.data, k.info.Mode()); err == nil {
		err = os.Chtimes(k.path, time.Time{}, k.info.ModTime())
		if err == nil {
			return
		}
	}
	fmt.Fprintf(os.Stderr, "latency: %s holds a word more at its end\n", k.path)
}
