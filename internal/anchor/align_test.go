package anchor

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"manicule/internal/article"
	"manicule/internal/note"
)

const (
	whales = "Whales are mammals of the open sea, and they breathe air. "
	clocks = "A clock that runs slow is wrong all day; one that stands still is right twice. "
	bread  = "Bread needs flour, water, salt and time, of which time is the dearest. "
	rivers = "Rivers that meet keep their colours apart for a mile. "
	stars  = "Most stars have a companion, and ours seems to have lost its own. "
)

// TestAlignmentFind marks a passage with { } in the old text, and in the new
// one if it is still there.
func TestAlignmentFind(t *testing.T) {
	for _, test := range []struct {
		name, old, now string
		state          note.State
	}{
		{"nothing changed", whales + "{" + clocks + "}" + bread, whales + "{" + clocks + "}" + bread, note.Exact},
		{"sentence inserted before", whales + "{A clock that runs slow is wrong all day}; one is not.", rivers + whales + "{A clock that runs slow is wrong all day}; one is not.", note.Exact},
		{"sentence inserted beside", whales + "{A clock runs slow.} " + bread, whales + "{A clock runs slow.} A clock stands still. " + bread, note.Exact},
		{"one that begins alike inserted beside", whales + "{A clock runs slow.} " + bread, whales + "A clock stands still. {A clock runs slow.} " + bread, note.Exact},
		{"word replaced", whales + "{A clock that runs slow is wrong all day.} " + bread, whales + "{A clock that runs fast is wrong all day.} " + bread, note.Edited},
		{"first word replaced", whales + "{A clock that runs slow is wrong.} " + bread, whales + "{Any clock that runs slow is wrong.} " + bread, note.Edited},
		{"last word replaced", whales + "{A clock that runs slow is wrong.} " + bread, whales + "{A clock that runs slow is bad.} " + bread, note.Edited},
		{"phrase whose end was replaced", whales + "A {clock that runs slow} is wrong. " + bread, whales + "A {clock that runs much too fast} is wrong. " + bread, note.Edited},
		{"case changed", whales + "{a polish clock} ran. " + bread, whales + "{a Polish clock} ran. " + bread, note.Edited},
		{"full stop became a colon", whales + "{A clock runs slow.} " + bread, whales + "{A clock runs slow:} " + bread, note.Edited},
		{"sentence put into it", whales + "{" + clocks + bread + "}" + rivers, whales + "{" + clocks + stars + bread + "}" + rivers, note.Edited},
		{"rewritten between its neighbours", whales + "{The kitchen clock in our house was always ten minutes slow.} " + bread, whales + "{The clock we had in the kitchen ran ten minutes late.} " + bread, note.Edited},
		{"paragraph moved", whales + "\n\n{" + clocks + "}\n\n" + bread + "\n\n" + rivers, whales + "\n\n" + bread + "\n\n" + rivers + "\n\n{" + clocks + "}\n", note.Moved},
		{"paragraph moved and a word replaced", whales + "\n\n{" + clocks + "}\n\n" + bread + stars + "\n\n" + rivers, whales + "\n\n" + bread + stars + "\n\n" + rivers + "\n\n{" + strings.Replace(clocks, "runs slow", "is late", 1) + "}\n", note.Moved},
		{"short phrase within a paragraph moved", whales + "\n\nA clock {that runs} slow is wrong all day long.\n\n" + bread + "\n\n" + rivers, whales + "\n\n" + bread + "\n\n" + rivers + "\n\nA clock {that runs} slow is wrong all day long.\n", note.Moved},
		{"deleted", whales + "{" + clocks + "}" + bread, whales + bread, note.Lost},
		{"deleted, a word of it inserted elsewhere", whales + "The {clock} is slow. " + bread + rivers, whales + bread + "My aunt sold a clock. " + rivers, note.Lost},
		{"deleted, inserted at two places", whales + "{" + clocks + "}" + bread + rivers + stars, whales + bread + clocks + rivers + clocks + stars, note.Lost},
		{"replaced by something else", whales + "{" + clocks + "}" + bread, whales + stars + bread, note.Lost},
		{"the first of two alike deleted", whales + "{" + clocks + "}" + bread + clocks + rivers, whales + bread + clocks + rivers, note.Lost},
		{"the second of two alike", clocks + whales + "{" + clocks + "}" + rivers, stars + clocks + whales + "{" + clocks + "}" + rivers, note.Exact},
		{"a copy inserted before", whales + "{" + clocks + "}" + bread, clocks + whales + "{" + clocks + "}" + bread, note.Exact},
		{"reflowed", whales + "{A clock that runs\nslow is wrong.} " + bread, whales + "{A clock that\nruns slow is\nwrong.} " + bread, note.Exact},
		{"emphasis added", whales + "{A clock that runs slow is wrong.} " + bread, whales + "{A *clock* that **runs slow** is wrong.} " + bread, note.Exact},
		{"emphasis at its edges taken", whales + "{**A clock that runs slow**} is wrong. " + bread, whales + "{A clock that runs slow} is wrong. " + bread, note.Exact},
		{"link's address changed", whales + "{see [the clock](https://old.example/a)} there. " + bread, whales + "{see [the clock](https://new.example/clocks)} there. " + bread, note.Exact},
		{"quotes changed", whales + "He said {“clocks — all of them”}. " + bread, whales + "He said {\"clocks - all of them\"}. " + bread, note.Exact},
		{"became a list item", whales + "\n\n{A clock runs slow.}\n\n" + bread, whales + "\n\n- {A clock runs slow.}\n- " + bread, note.Exact},
		{"part of a word", whales + "un{believ}able clocks run slow. " + bread, rivers + whales + "un{believ}able clocks run slow. " + bread, note.Exact},
		{"ideographs", "鲸是哺乳动物。{停了的钟一天准两次。}面包需要时间。", "河水有颜色。鲸是哺乳动物。{停了的钟一天准两次。}面包需要时间。", note.Exact},
		{"ideographs replaced", "鲸是海里的哺乳动物。{停了的钟一天准两次。}面包需要面粉和时间。", "鲸是海里的哺乳动物。{停掉的钟每天准两次。}面包需要面粉和时间。", note.Edited},
		{"ideographs deleted", "鲸是海里的哺乳动物。{停了的钟一天准两次。}面包需要面粉和时间。", "鲸是海里的哺乳动物。面包需要面粉和时间。", note.Lost},
		{"Hangul with other particles", "고래는 바다에 산다. {느린 시계는 하루 종일 틀린다.} 빵은 시간이 든다.", "고래는 바다에 산다. {느린 시계가 하루 종일 틀렸다.} 빵은 시간이 든다.", note.Edited},
		{"Thai", "วาฬหายใจด้วยปอด {นาฬิกาที่เดินช้าผิดทั้งวัน} ขนมปังต้องใช้เวลา", "วาฬหายใจด้วยปอด {นาฬิกาที่เดินเร็วผิดทั้งวัน} ขนมปังต้องใช้เวลา", note.Edited},
		{"accents decomposed", whales + "{le café est à côté} " + bread, whales + "{le cafe\u0301 est a\u0300 co\u0302te\u0301} " + bread, note.Exact},
		{"signs without words", whales + "\n\n```\nlet x = y\n    {^^^}\n```\n\n" + bread, rivers + whales + "\n\n```\nlet x = y\n    {^^^}\n```\n\n" + bread, note.Exact},
		{"signs gone", whales + "\n\n```\nlet x = y\n    {^^^}\n```\n\n" + bread, whales + "\n\n```\nlet x = y\n```\n\n" + bread, note.Lost},
		{"all of it", "{" + whales + "}", "{" + whales + "}", note.Exact},
		{"everything gone", "{" + whales + "}", "", note.Lost},
		{"nothing", whales + "{}", whales, note.Lost},
	} {
		old, s := marked(test.old)
		now, want := test.now, article.Span{}
		if test.state != note.Lost {
			now, want = marked(test.now)
		}
		if m := Align(old, now).Find(s); m.State != test.state || trimmed(now, m.Span) != trimmed(now, want) {
			t.Errorf("%s: %v %q (%.2f), want %v %q", test.name, m.State, now[m.Span.Start:m.Span.End], m.Confidence, test.state, now[want.Start:want.End])
		}
	}
}

