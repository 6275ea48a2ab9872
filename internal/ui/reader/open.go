package reader

import (
	"time"

	tea "charm.land/bubbletea/v2"

	"manicule/internal/article"
	"manicule/internal/library"
	"manicule/internal/session"
	"manicule/internal/ui/pane"
)

// Lay puts what was read under the reader's eyes, and what belongs to it.
func (r *Pane) Lay(msg Opened) tea.Cmd {
	drawn := r.begun != nil
	r.Document, r.begun, r.page, r.hits = msg.Doc, msg.Begun, nil, msg.Hits
	r.Session.Open(r.Document)
	r.layoutReader()
	if r.begun != nil {
		return r.Rest()
	}
	look := r.OutlineLater
	if drawn {
		look = r.outline
	}
	cmds := []tea.Cmd{look(), r.land(msg.To, msg.Noted), pane.RunTask(r.Session.FindConflicts()), r.warn()}
	draft := r.OfferDraft
	if msg.To.Resume {
		draft = r.ResumeDraft
	}
	return tea.Batch(append(cmds, draft())...)
}

// warn says what is wrong with the article or its notes.
func (r *Pane) warn() tea.Cmd {
	switch wrong, warning := r.NotesProblem(), r.Article.Warning; {
	case wrong != "":
		r.Say(wrong)
		r.Status.Bad = true
	case warning != "":
		r.Say(warning)
		return r.StatusTimer()
	}
	return nil
}

// Opened is an article to read, and where to begin.
type Opened struct {
	Doc   *session.Document
	Hits  session.Hits
	To    pane.Landing
	Noted string // id of the note that was searched for, if the text has no hits
	Begun *Begun // when the document has only the beginning
}

// Rest brings the rest of an article of which only the beginning is read.
func (r *Pane) Rest() tea.Cmd { return r.begun.Rest }

// outlineMsg brings what takes too long to wait for before the first screen.
type outlineMsg struct {
	art      *article.Article
	headings []article.Heading
	words    int
	minutes  int
	print    string
	seen     library.Parts // what was read before
}

// outline has the article looked through.
func (r *Pane) outline() tea.Cmd {
	a, before := r.Article, r.Reading
	return r.asAnswer(func() tea.Msg {
		print := a.Fingerprint()
		return outlineMsg{a, a.Headings(), a.Words(), a.Minutes(), print, library.PartsRead(before, a.Text, print)}
	})
}

// A large article is looked through when its first screen, which that would
// hold up, must have been drawn.
const (
	large     = 1 << 20 // bytes of text
	drawnThen = 150 * time.Millisecond
)

func (r *Pane) OutlineLater() tea.Cmd {
	look := r.outline()
	if len(r.Article.Text) <= large {
		return look
	}
	return tea.Tick(drawnThen, func(time.Time) tea.Msg { return look() })
}

func (r *Pane) onOutline(msg outlineMsg) tea.Cmd {
	if r.Article == msg.art {
		side := r.sideWidth()
		r.headings, r.words, r.minutes = msg.headings, msg.words, msg.minutes
		r.parts = r.sections()
		r.Known(msg.print, msg.seen)
		if r.sideWidth() != side {
			r.LayOutAgain()
		}
		return r.checkLinks()
	}
	return nil
}
