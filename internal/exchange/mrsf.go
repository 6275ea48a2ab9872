package exchange

import (
	"bytes"
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"go.yaml.in/yaml/v4"

	"manicule/internal/note"
	"manicule/internal/pattern"
)

// MRSF, also called Sidemark, keeps comments on a Markdown file beside it:
// https://sidemark.org, version 1.0.

var mrsfVersion = pattern.Lazy(`(?m)^[\s{,]*["']?mrsf_version["']?\s*:`)

func isMRSF(_, text string) bool { return mrsfVersion().MatchString(text) }

// mrsfComment is a comment with all its keys, those of others too.
type mrsfComment map[string]any

func (c mrsfComment) text(key string) string {
	switch v := c[key].(type) {
	case nil:
		return ""
	case string:
		return v
	case time.Time:
		return v.Format(time.RFC3339Nano)
	default:
		return fmt.Sprint(v)
	}
}

// number is a whole number, or less than 0.
func (c mrsfComment) number(key string) int {
	switch v := c[key].(type) {
	case int:
		return v
	case float64:
		return int(v)
	}
	return -1
}

// mrsfKept is the key under which a note keeps the comment that it was, and
// mrsfFile what else its file said.
const (
	mrsfKept = "mrsf"
	mrsfFile = "mrsf-file"
)

// mrsfKinds are the kinds of the types of comments that mean the same.
var mrsfKinds = map[string]string{"question": "question", "issue": "important", "accuracy": "doubt"}

// readMRSF reads one or more files of comments in YAML or JSON. A reply stands
// on the passage of what it replies to. What a note has no word for is kept as
// it is.
func readMRSF(text string) ([]Imported, []note.Problem, error) {
	var notes []Imported
	var problems []note.Problem
	d := yaml.NewDecoder(strings.NewReader(text))
	for {
		var file map[string]any
		err := d.Decode(&file)
		if errors.Is(err, io.EOF) {
			return notes, problems, nil
		}
		if err != nil {
			return nil, nil, fmt.Errorf("it is no YAML: %w", err)
		}
		more, wrong, err := mrsfNotes(file)
		if err != nil {
			return nil, nil, err
		}
		notes, problems = append(notes, more...), append(problems, wrong...)
	}
}

func mrsfNotes(file map[string]any) (notes []Imported, problems []note.Problem, err error) {
	if version := mrsfComment(file).text("mrsf_version"); version != "1" && !strings.HasPrefix(version, "1.") {
		return nil, nil, fmt.Errorf("its mrsf_version is %q; 1.0 can be read", version)
	}
	comments, _ := file["comments"].([]any)
	byID := map[string]mrsfComment{}
	var all []mrsfComment
	for i, one := range comments {
		c, ok := one.(map[string]any)
		if !ok {
			problems = append(problems, note.Problem{What: fmt.Sprintf("comment %d is no mapping", i+1)})
			continue
		}
		all = append(all, c)
		byID[mrsfComment(c).text("id")] = c
	}
	document := mrsfComment(file).text("document")
	for i, c := range all {
		n := c.note(byID)
		n.Path = document
		if i == 0 {
			n.keep(mrsfFile, extensions(file))
		}
		notes = append(notes, n)
	}
	return notes, problems, nil
}

// extensions are the keys of a file that are none of the format's own.
func extensions(file map[string]any) map[string]any {
	more := map[string]any{}
	for key, value := range file {
		if key != "mrsf_version" && key != "document" && key != "comments" {
			more[key] = value
		}
	}
	return more
}

func (n *Imported) keep(key string, value map[string]any) {
	if data, err := json.Marshal(value); err == nil && len(value) > 0 {
		n.Extra[key] = data
	}
}

// note makes a note of a comment.
func (c mrsfComment) note(byID map[string]mrsfComment) Imported {
	at := c
	for depth := 0; at["selected_text"] == nil && at["line"] == nil && depth < 100; depth++ {
		parent, ok := byID[at.text("reply_to")]
		if !ok {
			break
		}
		at = parent
	}
	n := Imported{Note: note.Note{
		ID: importID("mrsf", c.text("id")), Body: c.text("text"), Made: parseTime(c.text("timestamp")), Kind: mrsfKinds[c.text("type")],
		Anchor: note.Anchor{Quote: at.text("selected_text")}, Extra: origin("mrsf", nil),
	}}
	if line := at.number("line"); line > 0 {
		n.Lines = FileLines{From: line, To: max(line, at.number("end_line"))}
	}
	n.keep(mrsfKept, c)
	return n
}

// ExportMRSF writes the notes on each article as a file of comments; those of
// several follow one another as documents of YAML. Lines are those of the
// article's file where ArticleNotes.Lines knows them. A note that was a comment
// once is that comment again, with its words and place as they are now.
func ExportMRSF(all []note.ArticleNotes) string {
	var b bytes.Buffer
	e := yaml.NewEncoder(&b)
	e.SetIndent(2)
	for _, m := range all {
		_ = e.Encode(mrsfFileOf(m)) // memory never fails
	}
	_ = e.Close()
	return b.String()
}

