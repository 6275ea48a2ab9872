package note

import (
	"cmp"
	"slices"
)

// Follow moves the notes to another text of the article: the positions and the
// context of passages that say what they said become theirs there. The former
// texts are those that the positions belong to (see Texts), as far as they are
// kept. A passage that was edited, moved or lost keeps its old position, and
// Note.Text the fingerprint of the text that this belongs to, until the reader
// confirms a place (see Confirm): so it is told for what it is as long as
// nobody looked at it, and can be found again from where it was. Only entries
// whose passages changed their order change theirs.
func (f *File) Follow(text, fingerprint string, former ...string) {
	h := f.Header()
	if h.Text == fingerprint {
		return
	}
	finder := NewFinder(text, former...)
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

// Texts lists the fingerprints of the texts that the passages' positions
// belong to, each once.
func (f *File) Texts() []string {
	var all []string
	for _, n := range f.Notes() {
		if text := cmp.Or(n.Text, f.Header().Text); !n.OnArticle() && text != "" && !slices.Contains(all, text) {
			all = append(all, text)
		}
	}
	return all
}

// follow finds one note's passage; was names the text of its position.
func (f *Finder) follow(n Note, was string) Note {
	m := f.Find(n.Anchor)
	if m.State != Exact {
		n.Text = cmp.Or(n.Text, was)
		return n
	}
	n.Text = ""
	now := f.anchor(m.Span, n.Anchor.Quote)
	now.Now = n.Anchor.Now
	n.Anchor = now
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
