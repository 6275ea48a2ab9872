package ui

import (
	tea "charm.land/bubbletea/v2"

	"manicule/internal/crash"
)

// guard is the model as Bubble Tea gets it: a panic in any of its methods or
// commands ends the program as a signal does, so that the terminal is restored
// and what was typed is kept. Bubble Tea's own way would write what the panic
// says, which may be an article's words, to the terminal as it is.
type guard struct {
	m      *Model
	tell   func(*crash.Crash) // how View, which returns no command, ends the program
	broken bool
}

// Init is the model's.
func (g *guard) Init() (cmd tea.Cmd) {
	defer g.catch(&cmd)
	return guarded(g.m.Init())
}

// Update is the model's, until it panics.
func (g *guard) Update(msg tea.Msg) (_ tea.Model, cmd tea.Cmd) {
	if g.broken {
		return g, tea.Quit
	}
	defer g.catch(&cmd)
	_, cmd = g.m.Update(msg)
	return g, guarded(cmd)
}

// View is the model's, until it panics.
func (g *guard) View() (v tea.View) {
	if g.broken {
		return tea.View{AltScreen: true}
	}
	defer func() {
		if r := recover(); r != nil {
			g.broken = true
			g.m.ending = crash.Of(r)
			v = tea.View{AltScreen: true}
			g.tell(crash.Of(r))
		}
	}()
	return g.m.View()
}

// catch makes a panic the end.
func (g *guard) catch(cmd *tea.Cmd) {
	if r := recover(); r != nil {
		g.broken = true
		g.m.ending = crash.Of(r)
		*cmd = tea.Quit
	}
}

// guarded is a command whose panic asks the program to end. Bubble Tea runs
// the commands of a batch each on its own goroutine.
func guarded(cmd tea.Cmd) tea.Cmd {
	if cmd == nil {
		return nil
	}
	return func() (msg tea.Msg) {
		defer func() {
			if r := recover(); r != nil {
				msg = endMsg{crash.Of(r)}
			}
		}()
		msg = cmd()
		if batch, ok := msg.(tea.BatchMsg); ok {
			for i := range batch {
				batch[i] = guarded(batch[i])
			}
		}
		return msg
	}
}
