package main

import (
	"os/exec"
	"slices"
	"strings"
	"testing"
)

// floors are the packages of the house from the ground up. What one imports lies
// on a lower floor, so that imports point one way.
var floors = [][]string{
	{"config", "crash", "diff", "fetch", "git", "heap", "pattern", "script", "sqlite", "stopwatch"},
	{"command", "desktop", "markdown", "picture", "syntax"},
	{"article"},
	{"note", "page"},
	{"anchor"},
	{"exchange", "feed", "search", "store", "ui/term"},
	{"service"},
	{"library"},
	{"session", "doctor", "intake"},
	{"plain", "ui/pane"},
	{"ui/notes", "ui/overlay", "ui/articles"},
	{"ui/reader"},
	{"ui"},
	{"manicule"}, // the command
}

// pure are the packages that know nothing of files, and toolkit those that
// know Bubble Tea.
var (
	pure    = []string{"anchor", "article", "config", "diff", "exchange", "feed", "markdown", "note", "page", "picture", "script", "syntax"}
	toolkit = []string{"ui", "ui/articles", "ui/notes", "ui/overlay", "ui/pane", "ui/reader", "ui/term"}
)

// floorOf is a package's floor, from 0, or -1 for one that is on none.
func floorOf(name string) int {
	return slices.IndexFunc(floors, func(floor []string) bool { return slices.Contains(floor, name) })
}

// TestImportsPointOneWay holds what ARCHITECTURE.md says of imports.
func TestImportsPointOneWay(t *testing.T) {
	t.Parallel()
	out, err := exec.Command("go", "list", "-f", `{{.ImportPath}} {{join .Imports " "}}`, "manicule/cmd/...", "manicule/internal/...").Output()
	if err != nil {
		t.Fatal(err)
	}
	seen := 0
	for line := range strings.Lines(string(out)) {
		imports := strings.Fields(line)
		name := house(imports[0])
		if strings.HasPrefix(name, "dev/") { // programs for developers use what they like
			continue
		}
		if seen++; floorOf(name) < 0 {
			t.Errorf("%s is on no floor: give it one in the table", name)
		}
		for _, i := range imports[1:] {
			if problem := forbidden(name, i); problem != "" {
				t.Errorf("%s imports %s: %s", name, i, problem)
			}
		}
	}
	if want := len(slices.Concat(floors...)); seen != want {
		t.Errorf("%d packages are in the house, %d in the table", seen, want)
	}
}

// house is a package's name in the table.
func house(path string) string {
	return strings.TrimPrefix(strings.TrimPrefix(path, "manicule/internal/"), "manicule/cmd/")
}

// forbidden says why a package must not import that path, "" if it may.
func forbidden(name, path string) string {
	switch ours := strings.HasPrefix(path, "manicule/"); {
	case ours && strings.HasPrefix(house(path), "dev/"):
		return "the program needs nothing of the developers'"
	case ours && floorOf(house(path)) >= floorOf(name):
		return "it does not lie below"
	case path == "os" && slices.Contains(pure, name):
		return "it is to know nothing of files"
	case path == "manicule/internal/fetch" && name != "intake" && name != "manicule", path == "manicule/internal/intake" && name != "manicule":
		return "only what a person asks a command for is fetched"
	case (path == "net" || path == "net/http") && name != "fetch" && !(name == "article" && path == "net/http"): // article looks at how a file begins
		return "only fetch asks others for anything"
	case strings.HasPrefix(path, "charm.land/bubble") && !slices.Contains(toolkit, name) && name != "manicule":
		return "only ui knows the screen"
	}
	return ""
}

func TestForbidden(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name, path string
		allowed    bool
	}{
		{"session", "manicule/internal/library", true},
		{"library", "manicule/internal/session", false},
		{"plain", "manicule/internal/ui", false},
		{"ui/term", "manicule/internal/session", false},
		{"ui", "manicule/internal/ui/term", true},
		{"ui", "manicule/internal/dev/pty", false},
		{"note", "os", false},
		{"store", "os", true},
		{"session", "charm.land/bubbletea/v2", false},
		{"intake", "manicule/internal/fetch", true},
		{"manicule", "manicule/internal/intake", true},
		{"ui", "manicule/internal/intake", false},
		{"session", "manicule/internal/fetch", false},
		{"exchange", "net/http", false},
		{"fetch", "net", true},
	} {
		if got := forbidden(tt.name, tt.path); (got == "") != tt.allowed {
			t.Errorf("%s imports %s: %q", tt.name, tt.path, got)
		}
	}
}
