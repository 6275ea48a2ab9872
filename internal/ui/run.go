package ui

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/signal"
	"syscall"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/colorprofile"
	"github.com/charmbracelet/x/ansi"
)

// Signalled says that a signal ended the program; everything was saved first.
type Signalled struct{ Signal os.Signal }

func (s Signalled) Error() string { return "ended by " + s.Signal.String() }

// endMsg asks the program to end, for a reason that Run returns.
type endMsg struct{ why error }

// Run shows the library or the article of opts on the terminal until the
// reader leaves, and saves what is left to save. The error is a Signalled
// when a signal ended it.
func Run(ctx context.Context, opts Options) error {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	profile := colorprofile.Detect(os.Stdout, os.Environ())
	opts.profile = &profile
	m := New(opts)
	m.ctx, m.browse = ctx, browse
	p := tea.NewProgram(m, tea.WithFPS(120), tea.WithColorProfile(profile), tea.WithoutSignalHandler())
	stop := onSignal(func(s os.Signal) { p.Send(endMsg{Signalled{s}}) })
	defer stop()
	_, err := p.Run()
	fmt.Print(ansi.ResetModeLightDark + ansi.SetModeBiDirectionalSupport + m.pics.free())
	return errors.Join(m.ending, quietInterrupt(err), m.finish())
}

// onSignal calls f with each signal that asks the program to end.
func onSignal(f func(os.Signal)) (stop func()) {
	signals := make(chan os.Signal, 4)
	signal.Notify(signals, os.Interrupt, syscall.SIGTERM, syscall.SIGHUP)
	go func() {
		for s := range signals {
			f(s)
		}
	}()
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
	if m.store == nil {
		return nil
	}
	m.parkDraft()
	m.leavePlace() // flush runs it
	if err := m.flush(); err != nil {
		return fmt.Errorf("not everything was saved; notes are kept in the state folder and offered again at the next start: %w", err)
	}
	return nil
}
