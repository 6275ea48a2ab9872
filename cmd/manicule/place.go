package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"manicule/internal/article"
	"manicule/internal/library"
	"manicule/internal/note"
	"manicule/internal/search"
	"manicule/internal/store"
)

// opening is what to open, and where.
type opening struct {
	col  *store.Collection
	path string       // of an article; "" is the list
	at   article.Span // of its text; empty is where it was left
	note string       // id of the note there, or ""

	query search.Query // that found it
}

// placeFlags name a place in an article, or the article too.
type placeFlags struct{ note, query, at string }

func (c *cli) addPlace(cmd *cobra.Command) {
	cmd.Flags().StringVar(&c.place.note, "note", "", "open at this note")
	cmd.Flags().StringVar(&c.place.query, "query", "", "open at what this query finds: in the FILE, else in the article that answers it best")
	cmd.Flags().StringVar(&c.place.at, "at", "", "open at this byte of the text that show --markdown prints")
}

// given is how many of them are.
func (p placeFlags) given() (n int) {
	for _, s := range []string{p.note, p.query, p.at} {
		if s != "" {
			n++
		}
	}
	return n
}

// splitPlace parts a file's name from the place behind it: FILE#heading,
// FILE:LINE, or FILE:LINE:COLUMN as many programs print it. A file that is
// of that name goes first.
func splitPlace(arg string) (file, heading string, line int) {
	if _, err := os.Stat(arg); err == nil {
		return arg, "", 0
	}
	rest := arg
	for range 2 {
		i := strings.LastIndexByte(rest, ':')
		if i < 0 {
			break
		}
		n, err := strconv.Atoi(rest[i+1:])
		if err != nil || n < 1 {
			break
		}
		if rest = rest[:i]; isFile(rest) {
			return rest, "", n
		}
	}
	for i := range arg {
		if arg[i] == '#' && isFile(arg[:i]) {
			return arg[:i], arg[i+1:], 0
		}
	}
	return arg, "", 0
}

// opening finds what an argument and the flags beside it name.
func (c *cli) opening(ctx context.Context, arg string) (o opening, err error) {
	file, heading, line := splitPlace(arg)
	places := c.place.given()
	if heading != "" || line != 0 {
		places++
	}
	if places > 1 {
		return o, usage("open %s: it names more than one place; #heading, :LINE, --note, --query and --at go one at a time", arg)
	}
	if o.col, o.path, err = c.target(file); err != nil {
		return o, err
	}
	if err = o.find(ctx, c, heading, line); err != nil {
		o.col.Close()
		return o, err
	}
	return o, nil
}

func (o *opening) find(ctx context.Context, c *cli, heading string, line int) error {
	switch p := c.place; {
	case p.note != "":
		return o.findNote(ctx, p.note)
	case p.query != "":
		return o.findQuery(ctx, c, p.query)
	case p.at == "" && heading == "" && line == 0:
		return nil
	case o.path == "":
		return usage("--at %s: it is a place in an article; name the FILE, too", p.at)
	}
	a, err := o.col.Read(o.path)
	if err != nil {
		return err
	}
	return o.findPlace(a, heading, line, c.place.at)
}

// findPlace finds a place by what stands behind the file's name, or by its
// byte; the first of START,END, which search --json prints.
func (o *opening) findPlace(a *article.Article, heading string, line int, at string) error {
	off, ok := 0, true
	switch {
	case heading != "":
		if off, ok = a.Anchor(heading); !ok {
			return nothing("open %s: it has no heading %q\n  manicule show --json lists them", article.CleanLine(o.path), article.CleanLine(heading))
		}
	case line != 0:
		source, err := o.col.Source(o.path)
		if err != nil {
			return err
		}
		off = a.AtLine(string(source), line)
	default:
		start, _, _ := strings.Cut(at, ",")
		n, err := strconv.Atoi(start)
		if err != nil || n < 0 {
			return usage("--at %s: it takes a byte of the text, a number from 0 on", at)
		}
		off = n
	}
	o.show(a, off)
	return nil
}

