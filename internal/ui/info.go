package ui

import (
	"slices"
	"strconv"
	"strings"

	tea "charm.land/bubbletea/v2"

	"manicule/internal/article"
	"manicule/internal/library"
	"manicule/internal/note"
	"manicule/internal/ui/overlay"
	"manicule/internal/ui/pane"
)

// backlinksMsg brings them.
type backlinksMsg overlay.Backlinks

// findBacklinks has looked up what links to an article.
func (m *Model) findBacklinks(path string) tea.Cmd {
	if m.Lib == nil {
		return nil
	}
	ctx, lib := m.Ctx, m.Lib
	m.backlinks = overlay.Backlinks{Path: path}
	return func() tea.Msg { return backlinksMsg(overlay.BacklinksOf(ctx, lib, path)) }
}

// onBacklinks takes them into the info that waits for them.
func (m *Model) onBacklinks(msg backlinksMsg) tea.Cmd {
	if msg.Path != m.backlinks.Path {
		return nil
	}
	m.backlinks = overlay.Backlinks(msg)
	if info, ok := pane.ActiveAs[*pane.Pager](m.Env); ok {
		info.Resize()
	}
	return nil
}

// infoBacklinks are the lines of an article's info about what links to it.
func (m *Model) infoBacklinks(path string, width int) []pane.HelpLine {
	b := &m.backlinks
	switch {
	case m.Lib == nil || b.Path != path:
		return nil
	case !b.Known:
		return []pane.HelpLine{{}, {Key: "linked from", Text: "…"}}
	case len(b.Links) == 0:
		return []pane.HelpLine{{}, {Key: "linked from", Text: "nothing"}}
	}
	lines := []pane.HelpLine{{}}
	label := "linked from"
	for _, l := range b.Links {
		lines = append(lines, pane.Labelled(label, l.Title+": "+overlay.BacklinkText(l), width)...)
		label = " "
	}
	if b.Articles > library.MaxBacklinks {
		lines = append(lines, pane.Labelled(" ", "and more: search for link:"+path, width)...)
	}
	if m.reader != nil {
		lines = append(lines, pane.Labelled(" ", m.reader.Named("{what links here} lists them"), width)...)
	}
	return lines
}

// ShowInfo lists what is known about the open article, or the one under the
// cursor, and what was left out of its text.
func (m *Model) ShowInfo() tea.Cmd {
	path, ok := m.currentPath()
	if m.reader != nil {
		m.Push(m.newInfo(m.reader.Article, m.reader.Path, m.reader.Notes, m.reader.ReadShare()))
		return m.findBacklinks(m.reader.Path)
	}
	if !ok {
		return nil
	}
	c := m.Store
	read := m.Await("reading about this article", func() pane.Arrival {
		a, err := c.Read(path)
		return func() (pane.Pane, error) { return m.newInfo(a, path, nil, c.Reading(path).Progress), err }
	})
	return tea.Batch(read, m.findBacklinks(path))
}

// newInfo is the page about an article of which the part share was read.
func (m *Model) newInfo(a *article.Article, path string, notes []note.ResolvedNote, share float64) *pane.Pager {
	return pane.NewPager(m.Env, "about this article", func(width int) []pane.HelpLine {
		var lines []pane.HelpLine
		for _, field := range m.infoFields(a, path, share) {
			if field.Text != "" {
				lines = append(lines, pane.Labelled(field.Key, field.Text, width)...)
			}
		}
		for _, n := range notes {
			if n.Lost() {
				lines = append(lines, pane.Labelled("lost note", pane.LostText(&n)+" "+m.PlainWords(n.Body), width)...)
			}
		}
		lines = append(lines, m.infoBacklinks(path, width)...)
		for _, rm := range a.Removed {
			lines = append(lines, pane.HelpLine{}, pane.HelpLine{Text: "Removed from the text: " + rm.Why})
			for _, line := range strings.Split(rm.What, "\n") {
				lines = append(lines, pane.Labelled(" ", line, width)...)
			}
		}
		return lines
	})
}

func (m *Model) infoFields(a *article.Article, path string, share float64) []pane.HelpLine {
	fields := []pane.HelpLine{
		{Key: "title", Text: a.Meta.Title},
		{Key: "author", Text: a.Meta.Author},
		{Key: "site", Text: a.Meta.Site},
		{Key: "source", Text: a.Meta.Source},
		{Key: "tags", Text: strings.Join(a.Meta.Tags, ", ")},
		{Key: "language", Text: a.Meta.Language},
		{Key: "description", Text: a.Meta.Description},
		{Key: "file", Text: article.CleanLine(path)},
		{Key: "length", Text: strconv.Itoa(a.Words()) + " words, " + strconv.Itoa(a.Minutes()) + " min"},
		{Key: "covered", Text: strconv.Itoa(library.Percent(share)) + "% of the text was read"},
		{Key: "warning", Text: a.Warning},
	}
	if !a.Meta.Published.IsZero() {
		fields = slices.Insert(fields, 3, pane.HelpLine{Key: "published", Text: a.Meta.Published.Format("2 January 2006")})
	}
	if m.Store != nil {
		fields = append(fields, pane.HelpLine{Key: "notes in", Text: m.Short(m.Store.NotesFolder())})
	}
	return fields
}
