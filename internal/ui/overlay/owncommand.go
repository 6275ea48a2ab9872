package overlay

import (
	"cmp"
	"context"
	"strings"

	"manicule/internal/ui/pane"

	tea "charm.land/bubbletea/v2"

	"manicule/internal/config"
	"manicule/internal/session"
)

// RunOwn runs a command of the reader's own, and shows what it answers. Escape
// stops it.
func RunOwn(e *pane.Env, o config.OwnCommand, t session.CommandTarget) tea.Cmd {
	ctx, stop := context.WithCancel(e.Ctx)
	task, err := e.Session.RunCommand(ctx, o, t)
	if err != nil {
		stop()
		e.Complain(err)
		return e.StatusTimer()
	}
	return e.AwaitOutcome("running "+o.Name, stop, func() func() pane.Outcome {
		defer stop()
		answer := task()
		return func() pane.Outcome { return outcomeOf(e, o, e.Session.Take(answer)) }
	})
}

// outcomeOf is the answer of a command to be shown or copied, or what became of
// it. What is made a note or a tag is on its way to the disk.
func outcomeOf(e *pane.Env, o config.OwnCommand, ev session.Event) pane.Outcome {
	a := ev.Command
	switch {
	case ev.Err != nil:
		return pane.Outcome{Err: ev.Err}
	case a == nil:
		return pane.Outcome{Said: cmp.Or(ev.Said, o.Name+" is done: "+o.Answer)}
	case a.Copy:
		return pane.Outcome{Said: "the answer of " + o.Name + " is copied", Cmd: e.Copy(a.Text, "the answer", "")}
	}
	return pane.Outcome{Pane: pane.NewPager(e, a.Command, func(width int) (lines []pane.HelpLine) {
		for line := range strings.Lines(a.Text) {
			lines = append(lines, pane.Labelled(" ", strings.TrimRight(line, "\n"), width)...)
		}
		return lines
	})}
}
