package exchange

import (
	"cmp"
	"errors"
	"slices"
	"strconv"
	"strings"
	"time"

	"manicule/internal/note"
	"manicule/internal/pattern"
)

func isKOReader(name, text string) bool {
	names := shapeOf(text).names
	return hasExtension(name, ".lua") || startsLua(text) ||
		names["entries"] && (names["number_of_pages"] || names["documents"] || names["md5sum"] || names["text"] && (names["time"] || names["drawer"] || names["chapter"]))
}

func startsLua(text string) bool {
	text = strings.TrimSpace(text)
	return strings.HasPrefix(text, "-- we can read Lua") || strings.HasPrefix(text, "return {")
}

// readKOReader reads a metadata.*.lua, which KOReader keeps beside each book,
// in the older form too; or what its exporter writes as JSON.
func readKOReader(text string) ([]Imported, []note.Problem, error) {
	if startsJSON(text) {
		notes, err := readKOReaderJSON(text)
		return notes, nil, err
	}
	t, err := readLua(text)
	if err != nil {
		return nil, nil, err
	}
	props := t.table("doc_props")
	if props == nil {
		props = t.table("stats")
	}
	book := Imported{Title: props.text("title"), Author: oneLine(strings.ReplaceAll(props.text("authors"), "\n", ", "))}
	notes := book.annotations(t.table("annotations"))
	if len(notes) == 0 {
		notes = book.oldHighlights(t.table("highlight"), t.table("bookmarks"))
	}
	return notes, nil, nil
}

// highlighted is a highlight in any of KOReader's forms.
type highlighted struct {
	text, note, color, made, changed, chapter, pos string
}

// note is a highlight as a note on the book. Its id is made of its place, or
// else of its words: both stay when the reader writes something on it.
func (book Imported) note(h highlighted) Imported {
	n := book
	n.Note = note.Note{
		ID: importID("koreader", book.Title, cmp.Or(h.pos, oneLine(h.text)), h.made), Kind: kindOfColour(h.color),
		Made: parseTime(h.made), Changed: parseTime(h.changed), Body: h.note, Anchor: note.Anchor{Quote: h.text},
		Extra: origin("koreader", map[string]string{"color": h.color, "chapter": h.chapter}),
	}
	return n
}

func (book Imported) annotations(all luaTable) []Imported {
	var notes []Imported
	for _, a := range all.list() {
		h := highlighted{
			text: a.text("text"), note: a.text("note"), color: a.text("color"), chapter: a.text("chapter"),
			made: a.text("datetime"), changed: a.text("datetime_updated"), pos: a.text("pos0"),
		}
		if a["drawer"] == nil && a["pos0"] == nil { // a bookmark: its text is the program's
			h.text, h.pos = "", a.text("page")
		}
		if h.text != "" || h.note != "" {
			notes = append(notes, book.note(h))
		}
	}
	return notes
}

// automatic is what older ones write on a highlight by themselves: "Page 12
// the words @ 2019-06-03 10:12:14", in the reader's language.
var automatic = pattern.Lazy(`@ \d{4}-\d\d-\d\d \d\d:\d\d(:\d\d)?\s*$`)

// oldHighlights joins what older ones keep apart: highlights by page, and what
// was written on them among the bookmarks of the same second.
func (book Imported) oldHighlights(byPage, bookmarks luaTable) []Imported {
	written := map[string]string{}
	for _, b := range bookmarks.list() {
		if words := b.text("text"); !automatic().MatchString(words) && words != b.text("notes") {
			written[b.text("datetime")] = words
		}
	}
	var notes []Imported
	for _, page := range byPage.list() {
		for _, h := range page.list() {
			made := h.text("datetime")
			notes = append(notes, book.note(highlighted{
				text: h.text("text"), made: made, note: written[made], color: h.text("color"), chapter: h.text("chapter"), pos: h.text("pos0"),
			}))
		}
	}
	return notes
}

// table is the table under a key, or none.
func (t luaTable) table(key string) luaTable {
	inner, _ := t[key].(luaTable)
	return inner
}

func (t luaTable) text(key string) string {
	switch v := t[key].(type) {
	case string:
		return v
	case float64:
		return strconv.FormatFloat(v, 'f', -1, 64)
	}
	return ""
}

// list are the tables in an array, by their numbers.
func (t luaTable) list() []luaTable {
	var numbers []int
	for key, v := range t {
		if n, err := strconv.Atoi(key); err == nil {
			if _, ok := v.(luaTable); ok {
				numbers = append(numbers, n)
			}
		}
	}
	slices.Sort(numbers)
	all := make([]luaTable, len(numbers))
	for i, n := range numbers {
		all[i] = t[strconv.Itoa(n)].(luaTable)
	}
	return all
}

// koreaderBook is a book in what KOReader's exporter writes as JSON.
type koreaderBook struct {
	Title, Author string
	Documents     []koreaderBook // of several books at once
	Entries       []struct {
		Text, Note, Chapter, Color string
		Time                       int64 // Unix seconds
		Page                       any
	}
}

func readKOReaderJSON(text string) ([]Imported, error) {
	var top koreaderBook
	if err := parseJSON(text, &top); err != nil {
		return nil, err
	}
	if top.Entries == nil && top.Documents == nil {
		return nil, errors.New(`it holds neither "entries" nor "documents"`)
	}
	var notes []Imported
	for _, b := range append([]koreaderBook{top}, top.Documents...) {
		book := Imported{Title: b.Title, Author: oneLine(strings.ReplaceAll(b.Author, "\n", ", "))}
		for _, e := range b.Entries {
			h := highlighted{text: e.Text, note: e.Note, color: e.Color, chapter: e.Chapter}
			if e.Time > 0 {
				h.made = time.Unix(e.Time, 0).UTC().Format(time.DateTime)
			}
			if h.text != "" || h.note != "" {
				notes = append(notes, book.note(h))
			}
		}
	}
	return notes, nil
}
