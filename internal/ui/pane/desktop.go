package pane

import (
	"strings"

	tea "charm.land/bubbletea/v2"

	"manicule/internal/article"
	"manicule/internal/desktop"
	"manicule/internal/markdown"
)

// VisitedMsg says whether the browser took an address.
type VisitedMsg struct {
	Url string
	Err error
}

// Visit opens an address in the browser. All but http, https and mailto is
// only shown.
func (e *Env) Visit(dest string) tea.Cmd {
	url := WebAddress(dest)
	if url == "" {
		e.Say("only http, https and mailto addresses are opened, not " + dest)
		return e.StatusTimer()
	}
	return e.Browse(url)
}

// WebAddress is webLink, also of an address that leaves its scheme out.
func WebAddress(dest string) string {
	if strings.HasPrefix(dest, "//") {
		dest = "https:" + dest
	}
	return webLink(dest)
}

// CopiedMsg says where a copied text is.
type CopiedMsg struct {
	Text, What string
	Why        string // it was copied, in front of what is said
	Where      desktop.Arrival
	Err        error // of better ways
}

// CopyPassage copies a text that holds a passage, whose words alone are counted.
func (e *Env) CopyPassage(text, passage string) tea.Cmd {
	var c article.Counter
	c.Add(markdown.Piece{Text: passage})
	if strings.TrimSpace(passage) == "" {
		return nil
	}
	return e.Copy(text, Count(c.Words(), "word"), "")
}

// Copy puts a text where it can be pasted; what names it in what is said.
func (e *Env) Copy(text, what, why string) tea.Cmd {
	clip, ctx := e.Clip, e.Ctx
	text = strings.ToValidUTF8(text, "\ufffd")
	return func() tea.Msg {
		where, err := clip(ctx, text)
		return CopiedMsg{text, what, why, where, err}
	}
}
