package search

import (
	"fmt"
	"math/rand/v2"
	"regexp"
	"strings"
	"testing"
	"time"
	"unicode"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"manicule/internal/article"
)

// noon is a Friday, and the last day of a month that is longer than the one before.
var noon = time.Date(2024, 5, 31, 12, 0, 0, 0, time.UTC)

var understood = []struct{ query, want string }{
	{"", ""},
	{"   ", ""},
	{"… - * ! a", "a*"},

	// words
	{"japan alliance", "japan alliance*"},
	{"japan alliance ", "japan alliance "},
	{"Japan AND alliance ", "japan alliance "},
	{"well-known and/or", "well-known and/or*"},
	{"alli* x ", "alli* x "},
	{"a - b ", "a b "},
	{"12:30 http://x.y/z C:\\d re: std::sort ", "12;:30 http/x.y/z c\\d re std;:sort "},
	{"/usr/bin /a/b/ // ", ";/usr/bin ;/a/b "},
	{"f(x)", "f x "},
	{"a\u00a0b\u3000c\td\x00e", "a b c d;e*"},

	// phrases
	{`"Free trade"`, `"free trade"`},
	{`“free trade” „a b“ x `, `"free trade" "a b" x `},
	{`"free tr"*`, `"free tr"*`},
	{`"" "…" a`, `a*`},
	{`say"a b"now`, `say "a b" now*`},

	// without, either, groups
	{`-war -"free trade" -(a b) -is:read -/x/`, `-war -"free trade" -(a b) -is:read -/x/`},
	{"NOT war NOT -b NOT(c) ", "-war b -c "},
	{"--a -(-b) -(-(-c)) ", ";-a b -c "},
	{"f() x.y() g(h) ---all ", "f x.y g h -;-all "},
	{"~/.bashrc ~word ", ".bashrc ~word"},
	{`"=>" "…" a -"!=" `, `/=>/ a -/!=/`},
	{`!~0 -～a`, `;~0 -;~a*`},
	{"=>", "/=>/"},
	{"&& ", "/&&/"},
	{"a && b ", "a b "},
	{"/", ""},
	{"/etc /.bashrc /tmp", ";/etc .bashrc ;/tmp*"},
	{"-… -(…) x ", "x "},
	{"a OR b c OR d ", "a OR b c OR d "},
	{"(a OR b) c ", "(a OR b) c "},
	{"((a (b)) c)", "a b c "},
	{"(a OR (b OR c)) OR d ", "a OR b OR c OR d "},
	{"a or b ORB ", "a or b orb "},
	{"a OR … ", "a "},
	{"-(a OR -b) ", "-(a OR -b) "},

	// patterns
	{"/foo/ /Foo/ /(?i)Foo/ /(?i)foo/ ", "/foo/ /Foo/ /(?i)Foo/ /(?i)foo/"},
	{`/a\/b\\/ (/a b/)`, `/a\/b\\/ /a b/`},
	{`/\S\pL[[:upper:]](?P<Name>x)/`, `/\S\pL[[:upper:]](?P<Name>x)/`},

	// fields
	{"title:Foo author:x source:x.org/a site:x tag:x note:x ", "title:foo author:x source:x.org/a source:x tag:x note:x"},
	{"path:/a/b/ heading:x text:x Title:x ", "path:a/b heading:x text:x title:x"},
	{`title:"free trade" title:"free tr"*`, `title:"free trade" title:"free tr"*`},
	{"tag:(a OR b) ", "tag:a OR tag:b"},
	{`tag:(a "b c" -(d OR title:e) is:read) f `, `tag:a tag:"b c" -(tag:d OR title:e) is:read f `},
	{"#economy tags:x -#war #1 # #日本 #2024-plan ", `(tag:economy OR "#economy") tag:x -(tag:war OR "#war") ;#1 (tag:日本 OR "#日 本") (tag:2024-plan OR "#2024 -plan")`},

	// states
	{"is:unread is:read is:reading is:begun is:star is:starred is:archived", "is:unread is:read is:reading is:reading is:star is:star is:archived"},
	{"has:notes has:lost HAS:Code has:tags", "has:notes has:lost has:code has:tags"},
	{`is:(unread OR star) kind:Question kind:"my own"`, `(is:unread OR is:star) kind:question kind:"my own"`},

	// sizes
	{"len:<5m len:<=5 len:>1h len:>=5min len:5m..10m", "len:..4 len:..5 len:61.. len:5.. len:5..10"},
	{`len:5 len:..1h len:1h.. len:0.. len:"5 m .. 10 m"`, "len:5 len:..60 len:60.. len:0.. len:5..10"},
	{"words:>2000 words:<2k words:500..1000", "words:2001.. words:..1999 words:500..1000"},
	{"-len:(<5 OR >60)", "-(len:..4 OR len:61..)"},

	// dates
	{"date:2024", "date:2024-01-01..2024-12-31"},
	{"date:2024-04 date:2024-4", "date:2024-04-01..2024-04-30 date:2024-04-01..2024-04-30"},
	{"date:2024-04-12 date:=2024-4-2", "date:2024-04-12 date:2024-04-02"},
	{"date:2024-04..2024-06", "date:2024-04-01..2024-06-30"},
	{"date:..2023 date:2024..", "date:..2023-12-31 date:2024-01-01.."},
	{"date:>2024 date:>=2024 date:<2024 date:<=2024", "date:2025-01-01.. date:2024-01-01.. date:..2023-12-31 date:..2024-12-31"},
	{"date:0000.. date:..9999", "date:0000-01-01.. date:0000-01-01.."},
	{"after:2024-05 before:2025 before:2024-05-03", "date:2024-05-01.. date:..2024-12-31 date:..2024-05-02"},
	{"date:today date:yesterday after:Today", "date:2024-05-31 date:2024-05-30 date:2024-05-31.."},
	{`date:"this week" date:"last week"`, "date:2024-05-27..2024-06-02 date:2024-05-20..2024-05-26"},
	{`date:"this month" date:"last month"`, "date:2024-05-01..2024-05-31 date:2024-04-01..2024-04-30"},
	{`date:"this year" date:"last year"`, "date:2024-01-01..2024-12-31 date:2023-01-01..2023-12-31"},
	{`after:"2 weeks ago" after:"1 day ago"`, "date:2024-05-17.. date:2024-05-30.."},
	{`after:"3 months ago" before:"1 year ago"`, "date:2024-02-29.. date:..2023-05-30"},
	{`date:"last month..today"`, "date:2024-04-01..2024-05-31"},

	// orders
	{"a sort:date ", "sort:date a "},
	{"sort:newest", "sort:date"},
	{"sort:-length a", "sort:-length a*"},
	{"-sort:title", "sort:-title"},
	{"sort:relevance", "sort:relevance"},
	{"a (sort:left) OR b ", "sort:left a OR b "},
}

