package service

import (
	"net/url"
	"strings"
)

// leadsTo is an address that leads to a page, or why it doesn't.
func leadsTo(address string) (string, Reason) {
	address = strings.TrimSpace(address)
	u, err := url.Parse(address)
	switch {
	case err == nil && u.Scheme == "" && u.Host == "" && strings.Contains(strings.Split(u.Path, "/")[0], ".") && !strings.ContainsAny(address, " \n"):
		address = "https://" + address
		u, err = url.Parse(address)
	case err != nil && hasWebScheme(address): // a per cent sign that escapes nothing, and the like
		u, err = url.Parse(strings.ReplaceAll(address, "%", "%25"))
	}
	switch {
	case err != nil || u.Scheme != "http" && u.Scheme != "https" || !strings.ContainsAny(u.Hostname(), ".:") && u.Hostname() != "localhost":
		return "", Nowhere
	case strings.HasSuffix(u.Hostname(), "omnivore.app") && strings.HasPrefix(u.Path, "/no_url"):
		return "", Nowhere
	case strings.HasSuffix(strings.ToLower(u.Path), ".pdf"):
		return "", PDF
	}
	return address, ""
}

func hasWebScheme(s string) bool {
	s = strings.ToLower(s)
	return strings.HasPrefix(s, "http://") || strings.HasPrefix(s, "https://")
}

// leadsHere reports whether a title is nothing but an address.
func leadsHere(title string) bool { return hasWebScheme(title) && !strings.ContainsAny(title, " \t") }
