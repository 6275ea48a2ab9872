package notes

import (
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"manicule/internal/note"
	"manicule/internal/session"
	"manicule/internal/ui/pane"
)

func (p *Pane) changeKind() tea.Cmd {
	keys := p.targets()
	if len(keys) == 0 {
		return nil
	}
	p.TakeNext("kind: "+pane.KindLetters(), func(key tea.KeyPressMsg) tea.Cmd {
		for _, k := range note.Kinds {
			if key.Text == string(k.Letter) {
				return p.changeNotes(keys, "kind: "+k.Name, func(n *note.Note) { n.Kind = k.Name })
			}
		}
		return nil
	})
	return nil
}

// retag gives the notes the tags typed, and takes those away before which a
// minus stands. A tag that stands in a note's own words stays there.
func (p *Pane) retag() tea.Cmd {
	give, take := session.ParseTags(p.Text)
	if len(give)+len(take) == 0 {
		return nil
	}
	said := "tags: " + strings.TrimSpace(p.Text)
	return p.changeNotes(p.targets(), said, func(n *note.Note) { n.Tags = session.Retag(n.Tags, give, take) })
}

func (p *Pane) delete() tea.Cmd {
	keys := p.targets()
	if len(keys) == 0 {
		return nil
	}
	cmd := p.changeNotes(keys, "deleted", nil)
	p.drop(keys)
	return cmd
}

// drop takes notes off the list, so that the next key is about the next one.
func (p *Pane) drop(keys []noteKey) {
	for _, key := range keys {
		delete(p.found, key)
		delete(p.marked, key)
	}
	p.rows.Set(slices.DeleteFunc(slices.Clone(p.rows.Items), func(r noteRow) bool { return slices.Contains(keys, r.noteKey) }))
	p.notes = len(p.found)
}

// changeNotes changes the notes, or with nil deletes them.
func (p *Pane) changeNotes(keys []noteKey, said string, edit func(*note.Note)) tea.Cmd {
	var notes []session.Listed
	for _, key := range keys {
		notes = append(notes, session.Listed{Path: key.path, Text: p.texts[key.path], Note: p.found[key].Note})
	}
	clear(p.marked)
	return p.Host.OnEvent(p.Session.EditAll(notes, said, edit))
}
