package desktop

import (
	"context"
	"os/exec"
	"strings"
	"time"
)

// tmuxTime is how long tmux has to answer.
const tmuxTime = time.Second

// Tmux is what the tmux that this program runs in says: whether sequences may be
// handed through it, and what the terminal around it calls itself. A tmux that
// doesn't answer hands nothing through.
func Tmux(ctx context.Context) (through bool, outer string) {
	ctx, cancel := context.WithTimeout(ctx, tmuxTime)
	defer cancel()
	ask := func(args ...string) string {
		out, err := exec.CommandContext(ctx, "tmux", args...).Output()
		if err != nil {
			return ""
		}
		return strings.TrimSpace(string(out))
	}
	passes := ask("show", "-Apv", "allow-passthrough")
	return passes == "on" || passes == "all", ask("display", "-p", "#{client_termtype}")
}
