package ui

import (
	"errors"
	"maps"
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"manicule/internal/note"
	"manicule/internal/store"
)

func (p *notesPane) changeKind(m *Model) tea.Cmd {
	keys := p.targets()
	if len(keys) == 0 {
		return nil
	}
	m.pending = &prompt{"kind: " + kindLetters(), func(m *Model, key tea.KeyPressMsg) tea.Cmd {
		for _, k := range note.Kinds {
			if key.Text == string(k.Letter) {
				return m.changeNotes(keys, "kind: "+k.Name, func(n *note.Note) { n.Kind = k.Name })
			}
		}
		return nil
	}}
	return nil
}

// retag gives the notes the tags typed, and takes those away before which a
// minus stands. A tag that stands in a note's own words stays there.
func (p *notesPane) retag(m *Model) tea.Cmd {
	give, take := tagsIn(p.text)
	if len(give)+len(take) == 0 {
		return nil
	}
	said := "tags: " + strings.TrimSpace(p.text)
	return m.changeNotes(p.targets(), said, func(n *note.Note) { n.Tags = retagged(n.Tags, give, take) })
}

func (p *notesPane) delete(m *Model) tea.Cmd {
	keys := p.targets()
	if len(keys) == 0 {
		return nil
	}
	cmd := m.changeNotes(keys, "deleted", nil)
	p.drop(keys)
	return cmd
}

// drop takes notes off the list, so that the next key is about the next one.
func (p *notesPane) drop(keys []noteKey) {
	for _, key := range keys {
		delete(p.found, key)
		delete(p.marked, key)
	}
	p.rows.Set(slices.DeleteFunc(slices.Clone(p.rows.items), func(r noteRow) bool { return slices.Contains(keys, r.noteKey) }))
	p.notes = len(p.found)
}

// noteDeed is one change of several notes. Like deed it is its own opposite.
type noteDeed struct {
	said    string
	changes map[string][]change // by path
	done    bool
}

// changeNotes changes the notes, or with nil deletes them, and has it undone
// by undo.
func (m *Model) changeNotes(keys []noteKey, said string, edit func(*note.Note)) tea.Cmd {
	d := &noteDeed{said: said, changes: map[string][]change{}}
	for _, key := range keys {
		before := m.notesPane.found[key].Note
		ch := change{said: said, before: &before}
		if edit != nil {
			after := before
			edit(&after)
			after.Changed = second()
			ch.after = &after
		}
		if text := m.notesPane.texts[key.path]; before.Text == "" && !before.OnArticle() {
			before.Text = text // it may come back when the text is another one
		}
		d.changes[key.path] = append(d.changes[key.path], ch)
	}
	if len(keys) > 1 {
		d.said += ": " + count(len(keys), "note")
	}
	again := func(m *Model) tea.Cmd {
		c := m.store
		return m.inTurn(func() tea.Msg {
			said, err := d.do(c)
			return notesChangedMsg{said, err}
		})
	}
	m.remember(change{again: again})
	m.undone = nil
	return again(m)
}

// do does the deed, as far as it can be done, and returns what to say of it.
func (d *noteDeed) do(c *store.Collection) (string, error) {
	var failed []error
	for _, path := range slices.Sorted(maps.Keys(d.changes)) {
		if err := d.doOn(c, path); err != nil {
			failed = append(failed, err)
		}
	}
	if len(failed) == len(d.changes) {
		return "", errors.Join(failed...)
	}
	said := d.said
	if d.done = !d.done; !d.done {
		said = "undone: " + said
	}
	return said, errors.Join(failed...)
}

// doOn does what is to be done to the notes on one article.
func (d *noteDeed) doOn(c *store.Collection, path string) error {
	a, err := c.ReadOrRecall(path)
	if err != nil {
		return err
	}
	_, err = c.SaveNotes(a, func(f *note.File) error {
		for _, ch := range d.changes[path] {
			ch.art = a
			if d.done {
				ch.before, ch.after = ch.after, ch.before
			}
			ch.apply(f, a)
			settleText(f, ch.after)
		}
		return nil
	})
	return err
}

// settleText takes the name of the text off a note whose position belongs to
// the file's own.
func settleText(f *note.File, put *note.Note) {
	if put == nil {
		return
	}
	if n, ok := f.Note(put.ID); ok && n.Text == f.Header().Text && n.Text != "" {
		n.Text = ""
		f.Put(n)
	}
}

// notesChangedMsg tells how changing several notes went.
type notesChangedMsg struct {
	said string
	err  error
}

func (msg notesChangedMsg) failed() error { return msg.err }

func (m *Model) notesChanged(msg notesChangedMsg) tea.Cmd {
	if msg.err != nil {
		m.complain(msg.err)
	} else {
		m.say(msg.said)
		clear(m.notesPane.marked)
	}
	return tea.Batch(m.reloadNotes(), m.statusTimer())
}
