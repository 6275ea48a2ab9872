package plain

import (
	"cmp"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"

	"manicule/internal/anchor"
	"manicule/internal/article"
	"manicule/internal/note"
	"manicule/internal/store"
)

// markHelps say what the commands of the usual kinds do.
var markHelps = map[string]string{
	"highlight":  "highlight a passage, or the paragraph read last",
	"question":   "mark it as a question",
	"important":  "mark it as important",
	"definition": "mark it as a definition",
	"doubt":      "mark it as doubtful",
}

// markers are the commands that mark a passage: highlight, whatever the default
// kind is called, and one for each kind. A name that one of the groups has
// already stays that command's; the note can be given the kind then.
func markers(groups []group) []command {
	all := []command{{"highlight", "", "[WHERE]", markHelps["highlight"], anArticle, marker(note.DefaultKind())}}
	for _, kind := range note.KindNames() {
		taken := func(c command) bool { return c.name == kind || c.short == kind }
		if slices.ContainsFunc(groups, func(g group) bool { return slices.ContainsFunc(g.commands, taken) }) || slices.ContainsFunc(all, taken) {
			continue
		}
		help := cmp.Or(markHelps[kind], "mark a passage, or the paragraph read last, as "+kind)
		all = append(all, command{kind, "", "[WHERE]", help, anArticle, marker(kind)})
	}
	return all
}

// marker is the command that marks a passage with a kind.
func marker(kind string) func(*Session, string) error {
	return func(s *Session, arg string) error {
		if err := s.canNote(); err != nil {
			return err
		}
		span, err := s.passage(arg)
		if err != nil {
			return err
		}
		return s.put(nil, s.noteOn(span, kind), "marked as "+kind)
	}
}

// canNote tells why notes can't be written, if so.
func (s *Session) canNote() error {
	if s.store == nil {
		return errors.New("notes on standard input have no place to stay: save the article as a file, and open that")
	}
	return nil
}

// noteOn is a new note on a passage; an empty one is the whole article.
func (s *Session) noteOn(span article.Span, kind string) *note.Note {
	r := s.reading
	n := note.Note{ID: note.NewID(), Kind: kind, Made: time.Now().UTC().Truncate(time.Second)}
	if !span.Empty() {
		n.Anchor = anchor.New(r.art.Text, span, r.page.Quote(span))
	}
	return &n
}

// writeNote asks for the words of a note.
func (s *Session) writeNote(arg string) error {
	if err := s.canNote(); err != nil {
		return err
	}
	var span article.Span
	if arg != "article" {
		var err error
		if span, err = s.passage(arg); err != nil {
			return err
		}
	}
	n := s.noteOn(span, note.DefaultKind())
	if s.Prompt && !span.Empty() {
		s.out.say("On %s.", quoted(shortened(n.Anchor.Quote, 120)))
	}
	body, err := s.compose(*n)
	if err != nil {
		return err
	}
	n.Body = body
	return s.put(nil, n, "noted")
}

// compose asks for a note's words.
func (s *Session) compose(n note.Note) (string, error) {
	if s.Prompt {
		s.out.say("Write the note. A line with a full stop alone ends it.")
	}
	s.out.end()
	body, err := s.dictated(n)
	switch {
	case errors.Is(err, errTooLong) && body != "":
		return "", fmt.Errorf("the note is not saved; drafts lists what else it says: %w", err)
	case err != nil:
		return "", err
	case body == "":
		_ = s.store.DropDraft(n.ID) // there is none
		return "", errors.New("nothing was written, and nothing is changed")
	}
	return body, nil
}

