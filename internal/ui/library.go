package ui

import (
	"cmp"
	"context"
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"
	"github.com/junegunn/fzf/src/algo"

	"manicule/internal/article"
	"manicule/internal/page"
	"manicule/internal/store"
)

// library is the list of the collection's articles.
type library struct {
	mode    mode
	all     map[string]*store.Entry // by path
	list    list[*store.Entry]      // what the filter leaves, in order
	lit     map[*store.Entry][]int  // runes of the title that the filter matched
	filter  string
	typing  bool // keys go into the filter
	order   order
	listing bool  // the folder is being listed, or was
	loaded  bool  // all of it was
	touched bool  // the reader has moved the cursor
	failure error // why the folder could not be listed whole
	shown   preview
}

// preview is the article beside the list.
type preview struct {
	path string
	art  *article.Article
	page *page.Page
	top  page.Loc
	err  error
}

func newLibrary() library {
	algo.Init("default") // without it fzf takes capitals for no letters
	return library{mode: *libraryMode(), all: map[string]*store.Entry{}}
}

// entriesMsg brings a part of the collection's list.
type entriesMsg struct {
	entries []store.Entry
	done    bool
	err     error
	more    <-chan entriesMsg
}

// startListing reads the collection in the background. It can begin before
// the program does.
func startListing(ctx context.Context, c *store.Collection) <-chan entriesMsg {
	out := make(chan entriesMsg, 64)
	go func() {
		defer close(out)
		last := entriesMsg{done: true}
		defer func() {
			if r := recover(); r != nil {
				last.err = fmt.Errorf("list %s: %v", c.Folder(), r)
			}
			out <- last
		}()
		last.err = c.List(ctx, func(batch []store.Entry) {
			out <- entriesMsg{entries: slices.Clone(batch)}
		})
	}()
	return out
}

// list takes in the listing, which it starts unless it is under way.
func (m *Model) list() tea.Cmd {
	if m.lib.listing {
		return nil
	}
	m.lib.listing = true
	if m.opts.entries == nil {
		m.opts.entries = startListing(m.ctx, m.store)
	}
	return nextEntries(m.opts.entries)
}

// nextEntries takes everything that has been listed by now, so that a large
// collection costs few messages.
func nextEntries(from <-chan entriesMsg) tea.Cmd {
	return func() tea.Msg {
		msg := <-from
		for !msg.done {
			select {
			case next := <-from:
				msg.entries = append(msg.entries, next.entries...)
				msg.done, msg.err = next.done, next.err
				continue
			default:
			}
			break
		}
		msg.more = from
		return msg
	}
}

func (m *Model) listed(msg entriesMsg) tea.Cmd {
	for i := range msg.entries {
		m.lib.put(&msg.entries[i])
	}
	m.lib.arrange()
	if !m.lib.touched {
		m.lib.list.Jump(0)
	}
	if !msg.done {
		return tea.Batch(nextEntries(msg.more), m.preview())
	}
	m.lib.loaded, m.lib.failure = true, msg.err
	if msg.err != nil {
		m.complain(msg.err)
	} else if w := m.store.Warning(); w != "" {
		m.say(w)
	}
	return m.preview()
}

// put adds the entry, or brings the one of the same path up to date.
func (l *library) put(e *store.Entry) {
	if old, ok := l.all[e.Path]; ok {
		*old = *e
		return
	}
	l.all[e.Path] = e
}

// order is how the list is sorted while no filter ranks it.
type order int

const (
	byPath order = iota
	byTitle
	byDate
	byLength
	byReading
	orders
)

func (o order) String() string {
	return [...]string{"path", "title", "newest", "longest", "last read"}[o]
}

func (o order) compare(a, b *store.Entry) int {
	c := 0
	switch o {
	case byTitle:
		c = cmp.Compare(strings.ToLower(a.Meta.Title), strings.ToLower(b.Meta.Title))
	case byDate:
		c = b.Meta.Published.Compare(a.Meta.Published)
	case byLength:
		c = cmp.Compare(b.Words, a.Words)
	case byReading:
		c = b.Reading.At.Compare(a.Reading.At)
	}
	return cmp.Or(c, cmp.Compare(a.Path, b.Path))
}

// arrange filters and sorts the entries into the list.
func (l *library) arrange() {
	items := make([]*store.Entry, 0, len(l.all))
	for _, e := range l.all {
		items = append(items, e)
	}
	slices.SortFunc(items, l.order.compare)
	l.lit = nil
	if l.filter != "" {
		items, l.lit = rankTitles(items, l.filter)
	}
	l.list.Set(items)
}

func (m *Model) listMove(n int) tea.Cmd {
	m.lib.touched = true
	m.lib.list.Move(n)
	return m.preview()
}

func (m *Model) listJump(i int) tea.Cmd {
	m.lib.touched = true
	m.lib.list.Jump(i)
	return m.preview()
}

func (m *Model) nextSort() tea.Cmd {
	m.lib.order = (m.lib.order + 1) % orders
	m.lib.arrange()
	m.lib.list.Jump(0)
	m.say("sorted by " + m.lib.order.String())
	return tea.Batch(m.preview(), m.statusTimer())
}

func (m *Model) startFilter() tea.Cmd {
	m.lib.typing = true
	m.lib.list.Resize(m.listRows())
	return nil
}