func TestParse(t *testing.T) {
	for _, c := range understood {
		q, problem := Parse(c.query, noon)
		if got := q.String(); got != c.want {
			t.Errorf("%q: %q, want %q", c.query, got, c.want)
		}
		if problem != nil {
			t.Errorf("%q: %v", c.query, problem)
		}
		check(t, c.query)
	}
}

func TestParseProblems(t *testing.T) {
	for _, c := range []struct {
		query, want string // what is searched for; "-" when the query is not usable
		at, what    string
		hint        string
	}{
		// what is being typed
		{"a is:", "a ", "is:", "is: takes unread, read, reading, star or archived", ""},
		{"a is:unr", "a ", "is:unr", "is: takes unread, read, reading, star or archived", ""},
		{"is: a", "a*", "is:", "is: takes unread, read, reading, star or archived", ""},
		{"has:no", "", "has:no", "has: takes notes, lost, code or tags", ""},
		{"sort:ti", "", "sort:ti", "sort: takes relevance, date, length, left, title, read, added or path", ""},
		{"tag:", "", "tag:", `tag: takes words or a "phrase"`, ""},
		{`kind:""`, "", `kind:""`, "kind: takes the kind of a note", ""},
		{"len:<", "", "len:<", "len: takes " + takesMinutes, ""},
		{"len:5.", "", "len:5.", "len: takes " + takesMinutes, ""},
		{"len:5mi", "", "len:5mi", "len: takes " + takesMinutes, ""},
		{"len:50..1", "", "len:50..1", "len: takes " + takesMinutes, ""},
		{"words:2..", "words:2..", "", "", ""},
		{"date:2", "", "date:2", "date: takes " + takesDate, ""},
		{"date:2024-0", "", "date:2024-0", "date: takes " + takesDate, ""},
		{"date:2024-05-", "", "date:2024-05-", "date: takes " + takesDate, ""},
		{"date:2024-05..202", "", "date:2024-05..202", "date: takes " + takesDate, ""},
		{"after:yest", "", "after:yest", "after: takes " + takesBound, ""},
		{`after:"2 we`, "", `after:"2 we`, "after: takes " + takesBound, ""},
		{`a "free tra`, `a "free tra"*`, `"free tra`, "this quote is not closed", `add a " at its end`},
		{`after:"last week`, "date:2024-05-20..", `after:"last week`, "this quote is not closed", `add a " at its end`},
		{"/jap.n", ";/jap.n*", "/jap.n", "this pattern is not closed", "add a / at its end"},
		{"a (b OR c", "a (b OR c*)", "(", "this ( is not closed", "add a ) at its end"},
		{"a OR", "a ", "OR", "there is nothing behind this OR", hintOR},
		{"a NOT", "a ", "NOT", "there is nothing behind this NOT", "put a word behind it, or leave it out"},

		// what can be understood all the same
		{"OR a", "a*", "OR", "there is nothing before this OR", hintOR},
		{"a OR OR b", "a OR b*", "OR", "there is nothing before this OR", hintOR},
		{"a -OR b", "a OR b*", "-", "there is nothing behind this -", "put a word behind it, or leave it out"},
		{"(NOT) a", "a*", "NOT", "there is nothing behind this NOT", "put a word behind it, or leave it out"},
		{"a) b", "a b*", ")", "this ) closes nothing", "leave it out, or put a ( before it"},
		{"a tag:( ) b", "a b*", "tag:( )", "there is nothing in these parentheses", "put words in them, or leave them out"},
		{"sort:date sort:-title a", "sort:-title a*", "sort:-title", "there are two orders", "the last one counts; leave one out"},
		{"Auther:smith x", "auther;:smith x*", "Auther:", "there is no qualifier named Auther", "did you mean author:? if not, put it in quotes"},
		{"tilte:(x y)", "tilte x y ", "tilte:", "there is no qualifier named tilte", "did you mean title:? if not, put it in quotes"},
		{`-foo:"x"`, `-foo "x"`, "foo:", "there is no qualifier named foo", "put it in quotes if you mean the words"},

		// what can't
		{"is:unr a", "-", "is:unr", "is: takes unread, read, reading, star or archived, not unr", "did you mean is:unread?"},
		{"is:foo", "-", "is:foo", "is: takes unread, read, reading, star or archived, not foo", ""},
		{"is:(unread OR raed)", "-", "raed", "is: takes unread, read, reading, star or archived, not raed", "did you mean is:read?"},
		{"len:x", "-", "len:x", "len: takes " + takesMinutes + ", not x", ""},
		{"len:9..5 a", "-", "len:9..5", "nothing lies in len:9..5", ""},
		{"date:2024-02-30 a", "-", "date:2024-02-30", "date: takes " + takesDate + ", not 2024-02-30", ""},
		{"before:0000 a", "-", "before:0000", "nothing lies in before:0000", ""},
		{"title:/x/ a", "-", "title:/x/", "title: takes words, not a pattern", "let the pattern stand alone; it looks at title and text"},
		{"tag:(a /x/)", "-", "/x/", "a pattern can't stand in tag:( … )", "let it stand alone; it looks at title and text"},
		{"a /b(/ c", "-", "/b(/", "in this pattern, b( lacks a )", `close the (, or write \( for the character itself`},
		{"/(?=a)/", "-", "/(?=a)/", "in this pattern, (?= is not known here", `there is no looking ahead or behind; for a ( itself write \(`},
		{"/*a/", "-", "/*a/", "in this pattern, * has nothing before it to repeat", `write \ before the character if you mean it itself`},
	} {
		q, p := Parse(c.query, noon)
		want := &Problem{What: c.what, Hint: c.hint, Usable: c.want != "-"}
		switch {
		case c.what == "":
			want = nil
		case p != nil && c.query[p.At.Start:p.At.End] != c.at:
			t.Errorf("%q: problem at %q, want %q", c.query, c.query[p.At.Start:p.At.End], c.at)
		}
		if diff := cmp.Diff(want, p, anyPlace); diff != "" {
			t.Errorf("%q: problem (-want +got)\n%s", c.query, diff)
		}
		if got := q.String(); got != strings.TrimPrefix(c.want, "-") && c.want != got {
			t.Errorf("%q: %q, want %q", c.query, got, c.want)
		}
		check(t, c.query)
	}
}

