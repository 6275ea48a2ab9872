package overlay

import (
	"slices"
	"strconv"
	"strings"

	tea "charm.land/bubbletea/v2"

	"manicule/internal/article"
	"manicule/internal/library"
	"manicule/internal/note"
	"manicule/internal/ui/pane"
)

// About is an article that the info pane tells of.
type About struct {
	Article *article.Article
	Path    string
	Notes   []note.ResolvedNote
	Share   float64                  // of the text that was read, 0 to 1
	Named   func(text string) string // names keys of the open article, as pane.Mode.Named; nil when none is open
}

// info is the pane about an article.
type info struct {
	About
	*pane.Pager
	links Backlinks
}

// NewInfo is the pane about an article. The command looks up what links to it.
func NewInfo(e *pane.Env, about About) (pane.Pane, tea.Cmd) {
	i := newInfo(e, about)
	if e.Lib == nil {
		return i.Pager, nil
	}
	ctx, lib := e.Ctx, e.Lib
	return i.Pager, func() tea.Msg {
		found := BacklinksOf(ctx, lib, about.Path)
		return pane.AnswerTo(i.Pager, func() { i.links = found })
	}
}

func newInfo(e *pane.Env, about About) *info {
	i := &info{About: about}
	i.Pager = pane.NewPager(e, "about this article", i.lines)
	return i
}

// ShowInfoOf reads an article and opens the pane about it.
func ShowInfoOf(e *pane.Env, path string) tea.Cmd {
	c := e.Store
	return e.AwaitOutcome("reading about this article", nil, func() func() pane.Outcome {
		a, err := c.Read(path)
		var notes []note.ResolvedNote
		if f, err := c.Notes(path); err == nil {
			all, _ := library.ResolveNotes(c, path, f)
			notes = all.Notes
		}
		return func() (o pane.Outcome) {
			if o.Err = err; err == nil {
				o.Pane, o.Cmd = NewInfo(e, About{Article: a, Path: path, Notes: notes, Share: c.Reading(path).Progress})
			}
			return o
		}
	})
}

func (i *info) lines(width int) []pane.HelpLine {
	var lines []pane.HelpLine
	for _, field := range i.fields() {
		if field.Text != "" {
			lines = append(lines, pane.Labelled(field.Key, field.Text, width)...)
		}
	}
	for _, n := range i.Notes {
		if n.Lost() {
			lines = append(lines, pane.Labelled("lost note", pane.LostText(&n)+" "+i.PlainWords(n.Body), width)...)
		}
	}
	return slices.Concat(lines, i.backlinks(width), i.removed(width))
}

func (i *info) fields() []pane.HelpLine {
	a := i.Article
	fields := []pane.HelpLine{
		{Key: "title", Text: a.Meta.Title},
		{Key: "author", Text: a.Meta.Author},
		{Key: "site", Text: a.Meta.Site},
		{Key: "source", Text: a.Meta.Source},
		{Key: "tags", Text: strings.Join(a.Meta.Tags, ", ")},
		{Key: "language", Text: a.Meta.Language},
		{Key: "description", Text: a.Meta.Description},
		{Key: "file", Text: article.CleanLine(i.Path)},
		{Key: "length", Text: strconv.Itoa(a.Words()) + " words, " + strconv.Itoa(a.Minutes()) + " min"},
		{Key: "covered", Text: strconv.Itoa(library.Percent(i.Share)) + "% of the text was read"},
		{Key: "warning", Text: a.Warning},
	}
	if !a.Meta.Published.IsZero() {
		fields = slices.Insert(fields, 3, pane.HelpLine{Key: "published", Text: a.Meta.Published.Format("2 January 2006")})
	}
	if i.Store != nil {
		fields = append(fields, pane.HelpLine{Key: "notes", Text: pane.Count(len(i.Notes), "note") + ", in " + i.Short(i.Store.NotesFolder())})
	}
	return fields
}

// backlinks are the lines about what links to the article.
func (i *info) backlinks(width int) []pane.HelpLine {
	b := &i.links
	switch {
	case i.Lib == nil:
		return nil
	case !b.Known:
		return []pane.HelpLine{{}, {Key: "linked from", Text: "…"}}
	case len(b.Links) == 0:
		return []pane.HelpLine{{}, {Key: "linked from", Text: "nothing"}}
	}
	lines := []pane.HelpLine{{}}
	label := "linked from"
	for _, l := range b.Links {
		lines = append(lines, pane.Labelled(label, l.Title+": "+BacklinkText(l), width)...)
		label = " "
	}
	if b.Articles > library.MaxBacklinks {
		lines = append(lines, pane.Labelled(" ", "and more: search for link:"+i.Path, width)...)
	}
	return append(lines, i.keyLine("{what links here} lists them", width)...)
}

// removed are the lines about what was left out of the text.
func (i *info) removed(width int) (lines []pane.HelpLine) {
	for _, rm := range i.Article.Removed {
		lines = append(lines, pane.HelpLine{}, pane.HelpLine{Text: "Removed from the text: " + rm.Why})
		for _, line := range strings.Split(rm.What, "\n") {
			lines = append(lines, pane.Labelled(" ", line, width)...)
		}
	}
	if len(lines) > 0 && i.Article.Format == article.HTML {
		lines = append(append(lines, pane.HelpLine{}), i.keyLine("{whole page} shows the whole page", width)...)
	}
	return lines
}

// keyLine is a line that names keys of the open article.
func (i *info) keyLine(text string, width int) []pane.HelpLine {
	if i.Named == nil {
		return nil
	}
	return pane.Labelled(" ", i.Named(text), width)
}