// trimmed is the span without the space at its ends.
func trimmed(text string, s article.Span) article.Span {
	s.End -= len(text[s.Start:s.End]) - len(strings.TrimRight(text[s.Start:s.End], " \n"))
	return s
}

// sentences draws a text of n sentences. Each word tells the sentence
// apart, as no two have one in common but "the" and "of".
func sentences(t *rapid.T, of string, least, most int) []string {
	all := make([]string, rapid.IntRange(least, most).Draw(t, "sentences"))
	for i := range all {
		n := rapid.IntRange(4, 12).Draw(t, "words")
		words := make([]string, n)
		for k := range words {
			words[k] = fmt.Sprintf("%s%dx%d", of, i, k)
			if k%4 == 2 {
				words[k] = rapid.SampledFrom([]string{"the", "of"}).Draw(t, "small")
			}
		}
		all[i] = strings.Join(words, rapid.SampledFrom([]string{" ", "\n"}).Draw(t, "wrap")) + "."
	}
	return all
}

func joined(all []string) string { return strings.Join(all, "\n\n") }

// TestUntouchedIsFound edits sentences at random and finds each of the others
// exactly, where it went.
func TestUntouchedIsFound(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		old := sentences(t, "old", 2, 20)
		inserted := sentences(t, "new", 20, 20)
		var now []string
		kept := map[int]int{} // where each old sentence stands in the new text
		at := 0
		for i, s := range old {
			var edited string
			switch rapid.SampledFrom([]string{"keep", "keep", "delete", "replace", "insert", "change"}).Draw(t, "edit") {
			case "keep":
				edited, kept[i] = s, at
			case "replace":
				edited = inserted[i]
			case "insert":
				edited = inserted[i] + "\n\n" + s
				kept[i] = at + len(inserted[i]) + 2
			case "change":
				edited = strings.Replace(s, fmt.Sprintf("old%dx1", i), inserted[i], 1)
			default:
				continue
			}
			now = append(now, edited)
			at += len(edited) + 2
		}
		a := Align(joined(old), joined(now))
		start := 0
		for i, s := range old {
			m := a.Find(article.Span{Start: start, End: start + len(s)})
			if to, ok := kept[i]; ok && (m.State != note.Exact || m.Span != article.Span{Start: to, End: to + len(s)}) {
				t.Fatalf("%q: %v at %v, want it at %d of\n%s", s, m.State, m.Span, to, joined(now))
			}
			start += len(s) + 2
		}
	})
}

