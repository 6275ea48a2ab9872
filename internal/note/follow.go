package note

import (
	"cmp"
)

// Follow moves the notes to another text of the article: the positions of the
// passages that stand in it become theirs there, and so does their context.
// A lost passage keeps its old position, and Note.Text keeps the fingerprint
// of the text that it belongs to. Quotes never change. Only entries whose
// passages changed their order change theirs.
func (f *File) Follow(text, fingerprint string) {
	h := f.Header()
	if h.Text == fingerprint {
		return
	}
	finder := NewFinder(text)
	for i := range f.pieces {
		p := &f.pieces[i]
		if p.note == nil || p.note.OnArticle() {
			continue
		}
		if n := finder.follow(*p.note, h.Text).tidy(); n.Anchor != p.note.Anchor || n.Text != p.note.Text {
			*p = f.entry(n, leadOf(p.raw), i, p.sealed)
		}
	}
	f.sort()
	h.Text = fingerprint
	f.SetHeader(h)
}

// follow finds one note's passage; was names the text of its position.
func (f *Finder) follow(n Note, was string) Note {
	m := f.Find(n.Anchor)
	if m.State == Lost {
		n.Text = cmp.Or(n.Text, was)
		return n
	}
	n.Text = ""
	n.Anchor = f.anchor(m.Span, n.Anchor.Quote)
	return n
}

// sort moves entries that stand before one they should follow.
func (f *File) sort() {
	last := -1
	for i := 0; i < len(f.pieces); i++ {
		p := f.pieces[i]
		if p.note == nil {
			continue
		}
		if at := p.note.position(); at >= last {
			last = at
			continue
		}
		f.remove(i)
		f.insert(*p.note)
	}
}
