package main

import (
	"errors"
	"fmt"
	"strings"
	"syscall"

	"github.com/kballard/go-shellquote"
	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

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

// statuses say what each exit status means, for all commands.
var statuses = []struct {
	status int
	means  string
}{
	{statusFine, "fine"},
	{statusNothing, "nothing found, or something needs a person's attention: an address that could not be had, a passage that is lost"},
	{statusUsage, "asked for in a way that can't be understood"},
	{statusFailed, "could not read or write, or the program broke"},
	{statusSignal, "plus the signal's number: a signal ended the program, everything is saved"},
}

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

// signalled reports whether an error is only that a signal ended the program:
// nothing to tell, and the terminal may be gone.
func signalled(err error) bool {
	var s ui.Signalled
	return errors.As(err, &s) && err.Error() == s.Error()
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
		what := ""
		switch {
		case len(args) < least:
			what = "an argument is missing"
		case most >= 0 && len(args) > most:
			what = fmt.Sprintf("unexpected argument %q", args[most])
		default:
			return nil
		}
		if cmd.HasParent() {
			what = nameOf(cmd) + ": " + what
		}
		use := cmd.UseLine()
		if most == 0 && needsCollection(cmd) {
			use = cmd.CommandPath() + " [-C FOLDER] [flags]"
		}
		return usage("%s; use it as %s", what, use)
	}
}

// nameOf is a command's name with those above it, such as "notes verify".
func nameOf(cmd *cobra.Command) string {
	return strings.TrimPrefix(cmd.CommandPath(), cmd.Root().Name()+" ")
}

// needsCollection reports whether a command works on the collection that -C
// names; the program's own argument names it directly.
func needsCollection(cmd *cobra.Command) bool {
	switch cmd.Name() {
	case "keys", "config", "schema", "man", "merge-notes", "help", "completion":
		return false
	}
	return cmd.HasParent() && cmd.Parent().Name() != "completion"
}

// folderHint says how to name the collection's folder to somebody who named it
// as an argument, where a command takes something else.
func (c *cli) folderHint(cmd *cobra.Command) string {
	if cmd == nil || c.folder != "" || !needsCollection(cmd) {
		return ""
	}
	for _, arg := range cmd.Flags().Args() {
		if isFolder(arg) {
			rest := strings.TrimPrefix(cmd.Use, cmd.Name())
			return "  -C names the collection's folder: " + cmd.CommandPath() + " -C " + shellquote.Join(arg) + rest
		}
	}
	return ""
}

// badFlag explains what is wrong with a flag. In a query it may be a word that
// is to be left out.
func badFlag(cmd *cobra.Command, err error) error {
	var unknown *pflag.NotExistError
	if !errors.As(err, &unknown) || !strings.Contains(cmd.Use, "QUERY") {
		return &failure{statusUsage, err}
	}
	word := "--" + unknown.GetSpecifiedName()
	if letters := unknown.GetSpecifiedShortnames(); letters != "" {
		word = "-" + letters
	}
	return usage("%w\n  in a query, -- goes before a word with a dash: %s -- %s", err, cmd.CommandPath(), shellquote.Join(word))
}