// TestDeletedIsLost deletes or replaces sentences and sees that none of them is
// found on other words.
func TestDeletedIsLost(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		old := sentences(t, "old", 1, 20)
		inserted := sentences(t, "new", 20, 20)
		var now []string
		gone := map[int]bool{}
		for i, s := range old {
			if gone[i] = rapid.Bool().Draw(t, "gone"); !gone[i] {
				now = append(now, s)
			}
			if rapid.Bool().Draw(t, "insert") {
				now = append(now, inserted[i])
			}
		}
		a := Align(joined(old), joined(now))
		start := 0
		for i, s := range old {
			if m := a.Find(article.Span{Start: start, End: start + len(s)}); gone[i] && m.State != note.Lost {
				t.Fatalf("%q: %v on %q (%.2f)", s, m.State, joined(now)[m.Span.Start:m.Span.End], m.Confidence)
			}
			start += len(s) + 2
		}
	})
}

// TestPairing sees that pairs are of the same words and in order, in both
// directions, whatever the texts.
func TestPairing(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		letters := rapid.SliceOfN(rapid.SampledFrom([]string{"a", "b", "c. d", "e\n\nf"}), 0, 400)
		checkPairs(t, Align(strings.Join(letters.Draw(t, "old"), " "), strings.Join(letters.Draw(t, "new"), " ")))
	})
}

func checkPairs(t interface{ Fatalf(string, ...any) }, a *Alignment) {
	last := none
	for i, j := range a.to {
		switch {
		case j == none:
		case int(j) <= last || a.from[j] != int32(i) || a.o[i].id != a.n[j].id:
			t.Fatalf("word %d became word %d, which was %d; the one before became %d", i, j, a.from[j], last)
		default:
			last = int(j)
		}
	}
	for j, i := range a.from {
		if i != none && int(a.to[i]) != j {
			t.Fatalf("word %d was word %d, which became %d", j, i, a.to[i])
		}
	}
}

func FuzzAlign(f *testing.F) {
	f.Add("# One\n\nSome *words* of [a text](x), and `more`.", "# One\n\nSome other *words* of [a text](y).", 8, 20)
	f.Add("- a\n- b\n\n```\ncode\n```\n\n| a | b |\n|---|---|\n", "一二", 3, 30)
	f.Add("e\u0301 &amp; <b>x</b> \\* [^1] …", "e &amp; x *", 0, 99)
	f.Add("a b a b a b", "b a b a", 2, 5)
	f.Fuzz(func(t *testing.T, old, now string, start, end int) {
		old, now = strings.ToValidUTF8(old, ""), strings.ToValidUTF8(now, "")
		start = min(max(start, 0), len(old))
		s := article.Span{Start: start, End: min(max(end, start), len(old))}
		a := Align(old, now)
		checkPairs(t, a)
		m := a.Find(s)
		switch {
		case m.State == note.Lost != m.Span.Empty(), m.Span.Start < 0, m.Span.End > len(now), m.Confidence < 0, m.Confidence > 1:
			t.Fatalf("%+v in %d bytes", m, len(now))
		case m.State == note.Exact && a.old.says(s) != a.now.says(m.Span):
			t.Fatalf("%q became %q", a.old.says(s), a.now.says(m.Span))
		}
		if same := Align(old, old).Find(s); same.State == note.Lost && a.passage(s).len() > 0 {
			t.Fatalf("%q is lost in its own text", old[s.Start:s.End])
		}
	})
}