func TestParseLimits(t *testing.T) {
	for name, c := range map[string]struct {
		query string
		want  string
	}{
		"long":          {strings.Repeat("é", maxText/2) + "é", "this query is too long"},
		"very long":     {strings.Repeat("(\x1b[31m", 200_000), "this query is too long"},
		"not too long":  {strings.Repeat("é", maxText/2), ""},
		"words":         {strings.Repeat("a ", maxWords+1), "this query has more than 64 words"},
		"enough words":  {strings.Repeat("a ", maxWords), ""},
		"phrase":        {`"` + strings.Repeat("a ", maxWords+1) + `"`, "this query has more than 64 words"},
		"filters":       {strings.Repeat("-is:read ", maxWords+1), "this query has more than 64 words"},
		"deep":          {strings.Repeat("-(", maxDepth+1) + "a", "there are too many parentheses within each other"},
		"deep enough":   {strings.Repeat("-(", maxDepth) + "a" + strings.Repeat(")", maxDepth), ""},
		"only deep":     {strings.Repeat("(", maxText), "there are too many parentheses within each other"},
		"closed":        {strings.Repeat(")", maxText), "this ) closes nothing"},
		"minus":         {strings.Repeat("-", maxText-1) + "a", ""},
		"nots":          {strings.Repeat("NOT ", maxText/4), "there is nothing behind this NOT"},
		"pattern":       {"/" + strings.Repeat("a", maxPattern+1) + "/", "this pattern is too long"},
		"large pattern": {"/((a{100}){100}){100}/", "in this pattern, {100} repeats too often, or from more to fewer"},
		"strange value": {"is:\x1b[31m" + strings.Repeat("x", 100), "is: takes unread, read, reading, star or archived, not ␛[31mxxxxxxxxxxxxxxxxxxxxxxxx…"},
		"invalid":       {"/\xff/ \xff", "in this pattern, \ufffd is invalid text"},
	} {
		_, p := Parse(c.query, noon)
		if p == nil && c.want != "" || p != nil && p.What != c.want {
			t.Errorf("%s: %v, want %q", name, p, c.want)
		}
		check(t, c.query)
	}
}

