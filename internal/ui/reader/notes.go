package reader

import (
	"cmp"
	"slices"

	tea "charm.land/bubbletea/v2"

	"manicule/internal/article"
	"manicule/internal/note"
	"manicule/internal/ui/notes"
	"manicule/internal/ui/pane"
)

// noteStep goes to the next or previous note, from the focus or from the top
// of the screen.
func (r *Pane) noteStep(step int) tea.Cmd {
	if len(r.Notes) == 0 {
		r.Say(r.readMode.Named("no notes here yet: {next paragraph} then {highlight} highlights a paragraph, {annotate} writes a note"))
		return r.StatusTimer()
	}
	way := cmp.Compare(step, 0)
	switch next := r.noteBeside(way); {
	case 0 <= next && next < len(r.Notes):
		return r.goToNote(&r.Notes[max(0, min(next+step-way, len(r.Notes)-1))])
	case way > 0:
		r.Say("no next note")
	default:
		r.Say("no previous note")
	}
	return r.StatusTimer()
}

// noteBeside is the index of the note after the one in focus, or of the one
// before it; without one in focus, of the first at or after the place, or of the
// last before. It may be out of range.
func (r *Pane) noteBeside(way int) int {
	if i := slices.IndexFunc(r.Notes, func(n note.ResolvedNote) bool { return n.ID == r.current }); i >= 0 {
		return i + way
	}
	at := r.Place
	if !r.focus.Empty() {
		at = r.focus.Start
	}
	i, _ := slices.BinarySearchFunc(r.Notes, at, func(n note.ResolvedNote, off int) int { return cmp.Compare(n.Match.Span.Start, off) })
	return i + min(way, 0)
}

func (r *Pane) goToNote(n *note.ResolvedNote) tea.Cmd {
	if r.current == "" {
		r.jumps.Leave(r.spot())
	}
	r.current = n.ID
	if n.Match.Span.Empty() { // on the whole article, or lost
		r.focus = article.Span{}
		return r.show(r.page.First())
	}
	r.focus, r.unit = n.Match.Span, freely
	return r.reveal(n.Match.Span)
}

// highlightFocus highlights the focus, or takes a bare highlight of exactly
// that passage back.
func (r *Pane) highlightFocus() tea.Cmd {
	s := r.target()
	if s.Empty() {
		return r.nothingHere()
	}
	for _, n := range r.Notes {
		if n.Match.Span != s || n.Kind != note.DefaultKind() {
			continue
		}
		if n.Body != "" || len(n.Tags) > 0 {
			r.Say(r.readMode.Named("this passage has a note; {delete note} deletes it"))
			return r.StatusTimer()
		}
		return r.Host.OnEvent(r.Session.Delete(r.Article, n.Note, "highlight removed"))
	}
	return r.mark(s, note.DefaultKind())
}

func (r *Pane) markSelection(kind string) tea.Cmd {
	s := r.trimmed()
	r.sel = nil
	r.focus, r.unit = s, freely
	return r.mark(s, kind)
}

// mark makes a note without words on the passage.
func (r *Pane) mark(s article.Span, kind string) tea.Cmd {
	n, err := r.newNote(s, kind)
	if err != nil {
		r.Complain(err)
		return nil
	}
	r.current = n.ID
	said := "highlighted"
	if kind != note.DefaultKind() {
		said = "marked: " + kind
	}
	return r.Host.OnEvent(r.Session.Add(r.Article, n, said))
}

// newNote is an empty note on the passage, or on the article when it is empty.
func (r *Pane) newNote(s article.Span, kind string) (note.Note, error) {
	return r.Session.NewNote(s, r.page.Quote(s), kind)
}

func (r *Pane) annotateFocus() tea.Cmd {
	s := r.target()
	if s.Empty() {
		return r.nothingHere()
	}
	return r.annotate(s)
}

func (r *Pane) annotateSelection() tea.Cmd {
	s := r.trimmed()
	r.sel = nil
	r.focus, r.unit = s, freely
	return r.annotate(s)
}

func (r *Pane) annotateArticle() tea.Cmd { return r.annotate(article.Span{}) }

// annotate opens the editor on the note that the passage already has, else on
// a new one.
func (r *Pane) annotate(s article.Span) tea.Cmd {
	for _, n := range r.Notes {
		if n.Match.Span == s && !s.Empty() {
			return r.openEditor(n.Note, n.Match.Span, false)
		}
	}
	n, err := r.newNote(s, note.DefaultKind())
	if err != nil {
		r.Complain(err)
		return nil
	}
	return r.openEditor(n, s, true)
}

func (r *Pane) editNote() tea.Cmd {
	n := r.inFocus()
	if n == nil {
		if r.focus.Empty() {
			return nil
		}
		return r.annotate(r.focus)
	}
	return r.openEditor(n.Note, n.Match.Span, false)
}

// noNoteInFocus answers a key that needs one.
const noNoteInFocus = "no note in focus: {next note} goes to the next one"

func (r *Pane) deleteNote() tea.Cmd {
	n := r.inFocus()
	if n == nil {
		r.Say(r.readMode.Named(noNoteInFocus))
		return r.StatusTimer()
	}
	return r.Host.OnEvent(r.Session.Delete(r.Article, n.Note, "note deleted"))
}

// changeKind waits for a kind's letter and gives the note that kind.
func (r *Pane) changeKind() tea.Cmd {
	n := r.inFocus()
	if n == nil {
		r.Say(r.readMode.Named(noNoteInFocus))
		return r.StatusTimer()
	}
	old, art := n.Note, r.Article
	r.TakeNext("kind: "+pane.KindLetters(), func(key tea.KeyPressMsg) tea.Cmd {
		for _, k := range note.Kinds {
			if key.Text == string(k.Letter) {
				changed := old
				changed.Kind = k.Name
				return r.Host.OnEvent(r.Session.Edit(art, old, changed, "kind: "+k.Name))
			}
		}
		return nil
	})
	return nil
}

// check shows what became of the passage of the note in focus.
func (r *Pane) check() tea.Cmd {
	n := r.inFocus()
	switch {
	case n == nil:
		r.Say(r.readMode.Named(noNoteInFocus))
		return r.StatusTimer()
	case r.Gone:
		return notes.CheckOnDisk(r.Env, r.Path, n.Note)
	case n.Match.State == note.Exact:
		r.Say(notes.UnchangedPassage)
		return r.StatusTimer()
	}
	return notes.ShowChecker(r.Env, r.Article, *n, r.File().Header().Text, func(id string) {
		r.adrift = id
		r.Say(r.selectMode.Named("select the passage; {attach note} attaches the note"))
	})
}

// attachSelection puts the note that was looked for, or the one in focus, onto
// the selection.
func (r *Pane) attachSelection() tea.Cmd {
	for _, n := range r.Notes {
		if n.ID != r.adrift && (r.adrift != "" || n.ID != r.current) || n.OnArticle() {
			continue
		}
		s, was := r.trimmed(), n.Note
		if text := r.File().Header().Text; was.Text == "" && text != r.Article.Fingerprint() {
			was.Text = text
		}
		r.sel, r.adrift, r.current = nil, "", n.ID
		r.focus, r.unit = s, freely
		return notes.Attach(r.Env, r.Article, was, s)
	}
	r.Say(r.readMode.Named(noNoteInFocus))
	return r.StatusTimer()
}
