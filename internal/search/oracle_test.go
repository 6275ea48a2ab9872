package search

import (
	"cmp"
	"context"
	"maps"
	"regexp"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	gocmp "github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"manicule/internal/article"
)

// memory is a collection in memory.
type memory struct {
	docs   map[string]Document
	writes int // how many articles were written
	reads  atomic.Int64
}

func (m *memory) Files(_ context.Context, within string, each func(File) error) error {
	var paths []string
	for p := range m.docs {
		if within == "." || p == within || strings.HasPrefix(p, within+"/") {
			paths = append(paths, p)
		}
	}
	slices.SortFunc(paths, ComparePaths)
	for _, p := range paths {
		if err := each(File{Path: p, Stamp: m.docs[p].Stamp}); err != nil {
			return err
		}
	}
	return nil
}

func (m *memory) Read(f File) (Document, bool) {
	m.reads.Add(1)
	d := m.docs[f.Path]
	return d, !d.hidden
}

func (m *memory) text(path string) (string, error) { return m.docs[path].Text, nil }

// titles are what the article of that path is called besides, if it is one.
func (m *memory) titles(path string) []string {
	if d, ok := m.docs[path]; ok && !d.hidden {
		return titlesOf(d.Meta)
	}
	return nil
}

// oracle answers a query by a plain scan of the articles.
type oracle struct {
	m        *memory
	readings map[string]Reading
}

func (o oracle) find(n Node, d *Document) bool {
	r := o.readings[d.Path]
	switch n := n.(type) {
	case nil:
		return true
	case And:
		return !slices.ContainsFunc(n, func(p Node) bool { return !o.find(p, d) })
	case Or:
		return slices.ContainsFunc(n, func(p Node) bool { return o.find(p, d) })
	case Not:
		return !o.find(n.Node, d)
	case Words:
		return o.words(&n, d)
	case Pattern:
		return n.Regexp.MatchString(d.Meta.Title) || n.in(context.Background(), d.Text)
	case Is:
		return n.State == Starred && r.Star || n.State == Archived && r.Archived || n.State < Starred && r.state() == n.State
	case Has:
		switch n.What {
		case Notes:
			return d.Doc.Notes > 0
		case LostNotes:
			return d.Lost > 0
		case Code:
			return scanText(d.Text, func(*token) {})
		}
		return len(d.Meta.Tags)+len(d.NoteTags) > 0
	case LinksTo:
		names := article.NamesOf(n.Path, o.m.titles(n.Path)...)
		return slices.ContainsFunc(d.Links, func(key string) bool { return slices.Contains(names, key) })
	case Kind:
		return slices.ContainsFunc(d.Kinds, func(k string) bool { return strings.HasPrefix(strings.ToLower(k), n.Name) })
	case Range:
		if d.Problem != "" {
			return false
		}
		switch n.Of {
		case Minutes:
			return n.Min <= int64(d.Minutes) && int64(d.Minutes) <= n.Max
		case WordCount:
			return n.Min <= int64(d.Words) && int64(d.Words) <= n.Max
		}
		at := asWritten(d.Meta.Published)
		switch n.Of {
		case Added:
			at = o.added(d)
		case Modified:
			at = asWritten(d.Stamp.Time().In(time.Local))
		}
		known := n.Of != Date || !d.Meta.Published.IsZero()
		return known && n.Min <= at.Unix() && at.Unix() <= n.Max
	}
	panic("unknown node")
}

// added is when an article was added, as it says, else when its file was made.
func (o oracle) added(d *Document) time.Time {
	if !d.Meta.Added.IsZero() {
		return asWritten(d.Meta.Added)
	}
	return asWritten(d.Stamp.Time())
}

func (o oracle) words(w *Words, d *Document) bool {
	for _, f := range w.Field.lookedIn() {
		for _, value := range o.values(f, d) {
			if o.inField(w, f, value) {
				return true
			}
		}
	}
	return false
}

