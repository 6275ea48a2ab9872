package ui

import (
	"os"
	"os/exec"
	"strings"

	"manicule/internal/desktop"

	tea "charm.land/bubbletea/v2"
)

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
