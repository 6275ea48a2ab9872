// Package notes has the panes about notes: the list of all, the review, the
// editor, what became of a passage, and versions that were put aside.
package notes

import (
	"slices"

	tea "charm.land/bubbletea/v2"

	"manicule/internal/config"
	"manicule/internal/session"
	"manicule/internal/ui/pane"
)

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
	return &pane.Mode{Title: "Notes", Actions: slices.Concat(p.OwnActions("notes", "the note", p.runOwn), p.ListActions("note", p.move, page), []pane.Action{
		pane.Act("open", "enter l right", "open", "open the article at the note's passage", p.open),
		pane.Act("search", "/", "search", "search the notes: words, tag: kind: has:lost, or the states edited, moved, lost", func() tea.Cmd { return p.startTyping(typingQuery, p.query) }),
		pane.Act("check note", "D", "check", "compare the note's passage then and now, or find a lost one", p.check),
		pane.Act("select", "space", "select", "select the note for the next action, or deselect it", p.mark),
		pane.Act("select all", "V ctrl+a", "", "select all notes listed; again deselects them", p.markAll),
		pane.Act("tags", "t", "tags", "add or remove tags of the note, or of those selected", func() tea.Cmd {
			if len(p.targets()) == 0 {
				return nil
			}
			return p.startTyping(typingTags, "")
		}),
		pane.Act("change kind", "c", "kind", "change the kind of the note, or of those selected; type its letter", p.changeKind),
		pane.Act("delete", "d", "", "delete the note, or those selected", p.delete),
		pane.Act("export", "E", "export", "write the notes listed to a file: .md, .org, .csv or .jsonld", func() tea.Cmd { return p.startTyping(typingFile, "notes.md") }),
		pane.Act("scroll note down", "J shift+down", "", "scroll the note beside the list down", p.Counted(p.scrollBeside, 3)),
		pane.Act("scroll note up", "K shift+up", "", "scroll it up", p.Counted(p.scrollBeside, -3)),
		pane.Act("undo", "u", "", "undo the last change", p.Host.Undo),
		pane.Act("redo", "ctrl+r", "", "redo what was undone", p.Host.Redo),
		pane.Act("help", "? f1", "help", "all keys", p.Host.ShowHelp),
		pane.Act("back", "esc q n", "back", "clear the search, then the selection; then back to the library", p.back),
		pane.Act(pane.QuitAction, "ctrl+c", "", "quit; everything is saved", p.Quit),
	})}
}

// runOwn runs a command of the reader's own on the note.
func (p *Pane) runOwn(o config.OwnCommand) tea.Cmd {
	path, id, ok := p.Current()
	if !ok || path == "" {
		return nil
	}
	return p.Host.RunOwn(o, session.CommandTarget{Path: path, NoteID: id})
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
	case besideMsg:
		return p.onBeside(msg)
	}
	return nil
}

func New(e *pane.Env) *Pane {
	p := &Pane{Env: e, marked: map[noteKey]bool{}}
	p.mode, p.typeMode = e.Bound(notesMode(p)), e.Bound(notesTypingMode(p))
	return p
}
