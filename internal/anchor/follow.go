package anchor

import (
	"cmp"

	"manicule/internal/note"
)

// Follow moves the notes of a file to another text of their article: the
// positions and the context of passages that say what they said become theirs
// there. The former texts are those that the positions belong to (see
// note.File.Texts), as far as they are kept. A passage that was edited, moved
// or lost keeps its old position, and Note.Text the fingerprint of the text
// that this belongs to, until the reader confirms a place (see Confirm): so it
// is told for what it is as long as nobody looked at it, and can be found again
// from where it was.
func Follow(f *note.File, text, fingerprint string, former ...string) {
	h := f.Header()
	if h.Text == fingerprint {
		return
	}
	finder := NewFinder(text, former...)
	f.Reanchor(func(n note.Note) note.Note { return finder.follow(n, h.Text) })
	h.Text = fingerprint
	f.SetHeader(h)
}

// follow finds one note's passage; was names the text of its position.
func (f *Finder) follow(n note.Note, was string) note.Note {
	m := f.Find(n.Anchor)
	if m.State != note.Exact {
		n.Text = cmp.Or(n.Text, was)
		return n
	}
	n.Text = ""
	now := f.anchor(m.Span, n.Anchor.Quote)
	now.Now = n.Anchor.Now
	n.Anchor = now
	return n
}
