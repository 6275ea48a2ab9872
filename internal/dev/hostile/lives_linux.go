package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"time"

	"manicule/internal/note"
)

// lives are what comes back from an earlier life of the program or the article.
func (a *attack) lives() error { return errors.Join(a.unfinished(), a.changing()) }

// unfinished opens articles on which a note was left unfinished, as after a
// crash: with what harms in the draft, and in the article's name where a file
// can be called so.
func (a *attack) unfinished() error {
	folder := filepath.Join(a.dir, "unfinished")
	for i, p := range payloads() {
		name := fmt.Sprintf("%03d.md", i)
		if i%3 == 0 && !strings.ContainsAny(p.text, "/\x00") && len(p.text) < 100 {
			name = fmt.Sprintf("%03d%s.md", i, p.text)
		}
		draft, err := json.Marshal(map[string]any{
			"ID": fmt.Sprintf("draft%05d", i), "Folder": folder, "Article": strings.ToValidUTF8(name, ""), "At": time.Now(),
			"Note": note.Note{ID: fmt.Sprintf("draft%05d", i), Kind: p.text, Body: p.text, Tags: []string{p.text}, Anchor: note.Anchor{Quote: p.text}},
		})
		if err == nil {
			err = write(filepath.Join(a.dir, "state", "manicule", "drafts", fmt.Sprintf("draft%05d.json", i)), string(draft))
		}
		if err == nil {
			err = write(filepath.Join(folder, strings.ToValidUTF8(name, "")), "# Text\n\nIt has the word "+canary+".\n")
		}
		if err != nil {
			return err
		}
	}
	resumed := 0
	t, err := a.start(100, 30, a.program, "-C", folder)
	if err != nil {
		return err
	}
	err = t.Until(time.Minute, func(screen string) bool { return strings.Contains(screen, "unfinished note") })
	for err == nil && resumed < len(payloads()) && !t.shows("no further article") {
		if resumed++; resumed == 1 {
			err = a.first(t)
		} else {
			err = t.next()
		}
		if err == nil {
			err = t.Until(patience, func(screen string) bool { return strings.Contains(screen, "not finished") })
		}
		if err == nil {
			err = t.Touch("!")
		}
		if err == nil {
			err = t.Until(patience, func(screen string) bool { return strings.Contains(screen, "esc save") })
		}
	}
	if err != nil {
		a.find("unfinished notes, draft %d: %v:\n%s", resumed, err, t.Screen.String())
	}
	t.end()
	a.check("unfinished notes", t.Output)
	fmt.Printf("unfinished notes: %d resumed, %d KB written\n", resumed, len(t.Output)>>10)
	return nil
}

// plenty is so much text that few bytes make no program of it.
var plenty = strings.Repeat("The tide goes out twice a day. ", 10)

// changing reads articles whose files are deleted and come back as another
// harmful one.
func (a *attack) changing() error {
	began, n := time.Now(), 0
	folder := filepath.Join(a.dir, "changing")
	for i, p := range payloads() {
		file := filepath.Join(folder, fmt.Sprintf("%03d.md", i))
		if err := write(file, "# Text "+p.text+"\n\n"+p.text+"\n\n"+plenty+canary+".\n"); err != nil {
			return err
		}
		t, err := a.start(100, 30, a.program, file)
		if err != nil {
			return err
		}
		says := func(words string) error {
			return t.Until(patience, func(screen string) bool { return strings.Contains(screen, words) })
		}
		steps := []func() error{
			func() error { return says(canary) },
			func() error { return t.Touch("}") }, // the article is watched by now
			func() error { return os.Remove(file) },
			func() error { return says("deleted") },
			func() error { return t.Touch("G", "g", "}", "y", "i", escape) },
			func() error { return write(file, p.text+"\n\n"+p.text+"\n\nNow changed. "+plenty) },
			func() error { return says("Now changed") },
			func() error { return t.Touch("G", "g", "}", "i", escape) },
		}
		for k, step := range steps {
			if err := step(); err != nil {
				a.find("changing %s, step %d: %v:\n%s", p.name, k, err, t.Screen.String())
				break
			}
			n++
		}
		t.end()
		a.check("changing "+p.name, t.Output)
	}
	fmt.Printf("articles deleted and changed while they are open: %d steps, %v\n", n, time.Since(began).Round(time.Second))
	return nil
}
