package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/spf13/cobra"

	"manicule/internal/config"
)

// TestSchemaOfAll: each command that has --json has a schema.
func TestSchemaOfAll(t *testing.T) {
	t.Parallel()
	var without func(cmd *cobra.Command)
	without = func(cmd *cobra.Command) {
		name := strings.TrimPrefix(cmd.CommandPath(), "manicule ")
		has := slices.ContainsFunc(outputs, func(o struct {
			command string
			of      any
		},
		) bool {
			return o.command == name
		})
		if (cmd.Flags().Lookup("json") != nil) != has {
			t.Errorf("%s has --json: %v; a schema: %v", name, !has, has)
		}
		for _, sub := range cmd.Commands() {
			without(sub)
		}
	}
	c := &cli{}
	for _, cmd := range c.rootCommand().Commands() {
		without(cmd)
	}
}

// TestSchemaHolds: what is printed is what the schemas say, and no more.
func TestSchemaHolds(t *testing.T) {
	home, folder := t.TempDir(), t.TempDir()
	for _, name := range []string{"HOME", "XDG_DATA_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME", "XDG_CONFIG_HOME"} {
		t.Setenv(name, home)
	}
	put := func(name, text string) string {
		name = filepath.Join(folder, name)
		if err := os.WriteFile(name, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		return name
	}
	const tea = "---\ntitle: Tea\nauthor: A. Moon\nsource: https://example.org/tea\ntags: [leaf]\ndate: 2024-03-01\nlang: en\ndescription: About it.\nid: x1\n---\n\n# Tea\n\nTwo leaves and a bud.\n\n## Water\n\nBoil the water, not the tea.\n"
	put("tea.md", tea)
	put("copy.md", tea)
	put("bad.md", "\x7fELF\x00\x00\x01\x02")
	list := put("notes.json", `[{"uri":"https://example.org/tea","updated":"2026-01-01T00:00:00Z","id":"h1","text":"hm","tags":["t"],"target":[{"selector":[{"type":"TextQuoteSelector","exact":"Two leaves"}]}]}]`)
	run := func(args ...string) []byte { return runJSONStatus(t, append(args, "-C", folder)...) }
	var made noteJSON
	if err := json.Unmarshal(run("note", "add", "tea.md", "--quote", "and a bud", "--tag", "x", "--body", "why", "--json"), &made); err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct {
		command string
		args    []string
	}{
		{"list", []string{"list", "--json"}},
		{"list --duplicates", []string{"list", "--duplicates", "--json"}},
		{"search", []string{"search", "boil", "--json"}},
		{"related", []string{"related", "tea.md", "--json"}},
		{"show", []string{"show", "tea.md", "--json"}},
		{"stats", []string{"stats", "--json"}},
		{"notes", []string{"notes", "--json"}},
		{"notes verify", []string{"notes", "verify", "--json"}},
		{"note edit", []string{"note", "edit", made.ID, "--body", "so", "--json"}},
		{"note attach", []string{"note", "attach", made.ID, "--at", "7,17", "--json"}},
		{"note add", []string{"note", "add", "tea.md", "--quote", "Two", "--json"}},
		{"note rm", []string{"note", "rm", made.ID, "--json"}},
		{"config", []string{"config", "--json"}},
		{"review", []string{"review", "--json"}},
		{"import", []string{"import", list, "--json"}},
		{"index", []string{"index", "--json"}},
		{"doctor", []string{"doctor", "--json"}},
		{"keys", []string{"keys", "--json"}},
		{"update --list", []string{"update", "--list", "--json"}},
		{"add", []string{"add", filepath.Join(folder, "tea.md"), "--json"}},
	} {
		out := run(tt.args...)
		if err := fits(tt.command, out); err != nil {
			t.Errorf("%s: %v\n%s", tt.command, err, out)
		}
	}
	for _, command := range []string{"list", "search", "notes"} {
		args := []string{command, "tea", "--jsonl"}
		for line := range strings.Lines(string(run(args...))) {
			if err := fits(command, []byte("["+line+"]")); err != nil {
				t.Errorf("%s --jsonl: %v\n%s", command, err, line)
			}
		}
	}
}

// fits holds an output against its schema, which has all fields.
func fits(command string, out []byte) error {
	for _, o := range outputs {
		if o.command != command {
			continue
		}
		s, err := strictSchemaOf(o.of)
		if err != nil {
			return err
		}
		resolved, err := s.Resolve(nil)
		if err != nil {
			return err
		}
		var v any
		if err := json.Unmarshal(out, &v); err != nil {
			return err
		}
		return resolved.Validate(v)
	}
	return os.ErrNotExist
}

// runJSONStatus is runJSON of a command that may find something to say.
func runJSONStatus(t *testing.T, args ...string) []byte {
	t.Helper()
	name := filepath.Join(t.TempDir(), "out")
	out, err := os.Create(name)
	if err != nil {
		t.Fatal(err)
	}
	defer out.Close()
	quiet, err := os.Open(os.DevNull)
	if err != nil {
		t.Fatal(err)
	}
	defer quiet.Close()
	c := &cli{now: time.Now, stdin: quiet, stdout: out, stderr: os.Stderr}
	if status := c.main(t.Context(), args); status > statusNothing {
		t.Fatalf("manicule %s: exit status %d", strings.Join(args, " "), status)
	}
	data, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

// TestScriptsPage: the page for scripts has every exit status and command with
// JSON.
func TestScriptsPage(t *testing.T) {
	t.Parallel()
	data, err := os.ReadFile("../../docs/scripts.md")
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range statuses {
		if !strings.Contains(string(data), s.means) {
			t.Errorf("docs/scripts.md has no %q", s.means)
		}
	}
	for _, o := range outputs {
		if !strings.Contains(string(data), "`"+o.command+"`") {
			t.Errorf("docs/scripts.md has no `%s`", o.command)
		}
	}
}

// TestOwnCommandsPage: the commands of the manual are read without complaint.
func TestOwnCommandsPage(t *testing.T) {
	t.Parallel()
	data, err := os.ReadFile("../../docs/own-commands.md")
	if err != nil {
		t.Fatal(err)
	}
	_, rest, _ := strings.Cut(string(data), "```toml\n")
	file, _, _ := strings.Cut(rest, "```\n")
	c, problems := config.Parse([]byte(file))
	if len(c.Commands) != 6 || len(problems) > 0 {
		t.Errorf("%d commands, %v", len(c.Commands), problems)
	}
}