func TestMistakesInPatterns(t *testing.T) {
	for _, expr := range []string{
		"[[:x:]]", "[z-a]", `\y`, "(?P<a", "(?<=a)", "a**", "a{1001}", "a{2,1}", "a\xff", "[a", "(a", "*a", "a)", strings.Repeat("((", 245) + "a",
	} {
		if _, p := Parse("/"+expr+"/", noon); p == nil || p.Usable || !strings.HasPrefix(p.What, "in this pattern, ") {
			t.Errorf("%s: %v", expr, p)
		}
	}
}

func TestQueryParts(t *testing.T) {
	q, _ := Parse(`a (title:b OR -c) -(d e) "f g" /h/ -/i/ is:read -(-j)`, noon)
	var words []string
	for _, w := range q.Words() {
		words = append(words, q.Text[w.At.Start:w.At.End])
	}
	if want := []string{"a", "title:b", `"f g"`, "j"}; !cmp.Equal(words, want) {
		t.Errorf("words %q, want %q", words, want)
	}
}

func TestOpenWords(t *testing.T) {
	for query, want := range map[string]string{
		"a b": "a b*", "a b ": "a b", "a)": "a", "(a": "a*", "a* b ": "a* b", "a, b.": "a b*", "a -": "a", "a -b": "a -b*",
		`"a`: `"a"*`, `"a"`: `"a"`, `"a"*`: `"a"*`, `tag:"a"`: `tag:"a"`, `tag:"a`: `tag:"a"*`, "a is:read": "a is:read",
	} {
		if q, _ := Parse(query, noon); q.Root.String() != want {
			t.Errorf("%q: %s, want %s", query, q.Root, want)
		}
	}
	for _, query := range []string{"title:a ", "title:(a) ", "#a ", "path:a-b) "} {
		if q, _ := Parse(query, noon); !q.Words()[0].Open {
			t.Errorf("%q: not open", query)
		}
	}
}

