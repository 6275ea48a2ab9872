// Package notes has the panes about notes: the list of all, the review, the
// editor, what became of a passage, and versions that were put aside.
package notes

import (
	"context"
	"slices"

	"manicule/internal/ui/pane"

	"manicule/internal/ui/term"

	tea "charm.land/bubbletea/v2"

	"manicule/internal/library"
	"manicule/internal/note"
	"manicule/internal/search"
)

// Pane is the pane that lists all notes of the collection: those whose
// passages are lost first, then the others by article.
type Pane struct {
	*pane.Env
	mode     pane.Mode
	typeMode pane.Mode
	margins  []note.ArticleNotes // all, as they were read; nil before
	texts    map[string]string
	failure  error // why some could not be read

	term.Field        // what is searched for, or typed for the action under way
	typing     typing // what the field is for
	query      string // what is searched for
	problem    error  // why that is not understood
	rows       term.List[noteRow]
	found      map[noteKey]note.ResolvedNote
	titles     map[string]string // by path
	notes      int               // how many were found
	serial     int               // of the latest search; older answers are dropped
	asked      bool              // a key asked for it, and others wait for the answer
	strayed    bool              // the note under the cursor went by itself
	marked     map[noteKey]bool
}

// noteKey names a note among all; ids alone may stand twice.
type noteKey struct{ path, id string }

// noteRow is a row of the list: a note, or without an id the heading of an
// article's notes, or without a path that of the lost ones.
type noteRow struct {
	noteKey
	lost bool // it is among the lost ones
}

// notesMsg brings all notes, and foundNotesMsg those that a query finds.
type notesMsg struct {
	margins []note.ArticleNotes
	texts   map[string]string // fingerprints that the positions belong to, by path
	err     error
}

type foundNotesMsg struct {
	serial int
	rows   []noteRow
	found  map[noteKey]note.ResolvedNote
	titles map[string]string
	err    error
}

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
	p.found, p.titles, p.notes = msg.found, msg.titles, len(msg.found)
	if r, ok := p.rows.Selected(); first && ok && r.id == "" {
		p.rows.Move(1)
	}
	_, there := p.found[was]
	p.strayed = p.strayed || was.id != "" && !there && !byKey
	for key := range p.marked {
		if _, ok := p.found[key]; !ok {
			delete(p.marked, key)
		}
	}
	return nil
}

// selected is the note under the cursor.
func (p *Pane) selected() (noteKey, note.ResolvedNote, bool) {
	r, ok := p.rows.Selected()
	n, is := p.found[r.noteKey]
	return r.noteKey, n, ok && is
}

// targets are the notes that a key acts on: those marked, else the one under
// the cursor.
func (p *Pane) targets() []noteKey {
	var keys []noteKey
	for _, r := range p.rows.Items {
		if p.marked[r.noteKey] {
			keys = append(keys, r.noteKey)
		}
	}
	if key, _, ok := p.selected(); ok && len(keys) == 0 && !p.strayed {
		keys = append(keys, key)
	}
	return keys
}

func (p *Pane) Table() *pane.Mode {
	if p.typing != notTyping {
		return &p.typeMode
	}
	return &p.mode
}

// Steady says that the reader has seen what is under the cursor.
func (p *Pane) Steady() { p.strayed = false }

func notesMode(p *Pane) *pane.Mode {
	page := func() int { return max(p.rows.Fit()-1, 1) }
	return &pane.Mode{Title: "Notes", Actions: append(p.ListActions("note", pane.Moving(&p.rows), page), []pane.Action{
		pane.Act("open", "enter l right", "open", "open the article at the note's passage", p.open),
		pane.Act("search", "/", "search", "search the notes: words, tag: kind: has:lost, or the states edited, moved, lost", func() tea.Cmd { return p.begin(typingQuery, p.query) }),
		pane.Act("check note", "D", "check", "what became of the note's passage: then and now, or where a lost one may be", p.check),
		pane.Act("mark", "space", "mark", "mark the note for the next action, or take the mark off", p.mark),
		pane.Act("mark all", "V ctrl+a", "", "mark all notes listed; again takes the marks off", p.markAll),
		pane.Act("tags", "t", "tags", "give the note, or those marked, tags, or take some away", func() tea.Cmd {
			if len(p.targets()) == 0 {
				return nil
			}
			return p.begin(typingTags, "")
		}),
		pane.Act("change kind", "c", "kind", "change the kind of the note, or of those marked; its letter follows", p.changeKind),
		pane.Act("delete", "d", "", "delete the note, or those marked", p.delete),
		pane.Act("export", "E", "export", "write the notes listed to a file: .md, .org, .csv or .jsonld", func() tea.Cmd { return p.begin(typingFile, "notes.md") }),
		pane.Act("undo", "u", "", "undo the last change", p.Host.Undo),
		pane.Act("redo", "ctrl+r", "", "redo what was undone", p.Host.Redo),
		pane.Act("back", "esc q n", "back", "take the search away, then the marks; then back to the library", p.back),
		pane.Act(pane.QuitAction, "ctrl+c", "", "leave; everything is saved", p.Quit),
	}...)}
}

// back takes one layer off.
func (p *Pane) back() tea.Cmd {
	switch {
	case p.Status.Bad && p.Status.Text != "":
		p.Status.Text = ""
	case p.query != "":
		p.query, p.asked = "", true
		return p.search()
	case len(p.marked) > 0:
		clear(p.marked)
	default:
		p.Close(p)
		return p.Host.Relist()
	}
	return nil
}

func (p *Pane) mark() tea.Cmd {
	if key, _, ok := p.selected(); ok {
		if p.marked[key] = !p.marked[key]; !p.marked[key] {
			delete(p.marked, key)
		}
	}
	p.rows.Move(1)
	return nil
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

// open opens the article at the note under the cursor.
func (p *Pane) open() tea.Cmd {
	r, ok := p.rows.Selected()
	if !ok || r.path == "" || p.strayed {
		return nil
	}
	p.Close(p)
	return p.Host.OpenAt(r.path, r.id)
}

// check shows what became of the passage of the note under the cursor, in the
// article as it is on disk now.
func (p *Pane) check() tea.Cmd {
	key, n, ok := p.selected()
	if !ok || p.strayed {
		return nil
	}
	return CheckOnDisk(p.Env, key.path, n.Note)
}

// OnAnswer takes an answer to what the pane asked for.
func (p *Pane) OnAnswer(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case notesMsg:
		return p.onNotes(msg)
	case foundNotesMsg:
		return p.onFoundNotes(msg)
	}
	return nil
}

func (p *Pane) Wheel(rows int) { p.rows.Scroll(rows) }

func New(e *pane.Env) *Pane {
	p := &Pane{Env: e, marked: map[noteKey]bool{}}
	p.mode, p.typeMode = e.Bound(notesMode(p)), e.Bound(notesTypingMode(p))
	return p
}

// Waits reports whether the list that a key asked for is not there yet.
func (p *Pane) Waits() bool { return p.asked && p.typing == notTyping }

// ClearSearch takes away what is searched for, and reports whether anything is.
func (p *Pane) ClearSearch() (cmd tea.Cmd, ok bool) {
	if p.query == "" {
		return nil, false
	}
	p.query, p.asked = "", true
	return p.search(), true
}

// Current is the note that a key acts on, if any is.
func (p *Pane) Current() (path, id string, ok bool) {
	key, _, ok := p.selected()
	return key.path, key.id, ok && !p.strayed && p.typing == notTyping
}
