// Package fetch fetches what a person asked for by its address: a page, a feed
// or a picture, within limits of time, size and hops, and never from this
// machine or a private network unless that was asked for, too. It knows
// nothing of collections, and nothing but a command calls it.
package fetch

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/http/cookiejar"
	"net/netip"
	"net/url"
	"time"

	"golang.org/x/net/http/httpproxy"
)

// Limits bound what is fetched.
type Limits struct {
	Connect   time.Duration // for a connection, and as long for its encryption
	Whole     time.Duration // from the first look-up to the last byte, over all redirects
	Bytes     int64         // of the body, packed and unpacked
	Redirects int
	Wait      time.Duration // the longest that a busy server is waited for, once
}

// Usual are the limits of the program.
var Usual = Limits{Connect: 10 * time.Second, Whole: time.Minute, Bytes: 20 << 20, Redirects: 10, Wait: 10 * time.Second}

// Want is what is asked for; anything else is an error that names its type.
type Want int

// Texts are pages, plain texts, Markdown and feeds; Pictures PNG, JPEG, GIF and
// WebP.
const (
	Texts Want = iota
	Pictures
)

// Request is what to fetch.
type Request struct {
	Address        string
	Want           Want
	Private        bool   // this machine and private networks are meant
	ETag, Modified string // of the answer before; if it is still good, there is no other
}

// Answer is what was fetched, whole.
type Answer struct {
	Address        string // the last one, after all redirects, without a fragment
	Type           string // media type, as the body shows it to be
	Body           []byte // unpacked; UTF-8 where the header tells another charset
	Moved          string // where redirects for good (301, 308) lead, in turn from the first one; "" if none does
	ETag, Modified string
	Unchanged      bool // the answer before is still good; there is no body
}

// Fetcher fetches. It is safe for concurrent use.
type Fetcher struct {
	limits                   Limits
	guarded, anywhere, proxy *http.Transport // to public addresses, to all, by a proxy
	proxyOf                  func(*url.URL) (*url.URL, error)
	refusal                  func(netip.Addr) string // why an address is not fetched from; "" if it may be
}

// New is a Fetcher with these limits, and with the proxies of the environment.
func New(l Limits) *Fetcher {
	f := &Fetcher{limits: l, proxyOf: httpproxy.FromEnvironment().ProxyFunc(), refusal: notPublic}
	f.guarded, f.anywhere, f.proxy = f.transport(), f.transport(), f.transport()
	f.guarded.DialContext = f.dialer(f.guard).DialContext
	f.proxy.Proxy = func(r *http.Request) (*url.URL, error) { return f.proxyOf(r.URL) }
	return f
}

// Close lets idle connections go.
func (f *Fetcher) Close() {
	for _, t := range []*http.Transport{f.guarded, f.anywhere, f.proxy} {
		t.CloseIdleConnections()
	}
}

func (f *Fetcher) transport() *http.Transport {
	const headers = 256 << 10
	return &http.Transport{
		DialContext: f.dialer(nil).DialContext, TLSHandshakeTimeout: f.limits.Connect, MaxResponseHeaderBytes: headers,
		ForceAttemptHTTP2: true, DisableCompression: true, MaxIdleConnsPerHost: 1, IdleConnTimeout: f.limits.Whole,
	}
}

// Error says what became of an address.
type Error struct {
	Address string // as it was asked for
	Last    string // where it led to, if that is another
	Err     error
}

func (e *Error) Error() string {
	if e.Last != "" && e.Last != e.Address {
		return fmt.Sprintf("fetch %s: it leads to %s: %v", e.Address, e.Last, e.Err)
	}
	return fmt.Sprintf("fetch %s: %v", e.Address, e.Err)
}

func (e *Error) Unwrap() error { return e.Err }

// errSlow is the cause of a context that the limit ended.
var errSlow = errors.New("too slow")

