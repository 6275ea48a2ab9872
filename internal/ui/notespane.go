package ui

import (
	"context"
	"time"

	"manicule/internal/ui/term"

	tea "charm.land/bubbletea/v2"

	"manicule/internal/library"
	"manicule/internal/note"
	"manicule/internal/search"
)

// notesPane is the overlay that lists all notes of the collection: those whose
// passages are lost first, then the others by article.
type notesPane struct {
	mode    mode
	margins []note.ArticleNotes // all, as they were read; nil before
	texts   map[string]string
	failure error // why some could not be read

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

// showNotes opens the pane as it was left.
func (m *Model) showNotes() tea.Cmd {
	if m.notesPane == nil {
		m.notesPane = &notesPane{mode: *m.opts.Keys.bind(notesMode()), marked: map[noteKey]bool{}}
	}
	m.over = m.notesPane
	m.notesPane.resize(m)
	return m.reloadNotes()
}

// reloadNotes reads all notes again, if the pane was ever opened.
func (m *Model) reloadNotes() tea.Cmd {
	if m.notesPane == nil {
		return nil
	}
	c, ctx := m.store, m.ctx
	return func() tea.Msg {
		texts := map[string]string{}
		margins, err := library.AllNotes(ctx, c, func(path string, f *note.File) { texts[path] = f.Header().Text })
		return notesMsg{margins, texts, err}
	}
}

func (m *Model) notesRead(msg notesMsg) tea.Cmd {
	p := m.notesPane
	p.margins, p.texts, p.failure = msg.margins, msg.texts, msg.err
	return p.search(m)
}

// search asks for the notes that the query finds.
func (p *notesPane) search(m *Model) tea.Cmd {
	q, problem := search.Parse(p.query, time.Now())
	if p.problem = nil; problem != nil {
		p.problem = problem
		if !problem.Usable {
			p.asked = false
			return nil
		}
	}
	p.serial++
	serial, margins, lib, ctx := p.serial, p.margins, m.lib, m.ctx
	return func() tea.Msg { return findNotes(ctx, lib, margins, q, serial) }
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

func (m *Model) notesFound(msg foundNotesMsg) tea.Cmd {
	p := m.notesPane
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

func (p *notesPane) key(m *Model, k tea.KeyPressMsg) tea.Cmd {
	if p.typing != notTyping {
		return p.typed(m, k)
	}
	a := p.mode.find(k.String())
	if a == nil {
		return nil
	}
	cmd := a.run(m)
	p.strayed = false
	return cmd
}

// onNotes is an action on the open pane.
func onNotes(do func(*notesPane, *Model) tea.Cmd) func(*Model) tea.Cmd {
	return func(m *Model) tea.Cmd {
		if p, ok := m.over.(*notesPane); ok {
			return do(p, m)
		}
		return nil
	}
}

func notesMove(n func(*notesPane) int) func(*Model) tea.Cmd {
	return onNotes(func(p *notesPane, _ *Model) tea.Cmd { p.rows.Move(n(p)); return nil })
}

func by(n int) func(*notesPane) int { return func(*notesPane) int { return n } }

func notesMode() *mode {
	return &mode{"Notes", []action{
		{"move down", []string{"j", "down", "ctrl+n"}, "", "next note", notesMove(by(1))},
		{"move up", []string{"k", "up", "ctrl+p"}, "", "previous note", notesMove(by(-1))},
		{"page down", []string{"pgdown", "ctrl+d", "ctrl+f"}, "", "a screen down", notesMove(func(p *notesPane) int { return p.rows.Fit() - 1 })},
		{"page up", []string{"b", "pgup", "ctrl+u", "ctrl+b"}, "", "a screen up", notesMove(func(p *notesPane) int { return 1 - p.rows.Fit() })},
		{"first", []string{"g", "home"}, "", "first note", notesMove(func(p *notesPane) int { return -len(p.rows.Items) })},
		{"last", []string{"G", "end"}, "", "last note", notesMove(func(p *notesPane) int { return len(p.rows.Items) })},
		{"open", []string{"enter", "l", "right"}, "open", "open the article at the note's passage", onNotes((*notesPane).open)},
		{"search", []string{"/"}, "search", "search the notes: words, tag: kind: has:lost, or the states edited, moved, lost", onNotes(func(p *notesPane, _ *Model) tea.Cmd { return p.begin(typingQuery, p.query) })},
		{"check note", []string{"D"}, "check", "what became of the note's passage: then and now, or where a lost one may be", onNotes((*notesPane).check)},
		{"mark", []string{"space"}, "mark", "mark the note for the next action, or take the mark off", onNotes((*notesPane).mark)},
		{"mark all", []string{"V", "ctrl+a"}, "", "mark all notes listed; again takes the marks off", onNotes((*notesPane).markAll)},
		{"tags", []string{"t"}, "tags", "give the note, or those marked, tags, or take some away", onNotes(func(p *notesPane, m *Model) tea.Cmd {
			if len(p.targets()) == 0 {
				return nil
			}
			return p.begin(typingTags, "")
		})},
		{"change kind", []string{"c"}, "kind", "change the kind of the note, or of those marked; its letter follows", onNotes((*notesPane).changeKind)},
		{"delete", []string{"d"}, "", "delete the note, or those marked", onNotes((*notesPane).delete)},
		{"export", []string{"E"}, "export", "write the notes listed to a file: .md, .org, .csv or .jsonld", onNotes(func(p *notesPane, m *Model) tea.Cmd { return p.begin(typingFile, "notes.md") })},
		{"undo", []string{"u"}, "", "undo the last change", (*Model).undo},
		{"redo", []string{"ctrl+r"}, "", "redo what was undone", (*Model).redo},
		{"back", []string{"esc", "q", "n"}, "back", "take the search away, then the marks; then back to the library", onNotes((*notesPane).back)},
		{"quit", []string{"ctrl+c"}, "", "leave; everything is saved", (*Model).quit},
	}}
}

// back takes one layer off.
func (p *notesPane) back(m *Model) tea.Cmd {
	switch {
	case m.status.bad && m.status.text != "":
		m.status.text = ""
	case p.query != "":
		p.query, p.asked = "", true
		return p.search(m)
	case len(p.marked) > 0:
		clear(p.marked)
	default:
		m.over = nil
		return m.relist()
	}
	return nil
}

func (p *notesPane) mark(*Model) tea.Cmd {
	if key, _, ok := p.selected(); ok {
		if p.marked[key] = !p.marked[key]; !p.marked[key] {
			delete(p.marked, key)
		}
	}
	p.rows.Move(1)
	return nil
}

func (p *notesPane) markAll(*Model) tea.Cmd {
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
func (p *notesPane) open(m *Model) tea.Cmd {
	r, ok := p.rows.Selected()
	if !ok || r.path == "" || p.strayed {
		return nil
	}
	m.over = nil
	return m.openAt(r.path, r.id)
}

// check shows what became of the passage of the note under the cursor, in the
// article as it is on disk now.
func (p *notesPane) check(m *Model) tea.Cmd {
	key, n, ok := p.selected()
	if !ok || p.strayed {
		return nil
	}
	return m.checkOnDisk(key.path, n.Note)
}
