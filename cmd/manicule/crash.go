package main

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"manicule/internal/crash"
	"manicule/internal/store"
)

// broken writes the report of a panic and adds to the error where it is. Any
// other error stays as it is.
func (c *cli) broken(err error) error {
	var broke *crash.Crash
	if !errors.As(err, &broke) {
		return err
	}
	folder, failed := reportFolder()
	report := ""
	if failed == nil {
		report, failed = broke.Save(folder, version())
	}
	if failed != nil {
		return fmt.Errorf("%w\n  the report of it could not be written: %w", err, failed)
	}
	return fmt.Errorf("%w\n  what happened is in %s, without your texts but for what the message above may show; please send it with a report", err, report)
}

// broke reports a panic of a command and returns the exit status.
func (c *cli) broke(broke *crash.Crash) int {
	err := c.broken(broke)
	c.report(nil, err)
	return status(err)
}

// reportFolder is where reports are kept; where the system names no folder for
// that, a new one that nobody else can have put there.
func reportFolder() (string, error) {
	if home := store.StateHome(); home != "" {
		return filepath.Join(home, "manicule"), nil
	}
	return os.MkdirTemp("", "manicule-")
}
