package library

import (
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

	"manicule/internal/article"
	"manicule/internal/note"
	"manicule/internal/store"
)

// Verification is what Verify found in the notes of a collection.
type Verification struct {
	Files    int           `json:"files"`
	Articles int           `json:"articles"` // with notes
	Notes    int           `json:"notes"`
	Exact    int           `json:"exact"`
	Edited   int           `json:"edited"`
	Moved    int           `json:"moved"`
	Lost     int           `json:"lost"`
	Problems []NoteProblem `json:"problems"` // not nil
}

// String is the counts in words.
func (v Verification) String() string {
	return fmt.Sprintf("%s on %s: %d exact, %d edited, %d moved, %d lost", count(v.Notes, "note"), count(v.Articles, "article"), v.Exact, v.Edited, v.Moved, v.Lost)
}

// NoteProblem is something that needs a person: in a file, perhaps on a line,
// or with the notes on an article, perhaps with one of them.
type NoteProblem struct {
	File    string `json:"file,omitempty"`
	Line    int    `json:"line,omitempty"` // from 1; 0 for none
	Article string `json:"article,omitempty"`
	Note    string `json:"note,omitempty"` // its id
	What    string `json:"what"`
}

// Where names the place of a problem, as compilers do.
func (p NoteProblem) Where() string {
	where := cmp.Or(p.File, p.Article)
	switch {
	case p.Line > 0:
		where += fmt.Sprintf(":%d", p.Line)
	case p.Note != "":
		where += ": note " + p.Note
	}
	return where
}

// Verify reads every notes file and finds the passage of every note. It changes
// nothing. What it found holds also beside an error, which tells what could not
// be looked at.
func Verify(ctx context.Context, c *store.Collection) (Verification, error) {
	v := verifier{c: c, Verification: Verification{Problems: []NoteProblem{}}}
	err1 := v.checkFiles(ctx)
	err2 := v.findCandidates(ctx)
	err3 := c.AllNotes(ctx, v.checkNotes)
	return v.Verification, cmp.Or(ctx.Err(), errors.Join(err1, err2, err3))
}

type verifier struct {
	Verification
	c          *store.Collection
	candidates map[string][]string // by article that is gone: those that it may be now
}

func (v *verifier) add(p NoteProblem) { v.Problems = append(v.Problems, p) }

// checkFiles looks at the notes files one by one, since a collection joins
// those on one article, and passes over what it can't read.
func (v *verifier) checkFiles(ctx context.Context) error {
	type place struct{ article, home string }
	files := map[place][]string{}
	err := v.c.EachNotesFile(ctx, func(f store.NotesFile) {
		if f.On != "" && !v.c.Shows(f.On) {
			return
		}
		shown := ShownIn(v.c, f.Name)
		v.checkFile(f, shown)
		if f.File != nil && f.By == "" && !f.Beside {
			at := place{f.On, f.Home}
			files[at] = append(files[at], shown)
		}
	})
	inOrder := func(a, b place) int {
		return cmp.Or(strings.Compare(a.article, b.article), strings.Compare(a.home, b.home))
	}
	for _, at := range slices.SortedFunc(maps.Keys(files), inOrder) {
		if names := files[at]; at.article != "" && len(names) > 1 {
			v.add(NoteProblem{Article: at.article, What: "several files hold notes on it; put them into one: " + strings.Join(names, ", ")})
		}
	}
	for _, two := range v.c.TwoHomes(ctx) {
		if v.c.Shows(two.Article) {
			v.add(NoteProblem{Article: two.Article, What: count(len(two.Added), "note") + " on it in a second home, " + ShownIn(v.c, two.File) + "; open it and press M to merge them"})
		}
	}
	return err
}

func (v *verifier) checkFile(f store.NotesFile, shown string) {
	if f.File != nil || f.Err != nil {
		v.Files++
	}
	if f.Err != nil {
		v.add(NoteProblem{File: shown, What: fmt.Sprintf("can't be read: %v", f.Err)})
	}
	if f.File != nil {
		if why := f.File.ReadOnly(); why != "" {
			v.add(NoteProblem{File: shown, What: "can't be written: " + why})
		}
		for _, p := range f.File.Problems() {
			v.add(NoteProblem{File: shown, Line: p.Line, What: p.What})
		}
	}
	if f.By != "" {
		v.add(NoteProblem{File: shown, What: "a copy that " + f.By + " left; copy what you need, then delete it"})
	}
}

// ShownIn is a file's name as short as can be: from the collection's folder
// where it lies in it.
func ShownIn(c *store.Collection, name string) string {
	if rel, err := filepath.Rel(c.Folder(), name); err == nil && filepath.IsLocal(rel) {
		return filepath.ToSlash(rel)
	}
	return name
}

// findCandidates looks for what articles with notes that are gone may be now.
// The whole collection is read only if there are any.
func (v *verifier) findCandidates(ctx context.Context) error {
	orphans := v.c.FindOrphanedNotes(nil)
	if len(orphans) == 0 {
		return nil
	}
	var paths []string
	if err := v.c.Files(ctx, ".", func(f store.File) error { paths = append(paths, f.Path); return nil }); err != nil {
		return err
	}
	found, err := v.c.FindMissingArticles(ctx, orphans, paths)
	v.candidates = map[string][]string{}
	for _, k := range found {
		v.candidates[k.Article] = k.Candidates
	}
	return err
}

// checkNotes finds the passages of the notes on one article.
func (v *verifier) checkNotes(path string, f *note.File) {
	resolved, err := ResolveNotes(v.c, path, f)
	if len(resolved.Notes) == 0 || !v.c.Shows(path) {
		return
	}
	v.Articles++
	for _, n := range resolved.Notes {
		v.Notes++
		*[]*int{&v.Exact, &v.Edited, &v.Moved, &v.Lost}[n.Match.State]++
		if err == nil && n.Match.State == note.Lost {
			quote := ansi.Truncate(article.CleanLine(n.Anchor.Quote), 60, "…")
			v.add(NoteProblem{Article: path, Note: n.ID, What: "passage lost: “" + quote + "”"})
		}
	}
	switch {
	case errors.Is(err, fs.ErrNotExist):
		v.add(NoteProblem{Article: path, What: v.gone(path, len(resolved.Notes))})
	case err != nil:
		v.add(NoteProblem{Article: path, What: err.Error()})
	}
}

// gone says that the article of n notes is, and what it may be now.
func (v *verifier) gone(path string, n int) string {
	what := "article missing, with " + count(n, "note") + " on it"
	if may := v.candidates[path]; len(may) > 0 {
		what += "; it may be " + strings.Join(may, " or ") + " now"
	}
	return what
}

// count is a number with what it counts, also none.
func count(n int, what string) string {
	if n == 1 {
		return "1 " + what
	}
	return fmt.Sprintf("%d %ss", n, what)
}
