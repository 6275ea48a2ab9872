package fetch

import (
	"bytes"
	"cmp"
	"compress/gzip"
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"log"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"os"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/andybalholm/brotli"
	gocmp "github.com/google/go-cmp/cmp"
)

var update = flag.Bool("update", false, "rewrite the table in docs/fetching.md")

// short are limits that a slow machine keeps, and a test can wait for but for the
// time of the whole.
var short = Limits{Connect: 5 * time.Second, Whole: time.Minute, Bytes: 64 << 10, Redirects: 3, Wait: 10 * time.Second}

const essay = `<!doctype html><html><head><title>Tea</title></head><body><article><h1>Tea</h1><p>Two leaves and a bud make a cup of tea, as everybody knows who picked them.</p></article></body></html>`

// write answers with a type and a body.
func write(kind, body string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", kind)
		_, _ = io.WriteString(w, body)
	}
}

// lead redirects to an address.
func lead(to string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Location", to)
		w.WriteHeader(http.StatusFound)
	}
}

// zipped answers with a page that is packed.
func zipped(encoding string, data []byte) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/html")
		w.Header().Set("Content-Encoding", encoding)
		_, _ = w.Write(data)
	}
}

func gzipOf(data []byte) []byte {
	var b bytes.Buffer
	z := gzip.NewWriter(&b)
	_, _ = z.Write(data)
	_ = z.Close()
	return b.Bytes()
}

func brotliOf(data []byte) []byte {
	var b bytes.Buffer
	z := brotli.NewWriter(&b)
	_, _ = z.Write(data)
	_ = z.Close()
	return b.Bytes()
}

// busy answers so until it was asked that often.
func busy(status int, after string, until int) http.HandlerFunc {
	asked := 0
	return func(w http.ResponseWriter, r *http.Request) {
		if asked++; asked <= until {
			w.Header().Set("Retry-After", after)
			w.WriteHeader(status)
			return
		}
		write("text/html", essay)(w, r)
	}
}

// drip sends a byte at a time for as long as anybody listens.
func drip(each string) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "text/html")
		for r.Context().Err() == nil {
			_, _ = io.WriteString(w, each)
			w.(http.Flusher).Flush()
		}
	}
}

