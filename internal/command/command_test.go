package command

import (
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"manicule/internal/config"
)

// TestMain is also the program that the tests run: it prints its arguments,
// one a line, and its standard input.
func TestMain(m *testing.M) {
	if os.Getenv("ECHO") == "" {
		os.Exit(m.Run())
	}
	for _, arg := range os.Args[1:] {
		os.Stdout.WriteString("[" + strings.ReplaceAll(arg, "\n", "␤") + "]\n")
	}
	data := make([]byte, 100)
	n, _ := os.Stdin.Read(data)
	os.Stdout.Write(data[:n])
}

// own is a command that runs this program.
func own(t *testing.T, run string) config.OwnCommand {
	t.Setenv("ECHO", "1")
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	return config.OwnCommand{Name: "echo", Run: strings.Replace(run, "ECHO", self, 1), Input: "nothing", Timeout: time.Minute}
}

// hostile are passages that want to be more than a passage.
var hostile = []string{
	"-rf /", "--help", "-", "--", "@/etc/passwd", "+set", "$(touch pwned)", "`touch pwned`", "; touch pwned", "| touch pwned", "&& touch pwned", "\ntouch pwned\n",
	`" touch pwned "`, `' touch pwned '`, `\`, "{title}", "a b  c", "*", "~", "$HOME", "", "%s", "!!", "> pwned", `"; touch pwned; "`, "${IFS}", "\x1b[31m",
}

// TestHostile: a passage is one argument, never an option, and nothing that a
// shell reads.
func TestHostile(t *testing.T) {
	dir := t.TempDir()
	t.Chdir(dir)
	for _, quote := range hostile {
		for _, run := range []string{"ECHO {quote}", "ECHO --text={quote}", "ECHO 'say {quote} now'"} {
			got, err := Run(t.Context(), own(t, run), Input{Passage: quote, Title: "T"})
			if err != nil {
				t.Fatalf("%s of %q: %v", run, quote, err)
			}
			arg := strings.TrimSuffix(strings.TrimPrefix(got, "["), "]")
			if strings.Count(got, "\n") != 0 || strings.HasPrefix(run, "ECHO {") && strings.HasPrefix(arg, "-") {
				t.Errorf("%s of %q: %s", run, quote, got)
			}
			if strings.HasPrefix(run, "ECHO {") && !strings.Contains(quote, "\n") && !strings.Contains(quote, "\x1b") && strings.TrimSpace(arg) != strings.TrimSpace(quote) {
				t.Errorf("%s of %q is %q", run, quote, arg)
			}
		}
		if _, err := exec.LookPath("sh"); err != nil {
			continue
		}
		for _, run := range []string{"ECHO {quote}", `ECHO "{quote}"`, `ECHO "say {quote}" {title} | cat`} {
			c := own(t, run)
			c.Shell = true
			if _, err := Run(t.Context(), c, Input{Passage: quote, Title: quote}); err != nil {
				t.Errorf("in a shell, %s of %q: %v", run, quote, err)
			}
		}
	}
	if left, _ := filepath.Glob(filepath.Join(dir, "*")); len(left) > 0 {
		t.Errorf("a passage was obeyed: %q", left)
	}
}

func TestShellPlaceholders(t *testing.T) {
	for run, want := range map[string]string{
		`dict {quote} | head`:     `dict "${V}" | head`,
		`dict "{quote}" x`:        `dict "${V}" x`,
		`echo "a {quote}"{quote}`: `echo "a ${V}""${V}"`,
		`echo \"{quote}`:          `echo \""${V}"`,
	} {
		if got := replaceInShell(run, "{quote}", "V"); got != want {
			t.Errorf("%s becomes %s", run, got)
		}
	}
}

func TestRun(t *testing.T) {
	in := Input{Passage: "two leaves", Paragraph: "Two leaves and a bud.", Note: "n", Title: "Tea", Path: "/a/tea.md", URL: "https://example.org/"}
	for _, tt := range []struct{ run, input, want string }{
		{"ECHO {title} {path} {url} {note}", "nothing", "[Tea]\n[/a/tea.md]\n[https://example.org/]\n[n]"},
		{"ECHO", "passage", "two leaves"},
		{"ECHO", "paragraph", "Two leaves and a bud."},
		{"ECHO", "address", "https://example.org/"},
		{"ECHO '{unknown}'", "nothing", "[{unknown}]"},
	} {
		c := own(t, tt.run)
		c.Input = tt.input
		if got, err := Run(t.Context(), c, in); err != nil || got != tt.want {
			t.Errorf("%s with %s: %q %v", tt.run, tt.input, got, err)
		}
	}
	if _, err := Run(t.Context(), own(t, "ECHO {quote}"), Input{Passage: strings.Repeat("x", longestValue+1)}); err == nil || !strings.Contains(err.Error(), "standard input") {
		t.Errorf("a long passage: %v", err)
	}
	if _, err := Run(t.Context(), config.OwnCommand{Name: "x", Run: "no-such-program-here", Timeout: time.Minute}, in); err == nil || !strings.Contains(err.Error(), "there is no program") {
		t.Errorf("no program: %v", err)
	}
}

// TestEnds: what takes too long, is given up or fails says so, and what it
// started ends too.
func TestEnds(t *testing.T) {
	if _, err := exec.LookPath("sh"); err != nil {
		t.Skip("there is no sh")
	}
	shell := config.OwnCommand{Name: "wait", Run: "sleep 600 & sleep 600; wait", Shell: true, Timeout: 50 * time.Millisecond}
	if _, err := Run(t.Context(), shell, Input{}); err == nil || !strings.Contains(err.Error(), "it took longer than 50ms") {
		t.Errorf("too long: %v", err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	shell.Timeout = time.Minute
	if _, err := Run(ctx, shell, Input{}); err == nil {
		t.Error("given up, and there is no error")
	}
	shell.Run = "echo out; echo 'not so' >&2; exit 3"
	if got, err := Run(t.Context(), shell, Input{}); got != "" || err == nil || !strings.Contains(err.Error(), "exit status 3: not so") {
		t.Errorf("failed: %q %v", got, err)
	}
	shell.Run = "yes | head -c 3000000"
	if got, err := Run(t.Context(), shell, Input{}); err != nil || len(got) > longestAnswer+100 || !strings.Contains(got, "the answer goes on") {
		t.Errorf("a long answer: %d bytes, %v", len(got), err)
	}
	shell.Run = `printf 'a\033[31mb'`
	if got, err := Run(t.Context(), shell, Input{}); err != nil || strings.Contains(got, "\x1b") {
		t.Errorf("an unclean answer: %q %v", got, err)
	}
}
