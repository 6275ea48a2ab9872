package session

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"strings"

	"manicule/internal/article"
	"manicule/internal/command"
	"manicule/internal/config"
	"manicule/internal/note"
)

// CommandTarget is what a command of the reader's own is run on: a passage of
// the open article, a note, or an article.
type CommandTarget struct {
	Path      string // of the article; "" is the open one
	NoteID    string // of the note, of an article that is named
	Span      article.Span
	Quote     string // the passage in the reader's words
	Paragraph string // that it stands in
	Note      *note.Note
}

// commandInput is what of an article may go into a command.
func (s *Session) commandInput(a *article.Article, path string, t CommandTarget) command.Input {
	in := command.Input{Passage: t.Quote, Paragraph: t.Paragraph, Article: a.Text, Title: a.Meta.Title, URL: a.Meta.Source}
	if s.store != nil {
		in.Path = filepath.Join(s.store.Folder(), filepath.FromSlash(path))
	}
	if t.Note != nil {
		in.Note = t.Note.Body
	}
	return in
}

// RunCommand runs a command of the reader's own; it ends with ctx. What becomes of its answer the Event says: a note or a tag is made,
// all else is for the view, see CommandAnswer.
func (s *Session) RunCommand(ctx context.Context, c config.OwnCommand, t CommandTarget) (Task, error) {
	if t.Path != "" {
		return func() Answer { return s.runOn(ctx, c, t) }, nil
	}
	done := commandDone{command: c, path: s.doc.Path, on: s.doc.Article, note: t.Note}
	if c.Answer == "note" && t.Note == nil {
		fresh, err := s.NewNote(t.Span, t.Quote, note.DefaultKind())
		if err != nil {
			return nil, fmt.Errorf("%s: %w", c.Name, err)
		}
		done.fresh = &fresh
	}
	if c.Answer == "tag" && s.store == nil {
		return nil, fmt.Errorf("%s: %w", c.Name, ErrNoCollection)
	}
	in := s.commandInput(s.doc.Article, s.doc.Path, t)
	return func() Answer {
		done.text, done.err = command.Run(ctx, c, in)
		return done
	}, nil
}

// runOn runs a command on an article that need not be open, or on a note on it,
// as they are on the disk.
func (s *Session) runOn(ctx context.Context, c config.OwnCommand, t CommandTarget) commandDone {
	done := commandDone{command: c, path: t.Path}
	d, err := s.Load(t.Path)
	if err != nil {
		done.err = fmt.Errorf("%s: %w", c.Name, err)
		return done
	}
	done.on = d.Article
	for i := range d.Notes {
		if n := &d.Notes[i]; n.ID == t.NoteID {
			t.Note, t.Quote, t.Paragraph = &n.Note, n.Anchor.Quote, n.Anchor.Quote
		}
	}
	if t.NoteID != "" && t.Note == nil {
		done.err = fmt.Errorf("%s: the note is not there any more", c.Name)
		return done
	}
	done.note = t.Note
	done.text, done.err = command.Run(ctx, c, s.commandInput(d.Article, t.Path, t))
	return done
}

// CommandAnswer is what a command of the reader's own printed, for the view to
// show or to copy.
type CommandAnswer struct {
	Command string
	Text    string
	Copy    bool // it belongs on the clipboard
}

// commandDone is the answer of RunCommand's Task.
type commandDone struct {
	command config.OwnCommand
	path    string // of the article
	on      *article.Article
	note    *note.Note // that it was run on
	fresh   *note.Note // without its words
	text    string
	err     error
}

func (d commandDone) take(s *Session) Event {
	name := d.command.Name
	switch {
	case errors.Is(d.err, context.Canceled):
		return Event{Said: name + " was stopped"}
	case d.err != nil:
		return Event{Err: d.err}
	case d.command.Answer == "nothing":
		return Event{Said: name + " is done"}
	case d.text == "":
		return Event{Said: name + " has no answer"}
	case d.command.Answer == "tag":
		return s.tagFrom(d)
	case d.command.Answer != "note":
		return Event{Command: &CommandAnswer{Command: name, Text: d.text, Copy: d.command.Answer == "clipboard"}}
	case d.note != nil:
		after := *d.note
		after.Body = strings.TrimSpace(after.Body + "\n\n" + d.text)
		return s.Edit(d.on, *d.note, after, name+": added to the note")
	}
	if d.fresh == nil {
		fresh, err := s.NewNote(article.Span{}, "", note.DefaultKind())
		if err != nil {
			return Event{Err: fmt.Errorf("%s: %w", name, err)}
		}
		d.fresh = &fresh
	}
	d.fresh.Body = d.text
	return s.Add(d.on, *d.fresh, name+": noted")
}

// mostTags is how many tags an answer can give.
const mostTags = 20

// tagFrom gives the article the words of an answer as tags.
func (s *Session) tagFrom(d commandDone) Event {
	var tags []string
	for _, word := range strings.FieldsFunc(d.text, func(r rune) bool { return strings.ContainsRune(" ,;\n", r) }) {
		if tag := article.Tag(strings.TrimLeft(word, "#-+")); tag != "" {
			tags = append(tags, tag)
		}
	}
	if len(tags) == 0 || len(tags) > mostTags {
		return Event{Err: fmt.Errorf("%s: its answer is no list of up to %d tags", d.command.Name, mostTags)}
	}
	return s.Tag(One(d.path), tags, nil)
}