// Get fetches one address. Either all of the answer is there or an *Error.
func (f *Fetcher) Get(ctx context.Context, r Request) (*Answer, error) {
	ctx, cancel := context.WithTimeoutCause(ctx, f.limits.Whole, errSlow)
	defer cancel()
	at, err := parse(r.Address)
	if err != nil {
		return nil, &Error{Address: r.Address, Err: err}
	}
	first := at.Redacted()
	jar, err := cookiejar.New(nil)
	if err != nil {
		return nil, &Error{Address: first, Err: err}
	}
	v := visit{Fetcher: f, Request: r, jar: jar, steady: true}
	for range f.limits.Redirects + 1 {
		answer, next, err := v.ask(ctx, at)
		if err != nil {
			return nil, &Error{first, at.Redacted(), f.words(ctx, err)}
		}
		if next == nil {
			answer.Address, answer.Moved = plain(at), v.moved
			return answer, nil
		}
		at = next
	}
	return nil, &Error{first, at.Redacted(), fmt.Errorf("it redirects more than %d times", f.limits.Redirects)}
}

// visit is a Get on its way: what it was given from hop to hop.
type visit struct {
	*Fetcher
	Request
	jar    http.CookieJar
	waited bool // for a busy server
	steady bool // all redirects so far are for good
	moved  string
}

// ask asks one address. Either it answers, or it leads to another one.
func (v *visit) ask(ctx context.Context, at *url.URL) (*Answer, *url.URL, error) {
	via, err := v.way(at)
	if err != nil {
		return nil, nil, err
	}
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, at.String(), nil)
	if err != nil {
		return nil, nil, err
	}
	v.addHeaders(req.Header)
	client := http.Client{Transport: via, Jar: v.jar, CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	resp, err := client.Do(req)
	if err != nil {
		return nil, nil, err
	}
	defer resp.Body.Close()
	switch resp.StatusCode {
	case http.StatusMovedPermanently, http.StatusFound, http.StatusSeeOther, http.StatusTemporaryRedirect, http.StatusPermanentRedirect:
		next, err := follow(at, resp.Header.Get("Location"))
		if err == nil {
			v.led(resp.StatusCode, next)
		}
		return nil, next, err
	case http.StatusTooManyRequests, http.StatusServiceUnavailable:
		return nil, at, v.wait(ctx, resp)
	case http.StatusNotModified:
		if v.ETag != "" || v.Modified != "" {
			return &Answer{Unchanged: true, ETag: v.ETag, Modified: v.Modified}, nil, nil
		}
	}
	if resp.StatusCode != http.StatusOK && resp.StatusCode != http.StatusNonAuthoritativeInfo {
		return nil, nil, statusWords(resp.StatusCode)
	}
	answer, err := v.read(resp)
	if err != nil {
		return nil, nil, err
	}
	if to := refreshOf(answer); to != "" {
		v.steady = false
		next, err := follow(at, to)
		if err != nil || plain(next) != plain(at) {
			return nil, next, err
		}
	}
	return answer, nil, nil
}

// led remembers where a redirect leads, if it and all before are for good.
func (v *visit) led(status int, next *url.URL) {
	v.steady = v.steady && (status == http.StatusMovedPermanently || status == http.StatusPermanentRedirect)
	if v.steady {
		v.moved = plain(next)
	}
}

// way is how an address is reached: directly, or by the proxy that the
// environment names for it, which is not judged itself: what is asked of it is,
// by its name.
func (v *visit) way(at *url.URL) (*http.Transport, error) {
	by, err := v.proxyOf(at)
	switch {
	case err != nil:
		return nil, fmt.Errorf("the environment's proxy: %w", err)
	case by == nil && v.Private:
		return v.anywhere, nil
	case by == nil:
		return v.guarded, nil
	case !v.Private:
		err = v.judgeName(at.Hostname())
	}
	return v.proxy, err
}

// accepted is what each Want says that it takes.
var accepted = map[Want]string{
	Texts:    "text/html, application/xhtml+xml, application/rss+xml, application/atom+xml, application/feed+json, text/markdown;q=0.9, text/plain;q=0.8, */*;q=0.1",
	Pictures: "image/png, image/jpeg, image/gif, image/webp",
}

func (v *visit) addHeaders(h http.Header) {
	h.Set("User-Agent", "manicule")
	h.Set("Accept", accepted[v.Want])
	h.Set("Accept-Encoding", "gzip, br")
	if v.ETag != "" {
		h.Set("If-None-Match", v.ETag)
	}
	if v.Modified != "" {
		h.Set("If-Modified-Since", v.Modified)
	}
}
