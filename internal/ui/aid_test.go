package ui

import (
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"
	"pgregory.net/rapid"

	"manicule/internal/article"
)

func TestLabelsAreDifferentAndNoneBeginsAnother(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(0, 2000).Draw(t, "n")
		seen := map[string]bool{}
		size := 0
		for _, l := range labels(n) {
			if seen[l] || size > 0 && len(l) != size {
				t.Fatalf("label %q", l)
			}
			seen[l], size = true, len(l)
		}
		if len(seen) != n {
			t.Fatalf("%d labels for %d words", len(seen), n)
		}
	})
}

func TestRestingLetter(t *testing.T) {
	for word, want := range map[string]string{
		"a": "a", "of": "f", "tide": "i", "harbour": "r", "nobody’s": "b", "extraordinarily": "a", "潮汐": "汐",
	} {
		if got := word[restingLetter(word):]; !strings.HasPrefix(got, want) {
			t.Errorf("%s rests at %q, not at %q", word, got, want)
		}
	}
}

func TestWaitFor(t *testing.T) {
	for i, c := range []struct {
		word, after string
		last        bool
	}{{"of", "", false}, {"extraordinarily", "", false}, {"mud", ",", false}, {"mud", ".", false}, {"mud", ".", true}} {
		shorter := 0.0
		if i > 1 {
			shorter = waitFor("mud", []string{"", "", "", ",", "."}[i], false)
		}
		if got := waitFor(c.word, c.after, c.last); got < 1 || got <= shorter {
			t.Errorf("%+v waits %v, no longer than %v", c, got, shorter)
		}
	}
}

// The words of a section come one after the other, each once, and the last one
// leads back to its sentence.
func TestFlash(t *testing.T) {
	a, err := article.Parse("a.md", []byte("# Head\n\nOne *two* three, four.\n\nFive “six” seven.\n\n## Next\n\nEight.\n"))
	if err != nil {
		t.Fatal(err)
	}
	m := New(Options{Parsed: a})
	m.after = func(time.Duration, tea.Msg) tea.Cmd { return nil }
	m.Update(tea.WindowSizeMsg{Width: 80, Height: 24})
	m.reader.onOutline(m.reader.outline()().(paneMsg).answer.(outlineMsg))
	m.reader.startFlash()
	var words []string
	f, _ := activePane[*flash](m.env)
	for f.running {
		words = append(words, f.word.text)
		m.Update(paneMsg{f, flashTick(f.serial - 1)}) // of an older word
		m.Update(paneMsg{f, flashTick(f.serial)})
	}
	if !m.hasKeys(f) {
		t.Fatal("it closed by itself")
	}
	m.Update(keyPress("space"))
	if got := strings.Join(words, "|"); got != "One|two|three,|four.|Five|“six”|seven." {
		t.Error(got)
	}
	if got := a.Text[m.reader.focus.Start:m.reader.focus.End]; got != "Five “six” seven." {
		t.Errorf("came back to %q", got)
	}
}

func TestRulerMovesAndThenTheText(t *testing.T) {
	a, err := article.Parse("a.md", []byte(strings.Repeat("A line.\n\n", 60)))
	if err != nil {
		t.Fatal(err)
	}
	m := New(Options{Parsed: a})
	m.after = func(time.Duration, tea.Msg) tea.Cmd { return nil }
	m.Update(tea.WindowSizeMsg{Width: 80, Height: 24})
	m.reading.aid = ruler
	rows := 0 // from the beginning to the ruler
	at := func() int {
		return m.reader.page.Distance(m.reader.page.First(), m.reader.top, 1<<20) + m.reading.rulerRow
	}
	for range 200 {
		m.reader.lineStep(1)
		if now := at(); now != rows+1 && !m.reader.end {
			t.Fatalf("from row %d to %d", rows, now)
		}
		rows = at()
	}
	if !m.reader.end || m.reading.rulerRow != m.reader.pageRows()-1 {
		t.Errorf("at the end the ruler is on row %d", m.reading.rulerRow)
	}
	for range 200 {
		m.reader.lineStep(-1)
	}
	if at() != 0 {
		t.Errorf("back at row %d", at())
	}
}
