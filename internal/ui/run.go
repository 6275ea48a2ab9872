package ui

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/signal"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/colorprofile"
	"github.com/charmbracelet/x/ansi"
	xterm "github.com/charmbracelet/x/term"

	"manicule/internal/crash"
	"manicule/internal/ui/term"
)

// Signalled says that a signal ended the program; everything was saved first.
type Signalled struct{ Signal os.Signal }

func (s Signalled) Error() string { return "ended by " + s.Signal.String() }

// Run shows the library or the article of opts on the terminal until the
// reader leaves, and saves what is left to save. The error is a Signalled
// when a signal ended it, a crash.Crash when a panic did.
func Run(ctx context.Context, opts Options) error {
	profile := colorprofile.Detect(os.Stdout, os.Environ())
	opts.profile, opts.simpleLines = &profile, term.HasSimpleLines(profile, os.Environ())
	return New(opts).run(ctx, profile)
}

// run is Run with a model that was made.
func (m *Model) run(ctx context.Context, profile colorprofile.Profile) error {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	g := &guard{m: m}
	p := tea.NewProgram(g, tea.WithFPS(120), tea.WithColorProfile(profile), tea.WithoutSignalHandler(),
		tea.WithOutput(m.reading.Output(os.Stdout)))
	g.tell = func(c *crash.Crash) { go p.Send(endMsg{c}) } // sent from View, it would wait for View
	m.Ctx = crash.Tell(ctx, g.tell)
	stop := onSignal(m.Ctx, func(s os.Signal) {
		switch {
		case resized(s):
			tellHuge(p)
		case continued(s): // others may have written to the terminal meanwhile
			p.Send(tea.ClearScreen())
		default:
			p.Send(endMsg{Signalled{s}})
		}
	})
	defer stop()
	crash.Go(m.Ctx, func() { tellHuge(p) })
	_, err := p.Run()
	fmt.Print(ansi.ResetModeLightDark + ansi.SetModeBiDirectionalSupport + m.reading.Free())
	return errors.Join(m.ending, quietInterrupt(err), m.finish())
}

// tellHuge tells the program of a terminal of more cells than we draw. Bubble
// Tea passes over sizes of more than a million cells, and would draw nothing.
func tellHuge(p *tea.Program) {
	if w, h, err := xterm.GetSize(os.Stdout.Fd()); err == nil && (w > maxWidth || h > maxHeight) {
		p.Send(tea.WindowSizeMsg{Width: min(w, maxWidth), Height: min(h, maxHeight)})
	}
}

// onSignal calls f with each signal that the program answers.
func onSignal(ctx context.Context, f func(os.Signal)) (stop func()) {
	signals := make(chan os.Signal, 4)
	signal.Notify(signals, lifeSignals...)
	crash.Go(ctx, func() {
		for s := range signals {
			f(s)
		}
	})
	return func() { signal.Stop(signals); close(signals) }
}

func quietInterrupt(err error) error {
	if errors.Is(err, tea.ErrInterrupted) {
		return nil
	}
	return err
}

// finish saves, when the screen is gone, what is still unsaved.
func (m *Model) finish() error {
	if m.Store == nil {
		return nil
	}
	err := errors.Join(
		crash.Try(func() error { m.parkDrafts(); return nil }),
		crash.Try(m.Session.Close),
	)
	if err != nil {
		return fmt.Errorf("not everything was saved; notes are in the state folder and offered at the next start: %w", err)
	}
	return nil
}
