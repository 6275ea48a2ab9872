package main

import (
	"os"
	"testing"

	"manicule/internal/crash"
)

// The report of a panic never lands where the program was started.
func TestCrashWithoutHome(t *testing.T) {
	here := t.TempDir()
	t.Chdir(here)
	t.Setenv("TMPDIR", t.TempDir())
	for _, home := range []string{"HOME", "XDG_STATE_HOME", "LocalAppData"} {
		t.Setenv(home, "")
	}
	_ = (&cli{}).broken(crash.Of("broken leg"))
	if found, err := os.ReadDir(here); err != nil || len(found) > 0 {
		t.Errorf("%v, in the current folder: %v", err, found)
	}
}
