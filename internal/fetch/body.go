package fetch

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"errors"
	"fmt"
	"io"
	"mime"
	"net/http"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/andybalholm/brotli"
	"golang.org/x/net/html/charset"
)

// sniffed is how many bytes tell the type of a body.
const sniffed = 1024

// read reads a body to its end and finds out what it is; what can't be used is
// not read.
func (v *visit) read(resp *http.Response) (*Answer, error) {
	declared, params, err := mime.ParseMediaType(resp.Header.Get("Content-Type"))
	if err != nil {
		declared, _, _ = strings.Cut(strings.ToLower(resp.Header.Get("Content-Type")), ";")
	}
	body, err := unpack(resp.Header.Values("Content-Encoding"), &limited{resp.Body, v.limits.Bytes, v.limits.Bytes})
	if err != nil {
		return nil, err
	}
	in := bufio.NewReaderSize(&limited{body, v.limits.Bytes, v.limits.Bytes}, sniffed)
	head, err := in.Peek(sniffed)
	if err != nil && !errors.Is(err, io.EOF) {
		return nil, err
	}
	kind, err := kindOf(strings.TrimSpace(declared), head, v.Want)
	if err != nil {
		return nil, err
	}
	if resp.ContentLength > v.limits.Bytes {
		return nil, tooLarge(v.limits.Bytes)
	}
	data, err := io.ReadAll(in)
	if err != nil {
		return nil, err
	}
	if v.Want == Texts {
		data = decode(data, params["charset"])
	}
	return &Answer{Type: kind, Body: data, ETag: resp.Header.Get("ETag"), Modified: resp.Header.Get("Last-Modified")}, nil
}

// mostPackings is how many times a body may be packed.
const mostPackings = 2

// unpack unpacks a body as its header says.
func unpack(encodings []string, body io.Reader) (io.Reader, error) {
	all := slices.DeleteFunc(strings.FieldsFunc(strings.ToLower(strings.Join(encodings, ",")), func(r rune) bool { return r == ',' || r == ' ' }), func(e string) bool { return e == "identity" })
	if len(all) > mostPackings {
		return nil, fmt.Errorf("its body is packed %d times over", len(all))
	}
	for _, e := range slices.Backward(all) {
		switch e {
		case "gzip", "x-gzip":
			z, err := gzip.NewReader(body)
			if err != nil {
				return nil, fmt.Errorf("its body can't be unpacked: %w", err)
			}
			body = packed{z}
		case "br":
			body = packed{brotli.NewReader(body)}
		default:
			return nil, fmt.Errorf("its body is packed by %q, which nobody asked for", e)
		}
	}
	return body, nil
}

// packed says of errors that they are the packing's.
type packed struct{ io.Reader }

func (p packed) Read(b []byte) (int, error) {
	n, err := p.Reader.Read(b)
	var large *sizeError
	if err != nil && !errors.Is(err, io.EOF) && !errors.As(err, &large) {
		err = fmt.Errorf("its body can't be unpacked: %w", err)
	}
	return n, err
}

// limited is a body that may have so many bytes; more are an error.
type limited struct {
	io.Reader
	left, most int64
}

func (l *limited) Read(b []byte) (int, error) {
	if int64(len(b)) > l.left+1 {
		b = b[:l.left+1]
	}
	n, err := l.Reader.Read(b)
	if l.left -= int64(n); l.left < 0 {
		return 0, tooLarge(l.most)
	}
	return n, err
}

type sizeError struct{ most int64 }

func (e *sizeError) Error() string {
	if e.most < 1<<20 {
		return fmt.Sprintf("it is larger than %d bytes", e.most)
	}
	return fmt.Sprintf("it is larger than %d MB", e.most>>20)
}

func tooLarge(most int64) error { return &sizeError{most} }

// bom makes a text UTF-8 whatever else it says of itself.
const bom = "\xEF\xBB\xBF"

// decode makes UTF-8 of a text by the charset of the header, which counts for
// more than what the text says. What is UTF-8 all the same, or has a mark of
// its own, stays: many servers name one charset for all pages.
func decode(data []byte, name string) []byte {
	e, name := charset.Lookup(name)
	marked := bytes.HasPrefix(data, []byte(bom)) || bytes.HasPrefix(data, []byte("\xFF\xFE")) || bytes.HasPrefix(data, []byte("\xFE\xFF"))
	switch {
	case e == nil || marked:
		return data
	case utf8.Valid(data) && name != "iso-2022-jp":
		if name == "utf-8" {
			return append([]byte(bom), data...)
		}
		return data
	case name == "utf-8":
		return data
	}
	text, err := e.NewDecoder().Bytes(data)
	if err != nil {
		return data
	}
	return append([]byte(bom), text...)
}
