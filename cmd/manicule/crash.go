package main

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"sync"

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
		return fmt.Errorf("%w\n  the crash report could not be written: %w", err, failed)
	}
	return fmt.Errorf("%w\n  details are in %s; it holds none of your texts except what the message above shows; please attach it to a report", err, report)
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

// survivors are the panics that the program went on after. Each kind of them is
// reported once.
type survivors struct {
	mu      sync.Mutex
	seen    map[string]bool
	reports []string
}

// maxReports is how many reports one run leaves.
const maxReports = 8

func (s *survivors) keep(c *crash.Crash) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if what := fmt.Sprint(c.What); !s.seen[what] && len(s.seen) < maxReports {
		if s.seen == nil {
			s.seen = map[string]bool{}
		}
		s.seen[what] = true
		if folder, err := reportFolder(); err == nil {
			if report, err := c.Save(folder, version()); err == nil {
				s.reports = append(s.reports, report)
			}
		}
	}
}

// tell says, when the screen is the shell's again, where the reports are.
func (s *survivors) tell(c *cli) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, report := range s.reports {
		c.warn("manicule recovered from an error; details are in %s, please attach it to a report", report)
	}
}
