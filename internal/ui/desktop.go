package ui

import (
	"os"
	"os/exec"
	"strings"

	tea "charm.land/bubbletea/v2"

	"manicule/internal/article"
	"manicule/internal/config"
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

// startBrowser opens an address in the browser of the options, $BROWSER or the
// system, in the terminal's place if it has to be.
func (m *Model) startBrowser(url string) tea.Cmd {
	b, err := desktop.FindBrowser(m.opts.Browser, url, os.Getenv)
	switch {
	case err != nil:
		return func() tea.Msg { return visitedMsg{url, err} }
	case b.Console:
		return tea.ExecProcess(exec.Command(b.Args[0], b.Args[1:]...), func(err error) tea.Msg { return visitedMsg{url, err} })
	}
	return func() tea.Msg { return visitedMsg{url, b.Start()} }
}

// onVisited says that the address is open, and copies it where there is no
// browser.
func (m *Model) onVisited(msg visitedMsg) tea.Cmd {
	if msg.err == nil {
		m.say("opened in the browser: " + msg.url)
		return m.statusTimer()
	}
	return m.copy(msg.url, msg.url, msg.err.Error()+"; ")
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

// onCopied says no more than is known of a copied text.
func (m *Model) onCopied(msg copiedMsg) tea.Cmd {
	said := msg.why
	if msg.err != nil {
		said += strings.ReplaceAll(msg.err.Error(), "\n", "; ") + "; "
	}
	switch msg.where {
	case desktop.InTmux:
		said += "copied " + msg.what + " to tmux"
	case desktop.ToTerminal:
		m.say(said + "sent " + msg.what + " to the terminal")
		return tea.Batch(tea.SetClipboard(msg.text), m.statusTimer())
	default:
		said += "copied " + msg.what
	}
	m.say(said)
	return m.statusTimer()
}

// editorCommand is the command line of the editor that the reader wants.
func (e *env) editorCommand() ([]string, error) {
	words, _, err := config.Editor(e.editor, os.Getenv)
	return words, err
}
