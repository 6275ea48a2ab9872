package main

import (
	"encoding/json"
	"errors"
	"flag"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"
	"unicode/utf16"

	"github.com/google/go-cmp/cmp"
	"github.com/rogpeppe/go-internal/testscript"

	"manicule/internal/config"
	"manicule/internal/crash"
	"manicule/internal/plain"
	"manicule/internal/search"
	"manicule/internal/ui"
)

var update = flag.Bool("update", false, "rewrite the expected output in testdata and the manual's tables")

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"manicule": func() {
		crash.Strict()
		main()
	}, "fzf": chooser})
}

// TestScripts runs testdata/*.txtar: the command line as its users meet it.
func TestScripts(t *testing.T) {
	samples, err := filepath.Abs("../../articles")
	if err != nil {
		t.Fatal(err)
	}
	testscript.Run(t, testscript.Params{
		Dir:                 "testdata",
		UpdateScripts:       *update,
		RequireExplicitExec: true,
		RequireUniqueNames:  true,
		Setup: func(env *testscript.Env) error {
			home := filepath.Join(env.WorkDir, ".home")
			env.Setenv("HOME", home)
			env.Setenv("XDG_DATA_HOME", filepath.Join(home, "data"))
			env.Setenv("XDG_STATE_HOME", filepath.Join(home, "state"))
			env.Setenv("XDG_CACHE_HOME", filepath.Join(home, "cache"))
			env.Setenv("XDG_CONFIG_HOME", filepath.Join(home, "config"))
			env.Setenv("TERM", "xterm-256color")
			env.Setenv("SAMPLES", samples)
			env.Setenv("DOCS", filepath.Join(samples, "..", "docs"))
			env.Setenv("GORACE", "atexit_sleep_ms=0") // else each run waits a second at its end under -race
			if err := os.MkdirAll(home, 0o700); err != nil {
				return err
			}
			return ofOneTime(env.WorkDir)
		},
		Condition: func(cond string) (bool, error) {
			if cond == "privileged" {
				return os.Geteuid() == 0, nil
			}
			if name, ok := strings.CutPrefix(cond, "exists:"); ok {
				_, err := os.Stat(name)
				return err == nil, nil
			}
			return false, errors.New("unknown condition " + cond)
		},
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"status": status1,
			"mask":   mask,
			"bytes":  writeBytes,
			"serve":  serve,
			"fill":   fillIn,
			"tried":  tried,
			"utf16":  toUTF16,
		},
	})
}

// status1 runs a command that must end with the given exit status:
// status 2 manicule show
func status1(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: status N command args...")
	}
	want, err := strconv.Atoi(args[0])
	ts.Check(err)
	got := 0
	var exit *exec.ExitError
	if err := ts.Exec(args[1], args[2:]...); errors.As(err, &exit) {
		got = exit.ExitCode()
	} else {
		ts.Check(err)
	}
	if got != want {
		ts.Fatalf("exit status %d, want %d", got, want)
	}
}

// volatile is what differs from run to run: ids, times, fingerprints.
var volatile = []struct {
	pattern *regexp.Regexp
	as      string
}{
	{regexp.MustCompile(`"id": ?"[0-9a-z]{10}"`), `"id":"IDxxxxxxxx"`},
	{regexp.MustCompile(`(?m)^(  )?[0-9a-z]{10}( |$)`), "${1}IDxxxxxxxx$2"},
	{regexp.MustCompile(`\b20\d\d-\d\d-\d\dT\d\d:\d\d:\d\dZ`), "TIME"},
	{regexp.MustCompile(`\b[0-9a-f]{32,64}\b`), "FINGERPRINT"},
	{regexp.MustCompile(`"added": ?"20\d\d-\d\d-\d\d"`), `"added": "DAY"`},
}

// mask copies a file, or the output of the last command, to the file $WORK/out
// without what differs from run to run: mask FILE | mask stdout
func mask(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 1 {
		ts.Fatalf("usage: mask FILE")
	}
	text := ts.ReadFile(args[0])
	for _, v := range volatile {
		text = v.pattern.ReplaceAllString(text, v.as)
	}
	ts.Check(os.WriteFile(filepath.Join(ts.Getenv("WORK"), "out"), []byte(text), 0o600))
}

// writeBytes writes what the Go string literal stands for: bytes FILE "…"
func writeBytes(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 2 {
		ts.Fatalf("usage: bytes FILE STRING")
	}
	s, err := strconv.Unquote(`"` + args[1] + `"`)
	ts.Check(err)
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), []byte(s), 0o600))
}