// behaviours are what a server may do, and what comes of it: a part of the
// text or of the error. None leaves anything but one of the two.
var behaviours = []struct {
	name    string
	handler http.HandlerFunc
	text    string
	err     string
}{
	{"a good page", write("text/html; charset=utf-8", essay), "Two leaves", ""},
	{"plain text", write("text/plain", "Two leaves and a bud."), "Two leaves", ""},
	{"Markdown", write("text/markdown", "# Tea\n\nTwo leaves."), "# Tea", ""},
	{"a page without a type", write("", essay), "Two leaves", ""},
	{"a page said to be data", write("application/octet-stream", essay), "Two leaves", ""},
	{"a page in Latin-1 by its header", write("text/html; charset=iso-8859-1", "<p>Th\xe9"), "Thé", ""},
	{"UTF-8 that the header calls Latin-1", write("text/html; charset=iso-8859-1", "<p>Thé"), "Thé", ""},
	{"a page packed by gzip", zipped("gzip", gzipOf([]byte(essay))), "Two leaves", ""},
	{"a page packed by br", zipped("br", brotliOf([]byte(essay))), "Two leaves", ""},
	{"a page packed twice", zipped("br, gzip", gzipOf(brotliOf([]byte(essay)))), "Two leaves", ""},
	{"a page packed three times", zipped("gzip, gzip, gzip", nil), "", "packed 3 times over"},
	{"a gzip bomb", zipped("gzip", gzipOf(make([]byte, 10<<20))), "", "larger than 65536 bytes"},
	{"a br bomb", zipped("br", brotliOf(make([]byte, 10<<20))), "", "larger than 65536 bytes"},
	{"a gzip that breaks off", zipped("gzip", gzipOf([]byte(strings.Repeat(essay, 99)))[:60]), "", "can't be unpacked"},
	{"a body that is no gzip", zipped("gzip", []byte(essay)), "", "can't be unpacked"},
	{"a packing nobody asked for", zipped("zstd", []byte(essay)), "", `packed by "zstd"`},
	{"a huge page", write("text/html", strings.Repeat(essay, 1000)), "", "larger than 65536 bytes"},
	{"an endless page", drip(strings.Repeat("endless ", 4096)), "", "larger than 65536 bytes"},
	{"a page that drips", func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "text/html")
		_, _ = io.WriteString(w, strings.Repeat(" ", 2*sniffed))
		w.(http.Flusher).Flush()
		<-r.Context().Done()
	}, "", "took longer than"},
	{"a server that never answers", func(_ http.ResponseWriter, r *http.Request) { <-r.Context().Done() }, "", "took longer than"},
	{"a page that breaks off", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/html")
		w.Header().Set("Content-Length", "5000")
		_, _ = io.WriteString(w, essay)
	}, "", "breaks off"},
	{"an endless header", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("X-Long", strings.Repeat("x", 1<<20))
	}, "", "exceeded"},
	{"a redirect", lead("/good"), "Two leaves", ""},
	{"a redirect in a circle", func(w http.ResponseWriter, r *http.Request) { lead(r.URL.Path)(w, r) }, "", "more than 3 times"},
	{"a redirect to a file", lead("file:///etc/passwd"), "", `only http and https are fetched, not "file"`},
	{"a redirect to a script", lead("javascript:alert(1)"), "", `only http and https are fetched, not "javascript"`},
	{"a redirect to another program", lead("gopher://example.org/"), "", `only http and https are fetched, not "gopher"`},
	{"a redirect to nowhere", lead(""), "", "redirects to nowhere"},
	{"a redirect into a private network", lead("http://127.0.0.2/secret"), "", "127.0.0.2 is this machine, which is not fetched from"},
	{"a redirect to this machine as IPv6", lead("http://[::ffff:127.0.0.2]/secret"), "", "which is not fetched from"},
	{"a refresh", write("text/html", `<meta http-equiv="Refresh" content="0; URL='/good'">`), "Two leaves", ""},
	{"a refresh for readers without scripts", write("text/html", `<title>t</title><noscript><META http-equiv="refresh" content="0;URL=/good"></noscript><script>location.replace("/good")</script>`), "Two leaves", ""},
	{"a refresh to itself", func(w http.ResponseWriter, r *http.Request) {
		write("text/html", `<meta http-equiv=refresh content="0; url=`+r.URL.Path+`">`+essay)(w, r)
	}, "Two leaves", ""},
	{"a refresh after minutes", write("text/html", `<meta http-equiv=refresh content="300; url=/nowhere">`+essay), "Two leaves", ""},
	{"a refresh in a circle", func(w http.ResponseWriter, r *http.Request) {
		write("text/html", `<meta http-equiv=refresh content="0; url=`+r.URL.Path+`?`+r.URL.RawQuery+`x">`)(w, r)
	}, "", "more than 3 times"},
	{"a refresh to a file", write("text/html", `<meta http-equiv=refresh content="0; url=file:///etc/passwd">`), "", `only http and https are fetched, not "file"`},
	{"a refresh into a private network", write("text/html", `<meta http-equiv=refresh content="0; url=http://127.0.0.2/">`), "", "which is not fetched from"},
	{"a busy server, for a moment", busy(http.StatusServiceUnavailable, "0", 1), "Two leaves", ""},
	{"a busy server, again and again", busy(http.StatusTooManyRequests, "0", 9), "", "too busy (429), also after waiting"},
	{"a busy server, for an hour", busy(http.StatusTooManyRequests, "3600", 9), "", "too busy (429); it asks to come again in 1h0m0s"},
	{"a busy server that says nothing", busy(http.StatusServiceUnavailable, "", 9), "", "too busy (503); try again later"},
	{"no such page", func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusNotFound) }, "", "there is no such page (404)"},
	{"a page for some", func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusForbidden) }, "", "shows it only to some (403)"},
	{"a fault of the server", func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusBadGateway) }, "", "the server has a fault (502)"},
	{"nothing at all", func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusNoContent) }, "", "there is nothing on it (204)"},
	{"a PDF", write("application/pdf", "%PDF-1.7\n"), "", "it is a PDF (application/pdf)"},
	{"a zip", write("application/zip", "PK\x03\x04\x00"), "", "it is a zip (application/zip)"},
	{"an EPUB", write("application/epub+zip", "PK\x03\x04\x00"), "", "it is an EPUB (application/epub+zip)"},
	{"a film", write("video/mp4", "\x00\x00\x00\x18ftypmp42\x00\x00\x00\x00mp42isom"), "", "it is a film (video/mp4)"},
	{"a picture", write("image/png", "\x89PNG\r\n\x1a\n"), "", "it is a picture (image/png)"},
	{"a PDF that says it is a page", write("text/html", "%PDF-1.7\n"), "", "it says that it is text/html, and is a PDF (application/pdf)"},
	{"a zip that says it is a page", write("text/html", "PK\x03\x04\x00"), "", "it says that it is text/html, and is a zip (application/zip)"},
	{"a film without a type", write("application/octet-stream", "\x00\x00\x00\x18ftypmp42\x00\x00\x00\x00mp42isom"), "", "it is a film (video/mp4)"},
	{"a page that says it is a PDF", write("application/pdf", essay), "", "it says that it is application/pdf, and is text/html"},
	{"a page that says it is a picture", write("image/png", essay), "", "it says that it is image/png, and is text/html"},
}

