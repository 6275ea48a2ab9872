package pane

import (
	tea "charm.land/bubbletea/v2"

	"manicule/internal/config"
)

// OwnActions are the reader's own commands of a mode. Their keys go before
// those of the program.
func (e *Env) OwnActions(mode, on string, run func(config.OwnCommand) tea.Cmd) []Action {
	var all []Action
	for _, o := range e.Commands {
		if o.Mode == mode {
			all = append(all, Act("run "+o.Name, o.Key, "", "run your command on "+on+": "+o.Run, func() tea.Cmd { return run(o) }))
		}
	}
	return all
}
