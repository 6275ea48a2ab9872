package main

import (
	"os"
	"path/filepath"
	"strings"
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

// A panic that the program goes on after is reported once, and said at the end.
func TestSurvivedPanicsAreReported(t *testing.T) {
	home := t.TempDir()
	t.Setenv("XDG_STATE_HOME", home)
	errors, err := os.Create(filepath.Join(t.TempDir(), "errors"))
	if err != nil {
		t.Fatal(err)
	}
	defer errors.Close()
	var s survivors
	stop := crash.OnSurvived(s.keep)
	survives := func() {
		defer crash.Survive(func(*crash.Crash) {})
		panic("broken leg")
	}
	survives()
	survives()
	stop()
	s.tell(&cli{stderr: errors})
	said, err := os.ReadFile(errors.Name())
	if err != nil || strings.Count(string(said), "recovered from an error") != 1 {
		t.Errorf("said %q, %v", said, err)
	}
	reports, err := filepath.Glob(filepath.Join(home, "manicule", "crash-*.txt"))
	if err != nil || len(reports) != 1 || !strings.Contains(string(said), reports[0]) {
		t.Fatalf("reports: %q, %v", reports, err)
	}
	if report, err := os.ReadFile(reports[0]); err != nil || !strings.Contains(string(report), "survives") && !strings.Contains(string(report), "TestSurvived") {
		t.Errorf("the report does not say where: %v\n%s", err, report)
	}
}
