package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/spf13/pflag"

	"manicule/internal/article"
	"manicule/internal/exchange"
	"manicule/internal/note"
	"manicule/internal/store"
)

// templating is what notes was asked for of files by a template.
type templating struct {
	template, out, per, since string
}

func (t *templating) flags(f *pflag.FlagSet) {
	f.StringVar(&t.template, "template", "", "write files by a template: "+strings.Join(exchange.TemplateNames(), ", ")+", or a file's name")
	f.StringVar(&t.out, "out", "", "the folder for them; what is there is updated in place")
	f.StringVar(&t.per, "per", "article", "a file for each article or day")
	f.StringVar(&t.since, "since", "", "only notes made or changed since a day such as 2026-03-01, or since the last time that this was asked (last)")
}

func (t templating) check(l listingNotes) error {
	switch {
	case t.template != "" && (l.json || l.format != ""):
		return usage("notes: --template, --format and --json are mutually exclusive")
	case (t.template == "") != (t.out == ""):
		return usage("notes: --template NAME and --out FOLDER belong together")
	case t.per != "article" && t.per != "day":
		return usage("notes: --per takes article or day, not %q", t.per)
	case t.since == "last" && l.format == "" && t.template == "":
		return usage("notes: --since last needs --format or --template")
	}
	_, err := t.day()
	return err
}

// day is the moment that --since names, zero for none and last.
func (t templating) day() (time.Time, error) {
	if t.since == "" || t.since == "last" {
		return time.Time{}, nil
	}
	for _, layout := range []string{time.DateOnly, time.RFC3339, "2006-01"} {
		if at, err := time.ParseInLocation(layout, t.since, time.Local); err == nil {
			return at, nil
		}
	}
	return time.Time{}, usage("notes: --since takes last or a day such as 2026-03-01, not %q", t.since)
}

// exportName is what an export is remembered by for --since last.
func (l listingNotes) exportName() string {
	if l.files.template == "" {
		return l.format
	}
	folder, err := filepath.Abs(l.files.out)
	if err != nil {
		folder = l.files.out
	}
	return l.files.template + " " + folder
}

// sinceThen are the notes that were made or changed since.
func sinceThen(all []note.ArticleNotes, then time.Time) (some []note.ArticleNotes) {
	if then.IsZero() {
		return all
	}
	for _, m := range all {
		m.Notes = slices.DeleteFunc(slices.Clone(m.Notes), func(n note.ResolvedNote) bool { return n.Made.Before(then) && n.Changed.Before(then) })
		if len(m.Notes) > 0 {
			some = append(some, m)
		}
	}
	return some
}

// recent are the notes that --since asks for.
func (l listingNotes) recent(col *store.Collection, all []note.ArticleNotes) ([]note.ArticleNotes, error) {
	then, err := l.files.day()
	if l.files.since == "last" {
		then = col.LastExport(l.exportName())
	}
	return sinceThen(all, then), err
}

// writeTemplate writes the files of notes into the folder that was asked for.
// Every is all notes that there are, by which deleted ones are told.
func (c *cli) writeTemplate(all, every []note.ArticleNotes, t templating) error {
	tmpl, ok := exchange.NewTemplate(t.template)
	if !ok {
		text, err := c.readFileOrInput(t.template)
		if err != nil {
			return usage("notes: there is no template %q: --template takes %s, or a file's name: %v", t.template, strings.Join(exchange.TemplateNames(), ", "), err)
		}
		if tmpl, err = exchange.ParseTemplate(t.template, string(text)); err != nil {
			return fmt.Errorf("notes: %s: %w", t.template, err)
		}
	}
	files, err := tmpl.Files(all, t.per == "day")
	if err != nil {
		return fmt.Errorf("notes: %w", err)
	}
	there := map[string]bool{}
	for _, m := range every {
		for _, n := range m.Notes {
			there[n.ID] = true
		}
	}
	if err := os.MkdirAll(t.out, 0o755); err != nil {
		return fmt.Errorf("notes: make the folder: %w", err)
	}
	root, err := os.OpenRoot(t.out)
	if err != nil {
		return fmt.Errorf("notes: open the folder: %w", err)
	}
	defer root.Close()
	left, err := withoutNotes(root, tmpl.Extension, files)
	if err != nil {
		return fmt.Errorf("notes: look through the folder: %w", err)
	}
	for _, f := range append(files, left...) {
		wrote, err := updateFile(root, f, func(id string) bool { return !there[id] })
		if err != nil {
			return fmt.Errorf("notes: write %s: %w", f.Name, err)
		}
		if wrote {
			if _, err := fmt.Fprintln(c.stdout, article.CleanLine(f.Name)); err != nil {
				return fmt.Errorf("print the file's name: %w", err)
			}
		}
	}
	return nil
}

// mostFiles is how many files of the folder are looked at for notes that are
// gone.
const mostFiles = 10_000

// withoutNotes are the files of that kind in the folder that get no notes: all
// in them may have been deleted.
func withoutNotes(root *os.Root, ext string, files []exchange.NotesFile) (all []exchange.NotesFile, err error) {
	named := map[string]bool{}
	for _, f := range files {
		named[f.Name] = true
	}
	err = fs.WalkDir(root.FS(), ".", func(name string, d fs.DirEntry, err error) error {
		switch hidden := strings.HasPrefix(path.Base(name), ".") && name != "."; {
		case err != nil && name != ".", !hidden && !d.Type().IsRegular():
			return nil // what can't be read has no notes of ours
		case err != nil:
			return err
		case hidden && d.IsDir():
			return fs.SkipDir
		case len(all) == mostFiles:
			return fs.SkipAll
		case !hidden && path.Ext(name) == ext && !named[name]:
			all = append(all, exchange.NotesFile{Name: name})
		}
		return nil
	})
	return all, err
}

// updateFile brings a file up to date, whole or not at all; it reports whether
// there was anything to write.
func updateFile(root *os.Root, f exchange.NotesFile, gone func(string) bool) (bool, error) {
	name := filepath.FromSlash(f.Name)
	was, err := root.ReadFile(name)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return false, err
	}
	now := f.Update(string(was), gone)
	if now == string(was) {
		return false, nil
	}
	if err := root.MkdirAll(filepath.FromSlash(path.Dir(f.Name)), 0o755); err != nil {
		return false, err
	}
	temp := name + ".manicule-new"
	if err := root.WriteFile(temp, []byte(now), 0o644); err != nil {
		return false, errors.Join(err, root.Remove(temp))
	}
	return true, root.Rename(temp, name)
}
