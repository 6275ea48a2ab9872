package main

import (
	"fmt"
	"math/rand/v2"
	"strconv"
	"strings"
	"time"
)

// answer is what followed a key, each after it was pressed.
type answer struct {
	typed  time.Duration // the box shows it
	counts time.Duration // the number of results has its last value
	whole  time.Duration // and so has all else on the screen
}

// library starts the program and waits until it has nothing to do.
func (l *lab) library() (*session, error) {
	s, err := l.start(80, 24, l.program, l.large)
	if err != nil {
		return nil, err
	}
	if _, _, err := s.heads(); err != nil {
		s.stop()
		return nil, err
	}
	return s, nil
}

// typing types the sample's queries key by key.
func (l *lab) typing(sm *sample, _ int) error {
	s, err := l.library()
	if err != nil {
		return err
	}
	defer s.stop()
	before := []int{s.Memory("VmRSS"), s.Memory("RssAnon")}
	_ = s.Send(boxKey)
	s.settle()
	fmt.Printf("\n| typing, key by key | keys | count of results: median | slowest | whole screen: median | slowest |\n| --- | --- | --- | --- | --- | --- |\n")
	var all []answer
	burnt := s.cpu()
	for _, q := range sm.queries {
		var answers []answer
		for range rounds {
			one, err := s.typeQuery(q.text)
			if err != nil {
				return err
			}
			answers = append(answers, one...)
		}
		counts, whole := split(answers)
		fmt.Printf("| %s: `%s` | %d | %s | %s | %s | %s |\n", q.what, q.text, len(answers),
			ms(quantile(counts, 0.5)), ms(quantile(counts, 1)), ms(quantile(whole, 0.5)), ms(quantile(whole, 1)))
		all = append(all, answers...)
	}
	printKeys(all)
	fmt.Printf("\nCPU: %s a key.\n", ms((s.cpu()-burnt)/time.Duration(max(len(all), 1))))
	fmt.Printf("\n| memory | resident | of it not of files |\n| --- | --- | --- |\n")
	fmt.Printf("| after the start | %d MB | %d MB |\n", before[0], before[1])
	fmt.Printf("| after searching | %d MB | %d MB |\n| at most | %d MB | |\n", s.Memory("VmRSS"), s.Memory("RssAnon"), s.Memory("VmHWM"))
	return nil
}

// split takes the answers apart.
func split(answers []answer) (counts, whole []time.Duration) {
	for _, a := range answers {
		counts, whole = append(counts, a.counts), append(whole, a.whole)
	}
	return counts, whole
}

func printKeys(answers []answer) {
	var typed []time.Duration
	for _, a := range answers {
		typed = append(typed, a.typed)
	}
	counts, whole := split(answers)
	fmt.Printf("\n| all %d keys, until | median | 95 of 100 | 99 of 100 | slowest |\n| --- | --- | --- | --- | --- |\n", len(answers))
	for _, row := range []struct {
		name  string
		times []time.Duration
	}{{"the box shows the letter", typed}, {"the count of results is right", counts}, {"nothing on the screen changes any more", whole}} {
		fmt.Printf("| %s | %s | %s | %s | %s |\n", row.name, ms(quantile(row.times, 0.5)), ms(quantile(row.times, 0.95)), ms(quantile(row.times, 0.99)), ms(quantile(row.times, 1)))
	}
}

// frame is how often Bubble Tea paints.
const frame = time.Second / 120

// typeQuery empties the box and types a query into it.
func (s *session) typeQuery(text string) ([]answer, error) {
	_ = s.Send(clearBox)
	s.settle()
	var answers []answer
	for i, r := range text {
		_ = s.Rest(rand.N(frame)) // else each key comes as long after a frame as the wait before it
		a, err := s.key(string(r), text[:i]+string(r))
		if err != nil {
			return nil, err
		}
		answers = append(answers, a)
	}
	return answers, nil
}

// key presses a key and draws until nothing changes any more. A count may
// belong to the box's text or still to the one before; so the last change is
// what counts.
func (s *session) key(key, text string) (a answer, err error) {
	shown := s.Screen.String()
	_ = s.Send(key)
	for {
		took, err := s.Take(quiet)
		screen := s.Screen.String()
		switch answered := inBox(screen, text); {
		case err != nil && answered:
			return a, nil
		case err != nil && time.Since(s.Asked) > patience:
			return a, fmt.Errorf("no answer to %q but\n%s", text, screen)
		case err != nil:
			continue
		}
		if a.typed == 0 && strings.HasPrefix(box(screen), boxPrompt+strings.TrimRight(text, " ")) {
			a = answer{took, took, took}
		}
		if box(screen) != box(shown) {
			a.counts = took
		}
		if screen != shown {
			a.whole = took
		}
		shown = screen
	}
}

// box is the screen's line with the query and how much it found.
func box(screen string) string {
	lines := strings.SplitN(screen, "\n", 3)
	if len(lines) < 2 {
		return ""
	}
	return lines[1]
}

// inBox reports whether the box holds just the text and how much that found.
func inBox(screen, text string) bool { return foundIn(screen, text) >= 0 }

// foundIn is how much the box says that the text found; -1 while it doesn't.
func foundIn(screen, text string) int {
	rest, ok := strings.CutPrefix(box(screen), boxPrompt+strings.TrimRight(text, " "))
	found := tally.FindStringSubmatch(strings.TrimSpace(rest))
	if !ok || found == nil {
		return -1
	}
	n, _ := strconv.Atoi(strings.ReplaceAll(found[1], ",", ""))
	return n
}
