package ui

import (
	"slices"
	"sync"

	tea "charm.land/bubbletea/v2"

	"manicule/internal/store"
)

// deed is something done to the reading state of articles, such as a star. It
// is its own opposite: done again, it brings back what was there before.
type deed struct {
	paths  func() []string
	decide func(now []store.Reading) (edit func(*store.Reading), said string)
	put    func(to *store.Reading, from store.Reading) // copies the part it is about

	want map[string]store.Reading // what it is to be the next time; nil before the first
	said string
	done bool
}

// do does the deed and returns what to say of it.
func (d *deed) do(c *store.Collection) (string, error) {
	paths, now := d.paths(), c.Readings()
	if d.want == nil {
		d.plan(paths, now)
	}
	err := c.SaveReadings(paths, func(r *store.Reading) { d.put(r, d.want[r.Article]) })
	if err != nil {
		return "", err
	}
	before := make(map[string]store.Reading, len(paths))
	for _, path := range paths {
		before[path] = now[path]
	}
	d.want, d.done = before, !d.done
	if !d.done {
		return "undone: " + d.said, nil
	}
	return d.said, nil
}

// plan finds out what the state is to be.
func (d *deed) plan(paths []string, now map[string]store.Reading) {
	states := make([]store.Reading, len(paths))
	for i, path := range paths {
		states[i] = now[path]
		states[i].Article = path
	}
	edit, said := d.decide(states)
	d.want = make(map[string]store.Reading, len(paths))
	for _, r := range states {
		edit(&r)
		d.want[r.Article] = r
	}
	d.paths = func() []string { return paths }
	if d.said = said; len(paths) > 1 {
		d.said += ": " + count(len(paths), "article")
	}
}

// begin does the deed to the articles, and has it undone by undo.
func (m *Model) begin(paths func() []string, d deed) tea.Cmd {
	if paths == nil {
		return nil
	}
	d.paths = paths
	again := func(m *Model) tea.Cmd { return m.doAgain(&d) }
	m.remember(change{again: again})
	m.undone = nil
	return again(m)
}

func (m *Model) doAgain(d *deed) tea.Cmd {
	c := m.store
	return m.inTurn(func() tea.Msg {
		said, err := d.do(c)
		return readingMsg{said, err}
	})
}

// inTurn is surely for writes that must be done in the order in which they
// were asked for.
func (m *Model) inTurn(write func() tea.Msg) tea.Cmd {
	before := m.turn
	m.turn = sync.OnceValue(func() tea.Msg {
		if before != nil {
			before()
		}
		return write()
	})
	return m.surely(m.turn)
}

// readingMsg says that the reading state was written.
type readingMsg struct {
	said string // for the status line; "" says nothing
	err  error
}

func (m *Model) readingSaved(msg readingMsg) tea.Cmd {
	if msg.err != nil {
		m.complain(msg.err)
		return nil
	}
	if msg.said != "" {
		m.say(msg.said)
	}
	return tea.Batch(m.reread(), m.statusTimer())
}

// rereadMsg says that the library knows the reading state as it is now.
type rereadMsg struct{}

func (m *Model) renewed() tea.Cmd {
	m.shelf.latest = m.lib.Articles()
	return tea.Batch(m.relist(), m.findOffer())
}

// reread has the library take in the reading state; while an article is open
// there is no hurry.
func (m *Model) reread() tea.Cmd {
	m.shelf.stale = m.rd != nil
	if m.rd != nil {
		return nil
	}
	lib := m.lib
	return func() tea.Msg {
		lib.Reread()
		return rereadMsg{}
	}
}

// toggleStar stars what it is about, or takes the stars off when all have one.
func (m *Model) toggleStar() tea.Cmd {
	paths, _ := m.targets()
	return m.begin(paths, deed{
		put: func(to *store.Reading, from store.Reading) { to.Star = from.Star },
		decide: func(now []store.Reading) (func(*store.Reading), string) {
			on := !every(now, func(r store.Reading) bool { return r.Star })
			return func(r *store.Reading) { r.Star = on }, map[bool]string{true: "starred", false: "star taken off"}[on]
		},
	})
}

// toggleRead marks what it is about read, or unread when all of it is read.
func (m *Model) toggleRead() tea.Cmd {
	if m.rd != nil {
		m.rd.keepUnread = true // what they say by hand stays
	}
	paths, _ := m.targets()
	return m.begin(paths, deed{
		put: func(to *store.Reading, from store.Reading) {
			to.Read, to.Progress, to.Seen = from.Read, from.Progress, from.Seen
		},
		decide: func(now []store.Reading) (func(*store.Reading), string) {
			if every(now, func(r store.Reading) bool { return r.Read }) {
				return func(r *store.Reading) { r.Read, r.Progress, r.Seen = false, 0, nil }, "marked unread"
			}
			return func(r *store.Reading) { r.Read = true }, "marked read"
		},
	})
}

func every(all []store.Reading, is func(store.Reading) bool) bool {
	return !slices.ContainsFunc(all, func(r store.Reading) bool { return !is(r) })
}