// served is a server with what it does at /0, /1 and so on.
func served(t *testing.T) *httptest.Server {
	mux := http.NewServeMux()
	mux.HandleFunc("/good", write("text/html", essay))
	for i, b := range behaviours {
		mux.HandleFunc(fmt.Sprintf("/%d", i), func(w http.ResponseWriter, r *http.Request) {
			w.Header()["Content-Type"] = nil // none is guessed
			b.handler(w, r)
		})
	}
	s := httptest.NewServer(mux)
	t.Cleanup(s.Close)
	return s
}

// tester is a Fetcher for which 127.0.0.1 is a public address.
func tester(t *testing.T, l Limits) *Fetcher {
	f := New(l)
	f.refusal = func(a netip.Addr) string {
		if a == netip.MustParseAddr("127.0.0.1") {
			return ""
		}
		return notPublic(a)
	}
	t.Cleanup(f.Close)
	return f
}

// TestBehaviours: whatever a server does, there is a whole text or a clear
// error, and docs/fetching.md tells which.
func TestBehaviours(t *testing.T) {
	s := served(t)
	var table strings.Builder
	table.WriteString("| the server sends | outcome |\n| --- | --- |\n")
	for i, b := range behaviours {
		limits := short
		if strings.HasPrefix(b.err, "took longer") {
			limits.Whole = 300 * time.Millisecond
		}
		f := tester(t, limits)
		a, err := f.Get(t.Context(), Request{Address: fmt.Sprintf("%s/%d", s.URL, i)})
		var e *Error
		switch {
		case b.err == "" && (err != nil || !strings.Contains(string(a.Body), b.text)):
			t.Errorf("%s: %v %v", b.name, a, err)
		case b.err != "" && (a != nil || !errors.As(err, &e) || !strings.Contains(err.Error(), b.err)):
			t.Errorf("%s: got %v, want an error with %q", b.name, err, b.err)
		}
		fmt.Fprintf(&table, "| %s | %s |\n", b.name, cmp.Or(b.err, "its text"))
	}
	checkTable(t, table.String())
}

// checkTable compares the table in the documentation.
func checkTable(t *testing.T, table string) {
	const name = "../../docs/fetching.md"
	data, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	part := regexp.MustCompile(`(?s)(<!-- behaviours:[^\n]*-->\n).*?(<!-- /behaviours -->)`)
	want := part.ReplaceAllString(string(data), "${1}\n"+strings.ReplaceAll(table, "$", "$$")+"\n${2}")
	if *update {
		if err := os.WriteFile(name, []byte(want), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	if d := gocmp.Diff(string(data), want); d != "" || !part.Match(data) {
		t.Errorf("the table lags behind; run go test ./internal/fetch -update\n%s", d)
	}
}

// TestMoved: an address is left for good only where every redirect up to there
// says so.
func TestMoved(t *testing.T) {
	mux := http.NewServeMux()
	mux.HandleFunc("/end", write("text/html", essay))
	mux.HandleFunc("/refresh", write("text/html", `<meta http-equiv="refresh" content="0; url=/for-good">`))
	for from, to := range map[string]struct {
		status int
		to     string
	}{
		"/for-good": {http.StatusMovedPermanently, "/also-for-good"}, "/also-for-good": {http.StatusPermanentRedirect, "/end#x"},
		"/half": {http.StatusMovedPermanently, "/for-now"}, "/for-now": {http.StatusTemporaryRedirect, "/for-good"},
	} {
		mux.Handle(from, http.RedirectHandler(to.to, to.status))
	}
	s := httptest.NewServer(mux)
	defer s.Close()
	long := short
	long.Redirects = 5
	for from, want := range map[string]string{"/end": "", "/for-good": s.URL + "/end", "/half": s.URL + "/for-now", "/for-now": "", "/refresh": ""} {
		a, err := tester(t, long).Get(t.Context(), Request{Address: s.URL + from})
		if err != nil {
			t.Fatal(err)
		}
		if a.Moved != want || a.Address != s.URL+"/end" {
			t.Errorf("%s: moved to %q, ends at %q", from, a.Moved, a.Address)
		}
	}
}

// TestPrivate: nothing of this machine is fetched unless it is meant.
func TestPrivate(t *testing.T) {
	asked := 0
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		asked++
		write("text/html", essay)(w, r)
	}))
	defer s.Close()
	f := New(short)
	defer f.Close()
	port := s.URL[strings.LastIndexByte(s.URL, ':'):]
	for _, host := range []string{"127.0.0.1", "localhost", "[::1]", "[::ffff:127.0.0.1]", "0.0.0.0", "[::]"} {
		_, err := f.Get(t.Context(), Request{Address: "http://" + host + port})
		var private *PrivateError
		if !errors.As(err, &private) || !strings.Contains(err.Error(), "--private") {
			t.Errorf("%s: %v", host, err)
		}
	}
	if asked != 0 {
		t.Errorf("the server was asked %d times", asked)
	}
	a, err := f.Get(t.Context(), Request{Address: s.URL + "/tea#leaf", Private: true})
	if err != nil || a.Address != s.URL+"/tea" {
		t.Errorf("what is meant: %v %v", a, err)
	}
}

