// Package articles is the library's pane: the list of articles and the box that
// searches them.
package articles

import (
	"fmt"
	"strings"

	tea "charm.land/bubbletea/v2"

	"manicule/internal/ui/pane"
	"manicule/internal/ui/term"
)

func New(e *pane.Env) *Pane {
	lp := &Pane{Env: e}
	lp.mode, lp.boxMode = e.Bound(libraryMode(lp)), e.Bound(boxMode(lp))
	if e.Store != nil {
		lp.restoreView(e.Store.View())
	}
	return lp
}

func (lp *Pane) Table() *pane.Mode {
	if lp.box.typing {
		return &lp.boxMode
	}
	return &lp.mode
}

func (lp *Pane) Typed(k tea.KeyPressMsg) tea.Cmd { return lp.Paste(k.Text) }

// Paste puts text into the box.
func (lp *Pane) Paste(text string) tea.Cmd {
	if !lp.box.typing || text == "" {
		return nil
	}
	return lp.editBox(func(f *term.Field) { f.Insert(text) })
}

func (lp *Pane) Resize() {
	if width := lp.passageWidth(); width != lp.width {
		lp.width = width
		lp.forget()
	}
	lp.list.Resize(lp.listRows())
}

// Steady says that the reader has seen what is under the cursor.
func (lp *Pane) Steady() { lp.strayed = false }

// summary is the right end of the header: how many articles, and of what kind.
func (lp *Pane) summary() string {
	a := lp.latest
	if a == nil {
		return ""
	}
	parts := []string{pane.Count(a.Len(), "article"), fmt.Sprintf("%d unread", a.Unread())}
	if n := a.Notes(); n > 0 {
		parts = append(parts, pane.Count(n, "note"))
	}
	if p := lp.reading(); p != "" {
		parts = append(parts, p)
	}
	return strings.Join(parts, " · ")
}

// OnAnswer takes an answer to what the library asked for.
func (lp *Pane) OnAnswer(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case FoundMsg:
		return lp.onFound(msg)
	case followTick:
		return lp.Follow()
	case slowTick:
		lp.asked.onSlowTick(msg)
	case passagesMsg:
		return lp.onPassages(msg)
	case matchesMsg:
		return lp.onMatches(msg)
	case pane.ChoicesMsg:
		return lp.onChoices(msg)
	case queriesMsg:
		return lp.onQueries(msg)
	case rereadMsg:
		return lp.onReread()
	case previewMsg:
		return lp.onPreview(msg)
	case offerMsg:
		return lp.onOffer(msg)
	}
	return nil
}

// ByKey is how an action of the library is reached.
func (lp *Pane) ByKey(action string) string { return lp.mode.ByKey(action) }

// Restyle has the article beside the list laid out again.
func (lp *Pane) Restyle() tea.Cmd {
	lp.beside.page = nil
	return lp.preview()
}