// fragments are what the language consists of, whole and broken.
var fragments = strings.Split(`a|japan|Straße|E-mail's|東京|don’t|and/or|x*|…|-|--|-|*|OR|OR|AND|NOT|or|(|(|)|)|"|“|”|"free trade"|"a b"*|"|`+
	`title:|Author:|site:|tag:|#war|#|note:|path:/a/b/|heading:x|text:(|tag:(|is:|is:(|is:unread|is:rea|has:code|has:x|kind:question|kind:"my own"|kind:(|`+
	`len:<5m|len:5..10|len:..|len:9..1|words:>2k|words:500..|date:2024|date:2024-04..2024-06|date:..2023|date:20|date:(|after:"2 weeks ago"|after:yesterday|before:2025|before:"|`+
	`sort:date|sort:-left|-sort:title|sort:|foo:bar|auther:x|http://a.b/c|12:30|~|~a|!~0|～0|c++|c++17|.net|node.js|--all|f()|€5|5%|%|[x|,|;|!=|::a|^a|$|/|/a.c/|/A\/b/|/a b/|/(/|/\/|\|`+"\x00|\x1b[1m|\xff|\u202e|\u200b|\u0301|\n|\u3000", "|")

func TestRandomQueries(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 14))
	for range 10_000 {
		var b strings.Builder
		for range 1 + r.IntN(8) {
			b.WriteString(fragments[r.IntN(len(fragments))])
			b.WriteString(strings.Repeat(" ", r.IntN(2)))
		}
		check(t, b.String())
	}
}

// TestQueryString writes trees that Parse might never have made and reads them
// again.
func TestQueryString(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		q := Query{Root: someNode(3).Draw(t, "root"), Sort: drawSort(t)}
		again, p := Parse(q.String(), noon)
		if p != nil {
			t.Fatalf("%q: %v", q, p)
		}
		if diff := cmp.Diff(q, again, sameTree...); diff != "" {
			t.Fatalf("%q (-want +got)\n%s", q, diff)
		}
	})
}

// someNode draws a node as Parse makes them.
func someNode(depth int) *rapid.Generator[Node] {
	leaf := rapid.Custom(func(t *rapid.T) Node {
		text := rapid.SampledFrom(fragments).Filter(func(s string) bool { return terms(s) != nil }).Draw(t, "text")
		words := Words{Terms: terms(text), Field: Field(rapid.IntRange(0, int(fields)-1).Draw(t, "field")), Exact: rapid.Bool().Draw(t, "exact"), Open: rapid.Bool().Draw(t, "open")}
		if words.Field == Anywhere {
			_, words.Signs = typedTerms(text)
		}
		words.Open = words.Open || words.Field != Anywhere && !words.Exact
		day := rapid.Int64Range(-700_000, 2_900_000).Draw(t, "day") * 86400
		return rapid.SampledFrom([]Node{
			words, words, words, words,
			Is{State(rapid.IntRange(0, int(Archived)).Draw(t, "state"))},
			Has{What(rapid.IntRange(0, int(Tags)).Draw(t, "what"))},
			Kind{rapid.SampledFrom([]string{"question", "my own", "x*", "-", "a:b", "(", "東京"}).Draw(t, "kind")},
			Range{Minutes, 5, anyNumber.max},
			Range{WordCount, 0, rapid.Int64Range(0, 1e9).Draw(t, "most")},
			Range{Date, day, day + rapid.Int64Range(1, 9999).Draw(t, "days")*86400 - 1},
			Range{Date, day, fourDigitYears.max},
			Pattern{Regexp: regexp.MustCompile(rapid.SampledFrom([]string{"(?i)a", "(?i)(?i)a", "A", "(?i)/", `(?i)\\/ `, `(?i)\S`}).Draw(t, "pattern"))},
		}).Draw(t, "leaf")
	})
	if depth == 0 {
		return leaf
	}
	return rapid.Custom(func(t *rapid.T) Node {
		parts := rapid.SliceOfN(someNode(depth-1), 2, 3)
		switch rapid.IntRange(0, 4).Draw(t, "form") {
		case 0:
			return joined[And](parts.Draw(t, "and"))
		case 1:
			return joined[Or](parts.Draw(t, "or"))
		case 2:
			return negated(someNode(depth-1).Draw(t, "not"))
		}
		return leaf.Draw(t, "leaf")
	})
}

func FuzzParse(f *testing.F) {
	for _, c := range understood {
		f.Add(c.query)
	}
	for _, p := range fragments {
		f.Add("a " + p + " b")
	}
	f.Add(strings.Repeat("-(", 40) + "x")
	f.Fuzz(func(t *testing.T, text string) {
		check(t, text)
		Complete(text, len(text)/2, noValues)
	})
}

