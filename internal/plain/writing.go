package plain

import (
	"cmp"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"manicule/internal/article"
	"manicule/internal/note"
	"manicule/internal/session"
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
	all := []command{{"highlight", "", "[WHERE]", markHelps["highlight"], aStored, marker(note.DefaultKind())}}
	for _, kind := range note.KindNames() {
		taken := func(c command) bool { return c.name == kind || c.short == kind }
		if slices.ContainsFunc(groups, func(g group) bool { return slices.ContainsFunc(g.commands, taken) }) || slices.ContainsFunc(all, taken) {
			continue
		}
		help := cmp.Or(markHelps[kind], "mark a passage, or the paragraph read last, as "+kind)
		all = append(all, command{name: kind, args: "[WHERE]", help: help, needs: aStored, run: marker(kind)})
	}
	return all
}

// marker is the command that marks a passage with a kind.
func marker(kind string) func(*Conversation, string) error {
	return func(c *Conversation, arg string) error {
		span, err := c.passage(arg)
		if err != nil {
			return err
		}
		n, err := c.newNote(span, kind)
		if err != nil {
			return err
		}
		return c.add(n, "marked as "+kind)
	}
}

// newNote is a new note on a passage; an empty one is the whole article.
func (c *Conversation) newNote(span article.Span, kind string) (note.Note, error) {
	return c.session.NewNote(span, c.reading.page.Quote(span), kind)
}

// add puts a new note among those on the article.
func (c *Conversation) add(n note.Note, said string) error {
	return c.finish(c.session.Add(c.reading.Article, n, said))
}

// change puts a changed note in the place of the old one.
func (c *Conversation) change(old, changed note.Note, said string) error {
	return c.finish(c.session.Edit(c.reading.Article, old, changed, said))
}

// writeNote asks for the words of a note.
func (c *Conversation) writeNote(arg string) error {
	var span article.Span
	if arg != "article" {
		var err error
		if span, err = c.passage(arg); err != nil {
			return err
		}
	}
	n, err := c.newNote(span, note.DefaultKind())
	if err != nil {
		return err
	}
	if c.Prompt && !span.Empty() {
		c.out.say("On %s.", quoted(shortened(n.Anchor.Quote, 120)))
	}
	if n.Body, err = c.compose(n); err != nil {
		return err
	}
	return c.add(n, "noted")
}

// compose asks for a note's words.
func (c *Conversation) compose(n note.Note) (string, error) {
	if c.Prompt {
		c.out.say("Write the note. A line with a full stop alone ends it.")
	}
	c.out.end()
	body, err := c.dictated(n)
	switch {
	case errors.Is(err, errTooLong) && body != "":
		return "", fmt.Errorf("note not saved; drafts has its text: %w", err)
	case err != nil:
		return "", err
	case body == "":
		c.session.DropDraft(n.ID)
		return "", errors.New("nothing written, nothing changed")
	}
	return body, nil
}

// dictated are the lines up to one with a full stop alone, or to the end of the
// input. They are kept as a draft line by line. One that is too long is left
// out and makes an error, but what follows it is no command all the same.
func (c *Conversation) dictated(n note.Note) (body string, missed error) {
	before := n.Body
	var lines []string
	for {
		line, err := c.in.line(c.ctx)
		switch {
		case errors.Is(err, errTooLong):
			missed = err
			continue
		case err != nil && !errors.Is(err, io.EOF):
			return "", fmt.Errorf("note not finished; drafts lists it: %w", err)
		case line == "." || err != nil && line == "":
			return strings.TrimSpace(strings.Join(lines, "\n")), missed
		}
		lines = append(lines, line)
		n.Body = joined(before, strings.Join(lines, "\n"))
		c.saveDraft(n)
	}
}

// saveDraft keeps what is typed of a note so far.
func (c *Conversation) saveDraft(n note.Note) {
	if n.Text == "" && !n.OnArticle() {
		n.Text = c.reading.Article.Fingerprint()
	}
	c.session.SaveDraft(n, c.reading.Path)
	if err := c.finish(session.Event{}); err != nil {
		c.out.say("%s", sentence(err.Error()))
	}
}

// joined are words with others added below.
func joined(before, more string) string { return strings.TrimSpace(before + "\n\n" + more) }

// noteNumber is the note of that number.
func (c *Conversation) noteNumber(arg string) (note.Note, error) {
	n, err := atLeastOne(arg)
	switch {
	case err != nil:
		return note.Note{}, fmt.Errorf("which note? %w", err)
	case n > len(c.reading.Notes):
		return note.Note{}, fmt.Errorf("there is no note %d; the article has %s", n, count(len(c.reading.Notes), "note", "notes"))
	}
	if why := c.reading.File().ReadOnly(); why != "" {
		return note.Note{}, fmt.Errorf("the notes can't be changed: %s", why)
	}
	return c.reading.Notes[n-1].Note, nil
}

func (c *Conversation) editNote(arg string) error {
	old, err := c.noteNumber(arg)
	if err != nil {
		return err
	}
	if old.Body != "" && c.Prompt {
		c.out.say("The note says:\n%s", old.Body)
	}
	changed := old
	changed.Body = ""
	if changed.Body, err = c.compose(changed); err != nil {
		return err
	}
	return c.change(old, changed, "changed")
}

func (c *Conversation) appendNote(arg string) error {
	old, err := c.noteNumber(arg)
	if err != nil {
		return err
	}
	more, err := c.compose(old)
	if err != nil {
		return err
	}
	changed := old
	changed.Body = joined(old.Body, more)
	return c.change(old, changed, "changed")
}

func (c *Conversation) changeKind(arg string) error {
	number, kind := cutWord(arg)
	old, err := c.noteNumber(number)
	if err != nil {
		return err
	}
	i := slices.IndexFunc(note.Kinds, func(k note.Kind) bool { return kind != "" && strings.HasPrefix(k.Name, kind) })
	if i < 0 {
		return fmt.Errorf("a note's kind is %s", either(note.KindNames()))
	}
	changed := old
	changed.Kind = note.Kinds[i].Name
	return c.change(old, changed, "marked as "+changed.Kind)
}

func (c *Conversation) label(arg string) error {
	number, tags := cutWord(arg)
	old, err := c.noteNumber(number)
	if err != nil {
		return err
	}
	changed := old
	changed.Tags = wordsIn(tags)
	return c.change(old, changed, "tagged")
}

// attach puts a note on the passage that the reader says is its now.
func (c *Conversation) attach(arg string) error {
	number, where := cutWord(arg)
	old, err := c.noteNumber(number)
	if err != nil {
		return err
	}
	span, err := c.passage(where)
	if err != nil {
		return err
	}
	return c.finish(c.session.Attach(c.reading.Article, old, span, c.reading.page.Quote(span)))
}

func (c *Conversation) deleteNote(arg string) error {
	old, err := c.noteNumber(arg)
	if err != nil {
		return err
	}
	return c.finish(c.session.Delete(c.reading.Article, old, "deleted"))
}
