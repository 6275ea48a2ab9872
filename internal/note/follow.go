package note

import (
	"cmp"
	"slices"
)

// Reanchor replaces each note on a passage by what change makes of it, where
// that is anchored otherwise. Only entries whose passages changed their order
// change theirs.
func (f *File) Reanchor(change func(Note) Note) {
	for i := range f.pieces {
		p := &f.pieces[i]
		if p.note == nil || p.note.OnArticle() {
			continue
		}
		if n := change(*p.note).Tidy(); n.Anchor != p.note.Anchor || n.Text != p.note.Text {
			*p = f.entry(n, leadOf(p.raw), i, p.sealed)
		}
	}
	f.sort()
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
