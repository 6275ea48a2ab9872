package overlay

import (
	"slices"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"
	"pgregory.net/rapid"

	"manicule/internal/article"
	"manicule/internal/page"
	"manicule/internal/ui/pane"
)

func TestLabelsAreDifferentAndNoneBeginsAnother(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(0, 2000).Draw(t, "n")
		all := labelsFor(n)
		if len(all) != n {
			t.Fatalf("%d labels for %d words", len(all), n)
		}
		for i, l := range all {
			if i > 0 && len(l) < len(all[i-1]) || n <= 26 && len(l) != 1 {
				t.Fatalf("label %d of %d is %q", i, n, l)
			}
		}
		slices.Sort(all)
		for i := 1; i < n; i++ {
			if strings.HasPrefix(all[i], all[i-1]) {
				t.Fatalf("%q begins %q", all[i-1], all[i])
			}
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
	e := &pane.Env{After: func(time.Duration, tea.Msg) tea.Cmd { return nil }}
	p, came := page.New(a, 72, page.Plain()), -1
	of := FlashOf{
		Page: p, End: strings.Index(a.Text, "## Next"), Heading: func(int) string { return "" },
		Ended: func(at, _ int) tea.Cmd { came = at; return nil },
	}
	StartFlash(e, of, strings.Index(a.Text, "One"), 300)
	var words []string
	f, _ := pane.ActiveAs[*flash](e)
	for f.running {
		words = append(words, f.word.text)
		f.OnAnswer(flashTick(f.serial - 1)) // of an older word
		f.OnAnswer(flashTick(f.serial))
	}
	if !e.HasKeys(f) {
		t.Fatal("it closed by itself")
	}
	f.mode.Action("stop or go on").Run()
	if got := strings.Join(words, "|"); got != "One|two|three,|four.|Five|“six”|seven." {
		t.Error(got)
	}
	if got := p.Quote(p.Unit(came, page.Sentence)); got != "Five “six” seven." {
		t.Errorf("came back to %q", got)
	}
}
