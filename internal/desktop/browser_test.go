package desktop

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// programs makes a folder with programs of these names, which is all that
// there is to find, and gives it.
func programs(t *testing.T, script string, names ...string) string {
	t.Helper()
	dir := t.TempDir()
	for _, name := range names {
		if err := os.WriteFile(filepath.Join(dir, name), []byte("#!/bin/sh\n"+script), 0o755); err != nil {
			t.Fatal(err)
		}
	}
	t.Setenv("PATH", dir)
	return dir
}

// env reads variables written NAME=VALUE.
func env(vars ...string) func(string) string {
	return func(name string) string {
		for _, v := range vars {
			if value, ok := strings.CutPrefix(v, name+"="); ok {
				return value
			}
		}
		return ""
	}
}

func TestFindBrowser(t *testing.T) {
	if filepath.Separator != '/' {
		t.Skip("programs are shell scripts")
	}
	programs(t, "", "firefox", "w3m", "xdg-open")
	const url = "https://example.org/?q=%s;rm"
	for _, tt := range []struct {
		name, option string
		vars         []string
		want         []string // nil: none
		console      bool
	}{
		{name: "option", option: "firefox --new-tab", want: []string{"firefox", "--new-tab", url}},
		{name: "option before $BROWSER", option: "firefox", vars: []string{"BROWSER=w3m"}, want: []string{"firefox", url}},
		{name: "option with its place", option: "firefox 'a %s b'", want: []string{"firefox", "a " + url + " b"}},
		{name: "option that is not there", option: "chromium", vars: []string{"BROWSER=w3m"}},
		{name: "$BROWSER", vars: []string{"BROWSER=firefox", "DISPLAY=:0"}, want: []string{"firefox", url}},
		{name: "several", vars: []string{"BROWSER=chromium:firefox -P two:w3m"}, want: []string{"firefox", "-P", "two", url}},
		{name: "with its place", vars: []string{"BROWSER=chromium %s:firefox %s --top"}, want: []string{"firefox", url, "--top"}},
		{name: "in the terminal", vars: []string{"BROWSER=w3m"}, want: []string{"w3m", url}, console: true},
		{name: "empty parts", vars: []string{"BROWSER=::", "DISPLAY=:0"}, want: []string{"xdg-open", url}},
		{name: "open quotation mark", vars: []string{"BROWSER=firefox 'x", "DISPLAY=:0"}, want: []string{"xdg-open", url}},
		{name: "the system's", vars: []string{"WAYLAND_DISPLAY=wayland-0"}, want: []string{"xdg-open", url}},
		{name: "no display"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			got, err := FindBrowser(tt.option, url, env(tt.vars...))
			if (err != nil) != (tt.want == nil) {
				t.Fatalf("error: %v", err)
			}
			if diff := cmp.Diff(Browser{tt.want, tt.console}, got); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestBrowserThatFails(t *testing.T) {
	if filepath.Separator != '/' {
		t.Skip("programs are shell scripts")
	}
	dir := programs(t, "exit 3\n", "firefox")
	err := Browser{Args: []string{filepath.Join(dir, "firefox"), "https://example.org"}}.Start()
	if err == nil || !strings.Contains(err.Error(), "exit status 3") {
		t.Errorf("error: %v", err)
	}
}
