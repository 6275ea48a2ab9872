package notes

import (
	"context"
	"slices"

	tea "charm.land/bubbletea/v2"

	"manicule/internal/library"
	"manicule/internal/note"
	"manicule/internal/search"
	"manicule/internal/ui/pane"
)

// ReloadNotes reads all notes again, if the pane is open.
func (p *Pane) ReloadNotes() tea.Cmd {
	if p == nil || !slices.Contains(p.Stack, pane.Pane(p)) {
		return nil
	}
	c, ctx := p.Store, p.Ctx
	return func() tea.Msg {
		texts := map[string]string{}
		margins, err := library.AllNotes(ctx, c, func(path string, f *note.File) { texts[path] = f.Header().Text })
		return pane.AnswerTo(p, notesMsg{margins, texts, err})
	}
}

func (p *Pane) onNotes(msg notesMsg) tea.Cmd {
	p.margins, p.texts, p.failure = msg.margins, msg.texts, msg.err
	return p.search()
}

// search asks for the notes that the query finds.
func (p *Pane) search() tea.Cmd {
	q, problem := search.Parse(p.query, p.Now())
	if p.problem = nil; problem != nil {
		p.problem = problem
		if !problem.Usable {
			p.asked = false
			return nil
		}
	}
	p.serial++
	serial, margins, lib, ctx := p.serial, p.margins, p.Lib, p.Ctx
	return func() tea.Msg { return pane.AnswerTo(p, findNotes(ctx, lib, margins, q, serial)) }
}

func findNotes(ctx context.Context, lib *library.Library, margins []note.ArticleNotes, q search.Query, serial int) foundNotesMsg {
	msg := foundNotesMsg{serial: serial, found: map[noteKey]note.ResolvedNote{}, titles: map[string]string{}}
	ask, err := library.AskNotes(ctx, q, func() (*library.Articles, error) { return lib.Articles(), nil })
	if err != nil {
		msg.err = err
		return msg
	}
	var lost, rows []noteRow
	for _, a := range ask.Choose(margins) {
		msg.notes += len(a.Notes)
		msg.titles[a.Path] = a.Title
		head := true
		for _, n := range a.Notes {
			key := noteKey{a.Path, n.ID}
			msg.found[key] = n
			if n.Match.State == note.Lost {
				lost = append(lost, noteRow{key, true})
				continue
			}
			if head {
				rows, head = append(rows, noteRow{noteKey: noteKey{path: a.Path}}), false
			}
			rows = append(rows, noteRow{noteKey: key})
		}
	}
	if len(lost) > 0 {
		msg.rows = append([]noteRow{{lost: true}}, lost...)
	}
	msg.rows = append(msg.rows, rows...)
	return msg
}

func (p *Pane) onFoundNotes(msg foundNotesMsg) tea.Cmd {
	if msg.serial != p.serial {
		return nil
	}
	byKey := p.asked
	p.asked = false
	if p.problem = msg.err; msg.err != nil {
		return nil
	}
	was, _, _ := p.selected()
	first := len(p.rows.Items) == 0
	p.rows.Set(msg.rows)
	p.found, p.titles, p.notes = msg.found, msg.titles, msg.notes
	if first {
		p.move(0)
	}
	_, there := p.found[was]
	p.strayed = p.strayed || was.id != "" && !there && !byKey
	for key := range p.marked {
		if _, ok := p.found[key]; !ok {
			delete(p.marked, key)
		}
	}
	p.beside.key = noteKey{} // its passage may be another one
	return p.follow()
}

// isGone reports whether the article of notes is not there any more.
func (p *Pane) isGone(path string) bool {
	_, there := p.Lib.Articles().Find(path)
	return !there
}

func (p *Pane) mark() tea.Cmd {
	if key, _, ok := p.selected(); ok {
		if p.marked[key] = !p.marked[key]; !p.marked[key] {
			delete(p.marked, key)
		}
	}
	return p.move(1)
}

// move moves the cursor by rows to a note: headings are passed over, and the
// first one is no place to stay.
func (p *Pane) move(n int) tea.Cmd {
	p.rows.Move(n)
	way := 1
	if n < 0 {
		way = -1
	}
	for range 2 {
		for p.onHeading() && p.rows.Cursor+way >= 0 && p.rows.Cursor+way < len(p.rows.Items) {
			p.rows.Move(way)
		}
		way = -way // at an end it goes back
	}
	return p.follow()
}

func (p *Pane) onHeading() bool {
	r, ok := p.rows.Selected()
	return ok && r.id == ""
}

func (p *Pane) markAll() tea.Cmd {
	if len(p.marked) == len(p.found) {
		clear(p.marked)
		return nil
	}
	for key := range p.found {
		p.marked[key] = true
	}
	return nil
}

// ClearSearch takes away what is searched for, and reports whether anything is.
func (p *Pane) ClearSearch() (cmd tea.Cmd, ok bool) {
	if p.query == "" {
		return nil, false
	}
	p.query, p.asked = "", true
	return p.search(), true
}