var (
	anyPlace = cmp.Comparer(func(a, b article.Span) bool { return true })
	sameTree = []cmp.Option{
		anyPlace,
		cmp.Comparer(func(a, b *regexp.Regexp) bool { return a.String() == b.String() }),
		cmp.FilterPath(func(p cmp.Path) bool { return p.Last().String() == ".Text" }, cmp.Ignore()),
	}
)

// check tests what holds for every query.
func check(t *testing.T, text string) {
	t.Helper()
	q, p := Parse(text, noon)
	if q.Text != text {
		t.Fatalf("%q: the text became %q", text, q.Text)
	}
	if p != nil {
		checkProblem(t, q, p)
	} else if q.Root == nil && q.Sort == (Sort{}) && asks(text) {
		t.Fatalf("%q: neither a tree nor a problem", text)
	}
	checkTree(t, q)
	s := q.String()
	if len(s) > maxText {
		return
	}
	again, p := Parse(s, noon)
	if p != nil {
		t.Fatalf("%q: written as %q: %v", text, s, p)
	}
	if diff := cmp.Diff(q, again, sameTree...); diff != "" {
		t.Fatalf("%q: written as %q (-want +got)\n%s", text, s, diff)
	}
}

// asks reports whether there is anything to search for in a text without problems.
func asks(text string) bool {
	text = strings.NewReplacer("AND", "", "OR", "", "NOT", "", "sort:relevance", "").Replace(text)
	return strings.ContainsFunc(text, func(r rune) bool { return r < unicode.MaxASCII && unicode.IsLetter(r) }) && !strings.Contains(text, ":")
}

func checkProblem(t *testing.T, q Query, p *Problem) {
	t.Helper()
	switch {
	case p.At.Start < 0 || p.At.End < p.At.Start || p.At.End > len(q.Text):
		t.Fatalf("%q: problem at %v", q.Text, p.At)
	case p.What == "" || article.CleanLine(p.Error()) != p.Error() || len([]rune(p.Error())) > 300:
		t.Fatalf("%q: problem %q", q.Text, p.Error())
	case !p.Usable && (q.Root != nil || q.Sort != Sort{}):
		t.Fatalf("%q: %v, but there is a tree", q.Text, p)
	}
}

// checkTree tests what query.go promises of a tree.
func checkTree(t *testing.T, q Query) {
	t.Helper()
	size := 0
	eachNode(q.Root, func(n Node) {
		ok := true
		switch n := n.(type) {
		case And:
			ok = len(n) > 1 && !holds[And](n)
		case Or:
			ok = len(n) > 1 && !holds[Or](n)
		case Not:
			ok = !holds[Not]([]Node{n.Node})
		case Words:
			size += len(n.Terms)
			ok = len(n.Terms) > 0 && n.At.Start < n.At.End && n.At.End <= len(q.Text)
		case Range:
			size++
			ok = n.Min <= n.Max
		default:
			size++
		}
		if !ok {
			t.Fatalf("%q: %v", q.Text, n)
		}
	})
	if size > maxWords {
		t.Fatalf("%q: %d words and filters", q.Text, size)
	}
}

func holds[T Node](parts []Node) bool {
	for _, part := range parts {
		if _, is := part.(T); is || part == nil {
			return true
		}
	}
	return false
}

func eachNode(n Node, do func(Node)) {
	var parts []Node
	switch n := n.(type) {
	case nil:
		return
	case And:
		parts = n
	case Or:
		parts = n
	case Not:
		parts = []Node{n.Node}
	}
	do(n)
	for _, part := range parts {
		eachNode(part, do)
	}
}

func BenchmarkParse(b *testing.B) {
	for _, query := range []string{
		"japan alliance",
		`(title:japan OR "free trade") -war is:unread len:<5m date:2024-04..2024-06 sort:date al`,
		strings.Repeat("a", maxText),
		strings.Repeat("(", maxText),
		strings.Repeat(`"`, maxText),
	} {
		b.Run(fmt.Sprintf("%.20s", query), func(b *testing.B) {
			for b.Loop() {
				Parse(query, noon)
			}
		})
	}
}

func TestTyped(t *testing.T) {
	q, _ := Parse(`Café don't "Free, trade" ~Goverment text:C++ コーヒー node.js -war tag:x (a OR _b_) unfin`, noon)
	var all []string
	for _, w := range q.Words() {
		if w.InText() {
			all = append(all, q.Typed(w)...)
		}
	}
	if got, want := strings.Join(all, " "), "café don't free trade goverment c++ コーヒー node.js a _b_ unfin"; got != want {
		t.Errorf("%q, want %q", got, want)
	}
}