func (o oracle) inField(w *Words, f Field, have []wordOf) bool {
	return w.inWords(have, f)
}

func (o oracle) values(f Field, d *Document) (all [][]wordOf) {
	plain := func(values ...string) {
		for _, v := range values {
			all = append(all, withReadings(d, func(each func(*token)) { scanPlain(v, each) }))
		}
	}
	switch f {
	case InTitle:
		plain(d.Meta.Title)
	case InAuthor:
		plain(d.Meta.Author)
	case InSource:
		plain(d.Meta.Site, withoutScheme(d.Meta.Source))
	case InTag:
		plain(d.Meta.Tags...)
		plain(d.NoteTags...)
		plain(o.readings[d.Path].Tags...)
	case InNote:
		plain(d.NoteTexts...)
	case InPath:
		plain(append([]string{d.Path}, d.Meta.Aliases...)...)
	case InHeading, InBody:
		all = append(all, withReadings(d, func(each func(*token)) {
			scanText(d.Text, func(t *token) {
				if f == InHeading && !t.heading { // headings keep their places
					t = &token{reading: t.reading, first: t.first}
				}
				each(t)
			})
		}))
	}
	return all
}

// withReadings are the words of a text, and its readings behind them.
func withReadings(d *Document, scan func(each func(*token))) (all []wordOf) {
	var readings []wordOf
	scan(func(t *token) {
		w := t.kept()
		w.in = languageOf(d.Meta.Language)
		switch {
		case !t.reading:
			all = append(all, w)
		case t.first:
			readings = append(readings, wordOf{}, w)
		default:
			readings = append(readings, w)
		}
	})
	if len(readings) > 0 {
		all = append(append(all, wordOf{}), readings...)
	}
	return all
}

// bodyLen is how many words a body has, without readings.
func bodyLen(d *Document) (n int) {
	scanText(d.Text, func(t *token) {
		if !t.reading {
			n++
		}
	})
	return n
}

// vocabulary has forms of words, beginnings of others, marks and scripts.
var vocabulary = strings.Fields("war wars warring ward a an the of in the of free trade trades trader Japan japan’s Jápan don't e-mail email 東京 東 京都 hat alliance alliances allied x1 1.5 naïve über e-mail C++ C# c .net net node.js js 3.14 3 <ruby>漢<rt>かん</rt></ruby>字 都（と）市 かん と 漢字 都市 @war #war c++ trade-war tradewar wa-rd Häuser Haus Hauses chevaux cheval")

func drawText(t *rapid.T, most int) string {
	var b strings.Builder
	for range rapid.IntRange(0, most).Draw(t, "words") {
		switch rapid.IntRange(0, 14).Draw(t, "sep") {
		case 0:
			b.WriteString("\n\n# ")
		case 1:
			b.WriteString("\n\n")
		default:
			b.WriteByte(' ')
		}
		b.WriteString(rapid.SampledFrom(vocabulary).Draw(t, "word"))
	}
	return b.String()
}

