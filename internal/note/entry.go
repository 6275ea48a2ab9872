package note

import (
	"bytes"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"time"

	"manicule/internal/article"
	"manicule/internal/pattern"
)

// endMark closes an entry whose end would not be seen otherwise: what follows
// is the reader's own text and does not begin with a section heading.
const endMark = "<!-- /note -->"

var (
	entryStart = pattern.Lazy(`^ {0,3}<!--[ \t]*note[ \t{]`)
	entryEnd   = pattern.Lazy(`^ {0,3}<!--[ \t]*/note[ \t]*-->[ \t]*\r?\n?$`)
	entryHead  = pattern.Lazy(`^ {0,3}<!--[ \t]*note[ \t]*(\{.*\})[ \t]*-->[ \t]*\r?\n?$`)
	section    = pattern.Lazy(`^ {0,3}#{1,2}[ \t]`)
	quoteLine  = pattern.Lazy(`^ {0,3}> ?`)
	// special is what a line of a body must not look like; such a line, and one
	// that was escaped already, gets one backslash more.
	special = pattern.Lazy(`^([ \t]*\\*)(<!--[ \t]*/?note\b|<{7}([ \t\r]|$))`)
	escaped = pattern.Lazy(`^([ \t]*)\\(\\*(?:<!--[ \t]*/?note\b|<{7}(?:[ \t\r]|$)))`)
)

// readEntry reads one entry, from its header comment to its end. The error
// says why it is none; problems are parts that could not be read and were
// kept in Extra.
func readEntry(raw string) (n Note, problems []string, err error) {
	lines := strings.Split(strings.ReplaceAll(raw, "\r\n", "\n"), "\n")
	for len(lines) > 0 && strings.TrimSpace(lines[0]) == "" {
		lines = lines[1:]
	}
	m := entryHead().FindStringSubmatch(lines[0])
	if m == nil {
		return n, nil, fmt.Errorf("looks like a note, but its comment is not {…} followed by --> on one line")
	}
	quoted, problems, err := n.readHead(m[1])
	if err != nil {
		return n, nil, err
	}
	lines = trimBlank(lines[1:])
	if quoted {
		n.Anchor.Quote, lines = cutQuote(lines)
	}
	if len(lines) > 0 && entryEnd().MatchString(lines[len(lines)-1]) {
		lines = lines[:len(lines)-1]
	}
	for i, line := range lines {
		lines[i] = escaped().ReplaceAllString(line, "$1$2")
	}
	n.Body = strings.TrimRight(strings.Join(trimBlank(lines), "\n"), " \t")
	return n, problems, nil
}

func trimBlank(lines []string) []string {
	for len(lines) > 0 && strings.TrimSpace(lines[0]) == "" {
		lines = lines[1:]
	}
	for len(lines) > 0 && strings.TrimSpace(lines[len(lines)-1]) == "" {
		lines = lines[:len(lines)-1]
	}
	return lines
}

func cutQuote(lines []string) (string, []string) {
	var quote []string
	for len(lines) > 0 && quoteLine().MatchString(lines[0]) {
		quote = append(quote, quoteLine().ReplaceAllString(lines[0], ""))
		lines = lines[1:]
	}
	return strings.Join(quote, "\n"), lines
}

// readHead reads the JSON of the header comment. Values that are not what
// they should be stay in Extra, so that they are written back.
func (n *Note) readHead(text string) (quoted bool, problems []string, err error) {
	if err := json.Unmarshal([]byte(text), &n.Extra); err != nil {
		return false, nil, fmt.Errorf("looks like a note, but its {…} is not valid JSON: %w", err)
	}
	quoted = true
	var at passage
	for _, wrong := range []string{
		take(n.Extra, "id", &n.ID), take(n.Extra, "kind", &n.Kind),
		take(n.Extra, "made", &n.Made), take(n.Extra, "changed", &n.Changed),
		take(n.Extra, "at", &at), take(n.Extra, "before", &n.Anchor.Before), take(n.Extra, "after", &n.Anchor.After),
		take(n.Extra, "now", &n.Anchor.Now),
		take(n.Extra, "text", &n.Text), take(n.Extra, "tags", &n.Tags), take(n.Extra, "quoted", &quoted),
	} {
		if wrong != "" {
			problems = append(problems, wrong)
		}
	}
	n.Anchor.Span = article.Span(at)
	if len(n.Extra) == 0 {
		n.Extra = nil
	}
	if n.ID == "" {
		return false, nil, fmt.Errorf(`is a note without an "id"; a note needs one of its own, such as %q`, NewID())
	}
	return quoted, problems, nil
}