func TestNotPublic(t *testing.T) {
	for address, public := range map[string]bool{
		"93.184.216.34": true, "8.8.8.8": true, "2606:4700::1111": true, "64:ff9b::5db8:d822": true, "172.32.0.1": true, "100.128.0.1": true, "11.0.0.1": true,
		"127.0.0.1": false, "127.9.9.9": false, "0.0.0.0": false, "10.1.2.3": false, "172.16.0.1": false, "172.31.255.255": false, "192.168.1.1": false,
		"100.64.0.1": false, "100.127.255.255": false, "169.254.169.254": false, "255.255.255.255": false, "224.0.0.1": false, "198.18.0.1": false,
		"::1": false, "::": false, "fe80::1": false, "fe80::1%eth0": false, "fd00::1": false, "fc00::1": false, "ff02::1": false, "::ffff:10.0.0.1": false, "::ffff:127.0.0.1": false,
		"::127.0.0.1": false, "64:ff9b::7f00:1": false, "64:ff9b::a00:1": false, "2002:7f00:1::": false, "2001:0:1::": false, "2001:db8::1": false, "64:ff9b:1::1": false,
	} {
		if why := notPublic(netip.MustParseAddr(address)); (why == "") != public {
			t.Errorf("%s is %q", address, why)
		}
	}
	if notPublic(netip.Addr{}) == "" {
		t.Error("no address is public")
	}
}

// TestChangingName: a name that means another address the second time, and one
// that means two at once, lead nowhere private.
func TestChangingName(t *testing.T) {
	asked := 0
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		asked++
		w.Header().Set("Connection", "close")
		lead("/secret")(w, r)
	}))
	defer s.Close()
	f := tester(t, short)
	d := f.dialer(f.guard)
	names := &resolver{answers: [][4]byte{{127, 0, 0, 1}, {127, 0, 0, 2}}}
	d.Resolver = names.serve(t)
	f.guarded.DialContext = d.DialContext
	_, err := f.Get(t.Context(), Request{Address: "http://rebind.example.org" + s.URL[strings.LastIndexByte(s.URL, ':'):]})
	var private *PrivateError
	if !errors.As(err, &private) || private.Host != "127.0.0.2" {
		t.Errorf("got %v", err)
	}
	if asked != 1 {
		t.Errorf("the server was asked %d times", asked)
	}
}

func TestTLS(t *testing.T) {
	s := httptest.NewTLSServer(write("text/html", essay))
	defer s.Close()
	plain := httptest.NewServer(write("text/html", essay))
	defer plain.Close()
	s.Config.ErrorLog = log.New(io.Discard, "", 0)
	f := tester(t, short)
	for address, want := range map[string]string{
		s.URL: "its certificate can't be trusted",
		strings.Replace(plain.URL, "http:", "https:", 1): "does not speak TLS",
	} {
		if a, err := f.Get(t.Context(), Request{Address: address}); a != nil || err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v %v", address, a, err)
		}
	}
}

func TestAddresses(t *testing.T) {
	f := New(short)
	defer f.Close()
	for address, want := range map[string]string{
		"file:///etc/passwd":   `not "file"`,
		"ftp://example.org/":   `not "ftp"`,
		"http://":              "names no host",
		"http://exa mple\x7f/": "it is no address",
		"http://[::1":          "it is no address",
	} {
		if _, err := f.Get(t.Context(), Request{Address: address}); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v", address, err)
		}
	}
	for arg, is := range map[string]bool{"https://example.org/a": true, "HTTP://x": true, "http://": false, "a.md": false, "file:///a": false, "http:/x": false, "-": false} {
		if IsAddress(arg) != is {
			t.Errorf("%s is an address: %v", arg, !is)
		}
	}
}

