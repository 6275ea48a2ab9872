// Package feed reads what sites publish for those who follow them: RSS, Atom
// and JSON Feed, and the lists of feeds (OPML) that readers exchange. It is
// pure: bytes become entries, whose texts are HTML that nobody has cleaned yet.
package feed

import (
	"bytes"
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"html"
	"net/url"
	"strings"
	"time"

	"github.com/mmcdole/gofeed"
	"github.com/mmcdole/gofeed/json"
	nethtml "golang.org/x/net/html"

	"manicule/internal/script"
)

// Feed is a feed as it was at one moment.
type Feed struct {
	Title   string
	Home    string // address of the site, or ""
	Entries []Entry
}

// Entry is one entry of a feed. What is unknown is empty.
type Entry struct {
	GUID      string
	Address   string // of its page, absolute
	Title     string // clean, without markup
	Author    string
	Tags      []string
	Published time.Time
	HTML      string // its text
	Whole     bool   // HTML is the whole text as the feed says, not a summary
}

// ID is what tells an entry from all others of its feed: its guid, else its
// address, else its title and date.
func (e *Entry) ID() string {
	what := cmp.Or(prefixed("guid ", e.GUID), prefixed("address ", e.Address), "title "+e.Title+" "+e.Published.UTC().Format(time.RFC3339))
	sum := sha256.Sum256([]byte(what))
	return hex.EncodeToString(sum[:10])
}

func prefixed(prefix, s string) string {
	if s == "" {
		return ""
	}
	return prefix + s
}

// begin is how many bytes tell what a file is.
const begin = 4096

// Is reports whether data look like a feed.
func Is(data []byte) bool {
	head := bytes.TrimLeft(bytes.TrimPrefix(data[:min(len(data), begin)], []byte("\xEF\xBB\xBF")), " \t\r\n")
	if len(head) == 0 || head[0] != '<' && head[0] != '{' {
		return false
	}
	if head[0] == '{' {
		return bytes.Contains(data[:min(len(data), begin)], []byte("jsonfeed.org/version")) || bytes.Contains(data, []byte("jsonfeed.org/version/1")) && bytes.Contains(data, []byte(`"items"`))
	}
	kind := gofeed.DetectFeedType(bytes.NewReader(head))
	return kind == gofeed.FeedTypeAtom || kind == gofeed.FeedTypeRSS
}

// Parse reads a feed that came from an address, from which its links lead on.
func Parse(data []byte, address string) (*Feed, error) {
	if err := checkMarkup(data); err != nil {
		return nil, fmt.Errorf("read the feed: %w", err)
	}
	p := gofeed.NewParser()
	p.KeepOriginalFeed = bytes.HasPrefix(bytes.TrimSpace(data), []byte("{"))
	parsed, err := p.Parse(bytes.NewReader(data))
	if err != nil {
		return nil, fmt.Errorf("read the feed: %w", err)
	}
	base, err := url.Parse(address)
	if err != nil {
		base = &url.URL{}
	}
	f := &Feed{Title: line(parsed.Title), Home: absolute(base, parsed.Link)}
	if base.Host == "" && f.Home != "" { // a file
		base, _ = url.Parse(f.Home)
	}
	plainTexts(parsed)
	for _, item := range parsed.Items {
		if item != nil {
			f.Entries = append(f.Entries, newEntry(item, base))
		}
	}
	if f.Title == "" && len(f.Entries) == 0 {
		return nil, errors.New("read the feed: there is nothing in it")
	}
	return f, nil
}

// plainTexts makes HTML of the entries of a JSON Feed that have only plain text.
func plainTexts(f *gofeed.Feed) {
	original, ok := f.OriginalFeed().(*json.Feed)
	if !ok || len(original.Items) != len(f.Items) {
		return
	}
	for i, item := range original.Items {
		if item != nil && f.Items[i] != nil && item.ContentHTML == "" {
			f.Items[i].Content = paragraphs(item.ContentText)
		}
	}
}

func newEntry(item *gofeed.Item, base *url.URL) Entry {
	e := Entry{
		GUID: strings.TrimSpace(item.GUID), Address: absolute(base, item.Link), Title: line(item.Title), Tags: item.Categories,
		HTML: item.Content, Whole: strings.TrimSpace(item.Content) != "",
	}
	if !e.Whole {
		e.HTML = item.Description
	}
	var authors []string
	for _, a := range item.Authors {
		if a != nil && line(a.Name) != "" {
			authors = append(authors, line(a.Name))
		}
	}
	e.Author = strings.Join(authors, ", ")
	switch {
	case item.PublishedParsed != nil:
		e.Published = *item.PublishedParsed
	case item.UpdatedParsed != nil:
		e.Published = *item.UpdatedParsed
	}
	if e.Address == "" && isWeb(e.GUID) {
		e.Address = e.GUID
	}
	e.Title = cmp.Or(e.Title, firstWords(e.HTML), e.Address)
	return e
}

// paragraphs is plain text as HTML.
func paragraphs(text string) string {
	var b strings.Builder
	for p := range strings.SplitSeq(strings.ReplaceAll(text, "\r\n", "\n"), "\n\n") {
		if strings.TrimSpace(p) != "" {
			b.WriteString("<p>" + strings.ReplaceAll(html.EscapeString(p), "\n", "<br>") + "</p>\n")
		}
	}
	return b.String()
}

// absolute is a link of a feed as the address of a web page, or "".
func absolute(base *url.URL, link string) string {
	to, err := base.Parse(strings.TrimSpace(link))
	if err != nil || link == "" || !isWeb(to.String()) {
		return ""
	}
	return to.String()
}

func isWeb(address string) bool {
	u, err := url.Parse(address)
	return err == nil && (u.Scheme == "http" || u.Scheme == "https") && u.Host != ""
}

// line is a title or name in clean words on one line, without markup.
func line(s string) string {
	if strings.ContainsAny(s, "<&") {
		s = textOf(s)
	}
	return script.CleanLine(strings.Join(strings.Fields(s), " "))
}

// textOf is what there is to read in a piece of HTML. What only looks like a
// tag is text.
func textOf(s string) string {
	var b strings.Builder
	z := nethtml.NewTokenizer(strings.NewReader(s))
	for {
		switch z.Next() {
		case nethtml.ErrorToken:
			return html.UnescapeString(b.String())
		case nethtml.TextToken:
			b.Write(z.Text())
		case nethtml.StartTagToken, nethtml.EndTagToken, nethtml.SelfClosingTagToken:
			if t := z.Token(); t.DataAtom == 0 {
				b.WriteString(string(z.Raw()))
			}
		}
	}
}

// titleLetters is how long a title is that an entry has not, in letters.
const titleLetters = 60

// firstWords are the first words of a text, for an entry without a title.
func firstWords(s string) string {
	words := []rune(line(s[:min(len(s), begin)]))
	if len(words) <= titleLetters {
		return string(words)
	}
	cut := string(words[:titleLetters])
	if i := strings.LastIndexByte(cut, ' '); i > 0 {
		cut = cut[:i]
	}
	return cut + "…"
}
