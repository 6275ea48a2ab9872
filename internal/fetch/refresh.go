package fetch

import (
	"bytes"
	"context"
	"fmt"
	"net/http"
	"strconv"
	"strings"
	"time"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// longestRefresh is the longest delay, in seconds, of a refresh that is a
// redirect: pages with news are loaded again after minutes.
const longestRefresh = 10

// refreshOf is where a page sends its reader by <meta http-equiv="refresh">, or
// "". One that only readers without scripts are to follow counts where there is
// nothing to read.
func refreshOf(a *Answer) string {
	if a.Type == "" || !isPage(a) || !bytes.Contains(bytes.ToLower(a.Body), []byte("refresh")) {
		return ""
	}
	var s refreshScan
	z := html.NewTokenizer(bytes.NewReader(a.Body))
	for {
		switch z.Next() {
		case html.ErrorToken:
			if s.to == "" && s.letters < fewLetters {
				return s.unscripted
			}
			return s.to
		case html.TextToken:
			s.text(z.Text())
		case html.StartTagToken, html.SelfClosingTagToken:
			s.start(z.Token())
		case html.EndTagToken:
			if name, _ := z.TagName(); atom.Lookup(name) == s.silent {
				s.silent = 0
			}
		}
	}
}

// fewLetters is less than what there is to read on a page, in bytes.
const fewLetters = 200

type refreshScan struct {
	to, unscripted string
	letters        int
	silent         atom.Atom // the element that the text is in that is not read, or 0
}

// text counts what is read. What stands in <noscript> is a text to the
// tokenizer, which has scripts in mind.
func (s *refreshScan) text(text []byte) {
	switch s.silent {
	case 0:
		s.letters += len(bytes.TrimSpace(text))
	case atom.Noscript:
		for z := html.NewTokenizer(bytes.NewReader(text)); ; {
			kind := z.Next()
			if kind == html.ErrorToken {
				return
			}
			if t := z.Token(); t.DataAtom == atom.Meta && s.unscripted == "" && kind != html.EndTagToken {
				s.unscripted = refreshTarget(t)
			}
		}
	}
}

func (s *refreshScan) start(t html.Token) {
	switch t.DataAtom {
	case atom.Script, atom.Style, atom.Noscript, atom.Title, atom.Template:
		if s.silent == 0 && t.Type == html.StartTagToken {
			s.silent = t.DataAtom
		}
	case atom.Meta:
		if s.silent == 0 && s.to == "" {
			s.to = refreshTarget(t)
		}
	}
}

// refreshTarget is the address of a <meta>: content="0; url=…".
func refreshTarget(t html.Token) string {
	is, content := false, ""
	for _, a := range t.Attr {
		switch a.Key {
		case "http-equiv":
			is = strings.EqualFold(strings.TrimSpace(a.Val), "refresh")
		case "content":
			content = a.Val
		}
	}
	delay, rest, _ := strings.Cut(strings.Replace(content, ",", ";", 1), ";")
	seconds, err := strconv.ParseFloat(strings.TrimSpace(delay), 64)
	rest = strings.TrimSpace(rest)
	if len(rest) >= 3 && strings.EqualFold(rest[:3], "url") {
		if after, ok := strings.CutPrefix(strings.TrimSpace(rest[3:]), "="); ok {
			rest = strings.TrimSpace(after)
		}
	}
	if !is || err != nil || !(seconds >= 0 && seconds <= longestRefresh) {
		return ""
	}
	if quote := strings.IndexAny(rest, `"'`); quote == 0 {
		rest, _, _ = strings.Cut(rest[1:], rest[:1])
	}
	return strings.TrimSpace(rest)
}

// wait waits for a busy server as long as it says, once and not for long.
func (v *visit) wait(ctx context.Context, resp *http.Response) error {
	says := strings.TrimSpace(resp.Header.Get("Retry-After"))
	after, ok := retryAfter(says, resp.Header.Get("Date"))
	busy := fmt.Errorf("the server is too busy (%d)", resp.StatusCode)
	switch {
	case !ok:
		return fmt.Errorf("%w; try again later", busy)
	case v.waited:
		return fmt.Errorf("%w, also after waiting; it asks to come again in %v", busy, after)
	case after > v.limits.Wait:
		return fmt.Errorf("%w; it asks to come again in %v", busy, after)
	}
	v.waited = true
	timer := time.NewTimer(after)
	defer timer.Stop()
	select {
	case <-timer.C:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// retryAfter reads the header: seconds, or a moment by the server's own clock
// (RFC 9110, 10.2.3).
func retryAfter(says, date string) (time.Duration, bool) {
	if n, err := strconv.Atoi(says); err == nil && n >= 0 {
		return time.Duration(min(n, 365*24*3600)) * time.Second, true
	}
	at, err := http.ParseTime(says)
	now, unknown := http.ParseTime(date)
	if err != nil || unknown != nil {
		return 0, false
	}
	return max(at.Sub(now), 0), true
}
