package library

import (
	"context"
	"net/url"
	"slices"
	"strings"
	"time"

	"golang.org/x/text/unicode/norm"

	"manicule/internal/exchange"
	"manicule/internal/script"
	"manicule/internal/search"
)

// Matcher finds the article that a note from another program is on. It is made
// once for any number of notes.
type Matcher struct {
	a        *Articles
	bySource map[string][]ID
	byTitle  map[string][]ID
}

// Matcher goes through the list once.
func (a *Articles) Matcher(ctx context.Context) (*Matcher, error) {
	all, err := a.searchAll(ctx, search.Query{})
	m := &Matcher{a, map[string][]ID{}, map[string][]ID{}}
	for _, id := range all.IDs {
		e := a.Entry(id)
		if s := sameSource(e.Meta.Source); s != "" {
			m.bySource[s] = append(m.bySource[s], id)
		}
		if t := sameTitle(e.Meta.Title); t != "" {
			m.byTitle[t] = append(m.byTitle[t], id)
		}
	}
	return m, err
}

// Match is what a Matcher found.
type Match struct {
	Path   string   // of the article; "" if it can't be told
	Others []string // the articles among which it can't
}

// Match finds the article: by its path if manicule wrote the note down itself,
// else by its address, else by title and author, else by what is quoted, which
// also decides between several. Of copies of one story it is the first.
func (m *Matcher) Match(ctx context.Context, n exchange.Imported) (Match, error) {
	if id, ok := m.a.Find(n.Path); ok && n.Path != "" && m.agrees(id, n) {
		return Match{Path: n.Path}, nil
	}
	found := m.bySource[sameSource(n.Source)]
	if len(found) == 0 {
		found = m.byAuthor(m.byTitle[sameTitle(n.Title)], n.Author)
	}
	if len(found) != 1 {
		quoting, err := m.quoting(ctx, n.Anchor.Quote)
		if err != nil {
			return Match{}, err
		}
		found = decide(found, quoting)
	}
	kept, _ := m.a.Fold(found, func(ID) bool { return false })
	switch len(kept) {
	case 0:
		return Match{}, nil
	case 1:
		return Match{Path: m.a.Entry(kept[0]).Path}, nil
	}
	var others []string
	for _, id := range kept {
		others = append(others, m.a.Entry(id).Path)
	}
	slices.Sort(others)
	return Match{Others: others}, nil
}

// agrees reports whether the article is, by all that is known, the one that the
// note was on: another may have taken its path since.
func (m *Matcher) agrees(id ID, n exchange.Imported) bool {
	e := m.a.Entry(id)
	if n.Source != "" && e.Meta.Source != "" {
		return sameSource(n.Source) == sameSource(e.Meta.Source)
	}
	return n.Title == "" || sameTitle(n.Title) == sameTitle(e.Meta.Title)
}

// decide keeps of the articles that may be meant those that also quote so; if
// none may be, those that quote so.
func decide(found, quoting []ID) []ID {
	if len(found) == 0 {
		return quoting
	}
	both := slices.DeleteFunc(slices.Clone(found), func(id ID) bool { return !slices.Contains(quoting, id) })
	if len(both) == 0 {
		return found
	}
	return both
}

// byAuthor keeps of several articles those of the author, if there are any.
func (m *Matcher) byAuthor(ids []ID, author string) []ID {
	words := strings.Fields(sameTitle(author))
	if len(ids) < 2 || len(words) == 0 {
		return ids
	}
	theirs := slices.DeleteFunc(slices.Clone(ids), func(id ID) bool {
		known := strings.Fields(sameTitle(m.a.Entry(id).Meta.Author))
		return !slices.ContainsFunc(words, func(w string) bool { return len(w) > 2 && slices.Contains(known, w) })
	})
	if len(theirs) == 0 {
		return ids
	}
	return theirs
}

// A quote finds its article by up to this many of its words. Fewer than the least, or
// fewer letters, are in any number of articles by chance.
const (
	leastWords, mostWords = 4, 12
	leastLetters          = 16
)

// quoting are the articles that say what is quoted.
func (m *Matcher) quoting(ctx context.Context, quote string) ([]ID, error) {
	words := strings.FieldsFunc(quote, func(r rune) bool { return !script.Letter(r) && !script.Mark(r) })
	phrase := strings.Join(words[:min(len(words), mostWords)], " ")
	if eastern := len(phrase) > 3*len(words)+40; len(words) < leastWords && !eastern || len(phrase) < leastLetters {
		return nil, nil
	}
	q, problem := search.Parse(`text:"`+phrase+`"`, time.Time{})
	if problem != nil {
		return nil, nil
	}
	found, err := m.a.searchAll(ctx, q)
	return found.IDs, err
}

// sameSource is an address without what differs between links to one page:
// scheme, "www.", the fragment, what counts visits, a slash at the end, a
// Hypothesis proxy before it. "" for what is no web address.
func sameSource(source string) string {
	source = strings.TrimPrefix(strings.TrimPrefix(source, "https://via.hypothes.is/"), "http://via.hypothes.is/")
	u, err := url.Parse(strings.TrimSpace(source))
	if err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https" {
		return ""
	}
	query := u.Query()
	for key := range query {
		lower := strings.ToLower(key)
		begins := func(prefix string) bool { return strings.HasPrefix(lower, prefix) }
		if slices.Contains(trackers, lower) || slices.ContainsFunc(trackerFamilies, begins) {
			query.Del(key)
		}
	}
	host := strings.TrimPrefix(strings.ToLower(u.Hostname()), "www.")
	return strings.TrimSuffix(host+strings.TrimSuffix(u.EscapedPath(), "/")+"?"+query.Encode(), "?")
}

// trackers are parameters of addresses that only count visits, and
// trackerFamilies what many such begin with.
var (
	trackers = []string{
		"fbclid", "gclid", "gclsrc", "dclid", "gbraid", "wbraid", "msclkid", "yclid", "twclid", "ttclid", "li_fat_id", "mc_cid", "mc_eid", "mkt_tok",
		"igshid", "igsh", "ref_src", "ref_url", "vero_id", "oly_anon_id", "oly_enc_id", "_openstat", "_hsenc", "_hsmi", "__hssc", "__hstc", "__s", "_ga", "_gl", "s_cid", "wt.mc_id",
	}
	trackerFamilies = []string{"utm_", "pk_", "piwik_", "mtm_", "matomo_", "hsa_", "itm_"}
)

// sameTitle is a title without case, accents and signs.
func sameTitle(title string) string {
	var b strings.Builder
	for _, r := range norm.NFKD.String(strings.ToLower(title)) {
		switch {
		case script.Letter(r):
			b.WriteRune(r)
		case !script.Mark(r):
			b.WriteByte(' ')
		}
	}
	return strings.Join(strings.Fields(b.String()), " ")
}
