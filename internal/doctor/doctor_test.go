package doctor

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/charmbracelet/colorprofile"

	"manicule/internal/library"
	"manicule/internal/search"
	"manicule/internal/store"
)

// healthy is somebody whom nothing ails: each case makes one thing ill.
func healthy(t *testing.T) (*Patient, map[string]string) {
	t.Helper()
	folder, dir := t.TempDir(), t.TempDir()
	must(t, os.WriteFile(filepath.Join(folder, "tea.md"), []byte("# Tea\n"), 0o600))
	t.Setenv("XDG_CACHE_HOME", filepath.Join(dir, "cache"))
	col, err := store.Open(folder, store.Options{})
	must(t, err)
	t.Cleanup(func() { col.Close() })
	lib := library.Open(col)
	t.Cleanup(func() { lib.Close() })
	must(t, lib.Refresh(t.Context(), func(search.Progress) {}))
	program := filepath.Join(dir, "my editor.exe")
	must(t, os.WriteFile(program, nil, 0o700))
	env := map[string]string{"TERM": "xterm-256color", "EDITOR": "'" + program + "' -w"}
	return &Patient{
		Library: lib, Getenv: func(name string) string { return env[name] }, StateHome: filepath.Join(dir, "state"), CacheHome: filepath.Join(dir, "cache"),
		Terminal: Terminal{Is: true, Colours: colorprofile.TrueColor, Width: 80, Height: 24},
	}, env
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// TestChecks makes one thing ill at a time: that check has advice, and no other.
func TestChecks(t *testing.T) {
	for name, c := range map[string]struct {
		what string // the check; "" for none
		make func(t *testing.T, p *Patient, env map[string]string)
		says string // in its state or advice
	}{
		"nothing":          {"", func(*testing.T, *Patient, map[string]string) {}, ""},
		"no editor is set": {"", func(_ *testing.T, _ *Patient, env map[string]string) { env["EDITOR"] = "" }, ""},
		"editor":           {"editor", func(_ *testing.T, _ *Patient, env map[string]string) { env["VISUAL"] = "no-such-editor -w" }, "set $VISUAL to an installed program"},
		"half a quote":     {"editor", func(_ *testing.T, p *Patient, _ map[string]string) { p.Editor = `ed "` }, "correct editor"},
		"browser":          {"browser", func(_ *testing.T, p *Patient, _ map[string]string) { p.Browser = "no-such-browser" }, "no-such-browser is not found"},
		"no home":          {"state folder", func(_ *testing.T, p *Patient, _ map[string]string) { p.StateHome = "" }, "set HOME"},
		"home is a file": {"cache folder", func(t *testing.T, p *Patient, _ map[string]string) {
			p.CacheHome = filepath.Join(t.TempDir(), "file")
			must(t, os.WriteFile(p.CacheHome, nil, 0o600))
		}, "can't be written"},
		"dumb":      {"terminal", func(_ *testing.T, _ *Patient, env map[string]string) { env["TERM"] = "dumb" }, "plain mode"},
		"small":     {"terminal", func(_ *testing.T, p *Patient, _ map[string]string) { p.Terminal.Height = 9 }, "40×10"},
		"not UTF-8": {"terminal", func(_ *testing.T, _ *Patient, env map[string]string) { env["LC_ALL"], env["LANG"] = "C", "C.UTF-8" }, "set LANG"},
		"tmux": {"terminal", func(_ *testing.T, p *Patient, env map[string]string) {
			env["TMUX"], p.Terminal.Colours = "/run/tmux", colorprofile.ANSI256
		}, "RGB"},
		"no terminal": {"", func(_ *testing.T, p *Patient, env map[string]string) { env["TERM"], p.Terminal = "dumb", Terminal{} }, ""},
		"notes": {"notes", func(t *testing.T, p *Patient, _ map[string]string) {
			dir := p.Library.Collection().NotesFolder()
			must(t, os.MkdirAll(dir, 0o700))
			must(t, os.WriteFile(filepath.Join(dir, "gone.md.md"), []byte("---\nmanicule: 1\narticle: gone.md\n---\n\n<!-- note {\"id\":\"aaaaaaaaaa\",\"kind\":\"highlight\",\"made\":\"2026-01-01T00:00:00Z\"} -->\n\n> Two\n"), 0o600))
		}, "notes verify lists them"},
	} {
		t.Run(name, func(t *testing.T) {
			p, env := healthy(t)
			c.make(t, p, env)
			for _, check := range p.Checks() {
				state, advice := check.Run(t.Context())
				if ill := advice != ""; ill != (check.Name == c.what) || ill && !strings.Contains(state+" "+advice, c.says) {
					t.Errorf("%s: %q, advice %q", check.Name, state, advice)
				}
			}
		})
	}
}