// TestProxy: a proxy is asked wherever it stands, and what it is asked for is
// judged by its name.
func TestProxy(t *testing.T) {
	var asked []string
	proxy := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		asked = append(asked, r.URL.String())
		if r.URL.Path == "/in" {
			lead("http://192.168.0.1/")(w, r)
			return
		}
		write("text/html", essay)(w, r)
	}))
	defer proxy.Close()
	for _, name := range []string{"HTTP_PROXY", "http_proxy"} {
		t.Setenv(name, proxy.URL)
	}
	t.Setenv("NO_PROXY", "")
	t.Setenv("no_proxy", "")
	f := New(short)
	defer f.Close()
	for host, allowed := range map[string]bool{
		"example.org": true, "93.184.216.34": true, "localhost": false, "printer": false, "nas.local": false, "x.localhost": false, "box.home.arpa": false, "wiki.internal": false,
		"127.0.0.1": false, "127.1": false, "2130706433": false, "0x7f.1": false, "0x7f000001": false, "0177.0.0.1": false, "[::1]": false, "[fd00::1]": false, "[::ffff:10.0.0.1]": false,
		"10.0.0.1": false, "10.0.0.1.": false, "169.254.169.254": false, "１２７.０.０.１": false, "example.org/in": false, "metadata.google.internal": false,
	} {
		asked = nil
		_, err := f.Get(t.Context(), Request{Address: "http://" + host})
		if (err == nil) != allowed {
			t.Errorf("%s: %v", host, err)
		}
		if !allowed && len(asked) > 0 && host != "example.org/in" {
			t.Errorf("%s: the proxy was asked for %q", host, asked)
		}
	}
	if _, err := f.Get(t.Context(), Request{Address: "http://nas.local/", Private: true}); err != nil {
		t.Errorf("what is meant: %v", err)
	}
}

// TestConditional: what did not change since is not sent again.
func TestConditional(t *testing.T) {
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("ETag", `"1"`)
		if r.Header.Get("If-None-Match") == `"1"` || r.Header.Get("If-Modified-Since") != "" {
			w.WriteHeader(http.StatusNotModified)
			return
		}
		write("text/html", essay)(w, r)
	}))
	defer s.Close()
	f := tester(t, short)
	first, err := f.Get(t.Context(), Request{Address: s.URL})
	if err != nil || first.ETag != `"1"` || first.Unchanged {
		t.Fatalf("%v %v", first, err)
	}
	second, err := f.Get(t.Context(), Request{Address: s.URL, ETag: first.ETag})
	if err != nil || !second.Unchanged || second.ETag != `"1"` {
		t.Errorf("%v %v", second, err)
	}
}

// TestNothingTold: others learn neither the name and password that a person
// typed nor the page before.
func TestNothingTold(t *testing.T) {
	var told []string
	other := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		told = append(told, r.Header.Get("Authorization"), r.Header.Get("Referer"), r.Header.Get("Cookie"))
		write("text/html", essay)(w, r)
	}))
	defer other.Close()
	s := httptest.NewServer(lead(other.URL + "/b"))
	defer s.Close()
	f := tester(t, short)
	a, err := f.Get(t.Context(), Request{Address: strings.Replace(s.URL, "//", "//me:secret@", 1)})
	if err != nil || a.Address != other.URL+"/b" || strings.Join(told, "") != "" {
		t.Errorf("%v %v: told %q", a, err, told)
	}
	_, err = f.Get(t.Context(), Request{Address: "http://me:secret@127.0.0.2/"})
	if err == nil || strings.Contains(err.Error(), "secret") {
		t.Errorf("the error is %v", err)
	}
}

func TestCancel(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	s := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		cancel()
		<-r.Context().Done()
	}))
	defer s.Close()
	if _, err := tester(t, Usual).Get(ctx, Request{Address: s.URL}); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
}

func TestPictures(t *testing.T) {
	png := "\x89PNG\r\n\x1a\n0000"
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		write("text/plain", map[string]string{"/a.png": png}[r.URL.Path]+"")(w, r)
	}))
	defer s.Close()
	f := tester(t, short)
	if a, err := f.Get(t.Context(), Request{Address: s.URL + "/a.png", Want: Pictures}); err != nil || a.Type != "image/png" || string(a.Body) != png {
		t.Errorf("%v %v", a, err)
	}
	if _, err := f.Get(t.Context(), Request{Address: s.URL + "/b", Want: Pictures}); err == nil || !strings.Contains(err.Error(), "not a picture") {
		t.Errorf("got %v", err)
	}
}
