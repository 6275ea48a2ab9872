package fetch

import (
	"errors"
	"fmt"
	"net/url"
	"strings"
)

// IsAddress reports whether an argument is the address of something on the
// web, and not a file's name.
func IsAddress(arg string) bool {
	scheme, rest, ok := strings.Cut(arg, "://")
	return ok && rest != "" && (strings.EqualFold(scheme, "http") || strings.EqualFold(scheme, "https"))
}

// parse reads an address that can be fetched.
func parse(address string) (*url.URL, error) {
	u, err := url.Parse(strings.ReplaceAll(strings.TrimSpace(address), " ", "%20"))
	if err != nil {
		var e *url.Error
		if errors.As(err, &e) {
			err = e.Err
		}
		return nil, fmt.Errorf("it is no address: %w", err)
	}
	return u, fetchable(u)
}

// fetchable says why an address can't be fetched, whatever is there.
func fetchable(u *url.URL) error {
	switch {
	case u.Scheme != "http" && u.Scheme != "https":
		return fmt.Errorf("only http and https are fetched, not %q", u.Scheme)
	case u.Hostname() == "":
		return errors.New("the address names no host")
	}
	return nil
}

// follow is the address that a page leads to. The name and password of the
// address before don't go along, nor does it tell others by its own.
func follow(from *url.URL, to string) (*url.URL, error) {
	if strings.TrimSpace(to) == "" {
		return nil, errors.New("it redirects to nowhere")
	}
	next, err := from.Parse(strings.ReplaceAll(strings.TrimSpace(to), " ", "%20"))
	if err != nil {
		return nil, fmt.Errorf("it redirects to %q, which is no address", to)
	}
	if next.Host != from.Host || next.Scheme != from.Scheme {
		next.User = nil
	}
	if err := fetchable(next); err != nil {
		return nil, fmt.Errorf("it redirects to %s: %w", next.Redacted(), err)
	}
	return next, nil
}

// plain is an address without fragment, name and password.
func plain(u *url.URL) string {
	p := *u
	p.User, p.Fragment, p.RawFragment = nil, "", ""
	return p.String()
}
