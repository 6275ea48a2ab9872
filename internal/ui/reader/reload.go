package reader

import (
	"strings"

	tea "charm.land/bubbletea/v2"

	"manicule/internal/article"
	"manicule/internal/library"
	"manicule/internal/session"
	"manicule/internal/store"
	"manicule/internal/ui/notes"
	"manicule/internal/ui/pane"
)

// reloadedMsg brings the open article as it is on disk now, and what was
// searched for in it.
type reloadedMsg struct {
	answer session.Reloaded
	hits   session.Hits
}

func (r *Pane) Reload() tea.Cmd {
	if r.begun != nil { // the rest may be older than this: it is asked for again
		return nil
	}
	read, q := r.Session.Reload(), r.hits.Query
	return r.asAnswer(func() tea.Msg {
		msg := reloadedMsg{answer: read().(session.Reloaded)}
		if d := msg.answer.Document; d != nil {
			msg.hits = session.Hits{Query: q, Spans: library.Hits(d.Article, q)}
		}
		return msg
	})
}

// onReloaded shows the article as it is now, unless something in the old text
// is chosen: then it waits, and only the notes are taken.
func (r *Pane) onReloaded(msg reloadedMsg) tea.Cmd {
	d := msg.answer.Document
	if wanted, _ := r.Session.Wanted(msg.answer); !wanted || d == nil || d.Same(r.Document) || r.free() {
		return r.refresh(msg)
	}
	r.late = true
	r.Session.TakeNotes(msg.answer)
	r.OnNotesChanged()
	r.Say("article changed on disk; it reloads when you are done here")
	return r.StatusTimer()
}

// refresh puts a new text or new notes under the reader's eyes. The place and
// the focus stay.
func (r *Pane) refresh(msg reloadedMsg) tea.Cmd {
	e := r.Session.Take(msg.answer)
	if e.Changed&session.NotesChanged == 0 {
		return r.Host.OnEvent(e)
	}
	old, again := r.Article, tea.Cmd(nil)
	r.Document = r.Session.Document()
	if a := r.Article; e.Changed&session.TextChanged != 0 {
		focus, there := carried(r.focus, old.Text, a.Text)
		r.strayed = r.strayed || !there && !r.focus.Empty()
		r.focus, r.headings, r.minutes = focus, nil, 0
		if len(r.hits.Spans) > 0 {
			r.hits = msg.hits
			r.hits.At = r.hits.First(article.Span{Start: r.Place})
		}
		r.layoutReader()
		if a.Text != old.Text || a.Meta.Title != old.Meta.Title {
			r.Say("article reloaded: it changed on disk")
		}
		again = r.seekAgain()
	}
	r.OnNotesChanged()
	if n := r.inFocus(); n != nil && r.strayed && !n.Match.Span.Empty() {
		r.focus, r.unit, r.strayed = n.Match.Span, freely, false
	}
	if ed, ok := pane.ActiveAs[*notes.Editor](r.Env); ok {
		r.writing = ed.Follow()
	}
	return tea.Batch(again, r.OutlineLater(), pane.RunTask(r.Session.FindConflicts()), r.StatusTimer())
}

// free tells that nothing in the open article is chosen, asked about or waited
// for, so that another text may take its place.
func (r *Pane) free() bool {
	return r.Pending == nil && r.sel == nil && !r.Host.Waiting() && (!r.Covered() || notes.Editing(r.Env))
}

// catchUp does what had to wait until the reader was done with what they saw.
func (r *Pane) catchUp() tea.Cmd {
	if !r.late && !r.unlaid || !r.free() {
		return nil
	}
	if r.unlaid {
		r.LayOutAgain()
	}
	if !r.late {
		return nil
	}
	r.late = false
	return r.Reload()
}

// carried is a passage of a text in a later one; false where it isn't there, or
// in several places.
func carried(s article.Span, old, text string) (article.Span, bool) {
	if s.Empty() {
		return article.Span{}, false
	}
	if same := samePrefix(old, text); s.End <= same {
		return s, true
	}
	if same := sameSuffix(old, text); s.Start >= len(old)-same {
		by := len(text) - len(old)
		return article.Span{Start: s.Start + by, End: s.End + by}, true
	}
	words := old[s.Start:s.End]
	at := strings.Index(text, words)
	if at < 0 || strings.LastIndex(text, words) != at {
		return article.Span{}, false
	}
	return article.Span{Start: at, End: at + len(words)}, true
}

func samePrefix(a, b string) int {
	n := min(len(a), len(b))
	for i := range n {
		if a[i] != b[i] {
			return i
		}
	}
	return n
}

func sameSuffix(a, b string) int {
	n := min(len(a), len(b))
	for i := range n {
		if a[len(a)-1-i] != b[len(b)-1-i] {
			return i
		}
	}
	return n
}

// OnChanges takes in what happened to the files of the collection, by path.
func (r *Pane) OnChanges(changes map[string]store.ChangeKind) tea.Cmd {
	var cmds []tea.Cmd
	switch kind, ok := changes[r.Path]; {
	case !ok:
	case kind == store.Removed:
		r.Gone = true
		r.Say("file deleted; the text stays until you leave it")
		r.Status.Bad = true
	default:
		cmds = append(cmds, r.Reload())
	}
	if r.broken == nil || len(changes) > 0 {
		cmds = append(cmds, r.checkLinks())
	}
	return tea.Batch(cmds...)
}

// OnNotesChanged lets go of a note in focus that is there no more.
func (r *Pane) OnNotesChanged() {
	if _, ok := r.Note(r.current); !ok {
		r.current = ""
	}
	r.useMargins()
}