// TestHostileAlign aligns texts that make naive comparisons quadratic;
// BenchmarkHostileAlign reports whether that takes linear time.
func TestHostileAlign(t *testing.T) {
	for _, texts := range hostilePairs(4 << 10) {
		a := Align(texts[0], texts[1])
		checkPairs(t, a)
		for start := 0; start+50 < len(texts[0]); start += 511 {
			if m := a.Find(article.Span{Start: start, End: start + 50}); m.Span.End > len(texts[1]) {
				t.Fatalf("%.20q: found at %v", texts[0], m.Span)
			}
		}
	}
}

// hostilePairs are two texts each that have much or nothing in common.
func hostilePairs(size int) [][2]string {
	var all [][2]string
	r := rand.New(rand.NewPCG(1, 2))
	random := func(of ...string) string {
		var b strings.Builder
		for b.Len() < size {
			b.WriteString(of[r.IntN(len(of))])
		}
		return b.String()
	}
	numbers := func() string {
		var b strings.Builder
		for b.Len() < size {
			fmt.Fprint(&b, r.IntN(size), " ")
		}
		return b.String()
	}
	all = append(all,
		[2]string{random("a "), random("a ") + "b " + random("a ")},
		[2]string{random("a ", "b "), random("a ", "b ")},
		[2]string{random("a ", "b "), random("c ", "d ")},
		[2]string{random("a ", "b ", "c ", "d\n\n", "e. "), random("a ", "b ", "c ", "d\n\n", "e. ")},
		[2]string{random("一", "二", "三"), random("一", "二", "三")},
		[2]string{numbers(), numbers()},
		[2]string{numbers(), ""},
	)
	for _, piece := range hostile {
		all = append(all, [2]string{strings.Repeat(piece, 1+size/len(piece)), "x " + strings.Repeat(piece+" y", 1+size/len(piece))})
	}
	return all
}

func BenchmarkHostileAlign(b *testing.B) {
	short, long := hostilePairs(16<<10), hostilePairs(128<<10)
	for i := range short {
		b.Run(fmt.Sprintf("%.6q", short[i][0]), func(b *testing.B) {
			now := map[string]string{short[i][0]: short[i][1], long[i][0]: long[i][1]}
			reportGrowth(b, short[i][0], long[i][0], func(old string) {
				a := Align(old, now[old])
				for n := range 100 {
					start := n * (len(old) - 50) / 100
					a.Find(article.Span{Start: start, End: start + 50})
				}
			})
		})
	}
}

// edited is a text with every tenth paragraph changed, and more of them
// deleted, inserted, moved and reflowed.
func edited(text string) string {
	paragraphs := strings.Split(text, "\n\n")
	var now, moved []string
	for i, p := range paragraphs {
		switch i % 50 {
		case 0, 10, 20, 30, 40:
			p = strings.Replace(p, "something", "a thing or two", 1)
		case 5:
			continue
		case 15:
			moved = append(moved, p)
			continue
		case 25:
			p += "\n\n" + fmt.Sprintf("Before paragraph %d somebody inserted a remark on it.", i+1)
		case 35:
			p = strings.Join(strings.Fields(p), "\n")
		case 45:
			p = "Nothing of what was said in this place remains."
		}
		now = append(now, p)
	}
	return strings.Join(append(now, moved...), "\n\n")
}

// BenchmarkAlign1MB finds 2,000 passages of a text of 1 MB again after it was
// edited throughout.
func BenchmarkAlign1MB(b *testing.B) {
	old := bigText()
	now := edited(old)
	b.SetBytes(int64(len(old)))
	b.ReportAllocs()
	for b.Loop() {
		a := Align(old, now)
		states := map[note.State]int{}
		for i := range 2000 {
			states[a.Find(article.Span{Start: i * 500, End: i*500 + 60}).State]++
		}
		for state, n := range states {
			b.ReportMetric(float64(n), state.String())
		}
	}
}

// BenchmarkAlignReplaced1MB finds 2,000 passages of a text of 1 MB in another
// of which every word is new, or its words come in another order.
func BenchmarkAlignReplaced1MB(b *testing.B) {
	old := bigText()
	words := strings.Fields(old)
	rand.New(rand.NewPCG(1, 2)).Shuffle(len(words), func(i, j int) { words[i], words[j] = words[j], words[i] })
	for name, now := range map[string]string{
		"other":    strings.ReplaceAll(strings.ToUpper(old), "A", "ZA"),
		"shuffled": strings.Join(words, " "),
		"reversed": reversed(old),
	} {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				a := Align(old, now)
				for i := range 2000 {
					a.Find(article.Span{Start: i * 500, End: i*500 + 60})
				}
			}
		})
	}
}

// reversed has the paragraphs in reverse order.
func reversed(text string) string {
	p := strings.Split(text, "\n\n")
	for i, j := 0, len(p)-1; i < j; i, j = i+1, j-1 {
		p[i], p[j] = p[j], p[i]
	}
	return strings.Join(p, "\n\n")
}
