package ui

import (
	"strings"

	tea "charm.land/bubbletea/v2"

	"manicule/internal/article"
	"manicule/internal/desktop"
	"manicule/internal/markdown"
)

// visitedMsg says whether the browser took an address.
type visitedMsg struct {
	url string
	err error
}

// visit opens an address in the browser. All but http, https and mailto is
// only shown.
func (e *env) visit(dest string) tea.Cmd {
	url := webAddress(dest)
	if url == "" {
		e.say("only http, https and mailto addresses are opened, not " + dest)
		return e.statusTimer()
	}
	return e.browse(url)
}

// webAddress is webLink, also of an address that leaves its scheme out.
func webAddress(dest string) string {
	if strings.HasPrefix(dest, "//") {
		dest = "https:" + dest
	}
	return webLink(dest)
}

// copiedMsg says where a copied text is.
type copiedMsg struct {
	text, what string
	why        string // it was copied, in front of what is said
	where      desktop.Arrival
	err        error // of better ways
}

// copyPassage copies a text that holds a passage, whose words alone are counted.
func (e *env) copyPassage(text, passage string) tea.Cmd {
	var c article.Counter
	c.Add(markdown.Piece{Text: passage})
	if strings.TrimSpace(passage) == "" {
		return nil
	}
	return e.copy(text, count(c.Words(), "word"), "")
}

// copy puts a text where it can be pasted; what names it in what is said.
func (e *env) copy(text, what, why string) tea.Cmd {
	clip, ctx := e.clip, e.ctx
	text = strings.ToValidUTF8(text, "\ufffd")
	return func() tea.Msg {
		where, err := clip(ctx, text)
		return copiedMsg{text, what, why, where, err}
	}
}