func mrsfFileOf(m note.ArticleNotes) *yaml.Node {
	top := mapping{}
	top.set("mrsf_version", "1.0")
	top.set("document", m.Path)
	var comments []any
	for _, n := range m.Notes {
		for key, value := range keptObject(n.Extra[mrsfFile]) {
			top.set(key, value)
		}
		comments = append(comments, mrsfOf(n, m).node())
	}
	if comments == nil {
		comments = []any{}
	}
	top.set("comments", comments)
	return top.node()
}

func keptObject(data json.RawMessage) (kept map[string]any) {
	if data != nil && json.Unmarshal(data, &kept) != nil {
		return nil
	}
	return kept
}

// mrsfOf is a note as a comment.
func mrsfOf(n note.ResolvedNote, m note.ArticleNotes) mapping {
	kept := keptObject(n.Extra[mrsfKept])
	c := mapping{}
	c.set("id", cmp.Or(mrsfComment(kept).text("id"), n.ID))
	c.set("author", cmp.Or(mrsfComment(kept).text("author"), "manicule"))
	c.set("timestamp", cmp.Or(mrsfComment(kept).text("timestamp"), n.Made.UTC().Format(time.RFC3339)))
	c.set("text", n.Body)
	c.set("resolved", kept["resolved"] == true)
	if kind := mrsfType(n.Kind, mrsfComment(kept).text("type")); kind != "" {
		c.set("type", kind)
	}
	reply := kept["reply_to"] != nil && kept["selected_text"] == nil && kept["line"] == nil
	if quote := mrsfQuote(n, m, kept); quote != "" && !reply {
		c.set("selected_text", quote)
	}
	if stands(n) && m.Lines != nil && !reply {
		mrsfPlace(&c, n, m)
	}
	for _, key := range slices.Sorted(maps.Keys(kept)) {
		place := slices.Contains([]string{"line", "end_line", "start_column", "end_column", "anchored_text"}, key)
		if key != "type" && key != "selected_text" && (!place || !stands(n)) {
			c.add(key, kept[key])
		}
	}
	return c
}

// mrsfQuote is the passage as it was selected: of a note of ours the text of
// the file, in at most the characters that the format allows.
func mrsfQuote(n note.ResolvedNote, m note.ArticleNotes, kept map[string]any) string {
	const most = 4096
	if quote := mrsfComment(kept).text("selected_text"); quote != "" || kept != nil {
		return quote
	}
	quote := n.Anchor.Quote
	if s := n.Match.Span; stands(n) && n.Match.State == note.Exact && s.End <= len(m.Text) {
		quote = m.Text[s.Start:s.End]
	}
	if utf8.RuneCountInString(quote) > most {
		quote = string([]rune(quote)[:most])
	}
	return quote
}

// mrsfPlace says where a passage stands: lines from 1, columns from 0.
func mrsfPlace(c *mapping, n note.ResolvedNote, m note.ArticleNotes) {
	s := n.Match.Span
	from, _ := m.Lines(s.Start)
	to, _ := m.Lines(max(s.Start, s.End-1))
	column := func(at int) int {
		return utf8.RuneCountInString(m.Text[strings.LastIndexByte(m.Text[:at], '\n')+1 : at])
	}
	c.set("line", from)
	c.set("end_line", max(to, from))
	c.set("start_column", column(s.Start))
	c.set("end_column", column(s.End))
	if now, was := m.Text[s.Start:s.End], c.values["selected_text"]; was != nil && now != was && n.Match.State == note.Edited {
		c.set("anchored_text", now)
	}
}

// mrsfType is the type of a comment of that kind: the one that it had, if that
// means the same.
func mrsfType(kind, had string) string {
	if had != "" && (mrsfKinds[had] == kind || mrsfKinds[had] == "" && kind == note.DefaultKind()) {
		return had
	}
	for name, k := range mrsfKinds {
		if k == kind {
			return name
		}
	}
	return ""
}

// mapping is an object of YAML whose keys stay in order.
type mapping struct {
	keys   []string
	values map[string]any
}

func (m *mapping) set(key string, value any) {
	if m.values == nil {
		m.values = map[string]any{}
	}
	if _, there := m.values[key]; !there {
		m.keys = append(m.keys, key)
	}
	m.values[key] = value
}

// add sets a key that has no value yet.
func (m *mapping) add(key string, value any) {
	if _, there := m.values[key]; !there {
		m.set(key, value)
	}
}

func (m mapping) node() *yaml.Node {
	n := &yaml.Node{Kind: yaml.MappingNode}
	for _, key := range m.keys {
		var k, v yaml.Node
		_ = k.Encode(key)
		if own, ok := m.values[key].(*yaml.Node); ok {
			v = *own
		} else if list, ok := m.values[key].([]any); ok && len(list) > 0 {
			v = yaml.Node{Kind: yaml.SequenceNode}
			for _, one := range list {
				item, isNode := one.(*yaml.Node)
				if !isNode {
					item = &yaml.Node{}
					_ = item.Encode(one)
				}
				v.Content = append(v.Content, item)
			}
		} else {
			_ = v.Encode(m.values[key]) // what was JSON is YAML
		}
		n.Content = append(n.Content, &k, &v)
	}
	return n
}
