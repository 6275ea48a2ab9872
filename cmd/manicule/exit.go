package main

import (
	"errors"
	"fmt"
	"syscall"

	"github.com/spf13/cobra"

	"manicule/internal/ui"
)

// The exit statuses, the same for every command.
const (
	statusFine    = 0
	statusNothing = 1   // nothing found, or something needs a person's attention
	statusUsage   = 2   // asked for in a way that can't be understood
	statusFailed  = 3   // could not read or write, or the program broke
	statusSignal  = 128 // and the number of the signal that ended the program, as shells count
)

// failure is an error with an exit status of its own.
type failure struct {
	status int
	err    error
}

func (f *failure) Error() string { return f.err.Error() }
func (f *failure) Unwrap() error { return f.err }

func usage(format string, args ...any) error {
	return &failure{statusUsage, fmt.Errorf(format, args...)}
}

func nothing(format string, args ...any) error {
	return &failure{statusNothing, fmt.Errorf(format, args...)}
}

// status is the only place that turns an error into an exit status.
func status(err error) int {
	var f *failure
	var s ui.Signalled
	if errors.As(err, &s) {
		if number, ok := s.Signal.(syscall.Signal); ok {
			return statusSignal + int(number)
		}
	}
	switch {
	case err == nil:
		return statusFine
	case errors.As(err, &f):
		return f.status
	}
	return statusFailed
}

// arguments wants from least to most arguments; most < 0 is any number.
func arguments(least, most int) cobra.PositionalArgs {
	return func(cmd *cobra.Command, args []string) error {
		if len(args) >= least && (most < 0 || len(args) <= most) {
			return nil
		}
		return usage("%s: %d arguments given; use it as %s", cmd.Name(), len(args), cmd.UseLine())
	}
}
