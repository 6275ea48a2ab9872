package note

import (
	"slices"
	"strings"
)

// Change is one thing done to a note: made where there is no Before, deleted
// where there is no After, else edited. One of them is not nil.
type Change struct {
	Before, After *Note
	Text          string // fingerprint of the text that their positions belong to, unless a note names its own
}

// Note is the note as the change leaves it; of a deleted one as it was.
func (c Change) Note() *Note {
	if c.After != nil {
		return c.After
	}
	return c.Before
}

// Inverse takes the change back.
func (c Change) Inverse() Change { return Change{c.After, c.Before, c.Text} }

// Apply makes the change in a file, which others may have changed since the
// reader saw it. Of a note that is there, only what the reader changed is
// changed, and its position stays the file's unless they gave it another one.
// A note to be deleted stays if Kept. Text is the fingerprint of the text that
// the file's positions belong to.
func (c Change) Apply(f *File, text string) {
	if c.After == nil {
		if !c.Kept(f) {
			f.Remove(c.Before.ID)
		}
		return
	}
	n, there := f.Note(c.After.ID)
	if c.Before == nil || !there {
		f.Put(c.Carried(text))
		return
	}
	if c.After.Kind != c.Before.Kind {
		n.Kind = c.After.Kind
	}
	if c.After.Anchor != c.Before.Anchor {
		put := c.Carried(text)
		n.Anchor, n.Text = put.Anchor, put.Text
	}
	if !slices.Equal(c.After.Tags, c.Before.Tags) {
		n.Tags = c.After.Tags
	}
	n.Body = MergeBodies(c.Before.Body, c.After.Body, n.Body)
	n.Changed = c.After.Changed
	f.Put(n)
}

// Carried is After as it stands among notes whose positions belong to the text
// of that fingerprint: where its own belongs to another text it names that, and
// is found by its words.
func (c Change) Carried(text string) Note {
	n := *c.After
	if n.OnArticle() {
		return n
	}
	if n.Text == "" && c.Text != text {
		n.Text = c.Text
	} else if n.Text == text {
		n.Text = ""
	}
	return n
}

// Kept reports whether the note that the change deletes stays in the file,
// because its words or its kind were changed by others meanwhile.
func (c Change) Kept(f *File) bool {
	if c.After != nil || c.Before == nil {
		return false
	}
	n, there := f.Note(c.Before.ID)
	return there && (n.Kind != c.Before.Kind || strings.TrimSpace(n.Body) != strings.TrimSpace(c.Before.Body))
}
