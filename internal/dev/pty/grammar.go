package pty

import (
	"bytes"
	"encoding/base64"
	"fmt"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"manicule/internal/article"
)

// Check reports whether everything that a program wrote to the terminal is what
// manicule may write: clean text, the controls that move on a line or to the
// next one, and the sequences of the tables below. The error names the first
// byte that is not, and shows what stands around it. A sequence that the end
// cuts off is none.
func Check(out []byte) error {
	for at := 0; at < len(out); {
		n, why := allowed(out[at:])
		if why != "" {
			from, to := max(at-40, 0), min(at+60, len(out))
			return fmt.Errorf("byte %d of the output, %s: %q", at, why, out[from:to])
		}
		at += n
	}
	return nil
}

// allowed is the length of what the output begins with, or why it may not.
func allowed(out []byte) (n int, why string) {
	switch out[0] {
	case '\n', '\r', '\b', '\t':
		return 1, ""
	case 0x1b:
		return sequence(out)
	}
	end := bytes.IndexFunc(out, func(r rune) bool { return r < ' ' })
	switch {
	case end == 0:
		return 0, "a control character"
	case end < 0:
		end = len(out) - cutRune(out)
	}
	if end == 0 { // nothing but the beginning of a character
		return len(out), ""
	}
	return end, unclean(string(out[:end]))
}

// cutRune is how many bytes at the end are the beginning of a character.
func cutRune(out []byte) int {
	for n := 1; n <= min(len(out), utf8.UTFMax-1); n++ {
		if c := out[len(out)-n]; utf8.RuneStart(c) {
			if !utf8.FullRune(out[len(out)-n:]) {
				return n
			}
			return 0
		}
	}
	return 0
}

// bases are what a mark or a selector that begins a piece of a frame may stand
// behind: the frame goes on.
var bases = []string{"x", "漢", "☞", "ᠠ"}

// unclean says which character of a text may not be shown.
func unclean(s string) string {
	for len(s) > 0 {
		r, n := utf8.DecodeRuneInString(s)
		if !article.IsClean(s[:n]) && !slices.ContainsFunc(bases, func(base string) bool { return article.IsClean(base + s[:n]) }) {
			return fmt.Sprintf("the character %U", r)
		}
		s = s[n:]
	}
	return ""
}

// csi are the control sequences, by what follows ESC [. They set colours, move
// the cursor, clear, scroll, and set the modes of a full-screen program or ask
// for them.
var csi = regexp.MustCompile(`^(?:` + strings.Join([]string{
	`[0-9;:]*m`, `[0-9;]*[ABCDEFGHJKLMPSTXZ@abdefg` + "`" + `r]`, // looks, moves, deletes, repeats, margins
	`\?(?:1|5|6|7|25|1000|1002|1003|1004|1006|1015|1016|1049|2004|2026|2027|2031|2048|9001)(?:;\d+)*[hl]`,
	`[48](?:;\d+)*[hl]`,    // insert mode, implicit bidirectional mode
	`\?[0-9]+\$p`,          // is the mode known?
	`[0-9]* q`, `>[0-9]*q`, // the cursor's shape; the terminal's name
	`[>=?]?[0-9]*c`, `\??[0-9;]*n`, // what can you do, where is the cursor
	`[>=<?][0-9;]*u`, `>[0-9;]*m`, `\?[0-9]*m`, // keyboard protocols
	`[0-9;]*t`, `[su]`, `\?5W`, // the window, the cursor's place, tab stops
	`\?1;1;0S`, // the colours of sixel
}, "|") + `)`)

// sequence is the length of an escape sequence, or why it may not be written.
func sequence(out []byte) (n int, why string) {
	if len(out) < 2 {
		return len(out), ""
	}
	switch out[1] {
	case '[':
		if m := csi.Find(out[2:]); m != nil {
			return 2 + len(m), ""
		}
		if bytes.IndexFunc(out[2:], func(r rune) bool { return r >= '@' && r <= '~' }) < 0 && len(out) < 64 {
			return len(out), ""
		}
		return 0, "a control sequence that is not ours"
	case ']', 'P', '_':
		body, length := textOf(out[2:])
		if length < 0 {
			return len(out), ""
		}
		return 2 + length, stringSequence(out[1], string(body))
	case '=', '>', '7', '8', 'M', '(', '\\':
		return 2, ""
	}
	return 0, "an escape sequence that is not ours"
}

// textOf is the body of a string sequence and its length with what ends it;
// −1 when it doesn't end.
func textOf(out []byte) (body []byte, length int) {
	for i, c := range out {
		switch {
		case c == 0x07:
			return out[:i], i + 1
		case c == 0x1b && i+1 < len(out) && out[i+1] == '\\':
			return out[:i], i + 2
		}
	}
	return nil, -1
}

var (
	titleSequence = regexp.MustCompile(`^[012];`)
	colourQuery   = regexp.MustCompile(`^(?:1[0-2];\?|11[0-2]|4;\d+;\?|22;[a-z-]*)$`)
	capability    = regexp.MustCompile(`^(?:\+q[0-9A-Fa-f;]*|\$q[ "mrq]*)$`)
	picture       = regexp.MustCompile(`^G[a-zA-Z0-9=,-]*(?:;[A-Za-z0-9+/=]*)?$`)
)

// stringSequence says why a string sequence may not be written, if so.
func stringSequence(kind byte, body string) string {
	switch {
	case kind == 'P' && capability.MatchString(body), kind == '_' && picture.MatchString(body):
		return ""
	case kind != ']':
		return "a device string that is not ours"
	case colourQuery.MatchString(body), body == "1337;Capabilities", body == "1337;ReportCellSize":
		return ""
	case titleSequence.MatchString(body):
		return unclean(body[2:])
	case strings.HasPrefix(body, "8;"):
		_, address, _ := strings.Cut(body[2:], ";")
		return link(address)
	case strings.HasPrefix(body, "52;c;"):
		if _, err := base64.StdEncoding.DecodeString(body[5:]); err == nil {
			return ""
		}
	}
	return "an operating system command that is not ours"
}

// maxAddress is the longest address of a link.
const maxAddress = 2083

// link says why an address may not be a link's, if so; "" ends a link.
func link(address string) string {
	if address == "" {
		return ""
	}
	for i := range len(address) {
		if address[i] <= ' ' || address[i] >= 0x7f {
			return "an address with a character that is not plain"
		}
	}
	u, err := url.Parse(address)
	if err != nil || len(address) > maxAddress {
		return "an address that is none, or too long"
	}
	switch u.Scheme {
	case "http", "https", "mailto":
		return ""
	}
	return "an address of the scheme " + u.Scheme
}
