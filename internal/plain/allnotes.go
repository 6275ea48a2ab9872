package plain

import (
	"cmp"
	"errors"

	"manicule/internal/anchor"
	"manicule/internal/library"
	"manicule/internal/note"
	"manicule/internal/search"
	"manicule/internal/store"
)

// listAllNotes lists the notes of the collection that a query finds, or all.
func (c *Conversation) listAllNotes(text string) error {
	if c.store == nil {
		return errors.New("notes all needs a folder of articles; this article lies in none")
	}
	ask, err := c.askNotes(text)
	if err != nil {
		return err
	}
	found, err := library.AllNotes(c.ctx, c.store, nil)
	n := 0
	var pick []func() error
	for _, m := range ask.Choose(found) {
		gone := ""
		if m.Text == "" && c.fileNow(m.Path) == (store.File{}) {
			gone = ", an article that is gone"
		}
		c.out.say("On %s%s:", sentenceless(quoted(cmp.Or(m.Title, m.Path))), gone)
		anchor.SortByPlace(m.Notes)
		for _, one := range m.Notes {
			n++
			c.out.say("%d. %s", n, describe(one))
			pick = append(pick, func() error { return c.openAtNote(m.Path, one) })
		}
	}
	if n == 0 && err == nil {
		c.out.say("No notes match.")
	}
	c.offer("note", n, func(i int) error { return pick[i]() })
	return err
}

// export writes the notes of the collection that a query finds, or all, to a
// new file.
func (c *Conversation) export(arg string) error {
	name, query := cutWord(arg)
	if name == "" {
		return errors.New("export to which file? its name ends in .md, .org, .csv or .jsonld")
	}
	ask, err := c.askNotes(query)
	if err != nil {
		return err
	}
	return c.finish(c.session.Export(name, func() ([]note.ArticleNotes, error) {
		all, err := library.AllNotes(c.ctx, c.store, nil)
		return ask.Choose(all), err
	}))
}

// askNotes understands a query for notes.
func (c *Conversation) askNotes(text string) (library.NoteQuery, error) {
	q, problem := search.Parse(text, c.Now())
	if problem != nil {
		return library.NoteQuery{}, queryProblem(q.Text, problem)
	}
	return library.AskNotes(c.ctx, q, func() (*library.Articles, error) {
		err := c.refresh()
		return c.Library.Articles(), err
	})
}

func (c *Conversation) openAtNote(path string, n note.ResolvedNote) error {
	at := unset
	if !n.Match.Span.Empty() {
		at = n.Match.Span.Start
	}
	if c.reading == nil || c.reading.Path != path {
		if err := c.open(path, at); err != nil {
			return err
		}
	}
	return c.toNote(n)
}
