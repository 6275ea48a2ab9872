package pane

import (
	"os"
	"os/exec"

	tea "charm.land/bubbletea/v2"
)

// Outside gives the terminal to another program until it ends: the terminal
// itself, not what draws pictures on it.
func Outside(cmd *exec.Cmd, ended tea.ExecCallback) tea.Cmd {
	cmd.Stdout = os.Stdout
	return tea.ExecProcess(cmd, ended)
}