func drawDocument(t *rapid.T, path string) Document {
	d := Document{Doc: Doc{
		Path: path,
		Meta: article.Meta{
			Title: drawText(t, 4), Author: drawText(t, 2), Site: drawText(t, 1), Source: "https://example.org/war/" + path,
			Language: rapid.SampledFrom([]string{"", "", "en", "de-AT", "fr"}).Draw(t, "language"),
			Tags:     rapid.SliceOfN(rapid.SampledFrom(vocabulary), 0, 2).Draw(t, "tags"),
			Aliases:  rapid.SliceOfN(rapid.SampledFrom(vocabulary), 0, 1).Draw(t, "aliases"),
		},
		Words: rapid.IntRange(0, 5).Draw(t, "count"), Minutes: rapid.IntRange(1, 3).Draw(t, "minutes"),
	}, Text: drawText(t, 40)}
	if rapid.Bool().Draw(t, "dated") {
		d.Meta.Published = drawTime(t)
	}
	d.Meta.Added = saved(path)
	if rapid.IntRange(0, 3).Draw(t, "noted") == 0 {
		d.NoteTexts = []string{drawText(t, 5), drawText(t, 5)}
		d.Doc.Notes, d.Lost = 2, rapid.IntRange(0, 1).Draw(t, "lost")
		d.Kinds, d.NoteTags = []string{"Question"}, []string{"war"}
	}
	for range rapid.IntRange(0, 2).Draw(t, "links") {
		dest := rapid.SampledFrom([]string{"a.md", "x", "b/war.md", "../b/war", "[[war]]", "[[d]]", "[[the Free]]", "[[b/c/d]]", "/c.txt"}).Draw(t, "link")
		d.Links = append(d.Links, article.LinkKeys(path, dest)...)
	}
	switch rapid.IntRange(0, 9).Draw(t, "unreadable") {
	case 0:
		d.hidden = true
	case 1: // nothing is known of it but its name
		d = Document{Doc: Doc{Path: path, Meta: article.Meta{Title: article.NameTitle(path), Added: saved(path)}, Problem: "permission denied"}}
	}
	return d
}

// saved is when the article of a path was added, always the same: the index
// remembers it where the article doesn't say so any more.
func saved(path string) time.Time {
	if len(path)%3 == 0 {
		return time.Time{}
	}
	return time.Unix(int64(len(path)%5)*86400, 0).In(time.FixedZone("", (len(path)%7-3)*3600))
}

// drawTime draws a time of one of some days, in one of some zones.
func drawTime(t *rapid.T) time.Time {
	zone := time.FixedZone("", rapid.SampledFrom([]int{0, 0, -8, 14}).Draw(t, "east")*3600)
	return time.Unix(rapid.Int64Range(0, 4).Draw(t, "day")*86400, 0).In(zone)
}

func drawSort(t *rapid.T) Sort {
	by := SortKey(max(rapid.IntRange(int(ByDefault)-5, int(ByAdded)).Draw(t, "sort"), int(ByDefault)))
	return Sort{by, by != ByDefault && rapid.Bool().Draw(t, "reverse")}
}

func drawWords(t *rapid.T) Node {
	var w Words
	for len(w.Terms) == 0 || rapid.IntRange(0, 3).Draw(t, "more") == 0 {
		more, signs := typedTerms(rapid.SampledFrom(vocabulary).Draw(t, "term"))
		if signs == nil {
			signs = make([]Sign, len(more))
		}
		w.Terms, w.Signs = append(w.Terms, more...), append(w.Signs, signs...)
	}
	if len(w.Signs) > 1 {
		w.Signs[1].Must = w.Signs[1].Must && strings.IndexByte("c", w.Signs[1].Term[0]) == 0
	}
	w.Exact = rapid.Bool().Draw(t, "exact")
	w.Open = rapid.Bool().Draw(t, "open")
	if rapid.IntRange(0, 7).Draw(t, "near") == 0 {
		w.Near, w.Exact, w.Open, w.Signs = true, false, false, nil
	}
	if last := &w.Terms[len(w.Terms)-1]; w.Open {
		r := []rune(*last)
		*last = string(r[:rapid.IntRange(1, len(r)).Draw(t, "typed")])
		w.Signs[len(w.Signs)-1] = Sign{}
	}
	w.Field = Field(rapid.SampledFrom([]Field{Anywhere, Anywhere, Anywhere, InTitle, InAuthor, InSource, InTag, InNote, InPath, InHeading, InBody}).Draw(t, "field"))
	return w
}

