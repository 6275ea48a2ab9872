package main

import (
	"bufio"
	"cmp"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"path/filepath"
	"slices"
	"strings"

	"github.com/charmbracelet/x/ansi"
	"github.com/spf13/cobra"

	"manicule/internal/article"
	"manicule/internal/library"
	"manicule/internal/note"
	"manicule/internal/store"
)

func (c *cli) notesVerifyCommand() *cobra.Command {
	var asJSON bool
	cmd := &cobra.Command{
		Use:   "verify",
		Short: "Check all notes files and passages",
		Long: `Read every notes file and find the passage of every note, and count how many are exact, edited, moved and lost.

What needs a person is listed: parts of notes files that can't be read, with their lines; files that can't be written because they hold conflict markers or a newer manicule wrote them; copies that sync and merge programs put aside; several files for one article; notes whose passage is lost, or whose article is gone. If there is any of this, the exit status is 1. Nothing is changed.`,
		Example: `manicule notes verify
manicule notes verify --json | jq .problems`,
		Args: arguments(0, 0),
		RunE: func(cmd *cobra.Command, _ []string) error { return c.verifyNotes(cmd.Context(), asJSON) },
	}
	cmd.Flags().BoolVar(&asJSON, "json", false, "print a JSON object")
	return cmd
}

func (c *cli) verifyNotes(ctx context.Context, asJSON bool) error {
	col, err := c.collection()
	if err != nil {
		return err
	}
	defer col.Close()
	if w := col.Warning(); w != "" {
		c.warn("%s", w)
	}
	v := verdict{Problems: []noteProblem{}}
	if err := v.checkFiles(ctx, col); err != nil {
		return fmt.Errorf("notes verify: %w", err)
	}
	if err := v.findHeirs(ctx, col); err != nil {
		return fmt.Errorf("notes verify: %w", err)
	}
	unread := col.AllNotes(ctx, func(path string, f *note.File) { v.checkNotes(col, path, f) })
	if err := c.printVerdict(v, asJSON); err != nil {
		return err
	}
	if unread == nil && len(v.Problems) > 0 {
		return nothing("notes verify: %s you", needs(len(v.Problems)))
	}
	return unread
}

func needs(n int) string {
	if n == 1 {
		return "1 thing needs"
	}
	return fmt.Sprintf("%d things need", n)
}

// verdict is what notes verify found; as JSON it is its output.
type verdict struct {
	Files    int           `json:"files"`
	Articles int           `json:"articles"`
	Notes    int           `json:"notes"`
	Exact    int           `json:"exact"`
	Edited   int           `json:"edited"`
	Moved    int           `json:"moved"`
	Lost     int           `json:"lost"`
	Problems []noteProblem `json:"problems"`

	heirs map[string]string // by article that is gone: what it may be now, in words
}

// findHeirs looks for what articles with notes that are gone may be now. The
// whole collection is read only if there are any.
func (v *verdict) findHeirs(ctx context.Context, col *store.Collection) error {
	strays := col.Strays(nil)
	if len(strays) == 0 {
		return nil
	}
	var paths []string
	if err := col.Files(ctx, ".", func(f store.File) error { paths = append(paths, f.Path); return nil }); err != nil {
		return err
	}
	kin, err := col.Kin(ctx, strays, paths)
	v.heirs = map[string]string{}
	for _, k := range kin {
		v.heirs[k.Article] = "; it may be " + strings.Join(k.Heirs, " or ") + " now"
	}
	return err
}

// noteProblem is something that needs a person: in a file, perhaps on a line,
// or with the notes on an article, perhaps with one of them.
type noteProblem struct {
	File    string `json:"file,omitempty"`
	Line    int    `json:"line,omitempty"`
	Article string `json:"article,omitempty"`
	Note    string `json:"note,omitempty"`
	What    string `json:"what"`
}

func (v *verdict) add(p noteProblem) { v.Problems = append(v.Problems, p) }

