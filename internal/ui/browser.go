package ui

import (
	"os"
	"os/exec"
	"strings"

	tea "charm.land/bubbletea/v2"

	"manicule/internal/desktop"
	"manicule/internal/ui/pane"
)

// startBrowser opens an address in the browser of the options, $BROWSER or the
// system, in the terminal's place if it has to be.
func (m *Model) startBrowser(url string) tea.Cmd {
	b, err := desktop.FindBrowser(m.opts.Browser, url, os.Getenv)
	switch {
	case err != nil:
		return func() tea.Msg { return pane.VisitedMsg{Url: url, Err: err} }
	case b.Console:
		return pane.Outside(exec.Command(b.Args[0], b.Args[1:]...), func(err error) tea.Msg { return pane.VisitedMsg{Url: url, Err: err} })
	}
	return func() tea.Msg { return pane.VisitedMsg{Url: url, Err: b.Start()} }
}

// onVisited says that the address is open, and copies it where there is no
// browser.
func (m *Model) onVisited(msg pane.VisitedMsg) tea.Cmd {
	if msg.Err == nil {
		m.Say("opened in the browser: " + msg.Url)
		return m.StatusTimer()
	}
	return m.Copy(msg.Url, msg.Url, msg.Err.Error()+"; ")
}

// onCopied says no more than is known of a copied text.
func (m *Model) onCopied(msg pane.CopiedMsg) tea.Cmd {
	said := msg.Why
	if msg.Err != nil {
		said += strings.ReplaceAll(msg.Err.Error(), "\n", "; ") + "; "
	}
	switch msg.Where {
	case desktop.InTmux:
		said += "copied " + msg.What + " to tmux"
	case desktop.ToTerminal:
		m.Say(said + "sent " + msg.What + " to the terminal")
		return tea.Batch(tea.SetClipboard(msg.Text), m.StatusTimer())
	default:
		said += "copied " + msg.What
	}
	m.Say(said)
	return m.StatusTimer()
}
