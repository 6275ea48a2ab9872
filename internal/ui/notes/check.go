package notes

import (
	"errors"
	"io/fs"
	"strconv"

	tea "charm.land/bubbletea/v2"

	"manicule/internal/anchor"
	"manicule/internal/article"
	"manicule/internal/library"
	"manicule/internal/note"
	"manicule/internal/page"
	"manicule/internal/ui/pane"
	"manicule/internal/ui/term"
)

// newChecker prepares what is to be seen of a note. It looks through the text,
// so it belongs into a command.
func newChecker(e *pane.Env, a *article.Article, n note.Note, at note.Match, text string) *checker {
	k := &checker{Env: e, art: a, note: n, match: at}
	if n.Text == "" && text != a.Fingerprint() {
		k.note.Text = text
	}
	if k.places = []note.Match{at}; at.State == note.Lost {
		k.places = anchor.Candidates(a.Text, n.Anchor, maxCandidates)
	}
	p := page.New(a, pane.DefaultColumn, page.Plain())
	for i, c := range k.places {
		k.said = append(k.said, p.Quote(c.Span))
		k.near = append(k.near, around(p, c.Span, candidateContext))
		k.list.Items = append(k.list.Items, i)
	}
	return k
}

// ShowChecker opens the pane on a note of the open article. The text is the one
// that the positions of notes without one belong to; pick has the passage
// selected in the article.
func ShowChecker(e *pane.Env, a *article.Article, n note.ResolvedNote, text string, pick func(id string)) tea.Cmd {
	return e.Await("comparing then and now", func() pane.Arrival {
		k := newChecker(e, a, n.Note, n.Match, text)
		k.pick = pick
		return k.show
	})
}

// UnchangedPassage is said of a passage that is as it was.
const UnchangedPassage = "this passage is unchanged"

// CheckOnDisk shows what became of a note's passage in the article as it is on
// disk now.
func CheckOnDisk(e *pane.Env, path string, n note.Note) tea.Cmd {
	sess := e.Session
	return e.Await("comparing then and now", func() pane.Arrival {
		d, err := sess.Load(path)
		if errors.Is(err, fs.ErrNotExist) {
			return newGone(e, path, n).show
		}
		if err == nil {
			now, ok := d.Note(n.ID)
			switch {
			case !ok:
				err = pane.Nothing("this note was deleted meanwhile")
			case now.Match.State == note.Exact:
				err = pane.Nothing(UnchangedPassage)
			default:
				return newChecker(e, d.Article, now.Note, now.Match, d.File().Header().Text).show
			}
		}
		return func() (pane.Pane, error) { return nil, err }
	})
}

// show is the checker, ready for keys.
func (k *checker) show() (pane.Pane, error) {
	k.mode = k.Bound(checkMode(k))
	return k, nil
}

func (k *checker) Resize() {
	k.list.Grow(candidateRows)
	k.list.Resize(max(k.H-8, candidateRows))
}

func (k *checker) Table() *pane.Mode { return &k.mode }

func checkMode(k *checker) *pane.Mode {
	return &pane.Mode{Title: "Passage then and now", Actions: []pane.Action{
		pane.Act("keep here", "enter", "keep here", "attach the note to these words", k.placeHere),
		pane.Act("next place", "j down", "", "next candidate for a lost passage", k.Counted(pane.Moving(&k.list), 1)),
		pane.Act("previous place", "k up", "", "the place before", k.Counted(pane.Moving(&k.list), -1)),
		pane.Act("select it", "v", "select it", "select the passage yourself to attach the note", k.selectIt),
		pane.Act("help", "? f1", "", "all keys", k.Host.ShowHelp),
		pane.Act("leave it", "esc q D", "leave it", "close; change nothing", k.leave),
		pane.Act(pane.QuitAction, "ctrl+c", "", "quit; everything is saved", k.Quit),
	}}
}

// placeHere puts the note on the place chosen.
func (k *checker) placeHere() tea.Cmd {
	i, ok := k.list.Selected()
	if !ok {
		return nil
	}
	k.leave()
	at := k.places[i].Span
	put := Attach(k.Env, k.art, k.note, at)
	return tea.Batch(put, k.Host.Reveal(k.art.Name, at))
}

func (k *checker) leave() tea.Cmd {
	k.Close(k)
	return nil
}

// Draw shows the note's passage then and now, or then and where it may be.
func (k *checker) Draw(c *term.Canvas) *tea.Cursor {
	width := min(pane.PanelWidth, k.W-2) - 4
	lines := k.lines(width, max(k.H-4, 2))
	x, y, width, height := k.DrawPanel(c, k.title(), pane.PanelWidth, len(lines)+2)
	for i, line := range lines[:min(len(lines), height)] {
		line.draw(k.Env, c, x, y+i, width)
	}
	k.Theme.DrawFrameHints(c, x, y+height, width, k.hints())
	return nil
}

func (k *checker) title() string {
	switch {
	case k.gone:
		return "the article is gone; its notes are kept"
	case k.lost() && len(k.places) == 0:
		return "lost passage · nothing similar in the text"
	case k.lost():
		return "lost passage · " + pane.Count(len(k.places), "place") + " it may be"
	}
	return k.match.State.String() + " · then and now · " + strconv.Itoa(library.Percent(k.match.Confidence)) + " % of its words"
}

// hints are those of what can be done.
func (k *checker) hints() []term.Hint {
	var not []string
	if len(k.places) == 0 {
		not = append(not, "keep here")
	}
	if k.pick == nil {
		not = append(not, "select it")
	}
	return k.mode.Hints(not...)
}

// Attach puts a note onto a passage, as the reader says. Its quote stays.
func Attach(e *pane.Env, a *article.Article, n note.Note, s article.Span) tea.Cmd {
	return e.Host.OnEvent(e.Session.Attach(a, n, s, ""))
}