// take moves a value from the JSON object into its field. One that is not
// what it should be stays where it is, and the answer says so.
func take[T any](from map[string]json.RawMessage, key string, into *T) string {
	raw, ok := from[key]
	if !ok {
		return ""
	}
	var value T
	if err := json.Unmarshal(raw, &value); err != nil {
		return fmt.Sprintf("%q is not understood: %s", key, raw)
	}
	*into = value
	delete(from, key)
	return ""
}

// passage is a span as the header writes it: [start,end].
type passage article.Span

func (p *passage) UnmarshalJSON(b []byte) error {
	var at []int
	if err := json.Unmarshal(b, &at); err != nil {
		return err
	}
	if len(at) != 2 || at[0] < 0 || at[1] < at[0] {
		return fmt.Errorf("no passage: %s", b)
	}
	*p = passage{at[0], at[1]}
	return nil
}

// Tidy brings the note into the form that a file can hold: line ends, no
// blank lines around the body, valid text in the header, whole seconds.
func (n Note) Tidy() Note {
	ends := strings.NewReplacer("\r\n", "\n", "\r", "\n")
	n.Body = strings.TrimRight(strings.Join(trimBlank(strings.Split(ends.Replace(n.Body), "\n")), "\n"), " \t")
	n.Anchor.Quote = ends.Replace(n.Anchor.Quote)
	n.Made, n.Changed = second(n.Made), second(n.Changed)
	if s := n.Anchor.Span; s.Start < 0 || s.End < s.Start {
		n.Anchor.Span = article.Span{}
	}
	if n.ID == "" {
		n.ID = NewID()
	}
	return n
}

func second(t time.Time) time.Time {
	t = t.UTC()
	if t.IsZero() || t.Year() < 1 || t.Year() > 9999 { // what RFC 3339 can't say
		return time.Time{}
	}
	return t.Truncate(time.Second)
}

// format writes a tidy note as an entry that ends with a line end.
func (n Note) format(eol string, sealed bool) string {
	lines := []string{n.head()}
	if n.Anchor.Quote != "" {
		lines = append(lines, "")
		for _, line := range strings.Split(n.Anchor.Quote, "\n") {
			if line != "" {
				line = " " + line
			}
			lines = append(lines, ">"+line)
		}
	}
	if n.Body != "" {
		lines = append(lines, "")
		for _, line := range strings.Split(n.Body, "\n") {
			lines = append(lines, special().ReplaceAllString(line, `${1}\$2`))
		}
	}
	if sealed {
		lines = append(lines, "", endMark)
	}
	return strings.Join(lines, eol) + eol
}

// head writes the header comment: known keys first, in an order that reads
// well, then the others by name. Inside JSON strings, the only place where
// they can stand, "--" and ">" are escaped, so the comment can't end early.
func (n Note) head() string {
	b := bytes.NewBufferString("{")
	written := map[string]bool{}
	add := func(key string, value any, wanted bool) {
		if !wanted {
			return
		}
		if len(written) > 0 {
			b.WriteByte(',')
		}
		fmt.Fprintf(b, "%s:%s", encode(key), encode(value))
		written[key] = true
	}
	a := n.Anchor
	add("id", n.ID, true)
	add("kind", n.Kind, n.Kind != "")
	add("made", n.Made, !n.Made.IsZero())
	add("changed", n.Changed, !n.Changed.IsZero())
	add("at", [2]int{a.Span.Start, a.Span.End}, a.Span != article.Span{})
	add("text", n.Text, n.Text != "")
	add("before", a.Before, a.Before != "")
	add("after", a.After, a.After != "")
	add("now", a.Now, a.Now != "")
	add("tags", n.Tags, len(n.Tags) > 0)
	add("quoted", false, a.Quote == "" && quoteLine().MatchString(n.Body))
	for _, key := range sortedKeys(n.Extra) {
		add(key, n.Extra[key], !written[key] && json.Valid(n.Extra[key]))
	}
	b.WriteByte('}')
	safe := strings.NewReplacer("--", `-\u002d`, ">", `\u003e`).Replace(b.String())
	return "<!-- note " + safe + " -->"
}

func sortedKeys(m map[string]json.RawMessage) []string {
	keys := make([]string, 0, len(m))
	for key := range m {
		keys = append(keys, key)
	}
	slices.Sort(keys)
	return keys
}

// encode writes JSON on one line, leaving <, > and & as they are.
func encode(value any) []byte {
	b := &bytes.Buffer{}
	e := json.NewEncoder(b)
	e.SetEscapeHTML(false)
	if err := e.Encode(value); err != nil { // strings, times, numbers and valid raw JSON can't fail
		return []byte("null")
	}
	return bytes.TrimSpace(b.Bytes())
}
