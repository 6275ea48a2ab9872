package exchange

import (
	"cmp"
	"crypto/sha256"
	"encoding/json"
	"errors"
	"fmt"
	"path"
	"slices"
	"strings"
	"time"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/transform"

	"manicule/internal/anchor"
	"manicule/internal/article"
	"manicule/internal/note"
)

// Imported is a note as another program wrote it down, with what that program
// knew of the article. Every string is clean; what it didn't tell is empty.
type Imported struct {
	note.Note     // its Anchor has no Span yet, its context is as the other program has it
	Title, Author string
	Source        string // URL
	Path          string // in the collection, if manicule itself wrote it down
	Line          int    // where it begins in the file, 1-based; 0 where that says nothing
	Lines         FileLines
}

// FileLines are the lines of an article's file that a note is on, 1-based and
// both included; zero where they are not known. A quote says more.
type FileLines struct{ From, To int }

// importFormats are what other programs write, the surest to recognise first.
var importFormats = []struct {
	name string
	is   func(name string, text string) bool
	read func(text string) ([]Imported, []note.Problem, error)
}{
	{"mrsf", isMRSF, readMRSF},
	{"calibre", isCalibre, readCalibre},
	{"jsonld", isJSONLD, readJSONLD},
	{"hypothesis", isHypothesis, readHypothesis},
	{"koreader", isKOReader, readKOReader},
	{"kindle", isKindle, readKindle},
	{"readwise", isReadwise, readReadwise},
	{"bookcision", isBookcision, readBookcision},
	{"kindle-notebook", isNotebook, readNotebook},
	{"koreader-markdown", isKOReaderMarkdown, readKOReaderMarkdown},
	{"omnivore", isOmnivore, readOmnivore},
}

// ImportFormats are the names that Import takes.
func ImportFormats() []string {
	var names []string
	for _, f := range importFormats {
		names = append(names, f.name)
	}
	return names
}

// Import reads the notes that another program exported: W3C Web Annotations
// (jsonld), Hypothesis' JSON, KOReader's metadata in Lua or its JSON export,
// Kindle's "My Clippings.txt", Readwise's CSV, Bookcision's JSON, the notebooks
// of Kindle's apps in HTML, KOReader's and Omnivore's Markdown, calibre's two forms, MRSF (Sidemark), and .annotations,
// also as an archive. The format "" is told by the
// file's name and contents. The same note has the same id at each import.
//
// Problems are parts that are no notes or could not be read; an error means
// that nothing could. Both tell the line where there is one.
func Import(format, name string, data []byte) ([]Imported, []note.Problem, error) {
	texts, err := unzipped(data)
	if err != nil {
		return nil, nil, err
	}
	var notes []Imported
	var problems []note.Problem
	for _, text := range texts {
		more, wrong, err := importText(format, name, text)
		if err != nil {
			return nil, nil, err
		}
		notes, problems = append(notes, more...), append(problems, wrong...)
	}
	return notes, problems, nil
}

// notesEndings are how the names of files end that hold notes in a format. Under
// another name the same text may be an article about such notes.
var notesEndings = map[string][]string{
	"mrsf": {".yaml", ".yml", ".json"}, "calibre": {".json"}, "jsonld": {".json", ".jsonld", ".annotations", ".annotation", ".zip"}, "hypothesis": {".json"},
	"koreader": {".lua", ".json"}, "kindle": {".txt"}, "readwise": {".csv"}, "bookcision": {".json"}, "kindle-notebook": {".html", ".htm"},
}

// NotesFormat is the format of a file that holds notes and is no article, by its
// name and what is in it; "" if it is none.
func NotesFormat(name string, data []byte) string {
	texts, err := unzipped(data)
	if err != nil {
		return ""
	}
	text, err := decoded(texts[0])
	if err != nil {
		return ""
	}
	for _, f := range importFormats {
		named := slices.Contains(notesEndings[f.name], strings.ToLower(path.Ext(name)))
		noted := f.name != "kindle-notebook" || noteHeading().MatchString(text) // shops' pages have its classes, too
		if named && noted && f.is(name, text) {
			return f.name
		}
	}
	return ""
}