func drawNode(t *rapid.T, depth int) Node {
	max := 11
	if depth == 0 {
		max = 6
	}
	switch rapid.IntRange(-2, max).Draw(t, "node") {
	case 1:
		return Is{State(rapid.IntRange(0, 3).Draw(t, "state"))}
	case 2:
		return Has{What(rapid.IntRange(0, 3).Draw(t, "what"))}
	case 3:
		return Kind{rapid.SampledFrom([]string{"q", "question", "x"}).Draw(t, "kind")}
	case 4:
		from := rapid.Int64Range(0, 4).Draw(t, "from")
		of := Measure(rapid.IntRange(0, 4).Draw(t, "of"))
		if of >= Date {
			from *= 86400
		}
		return Range{of, from, from + rapid.Int64Range(0, 90000).Draw(t, "width")}
	case 5:
		return Pattern{Regexp: regexp.MustCompile(rapid.SampledFrom([]string{"war[ds]", "(?i)free trade", "^ the", "x{3}", "pan’s", "(trad)+er?", "l{2}ia"}).Draw(t, "pattern"))}
	case 6:
		return LinksTo{rapid.SampledFrom([]string{"a.md", "a/x.md", "b/war.md", "b/c/d.md", "c.txt", "z", "gone.md"}).Draw(t, "linked")}
	case 7, 8:
		return And{drawNode(t, depth-1), drawNode(t, depth-1)}
	case 9:
		return Or{drawNode(t, depth-1), drawNode(t, depth-1)}
	case 10:
		return Not{drawNode(t, depth-1)}
	}
	return drawWords(t)
}

// A query finds what a plain scan of the articles finds, in a fresh index, in
// one that was brought up to date, and in one read from disk again.
func TestSearchFindsWhatAScanFinds(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		m := &memory{docs: map[string]Document{}}
		dir := t.TempDir()
		x := Open(dir)
		names := []string{"a.md", "a/x.md", "a-b.md", "b/war.md", "b/c/d.md", "c.txt", "z", "日.md"}
		for range rapid.IntRange(1, 4).Draw(rt, "rounds") {
			for range rapid.IntRange(0, 6).Draw(rt, "changes") {
				name := rapid.SampledFrom(names).Draw(rt, "name")
				if delete(m.docs, name); rapid.IntRange(0, 4).Draw(rt, "gone") > 0 {
					d := drawDocument(rt, name)
					m.writes++
					d.Stamp = Stamp{Size: int64(len(d.Text)), Modified: int64(m.writes)}
					m.docs[name] = d
				}
			}
			if _, err := x.Refresh(context.Background(), m, []string{"."}, nil); err != nil {
				rt.Fatal(err)
			}
			if rapid.IntRange(0, 2).Draw(rt, "reopen") == 0 {
				x = Open(dir)
			}
			checkSearch(rt, x.Snapshot(), m)
		}
	})
}

