package fetch

import (
	"bytes"
	"fmt"
	"net/http"
	"slices"
	"strings"
)

// undeclared are media types that say nothing.
var undeclared = []string{"", "application/octet-stream", "binary/octet-stream", "application/x-download", "application/force-download", "unknown/unknown"}

// isText reports whether a media type is one of texts.
func isText(media string) bool {
	return strings.HasPrefix(media, "text/") || strings.HasSuffix(media, "+xml") && media != "image/svg+xml" || strings.HasSuffix(media, "+json") ||
		slices.Contains([]string{"application/xml", "application/json", "application/javascript", "application/markdown"}, media)
}

// kindOf is the media type that a body is of, by what its header declares and
// by how it begins. What was not wanted, or is not what it says, is an error
// that names the type.
func kindOf(declared string, head []byte, want Want) (string, error) {
	seen, _, _ := strings.Cut(http.DetectContentType(head), ";")
	if want == Pictures {
		if slices.Contains([]string{"image/png", "image/jpeg", "image/gif", "image/webp"}, seen) {
			return seen, nil
		}
		return "", unlike(declared, seen, "a picture that can be shown")
	}
	unknown := slices.Contains(undeclared, declared)
	binary := !strings.HasPrefix(seen, "text/")
	switch {
	case binary && seen == "application/octet-stream" && isText(declared): // perhaps UTF-16, which the article's reader knows
		return declared, nil
	case binary && seen == "application/zip" && !unknown && !isText(declared): // many formats are zips
		return "", unlike(declared, declared, "an article")
	case binary, !unknown && !isText(declared):
		return "", unlike(declared, seen, "an article")
	case unknown, declared == "text/plain" && seen == "text/html", isMarkup(declared) && seen == "text/html":
		return seen, nil
	}
	return declared, nil
}

// isMarkup reports whether a media type is XML in general.
func isMarkup(media string) bool { return media == "text/xml" || media == "application/xml" }

// names are those that people know of media types.
var names = map[string]string{
	"application/pdf": "a PDF", "application/zip": "a zip", "application/epub+zip": "an EPUB", "application/x-gzip": "a gzip", "application/gzip": "a gzip",
	"application/octet-stream": "data of an unknown kind",
}

// unlike says what something is that was to be something else, and what it
// pretends to be.
func unlike(declared, seen, wanted string) error {
	what := named(seen)
	switch {
	case slices.Contains(undeclared, declared) || declared == seen || strings.HasPrefix(seen, "text/plain") && !isText(declared):
		if !slices.Contains(undeclared, declared) {
			what = named(declared)
		}
		return fmt.Errorf("it is %s, not %s", what, wanted)
	case seen == "application/octet-stream":
		return fmt.Errorf("it is %s, not %s", named(declared), wanted)
	}
	return fmt.Errorf("it says that it is %s, and is %s, not %s", declared, what, wanted)
}

func named(media string) string {
	kind, _, _ := strings.Cut(media, "/")
	switch {
	case names[media] != "":
		return names[media] + " (" + media + ")"
	case kind == "video":
		return "a film (" + media + ")"
	case kind == "audio":
		return "a recording (" + media + ")"
	case kind == "image":
		return "a picture (" + media + ")"
	}
	return media
}

// isPage reports whether an answer is HTML.
func isPage(a *Answer) bool {
	return a.Type == "text/html" || a.Type == "application/xhtml+xml" || bytes.HasPrefix(bytes.ToLower(bytes.TrimSpace(a.Body[:min(len(a.Body), sniffed)])), []byte("<!doctype html"))
}
