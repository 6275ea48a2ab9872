// Package reader is the pane of the open article: the text, the focus in it, and
// the notes beside it.
package reader

import (
	tea "charm.land/bubbletea/v2"

	"manicule/internal/session"
	"manicule/internal/ui/pane"
	"manicule/internal/ui/term"
)

// New is the pane of an article; before is that of the one it is opened
// from, or nil: jumps go back there.
func New(e *pane.Env, view *View, d *session.Document, before *Pane, to pane.Landing) *Pane {
	r := &Pane{Env: e, Document: d, reading: view, jumps: before.jumpsTo(d.Path, to)}
	r.readMode, r.seekMode, r.selectMode = e.Bound(readerMode(r)), e.Bound(seekMode(r)), e.Bound(selectMode(r))
	return r
}

func (r *Pane) Table() *pane.Mode {
	switch {
	case r.seek.typing:
		return &r.seekMode
	case r.sel != nil:
		return &r.selectMode
	}
	return &r.readMode
}

func (r *Pane) Typed(k tea.KeyPressMsg) tea.Cmd { return r.Paste(k.Text) }

// Paste puts text into the line that searches the article.
func (r *Pane) Paste(text string) tea.Cmd {
	if !r.seek.typing || text == "" {
		return nil
	}
	return r.editSeek(func(f *term.Field) { f.Insert(text) })
}

func (r *Pane) Resize() { r.layoutReader() }

// Steady says that the reader has seen where the focus is.
func (r *Pane) Steady() { r.strayed = false }

// OnAnswer takes an answer to what the reader asked for.
func (r *Pane) OnAnswer(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case reloadedMsg:
		return r.onReloaded(msg)
	case placeTick:
		return r.onPlaceTick()
	case brokenMsg:
		return r.onBroken(msg)
	case outlineMsg:
		return r.onOutline(msg)
	case soughtMsg:
		return r.onSought(msg)
	case pictureMsg:
		return r.onPicture(msg)
	}
	return nil
}

// ByKey is how an action of the reader is reached.
func (r *Pane) ByKey(action string) string { return r.readMode.ByKey(action) }

// At is where one is in the article, from 0 to 1.
func (r *Pane) At() float64 { return r.position() }

// Named is a text with the reader's keys, see pane.Mode.Named.
func (r *Pane) Named(text string) string { return r.readMode.Named(text) }

// Waits reports whether what is typed is meant for a place that is not on the
// screen yet.
func (r *Pane) Waits() bool { return r.IsBegun() || r.seek.ending() }

// OnUpdate does after each event what what the screen shows now asks for.
func (r *Pane) OnUpdate() tea.Cmd {
	cmd := tea.Batch(r.catchUp(), r.wantPictures())
	r.unfoldNotes()
	r.followReading()
	return cmd
}

// Quits reports whether the key leaves the program where an article is
// read.
func Quits(e *pane.Env, key string) bool {
	return e.Keys.Bind(readerMode(&Pane{Env: e})).Quits(key)
}