func checkSearch(rt *rapid.T, s *Snapshot, m *memory) {
	o := oracle{m, map[string]Reading{}}
	var readings []Reading
	for _, p := range slices.Sorted(maps.Keys(m.docs)) {
		if rapid.IntRange(0, 3).Draw(rt, "known") == 0 {
			r := Reading{Path: p, Read: rapid.Bool().Draw(rt, "read"), Star: rapid.Bool().Draw(rt, "star"), Progress: 0.5, Tags: []string{"ward"}}
			if rapid.Bool().Draw(rt, "opened") {
				r.At = time.Unix(rapid.Int64Range(-3, 3).Draw(rt, "at"), 0)
			}
			o.readings[p] = r
			readings = append(readings, r)
		}
	}
	for _, f := range []Field{InTag, InAuthor, InSource, InNote} {
		if diff := gocmp.Diff(o.known(f), s.Values(f, "", 1000, s.Readings(readings))); diff != "" {
			rt.Fatalf("values of %d (-those of the articles +those offered):\n%s", f, diff)
		}
	}
	ask := func(s *Snapshot, q Query) []string {
		found, err := s.Search(context.Background(), q, Reader{s.Readings(readings), m.text})
		if err != nil {
			rt.Fatalf("%#v: %v", q.Root, err)
		}
		return pathsOf(s, found.IDs)
	}
	fresh := Open("")
	if _, err := fresh.Refresh(context.Background(), m, []string{"."}, nil); err != nil {
		rt.Fatal(err)
	}
	for range rapid.IntRange(1, 6).Draw(rt, "queries") {
		q := Query{Root: drawNode(rt, 3), Sort: drawSort(rt)}
		got, want := ask(s, q), []string{}
		if diff := gocmp.Diff(ask(fresh.Snapshot(), q), got); diff != "" {
			rt.Fatalf("%#v finds (-a new index +this one):\n%s", q, diff)
		}
		for _, p := range slices.SortedFunc(maps.Keys(m.docs), ComparePaths) {
			if d := m.docs[p]; !d.hidden && o.find(q.Root, &d) {
				want = append(want, p)
			}
		}
		if order := q.Order(); order.By == ByRelevance {
			o.checkRanks(rt, s, q, Reader{s.Readings(readings), m.text}, got)
			slices.SortFunc(got, ComparePaths)
		} else {
			o.sort(want, order)
		}
		if diff := gocmp.Diff(want, got); diff != "" {
			rt.Fatalf("%#v finds (-a scan +the index):\n%s", q.Root, diff)
		}
	}
}

// known are the values of a field to complete a query with, the most frequent
// first.
func (o oracle) known(f Field) []string {
	counts := map[string]int{}
	for path, d := range o.m.docs {
		if d.hidden {
			continue
		}
		values := map[Field][]string{
			InTag:    slices.Concat(d.Meta.Tags, d.NoteTags, o.readings[path].Tags),
			InAuthor: {d.Meta.Author}, InSource: {d.Meta.Site}, InNote: d.Kinds,
		}[f]
		slices.Sort(values)
		for _, v := range slices.Compact(values) {
			counts[v]++
		}
	}
	delete(counts, "")
	names := slices.Collect(maps.Keys(counts))
	slices.SortFunc(names, func(a, b string) int { return cmp.Or(counts[b]-counts[a], strings.Compare(a, b)) })
	return names
}

// sort sorts paths, which are in order, by a plain reading of the order.
func (o oracle) sort(paths []string, order Sort) {
	measure := func(path string) (n float64, known bool) {
		d, r := o.m.docs[path], o.readings[path]
		switch isRead := d.Problem == ""; order.By {
		case ByDate:
			if d.Meta.Published.IsZero() {
				return float64(o.added(&d).Unix()), !d.Meta.Added.IsZero()
			}
			return float64(asWritten(d.Meta.Published).Unix()), true
		case ByAdded:
			return float64(o.added(&d).Unix()), true
		case ByLength:
			return float64(d.Words), isRead
		case ByTimeLeft:
			return float64(d.Minutes) * (1 - r.Progress), isRead
		case ByLastRead:
			return float64(r.At.Unix()), !r.At.IsZero()
		}
		return 0, true
	}
	largest := order.Reverse != slices.Contains([]SortKey{ByDate, ByLength, ByLastRead, ByAdded}, order.By)
	slices.SortStableFunc(paths, func(a, b string) int {
		x, known := measure(a)
		y, alsoKnown := measure(b)
		c := cmp.Compare(x, y)
		switch {
		case known != alsoKnown && known:
			return -1
		case known != alsoKnown:
			return 1
		case !known:
			return 0
		case order.By == ByPath:
			c = ComparePaths(a, b)
		case order.By == ByTitle:
			c = strings.Compare(strings.ToLower(o.m.docs[a].Meta.Title), strings.ToLower(o.m.docs[b].Meta.Title))
		}
		if largest {
			c = -c
		}
		return c
	})
}

func pathsOf(s *Snapshot, ids []ID) []string {
	paths := []string{}
	for _, id := range ids {
		paths = append(paths, s.Doc(id).Path)
	}
	return paths
}
