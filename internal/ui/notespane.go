package ui

import (
	"context"
	"slices"

	"manicule/internal/ui/term"

	tea "charm.land/bubbletea/v2"

	"manicule/internal/library"
	"manicule/internal/note"
	"manicule/internal/search"
)

// notesPane is the pane that lists all notes of the collection: those whose
// passages are lost first, then the others by article.
type notesPane struct {
	*env
	mode     mode
	typeMode mode
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

// reloadNotes reads all notes again, if the pane is open.
func (p *notesPane) reloadNotes() tea.Cmd {
	if p == nil || !slices.Contains(p.stack, pane(p)) {
		return nil
	}
	c, ctx := p.store, p.ctx
	return func() tea.Msg {
		texts := map[string]string{}
		margins, err := library.AllNotes(ctx, c, func(path string, f *note.File) { texts[path] = f.Header().Text })
		return answerTo(p, notesMsg{margins, texts, err})
	}
}

func (p *notesPane) onNotes(msg notesMsg) tea.Cmd {
	p.margins, p.texts, p.failure = msg.margins, msg.texts, msg.err
	return p.search()
}

// search asks for the notes that the query finds.
func (p *notesPane) search() tea.Cmd {
	q, problem := search.Parse(p.query, p.now())
	if p.problem = nil; problem != nil {
		p.problem = problem
		if !problem.Usable {
			p.asked = false
			return nil
		}
	}
	p.serial++
	serial, margins, lib, ctx := p.serial, p.margins, p.lib, p.ctx
	return func() tea.Msg { return answerTo(p, findNotes(ctx, lib, margins, q, serial)) }
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

func (p *notesPane) onFoundNotes(msg foundNotesMsg) tea.Cmd {
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
func (p *notesPane) selected() (noteKey, note.ResolvedNote, bool) {
	r, ok := p.rows.Selected()
	n, is := p.found[r.noteKey]
	return r.noteKey, n, ok && is
}

// targets are the notes that a key acts on: those marked, else the one under
// the cursor.
func (p *notesPane) targets() []noteKey {
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

func (p *notesPane) table() *mode {
	if p.typing != notTyping {
		return &p.typeMode
	}
	return &p.mode
}

// steady says that the reader has seen what is under the cursor.
func (p *notesPane) steady() { p.strayed = false }

func notesMode(p *notesPane) *mode {
	page := func() int { return max(p.rows.Fit()-1, 1) }
	return &mode{title: "Notes", actions: append(p.listActions("note", moving(&p.rows), page), []action{
		act("open", "enter l right", "open", "open the article at the note's passage", p.open),
		act("search", "/", "search", "search the notes: words, tag: kind: has:lost, or the states edited, moved, lost", func() tea.Cmd { return p.begin(typingQuery, p.query) }),
		act("check note", "D", "check", "what became of the note's passage: then and now, or where a lost one may be", p.check),
		act("mark", "space", "mark", "mark the note for the next action, or take the mark off", p.mark),
		act("mark all", "V ctrl+a", "", "mark all notes listed; again takes the marks off", p.markAll),
		act("tags", "t", "tags", "give the note, or those marked, tags, or take some away", func() tea.Cmd {
			if len(p.targets()) == 0 {
				return nil
			}
			return p.begin(typingTags, "")
		}),
		act("change kind", "c", "kind", "change the kind of the note, or of those marked; its letter follows", p.changeKind),
		act("delete", "d", "", "delete the note, or those marked", p.delete),
		act("export", "E", "export", "write the notes listed to a file: .md, .org, .csv or .jsonld", func() tea.Cmd { return p.begin(typingFile, "notes.md") }),
		act("undo", "u", "", "undo the last change", p.host.undo),
		act("redo", "ctrl+r", "", "redo what was undone", p.host.redo),
		act("back", "esc q n", "back", "take the search away, then the marks; then back to the library", p.back),
		act(quitAction, "ctrl+c", "", "leave; everything is saved", p.quit),
	}...)}
}

// back takes one layer off.
func (p *notesPane) back() tea.Cmd {
	switch {
	case p.status.bad && p.status.text != "":
		p.status.text = ""
	case p.query != "":
		p.query, p.asked = "", true
		return p.search()
	case len(p.marked) > 0:
		clear(p.marked)
	default:
		p.close(p)
		return p.host.relist()
	}
	return nil
}

func (p *notesPane) mark() tea.Cmd {
	if key, _, ok := p.selected(); ok {
		if p.marked[key] = !p.marked[key]; !p.marked[key] {
			delete(p.marked, key)
		}
	}
	p.rows.Move(1)
	return nil
}

func (p *notesPane) markAll() tea.Cmd {
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
func (p *notesPane) open() tea.Cmd {
	r, ok := p.rows.Selected()
	if !ok || r.path == "" || p.strayed {
		return nil
	}
	p.close(p)
	return p.host.openAt(r.path, r.id)
}

// check shows what became of the passage of the note under the cursor, in the
// article as it is on disk now.
func (p *notesPane) check() tea.Cmd {
	key, n, ok := p.selected()
	if !ok || p.strayed {
		return nil
	}
	return checkOnDisk(p.env, key.path, n.Note)
}

// onAnswer takes an answer to what the pane asked for.
func (p *notesPane) onAnswer(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case notesMsg:
		return p.onNotes(msg)
	case foundNotesMsg:
		return p.onFoundNotes(msg)
	}
	return nil
}

func (p *notesPane) wheel(rows int) { p.rows.Scroll(rows) }

func newNotesPane(e *env) *notesPane {
	p := &notesPane{env: e, marked: map[noteKey]bool{}}
	p.mode, p.typeMode = e.bound(notesMode(p)), e.bound(notesTypingMode(p))
	return p
}

// waits reports whether the list that a key asked for is not there yet.
func (p *notesPane) waits() bool { return p.asked && p.typing == notTyping }

// clearSearch takes away what is searched for, and reports whether anything is.
func (p *notesPane) clearSearch() (cmd tea.Cmd, ok bool) {
	if p.query == "" {
		return nil, false
	}
	p.query, p.asked = "", true
	return p.search(), true
}

// current is the note that a key acts on, if any is.
func (p *notesPane) current() (path, id string, ok bool) {
	key, _, ok := p.selected()
	return key.path, key.id, ok && !p.strayed && p.typing == notTyping
}