// show opens at a byte of the text; one behind its end is its end.
func (o *opening) show(a *article.Article, off int) {
	off = min(off, max(len(a.Text)-1, 0))
	for off > 0 && a.Text[off]&0xC0 == 0x80 { // within a character
		off--
	}
	o.at = article.Span{Start: off, End: min(off+1, len(a.Text))}
}

// findNote finds the article of a note, and its passage.
func (o *opening) findNote(ctx context.Context, id string) error {
	var found *note.ResolvedNote
	named := o.path
	err := o.col.AllNotes(ctx, func(path string, f *note.File) {
		n, ok := f.Note(id)
		if !ok || named != "" && path != named {
			return
		}
		m, err := library.ResolveNotes(o.col, path, f)
		found, o.path = &note.ResolvedNote{Note: n}, path
		for i := range m.Notes {
			if m.Notes[i].ID == id && err == nil {
				found = &m.Notes[i]
			}
		}
	})
	switch {
	case err != nil:
		return err
	case found == nil:
		return noSuchNote(id)
	}
	o.note = id
	if !found.OnArticle() && found.Match.State != note.Lost {
		o.at = found.Match.Span
	}
	return nil
}

// findQuery finds the passage that answers a query best: in the article that
// was named, else in that which the collection finds first.
func (o *opening) findQuery(ctx context.Context, c *cli, text string) error {
	q, err := c.parseQuery("--query", []string{text}, "")
	if err != nil {
		return err
	}
	o.query = q
	if o.path == "" {
		if o.path, err = c.bestAnswer(ctx, o.col, q); err != nil {
			return err
		}
	}
	a, err := o.col.Read(o.path)
	if err != nil {
		return err
	}
	switch p := q.Passage(a.Text, 1); {
	case p.Text != "":
		o.show(a, p.Span.Start)
	case len(library.Hits(a, q)) > 0:
		o.show(a, library.Hits(a, q)[0].Start)
	}
	return nil
}

func (c *cli) bestAnswer(ctx context.Context, col *store.Collection, q search.Query) (string, error) {
	lib, err := c.library(ctx, col)
	if err != nil {
		return "", err
	}
	defer lib.Close()
	a := lib.Articles()
	found, err := a.Search(ctx, q)
	switch {
	case err != nil:
		return "", fmt.Errorf("--query: %w", err)
	case len(found.IDs) == 0:
		return "", foundNothing("--query", lib, q)
	}
	return a.Entry(found.IDs[0]).Path, nil
}

// openWord is the one argument by which manicule opens an article at a line,
// also as an editor or grep would name it: FILE or FILE:LINE, the file as it is
// named from the folder one is in, if it lies there.
func openWord(col *store.Collection, path string, line int) string {
	name := filepath.Join(col.Folder(), filepath.FromSlash(path))
	if wd, err := os.Getwd(); err == nil {
		if rel, err := filepath.Rel(wd, name); err == nil && filepath.IsLocal(rel) {
			name = rel
		}
	}
	if strings.HasPrefix(name, "-") {
		name = "." + string(filepath.Separator) + name
	}
	if line == 0 {
		return name
	}
	return name + ":" + strconv.Itoa(line)
}

// openWords tells the words that open the articles of a collection. It reads
// the file of the one that was asked for last only once.
type openWords struct {
	col    *store.Collection
	path   string
	source string
	err    error
}

// at is the word that opens an article at a byte of its text.
func (w *openWords) at(a *article.Article, path string, off int) string {
	if w.path != path {
		source, err := w.col.Source(path)
		w.path, w.source, w.err = path, string(source), err
	}
	if w.err != nil || a == nil {
		return openWord(w.col, path, 0)
	}
	return openWord(w.col, path, a.LineIn(w.source, off))
}