// checkFiles looks at the notes files one by one, since a collection joins
// those on one article, and passes over what it can't read.
func (v *verdict) checkFiles(ctx context.Context, col *store.Collection) error {
	type place struct{ home, article string }
	files := map[place][]string{}
	err := col.EachNotesFile(ctx, func(f store.NotesFile) {
		if f.On != "" && !col.Shows(f.On) {
			return
		}
		shown := shownIn(col.Folder(), f.Name)
		v.checkFile(f, shown)
		if f.File != nil && f.By == "" && !f.Beside {
			at := place{f.Home, f.On}
			files[at] = append(files[at], shown)
		}
	})
	byArticle := func(a, b place) int {
		return cmp.Or(strings.Compare(a.article, b.article), strings.Compare(a.home, b.home))
	}
	for _, at := range slices.SortedFunc(maps.Keys(files), byArticle) {
		if names := files[at]; at.article != "" && len(names) > 1 {
			v.add(noteProblem{Article: at.article, What: "several files hold notes on it; put them into one: " + strings.Join(names, ", ")})
		}
	}
	for _, x := range col.TwoHomes(ctx) {
		if !col.Shows(x.Article) {
			continue
		}
		v.add(noteProblem{Article: x.Article, What: howMany(len(x.Added), "note") + " on it in a second home, " + shownIn(col.Folder(), x.File) + "; open it with manicule and press M to join them"})
	}
	return err
}

func (v *verdict) checkFile(f store.NotesFile, shown string) {
	if f.File != nil || f.Err != nil {
		v.Files++
	}
	if f.Err != nil {
		v.add(noteProblem{File: shown, What: fmt.Sprintf("can't be read: %v", f.Err)})
	}
	if f.File != nil {
		if why := f.File.ReadOnly(); why != "" {
			v.add(noteProblem{File: shown, What: "can't be written: " + why})
		}
		for _, p := range f.File.Problems() {
			v.add(noteProblem{File: shown, Line: p.Line, What: p.What})
		}
	}
	if f.By != "" {
		v.add(noteProblem{File: shown, What: "a copy that " + f.By + " put aside; take over what you need of it, then remove it"})
	}
}

// shownIn is a file's name as short as can be.
func shownIn(folder, name string) string {
	if rel, err := filepath.Rel(folder, name); err == nil && filepath.IsLocal(rel) {
		return filepath.ToSlash(rel)
	}
	return name
}

// checkNotes finds the passages of the notes on one article.
func (v *verdict) checkNotes(col *store.Collection, path string, f *note.File) {
	m, err := library.ResolveNotes(col, path, f)
	if len(m.Notes) == 0 || !col.Shows(path) {
		return
	}
	v.Articles++
	for _, p := range m.Notes {
		v.count(p.Match.State)
		if err == nil && p.Match.State == note.Lost {
			quote := ansi.Truncate(article.CleanLine(p.Anchor.Quote), 60, "…")
			v.add(noteProblem{Article: path, Note: p.ID, What: "its passage is lost: “" + quote + "”"})
		}
	}
	switch {
	case errors.Is(err, fs.ErrNotExist):
		v.add(noteProblem{Article: path, What: fmt.Sprintf("the article is gone, with %s on it%s", howMany(len(m.Notes), "note"), v.heirs[path])})
	case err != nil:
		v.add(noteProblem{Article: path, What: err.Error()})
	}
}

func (v *verdict) count(s note.State) {
	v.Notes++
	*[]*int{&v.Exact, &v.Edited, &v.Moved, &v.Lost}[s]++
}

func (c *cli) printVerdict(v verdict, asJSON bool) error {
	if asJSON {
		return printJSON(c.stdout, v)
	}
	out := bufio.NewWriter(c.stdout)
	for _, p := range v.Problems {
		out.WriteString(article.CleanLine(p.where()+": "+p.What) + "\n")
	}
	fmt.Fprintf(out, "%s on %s: %d exact, %d edited, %d moved, %d lost\n",
		howMany(v.Notes, "note"), howMany(v.Articles, "article"), v.Exact, v.Edited, v.Moved, v.Lost)
	if err := out.Flush(); err != nil {
		return fmt.Errorf("print what was found: %w", err)
	}
	return nil
}

// where names the place of a problem, as compilers do.
func (p noteProblem) where() string {
	where := cmp.Or(p.File, p.Article)
	switch {
	case p.Line > 0:
		where += fmt.Sprintf(":%d", p.Line)
	case p.Note != "":
		where += ": note " + p.Note
	}
	return where
}