func importText(format, name string, data []byte) ([]Imported, []note.Problem, error) {
	text, err := decoded(data)
	if err != nil {
		return nil, nil, err
	}
	for _, f := range importFormats {
		if f.name == format || format == "" && f.is(name, text) {
			notes, problems, err := f.read(text)
			if err != nil {
				return nil, nil, err
			}
			return cleaned(notes), problems, nil
		}
	}
	if format != "" {
		return nil, nil, fmt.Errorf("there is no format %q to import; there are %s", format, strings.Join(ImportFormats(), ", "))
	}
	return nil, nil, errors.New("it is none of the formats that can be imported: " + strings.Join(ImportFormats(), ", "))
}

// decoded is the text of the bytes, which are UTF-8, or UTF-16 with a mark.
func decoded(data []byte) (string, error) {
	text, _, err := transform.Bytes(unicode.BOMOverride(encoding.UTF8Validator), data)
	if err != nil {
		return "", errors.New("it is no UTF-8 text")
	}
	return string(text), nil
}

// cleaned makes the notes harmless, gives each a kind and an id, and joins
// those that are the same.
func cleaned(notes []Imported) []Imported {
	seen := map[string]bool{}
	out := make([]Imported, 0, len(notes))
	for _, n := range notes {
		n.Title, n.Author, n.Source = article.CleanLine(n.Title), article.CleanLine(n.Author), article.CleanLine(n.Source)
		n.Anchor.Quote, n.Body = strings.TrimSpace(article.Clean(n.Anchor.Quote)), article.Clean(n.Body)
		n.Anchor.Before, n.Anchor.After = anchor.Context(n.Anchor)
		n.Kind = note.InPlaceOf(cmp.Or(article.CleanLine(n.Kind), note.DefaultKind()))
		n.Tags = article.Tags(n.Tags)
		n.Note = n.Tidy()
		if !seen[n.ID] {
			out = append(out, n)
		}
		seen[n.ID] = true
	}
	return out
}

// importID makes an id of what names a note in another program for ever, so
// that a second import knows it again.
func importID(parts ...string) string {
	return note.IDOf(sha256.Sum256([]byte("manicule import\x00" + strings.Join(parts, "\x00"))))
}

// origin is what an imported note keeps of where it came from.
func origin(program string, more map[string]string) map[string]json.RawMessage {
	n := note.Note{}
	n.SetExtra("from", program)
	for key, value := range more {
		if value != "" {
			n.SetExtra(key, article.CleanLine(value))
		}
	}
	return n.Extra
}

// colourKinds are the kinds that other programs' colours become; every other
// colour is a plain highlight. The colour's own name is kept in the note.
var colourKinds = map[string]string{
	"blue": "question", "red": "important", "pink": "important", "green": "definition", "orange": "doubt",
}

func kindOfColour(colour string) string {
	return cmp.Or(colourKinds[strings.ToLower(strings.TrimSpace(colour))], note.DefaultKind())
}

// timeLayouts are how programs write times; without a zone they mean UTC.
var timeLayouts = []string{
	time.RFC3339Nano, "2006-01-02 15:04:05Z07:00", "2006-01-02T15:04:05", time.DateTime, "2006-01-02 15:04", "2006-01-02T15:04", time.DateOnly,
	"January 2, 2006 3:04:05 PM", "January 2, 2006 15:04:05", "January 2, 2006", "1/2/2006 15:04", "1/2/2006",
}

func parseTime(s string) time.Time {
	s = oneLine(s)
	for _, layout := range timeLayouts {
		if t, err := time.Parse(layout, s); err == nil {
			return t
		}
	}
	return time.Time{}
}

// parseJSON reads the whole of a JSON text. The error tells the line.
func parseJSON(text string, into any) error {
	err := json.Unmarshal([]byte(text), into)
	var syntax *json.SyntaxError
	var kind *json.UnmarshalTypeError
	switch {
	case errors.As(err, &syntax):
		return fmt.Errorf("line %d: it is no JSON: %w", lineAt(text, int(syntax.Offset)), err)
	case errors.As(err, &kind):
		return fmt.Errorf("line %d: %s is no %s: %w", lineAt(text, int(kind.Offset)), kind.Field, kind.Type, err)
	}
	return err
}

// lineAt is the number of the line that holds the byte.
func lineAt(text string, off int) int {
	return 1 + strings.Count(text[:max(0, min(off, len(text)))], "\n")
}

// startsJSON reports whether the text begins like a JSON object or array.
func startsJSON(text string) bool {
	text = strings.TrimSpace(text)
	return text != "" && (text[0] == '{' || text[0] == '[')
}

func hasExtension(name, ext string) bool { return strings.EqualFold(path.Ext(name), ext) }
