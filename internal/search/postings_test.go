package search

import (
	"bytes"
	"fmt"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

// A list is read as it was written, whole and by seeking, and two lists merge
// to one.
func TestPostings(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		of := rapid.IntRange(1, 2000).Draw(t, "articles")
		every := rapid.IntRange(1, 50).Draw(t, "every")
		most := rapid.SampledFrom([]int{1, 5, 40}).Draw(t, "most")
		want := map[int][]uint32{}
		b := newBuilder()
		for doc := range of {
			d := Document{Doc: Doc{Path: string(rune('a' + doc/1000))}}
			b.pos = 0
			if rapid.IntRange(0, every-1).Draw(t, "has") == 0 {
				pos := uint32(0)
				for range rapid.IntRange(1, most).Draw(t, "times") {
					pos += uint32(rapid.IntRange(1, 1<<rapid.IntRange(0, 18).Draw(t, "gap")).Draw(t, "step"))
					want[doc] = append(want[doc], pos)
					b.note(InBody, []byte("word"), pos)
				}
			}
			b.end(docRow{record: appendRecord(nil, &d.Doc)})
		}
		s, err := b.segment()
		if err != nil {
			t.Fatal(err)
		}
		ref := s.term([]byte{byte(InBody), 'w', 'o', 'r', 'd'})
		if ref.df != len(want) {
			t.Fatalf("%d articles, want %d", ref.df, len(want))
		}
		if ref.df == 0 {
			return
		}
		got := map[int][]uint32{}
		var c cursor
		for c.open(s, ref); c.block(0); {
			for c.i = range c.n {
				got[int(c.at[c.i])] = c.positions(nil)
			}
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Fatal(diff)
		}
		c.open(s, ref)
		for doc := 0; doc < of; doc += rapid.IntRange(1, 300).Draw(t, "on") {
			ok := c.seek(doc)
			next := doc
			for next < of && want[next] == nil {
				next++
			}
			switch {
			case ok != (next < of):
				t.Fatalf("seek %d: %v", doc, ok)
			case !ok:
				return
			case int(c.at[c.i]) != next:
				t.Fatalf("seek %d: %d, want %d", doc, c.at[c.i], next)
			}
			if next == doc {
				if diff := cmp.Diff(want[doc], c.positions(nil)); diff != "" {
					t.Fatalf("positions of %d: %s", doc, diff)
				}
			}
		}
	})
}

// Segments that are merged say what one made of all articles says.
func TestMerge(t *testing.T) {
	m := fill(900)
	parts := []*builder{newBuilder(), newBuilder(), newBuilder()}
	whole := newBuilder()
	n := 0
	if err := m.Files(t.Context(), ".", func(f File) error {
		d, _ := m.Read(f)
		parts[n%len(parts)].add(&d)
		whole.add(&d)
		n++
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	var segs []*segment
	for _, b := range parts {
		s, err := b.segment()
		if err != nil {
			t.Fatal(err)
		}
		segs = append(segs, s)
	}
	want, err := whole.segment()
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	if err := merge(t.Context(), &out, segs, make([]bitset, len(segs)), nil); err != nil {
		t.Fatal(err)
	}
	if m := (merger{from: []*mergeSource{{segment: segs[0]}}}); m.middle() == nil {
		t.Error("it was not merged at once")
	}
	got, err := newSegment(out.Bytes(), true)
	if err != nil {
		t.Fatal(err)
	}
	sameLists(t, got, want)
	if a, b := sectionOf(got, recordsPart), sectionOf(want, recordsPart); !bytes.Equal(a, b) {
		t.Error("the records differ")
	}
}

// sameLists compares all lists of two segments.
func sameLists(t *testing.T, got, want *segment) {
	t.Helper()
	lists := func(s *segment) (all []string) {
		s.terms(nil, func(key []byte, ref termRef) bool {
			all = append(all, fmt.Sprintf("%q %d %x", key, ref.df, s.blob.at(ref.off, ref.n)))
			return true
		})
		return all
	}
	if diff := cmp.Diff(lists(want), lists(got)); diff != "" || got.foot.Terms != want.foot.Terms {
		t.Errorf("%d terms, want %d:\n%s", got.foot.Terms, want.foot.Terms, diff)
	}
}

func sectionOf(s *segment, p section) []byte {
	from, to := s.part(p)
	return s.blob.at(from, to-from)
}

// TestAddList compares lists that were put one behind the other with the same that
// was written at once.
func TestAddList(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var whole, joined postings
		whole.reset()
		joined.reset()
		b := newBlob(nil, nil)
		base := 0
		for range rapid.IntRange(1, 6).Draw(t, "lists") {
			var one postings
			one.reset()
			doc := -1
			df := rapid.IntRange(1, postBlock).Draw(t, "articles")
			for range df {
				doc += rapid.SampledFrom([]int{1, 1, 1, 2, 100, 20_000}).Draw(t, "gap")
				var spots []uint32
				for range rapid.SampledFrom([]int{1, 1, 2, 3, 200}).Draw(t, "times") {
					spots = append(spots, uint32(len(spots)*rapid.SampledFrom([]int{1, 300}).Draw(t, "apart")+len(spots)))
				}
				slices.Sort(spots)
				spots = slices.Compact(spots)
				one.add(doc, len(spots), spots)
				whole.add(base+doc, len(spots), spots)
			}
			parts := one.parts()
			joined.addList(b, slices.Concat(parts[:]...), df, base, doc+1)
			base += doc + 1
		}
		if diff := cmp.Diff(whole.parts(), joined.parts()); diff != "" || b.failures.Load() > 0 {
			t.Fatalf("%d failures (-want +got)\n%s", b.failures.Load(), diff)
		}
	})
}

// A damaged dictionary may have a key twice: merging ends all the same.
func TestMergeKeyTwice(t *testing.T) {
	b := newBuilder()
	for range 3 {
		b.note(InBody, []byte("word"), 1)
		b.end(docRow{record: appendRecord(nil, &Doc{})})
	}
	s, err := b.segment()
	if err != nil {
		t.Fatal(err)
	}
	from := &mergeSource{segment: s, now: []int32{0, 1, 2}}
	key := []byte{byte(InBody), 'w', 'o', 'r', 'd'}
	list := termList{from, s.term(key)}
	m := termMerge{ctx: t.Context(), w: &termWriter{emit: func([]byte) {}}, key: key, lists: []termList{list, list}}
	m.join()
	if m.w.count != 1 {
		t.Errorf("%d terms", m.w.count)
	}
}
