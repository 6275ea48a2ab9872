package ui

import (
	"slices"
	"strconv"
	"strings"

	"manicule/internal/article"
	"manicule/internal/library"
	"manicule/internal/note"

	tea "charm.land/bubbletea/v2"
)

// backlinksMsg brings them.
type backlinksMsg backlinks

// findBacklinks has looked up what links to an article.
func (m *Model) findBacklinks(path string) tea.Cmd {
	if m.lib == nil {
		return nil
	}
	ctx, lib := m.ctx, m.lib
	m.backlinks = backlinks{path: path}
	return func() tea.Msg { return backlinksMsg(backlinksOf(ctx, lib, path)) }
}

// onBacklinks takes them into the info that waits for them.
func (m *Model) onBacklinks(msg backlinksMsg) tea.Cmd {
	if msg.path != m.backlinks.path {
		return nil
	}
	m.backlinks = backlinks(msg)
	if info, ok := activePane[*pager](m.env); ok {
		info.resize()
	}
	return nil
}

// infoBacklinks are the lines of an article's info about what links to it.
func (m *Model) infoBacklinks(path string, width int) []helpLine {
	b := &m.backlinks
	switch {
	case m.lib == nil || b.path != path:
		return nil
	case !b.known:
		return []helpLine{{}, {"linked from", "…"}}
	case len(b.links) == 0:
		return []helpLine{{}, {"linked from", "nowhere in this collection"}}
	}
	lines := []helpLine{{}}
	label := "linked from"
	for _, l := range b.links {
		lines = append(lines, labelled(label, l.Title+": "+backlinkText(l), width)...)
		label = " "
	}
	if b.articles > library.MaxBacklinks {
		lines = append(lines, labelled(" ", "and more: search for link:"+path, width)...)
	}
	return append(lines, labelled(" ", "B lists them while the article is open, to go to one", width)...)
}

// showInfo lists what is known about the open article, or the one under the
// cursor, and what was left out of its text.
func (m *Model) showInfo() tea.Cmd {
	path, ok := m.currentPath()
	if m.reader != nil {
		m.push(m.newInfo(m.reader.Article, m.reader.Path, m.reader.Notes, m.reader.ReadShare()))
		return m.findBacklinks(m.reader.Path)
	}
	if !ok {
		return nil
	}
	c := m.store
	read := m.await("reading about this article", func() arrival {
		a, err := c.Read(path)
		return func() (pane, error) { return m.newInfo(a, path, nil, c.Reading(path).Progress), err }
	})
	return tea.Batch(read, m.findBacklinks(path))
}

// newInfo is the page about an article of which the part share was read.
func (m *Model) newInfo(a *article.Article, path string, notes []note.ResolvedNote, share float64) *pager {
	return newPager(m.env, "about this article", func(width int) []helpLine {
		var lines []helpLine
		for _, field := range m.infoFields(a, path, share) {
			if field.text != "" {
				lines = append(lines, labelled(field.key, field.text, width)...)
			}
		}
		for _, n := range notes {
			if n.Lost() {
				lines = append(lines, labelled("lost note", fateOf(&n)+" "+m.plainWords(n.Body), width)...)
			}
		}
		lines = append(lines, m.infoBacklinks(path, width)...)
		for _, rm := range a.Removed {
			lines = append(lines, helpLine{}, helpLine{text: "Not in the text: " + rm.Why})
			for _, line := range strings.Split(rm.What, "\n") {
				lines = append(lines, labelled(" ", line, width)...)
			}
		}
		return lines
	})
}

func (m *Model) infoFields(a *article.Article, path string, share float64) []helpLine {
	fields := []helpLine{
		{"title", a.Meta.Title},
		{"author", a.Meta.Author},
		{"site", a.Meta.Site},
		{"source", a.Meta.Source},
		{"tags", strings.Join(a.Meta.Tags, ", ")},
		{"language", a.Meta.Language},
		{"description", a.Meta.Description},
		{"file", article.CleanLine(path)},
		{"length", strconv.Itoa(a.Words()) + " words, " + strconv.Itoa(a.Minutes()) + " min"},
		{"covered", strconv.Itoa(library.Percent(share)) + "% of the text was read"},
		{"warning", a.Warning},
	}
	if !a.Meta.Published.IsZero() {
		fields = slices.Insert(fields, 3, helpLine{"published", a.Meta.Published.Format("2 January 2006")})
	}
	if m.store != nil {
		fields = append(fields, helpLine{"notes in", m.short(m.store.NotesFolder())})
	}
	return fields
}
