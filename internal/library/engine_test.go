package library

import (
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	"manicule/internal/search"
)

// Another engine says which articles have the words, and how well; what else is
// asked for the index knows.
func TestSearchByAnotherEngine(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("it is a shell's script")
	}
	dir := t.TempDir()
	write(t, dir, "a.md", "---\ntags: [sea]\n---\n# A\n\nThe tide.\n")
	write(t, dir, "b.md", "# B\n\nThe tide, the moon.\n")
	write(t, dir, "c.md", "# C\n\nNothing.\n")
	l := open(t, collection(t, dir, options(t)))
	refresh(t, l)
	paths := func(query string) ([]string, error) {
		q, problem := search.Parse(query, time.Now())
		if problem != nil {
			t.Fatal(problem)
		}
		found, err := l.Articles().Search(context.Background(), q)
		var all []string
		for _, id := range found.IDs {
			all = append(all, l.Articles().Entry(id).Path)
		}
		return all, err
	}
	answers := func(script string) { l.UseEngine([]string{"sh", "-c", script}) }
	answers(`grep -q '"words":\["tide"\]' && printf '{"path":"b.md","score":2}\n\n{"path":"./a.md"}\n{"path":"gone.md"}\n{"path":"b.md"}\n'`)
	for query, want := range map[string]string{
		"tide ": "b.md a.md", "tide tag:sea ": "a.md", "tide sort:title": "a.md b.md", "tag:sea": "a.md", "is:unread": "a.md b.md c.md",
		"-is:read tide ": "b.md a.md",
	} {
		if got, err := paths(query); err != nil || strings.Join(got, " ") != want {
			t.Errorf("%q finds %v, %v, not %s", query, got, err, want)
		}
	}
	for script, want := range map[string]string{
		"echo no": "line 1 is no answer", "echo broken >&2; exit 3": "broken", "echo '{}'": "is no answer", "true": "",
	} {
		answers(script)
		_, err := paths("tide ")
		if (err == nil) != (want == "") || err != nil && !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v", script, err)
		}
	}
	answers(`printf '{"path":"c.md","passage":"Low\\u001b water.\\nMud."}\n{"path":"a.md","passage":"Of the sea."}\n'`)
	q, _ := search.Parse("tide ", time.Now())
	if _, err := l.Articles().Search(context.Background(), q); err != nil {
		t.Fatal(err)
	}
	for path, want := range map[string]string{"c.md": "Low␛ water. Mud.", "a.md": "The tide."} {
		if hit, err := l.Hit(path, q, 60); err != nil || hit.Passage.Text != want {
			t.Errorf("the passage in %s is %q, %v, want %q", path, hit.Passage.Text, err, want)
		}
	}
	l.UseEngine([]string{"there-is-no-such-program"})
	if _, err := paths("tide "); err == nil || !strings.Contains(err.Error(), "there-is-no-such-program") {
		t.Errorf("a command that is not there: %v", err)
	}
	l.UseEngine(nil)
	if got, _ := paths("tide "); !slices.Equal(got, []string{"a.md", "b.md"}) && !slices.Equal(got, []string{"b.md", "a.md"}) {
		t.Errorf("without one: %v", got)
	}
}

// The script in the documentation finds what has all words, as they were typed.
func TestScriptOfTheDocumentation(t *testing.T) {
	if _, err := exec.LookPath("xargs"); err != nil { // Windows
		t.Skip("the script of the documentation is for systems that have xargs")
	}
	page, err := os.ReadFile(filepath.Join("..", "..", "docs", "scale.md"))
	if err != nil {
		t.Fatal(err)
	}
	_, script, _ := strings.Cut(string(page), "```sh\n# grep")
	script, _, _ = strings.Cut(script, "```")
	dir := t.TempDir()
	for name, text := range map[string]string{"a b.md": "Free trade, at&t.", "c.md": "Free café.", "d.md": "Trade."} {
		write(t, dir, name, text)
	}
	l := open(t, collection(t, dir, options(t)))
	refresh(t, l)
	l.UseEngine([]string{"sh", "-c", "# grep" + script})
	for query, want := range map[string]string{
		"free trade ": "a b.md", "free ": "a b.md c.md", "AT&T ": "a b.md", "café ": "c.md", `"trade" d `: "", "none ": "", "free none trade ": "",
	} {
		q, _ := search.Parse(query, time.Now())
		found, err := l.Articles().Search(t.Context(), q)
		if err != nil {
			t.Errorf("%q: %v", query, err)
		}
		var all []string
		for _, id := range found.IDs {
			all = append(all, l.Articles().Entry(id).Path)
		}
		slices.Sort(all)
		if got := strings.Join(all, " "); got != want {
			t.Errorf("%q finds %q, not %q", query, got, want)
		}
	}
}