// dictated are the lines up to one with a full stop alone, or to the end of the
// input. They are kept as a draft line by line. One that is too long is left
// out and makes an error, but what follows it is no command all the same.
func (s *Session) dictated(n note.Note) (body string, missed error) {
	before := n.Body
	var lines []string
	for {
		line, err := s.in.line(s.ctx)
		switch {
		case errors.Is(err, errTooLong):
			missed = err
			continue
		case err != nil && !errors.Is(err, io.EOF):
			return "", fmt.Errorf("the note is not finished; drafts lists it: %w", err)
		case line == "." || err != nil && line == "":
			return strings.TrimSpace(strings.Join(lines, "\n")), missed
		}
		lines = append(lines, line)
		n.Body = joined(before, strings.Join(lines, "\n"))
		s.keepDraft(n)
	}
}

// keepDraft keeps what is typed of a note so far.
func (s *Session) keepDraft(n note.Note) {
	if err := s.store.SaveDraft(store.Draft{ID: n.ID, Article: s.reading.path, Note: n, At: time.Now()}); err != nil {
		s.out.say("%s", sentence(err.Error()))
	}
}

// joined are words with others added below.
func joined(before, more string) string { return strings.TrimSpace(before + "\n\n" + more) }

// noteNumber is the note of that number.
func (s *Session) noteNumber(arg string) (note.Note, error) {
	n, err := atLeastOne(arg)
	switch {
	case err != nil:
		return note.Note{}, fmt.Errorf("which note? %w", err)
	case n > len(s.reading.notes):
		return note.Note{}, fmt.Errorf("there is no note %d; the article has %s", n, count(len(s.reading.notes), "note", "notes"))
	}
	if why := s.reading.file.ReadOnly(); why != "" {
		return note.Note{}, fmt.Errorf("the notes can't be changed: %s", why)
	}
	return s.reading.notes[n-1].Note, nil
}

func (s *Session) editNote(arg string) error {
	old, err := s.noteNumber(arg)
	if err != nil {
		return err
	}
	if old.Body != "" && s.Prompt {
		s.out.say("The note says:\n%s", old.Body)
	}
	changed := old
	changed.Body = ""
	if changed.Body, err = s.compose(changed); err != nil {
		return err
	}
	return s.put(&old, &changed, "changed")
}

func (s *Session) appendNote(arg string) error {
	old, err := s.noteNumber(arg)
	if err != nil {
		return err
	}
	more, err := s.compose(old)
	if err != nil {
		return err
	}
	changed := old
	changed.Body = joined(old.Body, more)
	return s.put(&old, &changed, "changed")
}

func (s *Session) changeKind(arg string) error {
	number, kind := cutWord(arg)
	old, err := s.noteNumber(number)
	if err != nil {
		return err
	}
	i := slices.IndexFunc(note.Kinds, func(k note.Kind) bool { return kind != "" && strings.HasPrefix(k.Name, kind) })
	if i < 0 {
		return fmt.Errorf("a note's kind is %s", either(note.KindNames()))
	}
	changed := old
	changed.Kind = note.Kinds[i].Name
	return s.put(&old, &changed, "marked as "+changed.Kind)
}

func (s *Session) label(arg string) error {
	number, tags := cutWord(arg)
	old, err := s.noteNumber(number)
	if err != nil {
		return err
	}
	changed := old
	changed.Tags = wordsOf(tags)
	return s.put(&old, &changed, "tagged")
}

// attach puts a note on the passage that the reader says is its now.
func (s *Session) attach(arg string) error {
	number, where := cutWord(arg)
	old, err := s.noteNumber(number)
	if err != nil {
		return err
	}
	span, err := s.passage(where)
	if err != nil {
		return err
	}
	changed := old
	if old.OnArticle() {
		changed.Anchor = anchor.New(s.reading.art.Text, span, s.reading.page.Quote(span))
	} else {
		changed.Anchor = anchor.Confirm(s.reading.art.Text, old.Anchor, span)
	}
	changed.Text = ""
	return s.put(&old, &changed, "attached")
}

func (s *Session) deleteNote(arg string) error {
	old, err := s.noteNumber(arg)
	if err != nil {
		return err
	}
	return s.put(&old, nil, "deleted")
}