// toUTF16 converts a file from UTF-8 to UTF-16, little endian, with a
// byte-order mark: utf16 FILE
func toUTF16(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 1 {
		ts.Fatalf("usage: utf16 FILE")
	}
	data := []byte{0xFF, 0xFE}
	for _, u := range utf16.Encode([]rune(ts.ReadFile(args[0]))) {
		data = append(data, byte(u), byte(u>>8))
	}
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), data, 0o600))
}

// generated are the parts of the manual that are made from the program's own
// tables.
var generated = []struct {
	page, part string
	made       func() string
}{
	{"keys", "keys", func() string { return ui.KeysMarkdown(nil) }},
	{"finding", "query", search.QueryMarkdown},
	{"finding", "foldings", search.FoldingMarkdown},
	{"plain", "plain", plain.Markdown},
	{"commands", "commands", func() string { return commandsMarkdown((&cli{}).rootCommand()) }},
	{"configuration", "config", func() string { return "```toml\n" + config.Default().Format() + "```" }},
}

// TestREADME holds the generated parts of the README's manual.
func TestREADME(t *testing.T) {
	for _, g := range generated {
		name := filepath.Join("..", "..", "docs", g.page+".md")
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		page := string(data)
		head, rest, begins := strings.Cut(page, "<!-- "+g.part+": written by go test ./cmd/manicule -update -->\n")
		_, tail, ends := strings.Cut(rest, "<!-- /"+g.part+" -->")
		if !begins || !ends {
			t.Fatalf("%s has lost the marks around %s", name, g.part)
		}
		want := head + "<!-- " + g.part + ": written by go test ./cmd/manicule -update -->\n\n" +
			strings.TrimSpace(g.made()) + "\n\n<!-- /" + g.part + " -->" + tail
		if *update {
			if err := os.WriteFile(name, []byte(want), 0o644); err != nil {
				t.Fatal(err)
			}
			continue
		}
		if diff := cmp.Diff(page, want); diff != "" {
			t.Errorf("%s lags behind the program's tables; run go test ./cmd/manicule -update\n%s", name, diff)
		}
	}
}

// TestNewsArticle checks an article as news sites' pages are saved.
func TestNewsArticle(t *testing.T) {
	t.Parallel()
	name := filepath.Join("..", "..", "articles", "news", "library-opens-its-margins.txt")
	var got struct {
		Title, Site string
		Headings    []struct{ Title string }
	}
	out := runJSON(t, "show", "--json", name)
	if err := json.Unmarshal(out, &got); err != nil {
		t.Fatalf("show --json: %v\n%s", err, out)
	}
	var headings []string
	for _, h := range got.Headings {
		headings = append(headings, h.Title)
	}
	if want := "Town library puts a century of scribbles on show"; got.Title != want {
		t.Errorf("title %q, want %q", got.Title, want)
	}
	if got.Site != "The Harbour Gazette" {
		t.Errorf("site %q", got.Site)
	}
	want := []string{"A cupboard full of evidence", "Forty years of the same argument", "Who may write?"}
	if diff := cmp.Diff(want, headings); diff != "" {
		t.Errorf("headings (-want +got):\n%s", diff)
	}
}

// runJSON runs the program in this process and returns what it printed.
func runJSON(t *testing.T, args ...string) []byte {
	t.Helper()
	out, err := os.Create(filepath.Join(t.TempDir(), "out"))
	if err != nil {
		t.Fatal(err)
	}
	defer out.Close()
	c := &cli{now: time.Now, stdin: os.Stdin, stdout: out, stderr: os.Stderr}
	if status := c.main(t.Context(), args); status != statusFine {
		t.Fatalf("manicule %s: exit status %d", strings.Join(args, " "), status)
	}
	data, err := os.ReadFile(out.Name())
	if err != nil {
		t.Fatal(err)
	}
	return data
}

// BenchmarkCommandLine is what the command line adds before the first frame.
func BenchmarkCommandLine(b *testing.B) {
	c := &cli{now: time.Now, stdin: os.Stdin, stdout: os.Stdout, stderr: os.Stderr}
	for b.Loop() {
		root := c.rootCommand()
		if err := root.ParseFlags([]string{"--theme", "dark", "articles"}); err != nil {
			b.Fatal(err)
		}
	}
}

// ofOneTime gives all files below a folder one time, so that none is newer than
// another.
func ofOneTime(dir string) error {
	folder, err := os.Stat(dir)
	if err != nil {
		return err
	}
	return filepath.WalkDir(dir, func(name string, d fs.DirEntry, err error) error {
		if err != nil || !d.Type().IsRegular() {
			return err
		}
		return os.Chtimes(name, time.Time{}, folder.ModTime())
	})
}
