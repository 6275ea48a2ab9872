package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"strings"
	"time"

	"manicule/internal/store"
)

// killsAPlace is how many kills one notes file has to survive, before another
// one is begun so that it doesn't grow without end.
const killsAPlace = 25

// randomKills kills a writing loop at random moments.
func randomKills(n int, seed uint64) error {
	random := rand.New(rand.NewPCG(seed, 0))
	var acknowledged int
	for done := 0; done < n; {
		p, err := newPlace()
		if err != nil {
			return err
		}
		var known []string
		for i := 0; i < killsAPlace && done < n; i++ {
			said, err := p.killOnce(done, time.Duration(random.IntN(60_000))*time.Microsecond)
			known = append(known, said...)
			if err == nil {
				err = p.check(known)
			}
			if err != nil {
				return fmt.Errorf("kill %d, seed %d, in %s: %w", done, seed, p.folder, err)
			}
			done++
		}
		acknowledged += len(known)
		p.remove()
	}
	fmt.Printf("%d kills, seed %d: %d notes acknowledged, 0 lost, 0 torn\n", n, seed, acknowledged)
	return nil
}

// killOnce kills a writer so long after its first note is saved, or, one time
// in four, after its start. It returns what was acknowledged.
func (p place) killOnce(number int, after time.Duration) ([]string, error) {
	cmd := p.writer(fmt.Sprint(number), 0)
	out := listener{heard: make(chan struct{})}
	cmd.Stdout = &out
	if err := cmd.Start(); err != nil {
		return nil, err
	}
	ended := make(chan error, 1)
	go func() { ended <- cmd.Wait() }()
	if number%4 > 0 {
		select {
		case <-out.heard:
		case err := <-ended:
			return nil, fmt.Errorf("a writer ended by itself: %v", err)
		}
	}
	time.Sleep(after)
	_ = cmd.Process.Kill()
	<-ended
	whole := out.text.String()
	return strings.Fields(whole[:strings.LastIndexByte(whole, '\n')+1]), nil
}

// listener keeps what is written, and tells when something is.
type listener struct {
	text  bytes.Buffer
	heard chan struct{}
}

func (l *listener) Write(b []byte) (int, error) {
	if l.text.Len() == 0 {
		close(l.heard)
	}
	return l.text.Write(b)
}

const editorTime = 50 * time.Millisecond

// writers lets three processes add notes to one article while an editor saves
// the same file all the time, each time with one line more of its own.
func writers(each int) error {
	p, err := newPlace()
	if err != nil {
		return err
	}
	ctx, stop := context.WithCancel(context.Background())
	typed := make(chan []string)
	go func() { typed <- p.edit(ctx) }()
	err = p.runWriters(each)
	stop()
	lines := <-typed
	if err != nil {
		return err
	}
	if err := p.rest(); err != nil {
		return err
	}
	times, err := p.notes()
	if err != nil {
		return err
	}
	data, err := os.ReadFile(p.file())
	lost := 0
	for _, line := range lines {
		if !strings.Contains(string(data), line+"\n") {
			lost++
		}
	}
	fmt.Printf("3 processes × %d notes: %d of %d; %d saves of an editor: %d lines lost\n", each, len(times), 3*each, len(lines), lost)
	if len(times) != 3*each || lost > 0 {
		return fmt.Errorf("notes were lost; see %s", p.folder)
	}
	p.remove()
	return err
}

// rest lets a program that is open do what it does when a notes file changed.
func (p place) rest() error {
	c, err := store.Open(p.folder, p.options())
	if err != nil {
		return err
	}
	defer c.Close()
	return c.PutBack(context.Background())
}

func (p place) runWriters(each int) error {
	var failed []error
	wait := make(chan error)
	for _, name := range []string{"p", "q", "r"} {
		cmd := p.writer(name, each)
		if err := cmd.Start(); err != nil {
			return err
		}
		go func() { wait <- cmd.Wait() }()
	}
	for range 3 {
		failed = append(failed, <-wait)
	}
	return errors.Join(failed...)
}

// edit is an editor without a lock: it reads the file, adds a line to a part
// of its own and saves it, whatever was written meanwhile; by turns with a new
// file that takes the place of the old one, and in place.
func (p place) edit(ctx context.Context) (lines []string) {
	for ctx.Err() == nil {
		time.Sleep(editorTime)
		data, err := os.ReadFile(p.file())
		if err != nil {
			continue
		}
		line := fmt.Sprintf("typed in an editor, line %d", len(lines))
		if !strings.Contains(string(data), "## Mine") {
			data = append(data, "\n## Mine\n\n"...)
		}
		save := [...]func(string, []byte) error{replaced, inPlace}[len(lines)%2]
		if save(p.file(), append(data, line+"\n"...)) == nil {
			lines = append(lines, line)
		}
	}
	return lines
}

func replaced(name string, data []byte) error {
	if err := inPlace(name+"~", data); err != nil {
		return err
	}
	return os.Rename(name+"~", name)
}

// inPlace empties the file first.
func inPlace(name string, data []byte) error { return os.WriteFile(name, data, 0o644) }
