package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"runtime"
	"syscall"

	"github.com/charmbracelet/x/term"
	"github.com/spf13/cobra"

	"manicule/internal/plain"
	"manicule/internal/ui"
)

// surface is what the program shows itself on.
type surface int

const (
	printed  surface = iota // no terminal: lists and texts for other programs
	inLines                 // a conversation: lines are read and answered
	onScreen                // the full screen
)

// surface decides it, for all ways into the program: in lines when asked to,
// and on a terminal that can nothing else.
func (c *cli) surface() surface {
	switch {
	case c.plain || c.terminal() && dumb():
		return inLines
	case c.terminal():
		return onScreen
	}
	return printed
}

// addPlain adds the flag that asks for lines.
func (c *cli) addPlain(cmd *cobra.Command) {
	cmd.Flags().BoolVar(&c.plain, "plain", false, "plain mode: lines instead of a screen, for screen readers, dumb terminals and scripts; --width 0 turns wrapping off")
}

// dumb reports whether the terminal can't place a cursor, so that the full
// screen is nothing for it. Windows' own terminals have no TERM.
func dumb() bool {
	name := os.Getenv("TERM")
	return name == "dumb" || name == "" && runtime.GOOS != "windows"
}

// converse holds a conversation in lines: about a collection, an article of
// it, or one that was read from standard input.
func (c *cli) converse(ctx context.Context, o plain.Options) error {
	o.In, o.Out = c.stdin, c.stdout
	if c.inputTaken {
		tty, err := openTerminal()
		if err != nil {
			return usage("--plain -: the commands are read from a terminal when the article is standard input, and there is none\n  save the article as a file, and open that")
		}
		defer tty.Close()
		o.In = tty
	}
	o.Prompt = isTerminal(o.In) && c.terminal()
	if c.terminal() {
		o.Size = c.screen
	}
	ctx, interrupts, stop := c.plainSignals(ctx, o.Prompt)
	defer stop()
	o.Interrupt = interrupts
	s := plain.New(o)
	if c.widthGiven {
		s.SetWidth(c.width)
	}
	err := s.Run(ctx)
	var ended ui.Signalled
	if err == nil && errors.As(context.Cause(ctx), &ended) {
		return ended
	}
	return err
}

// plainSignals ends the returned context at signals that ask the program to
// end. Where a person sits, ctrl-c only interrupts an answer.
func (c *cli) plainSignals(ctx context.Context, person bool) (context.Context, <-chan os.Signal, func()) {
	ctx, end := context.WithCancelCause(ctx)
	interrupts, signals := make(chan os.Signal, 1), make(chan os.Signal, 1)
	ending := []os.Signal{syscall.SIGTERM, syscall.SIGHUP}
	if person {
		signal.Notify(interrupts, os.Interrupt)
	} else {
		ending = append(ending, os.Interrupt)
	}
	signal.Notify(signals, ending...)
	go func() {
		select {
		case sig := <-signals:
			end(ui.Signalled{Signal: sig})
		case <-ctx.Done():
		}
	}()
	return ctx, interrupts, func() { signal.Stop(interrupts); signal.Stop(signals); end(nil) }
}

// screen is the terminal's size; one that doesn't tell is taken for the usual.
func (c *cli) screen() (width, height int) {
	width, height, err := term.GetSize(c.stdout.Fd())
	if err != nil || width <= 0 || height <= 0 {
		return defaultColumns, 24
	}
	return width, height
}

// openTerminal opens the terminal that the program belongs to, to read from.
func openTerminal() (*os.File, error) {
	name := "/dev/tty"
	if runtime.GOOS == "windows" {
		name = "CONIN$"
	}
	f, err := os.Open(name)
	if err != nil {
		return nil, fmt.Errorf("open the terminal: %w", err)
	}
	return f, nil
}

func isTerminal(r io.Reader) bool {
	f, ok := r.(*os.File)
	return ok && term.IsTerminal(f.Fd())
}