// filterKey is a key typed into the filter.
func (m *Model) filterKey(k tea.KeyPressMsg) tea.Cmd {
	switch s := k.String(); s {
	case "esc":
		return m.clearFilter()
	case "ctrl+c":
		return m.quit()
	case "enter":
		m.lib.typing = false
		m.lib.list.Resize(m.listRows())
		return m.openSelected()
	case "down", "ctrl+n":
		return m.listMove(1)
	case "up", "ctrl+p":
		return m.listMove(-1)
	case "backspace":
		if m.lib.filter == "" {
			return m.clearFilter()
		}
		return m.typeFilter(dropLastGrapheme(m.lib.filter))
	case "ctrl+u":
		return m.typeFilter("")
	case "ctrl+w":
		trimmed := strings.TrimRight(m.lib.filter, " ")
		return m.typeFilter(trimmed[:strings.LastIndexByte(trimmed, ' ')+1])
	}
	if k.Text == "" {
		return nil
	}
	return m.typeFilter(m.lib.filter + article.Clean(k.Text))
}

// maxFilter is how long a filter can be, in bytes.
const maxFilter = 200

func (m *Model) typeFilter(s string) tea.Cmd {
	m.lib.filter = strings.ToValidUTF8(s[:min(len(s), maxFilter)], "")
	m.lib.arrange()
	m.lib.list.Jump(0)
	return m.preview()
}

func (m *Model) clearFilter() tea.Cmd {
	if m.status.bad {
		m.status = status{serial: m.status.serial}
	}
	m.lib.typing, m.lib.filter = false, ""
	m.lib.arrange()
	m.lib.list.Resize(m.listRows())
	return m.preview()
}

func dropLastGrapheme(s string) string {
	last := 0
	for i := 0; i < len(s); {
		last = i
		g, _ := firstGrapheme(s[i:])
		i += len(g)
	}
	return s[:last]
}

func (m *Model) openSelected() tea.Cmd {
	e, ok := m.lib.list.Selected()
	if !ok {
		return nil
	}
	if e.Err != nil {
		m.complain(e.Err)
		return nil
	}
	return m.open(e.Path)
}

// toggleStar and toggleRead work on the open article, else on the one under
// the cursor. Undo does the same again.
func (m *Model) toggleStar() tea.Cmd {
	return m.toggle("star", func(r *store.Reading) string {
		r.Star = !r.Star
		return map[bool]string{true: "starred", false: "star taken off"}[r.Star]
	})
}

func (m *Model) toggleRead() tea.Cmd {
	if m.rd != nil {
		m.rd.keepUnread = true // what they say by hand stays
	}
	return m.toggle("read or unread", func(r *store.Reading) string {
		if r.Read = !r.Read; !r.Read {
			r.Progress = 0
		}
		return map[bool]string{true: "marked read", false: "marked unread"}[r.Read]
	})
}

func (m *Model) toggle(what string, edit func(*store.Reading) string) tea.Cmd {
	path, ok := m.currentPath()
	if !ok {
		return nil
	}
	again := func(m *Model) tea.Cmd { return m.editReading(path, edit) }
	m.remember(change{said: what, again: again})
	m.undone = nil
	return again(m)
}

// readingMsg says that the reading state of an article was written.
type readingMsg struct {
	path string
	said string // for the status line; "" says nothing
	err  error
}

// editReading changes the reading state and says what edit says.
func (m *Model) editReading(path string, edit func(*store.Reading) string) tea.Cmd {
	c := m.store
	return m.surely(func() tea.Msg {
		var said string
		err := c.SaveReading(path, func(r *store.Reading) { said = edit(r) })
		return readingMsg{path, said, err}
	})
}

func (m *Model) readingSaved(msg readingMsg) tea.Cmd {
	m.refreshReading(msg.path)
	if msg.err != nil {
		m.complain(msg.err)
		return nil
	}
	if msg.said == "" {
		return nil
	}
	m.say(msg.said)
	return m.statusTimer()
}

func (m *Model) currentPath() (string, bool) {
	if m.store == nil {
		return "", false
	}
	if m.rd != nil {
		return m.rd.path, true
	}
	e, ok := m.lib.list.Selected()
	if !ok || e.Err != nil {
		return "", false
	}
	return e.Path, true
}

// refreshReading shows the reading state of the article as the store has it.
func (m *Model) refreshReading(path string) {
	if e := m.lib.all[path]; e != nil {
		e.Reading = m.store.Reading(path)
	}
}

// summary is the right end of the header: how many articles, and of what kind.
func (l *library) summary() string {
	unread, notes := 0, 0
	for _, e := range l.all {
		if e.Err == nil && !e.Reading.Read && e.Reading.Progress == 0 {
			unread++
		}
		notes += e.Notes
	}
	parts := []string{count(len(l.all), "article"), fmt.Sprintf("%d unread", unread)}
	if notes > 0 {
		parts = append(parts, count(notes, "note"))
	}
	if !l.loaded {
		parts = append(parts, "reading the folder…")
	}
	return strings.Join(parts, " · ")
}

func count(n int, what string) string {
	if n == 1 {
		return "1 " + what
	}
	return fmt.Sprintf("%d %ss", n, what)
}

// short is the folder as people write it, with ~ for their home.
func (m *Model) short(folder string) string {
	if rel, err := filepath.Rel(m.home, folder); m.home != "" && err == nil && filepath.IsLocal(rel) {
		folder = filepath.Join("~", rel)
	}
	return article.CleanLine(folder)
}
