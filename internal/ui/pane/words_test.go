package pane

import (
	"slices"
	"strings"
	"testing"

	uv "github.com/charmbracelet/ultraviolet"
	"github.com/charmbracelet/x/ansi"
	"pgregory.net/rapid"

	"manicule/internal/article"
	"manicule/internal/page"
	"manicule/internal/session"
	"manicule/internal/ui/term"
)

// shown is the text of the rows.
func shown(lines []WordLine) []string {
	var all []string
	for _, l := range lines {
		all = append(all, strings.TrimRight(l.text(), " "))
	}
	return all
}

func TestWordLines(t *testing.T) {
	m := &Env{Theme: term.DarkTheme()}
	for _, c := range []struct {
		name, text  string
		width, most int
		want        []string
	}{
		{"nothing", " \n", 20, 5, nil},
		{"no markup", "Is *that* so, `really`?", 40, 5, []string{"Is that so, really?"}},
		{"a link", "see [[kelp]] and [the end](x.md#end)", 40, 5, []string{"see kelp and the end"}},
		{"line ends stay", "one\ntwo #tag", 40, 5, []string{"one", "two #tag"}},
		{"a list", "Why?\n\n- a\n- b", 40, 9, []string{"Why?", "", "• a", "• b"}},
		{"code", "```\na\n b\n```", 40, 9, []string{" a", "  b"}},
		{"wrapped", "one two three", 8, 5, []string{"one two", "three"}},
		{"cut", "one two three four", 6, 2, []string{"one", "two"}},
		{"cut above a gap", "one\n\ntwo", 6, 2, []string{"one"}},
		{"no room", "one", 6, 0, nil},
		{"no escape sequences", "a \x1b[31mred\x1b[m end", 40, 3, []string{"a ␛[31mred␛[m end"}},
	} {
		lines := m.WordLines(c.text, c.width, c.most)
		if got := shown(lines); !slices.Equal(got, c.want) {
			t.Errorf("%s: %q", c.name, got)
		}
		if n := len(lines); n > 0 && lines[n-1].more != strings.HasPrefix(c.name, "cut") {
			t.Errorf("%s: says more is %v", c.name, lines[n-1].more)
		}
	}
}

// Whatever a note says, its rows keep to their room.
func TestWordLinesKeepToTheirRoom(t *testing.T) {
	m := &Env{Theme: term.PlainTheme()}
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.StringMatching("(([*_`#>|\\[\\](){}-]|\n|  |[a-z]{1,9}|二|é|ה| ){1,3}){0,30}").Draw(t, "text")
		width, most := rapid.IntRange(2, 60).Draw(t, "width"), rapid.IntRange(0, 12).Draw(t, "most")
		lines := m.WordLines(text, width, most)
		if len(lines) > most {
			t.Fatalf("%d rows", len(lines))
		}
		for _, l := range lines {
			if l.Cells.Width() > width {
				t.Fatalf("%q is %d wide", shown([]WordLine{l}), l.Cells.Width())
			}
		}
	})
}

// What says that there is more stands where the words would go on.
func TestMoreWords(t *testing.T) {
	m := &Env{Theme: term.DarkTheme()}
	for _, c := range []struct{ text, want string }{
		{"one two three four", "one two …"},
		{"a bcd efgh ijkl", "a bcd efg…"},
		{"אחת שתיים שלוש ארבע", "…םייתש תחא"},
	} {
		var cv term.Canvas
		cv.Resize(11, 1)
		m.WordLines(c.text, 10, 1)[0].Draw(&cv, 0, 0, 10, m.Theme.Text)
		if got := strings.TrimRight(ansi.Strip(cv.String()), " "); got != c.want {
			t.Errorf("%q", got)
		}
	}
}

// What has no colour of its own takes the ink; the rest keeps its own, on the
// ink's ground.
func TestWordLineInk(t *testing.T) {
	m := &Env{Theme: term.DarkTheme()}
	var c term.Canvas
	c.Resize(40, 1)
	ink := term.Laid(m.Theme.Panel, m.Theme.Quiet)
	m.WordLines("so [it](x.md) is", 40, 1)[0].Draw(&c, 0, 0, 40, ink)
	so, it := c.Lines[0][0].Style, c.Lines[0][3].Style
	if so.Fg != ink.Fg || so.Bg != ink.Bg {
		t.Errorf("plain words: %+v", so)
	}
	if it.Fg == ink.Fg || it.Fg == nil || it.Bg != ink.Bg {
		t.Errorf("a link: %+v", it)
	}
}

// The words are laid out once, until the theme changes.
func TestLaidWordsAreKept(t *testing.T) {
	var k laidWords
	st := page.Dark()
	first := k.page(st, "words", 20)
	if k.page(st, "words", 20) != first {
		t.Error("laid out twice")
	}
	if k.page(page.Dark(), "words", 20) == first {
		t.Error("kept for another theme")
	}
	for i := range 3 * keptWords {
		k.page(st, "words", i)
	}
	if len(k.pages) > keptWords {
		t.Errorf("%d are kept", len(k.pages))
	}
}

func BenchmarkWordLines(b *testing.B) {
	m := &Env{Theme: term.DarkTheme()}
	var c term.Canvas
	c.Resize(40, 12)
	for b.Loop() {
		for y, l := range m.WordLines("Is *that* so? See [[kelp]].\n\n- one\n- two and a half of it", 30, 12) {
			l.Draw(&c, 0, y, 30, uv.Style{})
		}
	}
}

func TestPaintsOfHits(t *testing.T) {
	h := session.Hits{Spans: []article.Span{{Start: 5, End: 9}, {Start: 20, End: 24}, {Start: 40, End: 41}}}
	if got := len(PaintsOf(&h, article.Span{Start: 8, End: 40}, term.PlainTheme().Hit, term.PlainTheme().HitNow)); got != 2 {
		t.Errorf("%d hits are painted, want 2", got)
	}
}
