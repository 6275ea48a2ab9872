package overlay

import (
	"slices"
	"strconv"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"manicule/internal/article"
	"manicule/internal/library"
	"manicule/internal/page"
	"manicule/internal/script"
	"manicule/internal/session"
	"manicule/internal/ui/pane"
	"manicule/internal/ui/term"
)

// peek shows in a panel beside a link what it leads to.
type peek struct {
	*pane.Env
	pane.NoText
	mode pane.Mode
	session.Destination
	goTo         func(session.Destination) tea.Cmd
	title, about string     // what it is, and where from
	text         string     // what is said of it; of an article page shows it
	page         *page.Page // or nil
	from         int        // the byte of its text where it is shown from
	x, y         int        // where the link begins, in cells

	lines []pane.WordLine
	top   int
	rows  int // of lines, shown
}

// peekRows is how much of an article or a section is shown.
const peekRows = 60

// ShowPeek opens the panel of a link that begins at a cell of the screen. lead
// finds where it leads, off the screen; goTo goes there.
func ShowPeek(e *pane.Env, p *page.Page, lead func() session.Destination, x, y int, goTo func(session.Destination) tea.Cmd) tea.Cmd {
	lib := e.Lib
	return e.Await("resolving the link", func() pane.Arrival {
		v := &peek{Env: e, goTo: goTo, Destination: lead(), x: x, y: y}
		v.mode = e.Bound(peekMode(v))
		v.read(p, lib)
		return func() (pane.Pane, error) { return v, nil }
	})
}

// read finds what there is to show.
func (v *peek) read(p *page.Page, lib *library.Library) {
	switch paths := v.Place.Paths; {
	case v.Problem != "":
		v.title, v.text = "leads nowhere", v.Problem
	case v.Address != "":
		v.readAddress()
	case v.Footnote != "":
		v.title, v.text = "footnote", p.Quote(v.Span)
	case v.Here:
		v.title, v.page, v.from = "in this article", p, v.Span.Start
	case len(paths) == 1:
		v.readArticle(lib, paths[0])
	default:
		v.title, v.text = "could be any of", article.Clean(strings.Join(append(append([]string(nil), paths...), v.Place.Others...), "\n"))
	}
}

func (v *peek) readAddress() {
	v.text = article.CleanLine(v.Address)
	if pane.WebAddress(v.Address) == "" {
		v.title, v.about = "not opened", "only http, https and mailto are"
		return
	}
	v.title, v.about = "on the web", v.mode.Named("{follow} opens it in the browser")
	if strings.HasPrefix(strings.ToLower(v.Address), "mailto:") {
		v.title, v.about = "a mail address", v.mode.Named("{follow} opens it in the mail program")
	}
}

func (v *peek) readArticle(lib *library.Library, path string) {
	a, err := lib.Article(path)
	if err != nil {
		v.title, v.text = article.CleanLine(path), article.CleanLine(err.Error())
		return
	}
	v.title, v.about = a.Meta.Title, provenance(a)
	off, ok := a.Anchor(v.Place.Heading)
	if !ok {
		v.about = "it has no heading " + script.Quoted(v.Place.Heading)
	}
	if off == a.TitleSpan.Start && !a.TitleSpan.Empty() {
		off = a.TitleSpan.End
	}
	v.page, v.from = page.New(a, peekWidth, page.Dark()), off
	v.page.Colour(v.page.Locate(off), peekRows, colourFor)
}

// provenance is where an article comes from and how long it is.
func provenance(a *article.Article) string {
	var parts []string
	for _, s := range []string{a.Meta.Author, a.Meta.Site} {
		if s != "" {
			parts = append(parts, s)
		}
	}
	if !a.Meta.Published.IsZero() {
		parts = append(parts, a.Meta.Published.Format("2 January 2006"))
	}
	return strings.Join(append(parts, strconv.Itoa(a.Minutes())+" min"), " · ")
}

const peekWidth = 64

// colourFor is how long code is coloured before it is shown.
const colourFor = 30 * time.Millisecond

func (v *peek) width() int { return min(peekWidth, v.W-2) }

func (v *peek) Resize() {
	v.lines = v.laid(v.width() - 4)
	v.rows = min(len(v.lines), max((v.H-2)/2-v.head()-2, 1))
	v.scroll(0)
}

// laid is what is shown, in lines of the width.
func (v *peek) laid(width int) []pane.WordLine {
	switch {
	case v.page != nil:
		p := v.page.With(width, v.Theme.Page)
		return pane.PageLines(p, p.Locate(v.from), peekRows)
	case v.Address != "": // it has no spaces to be broken at
		var lines []pane.WordLine
		for _, line := range strings.Split(ansi.Hardwrap(v.text, width, true), "\n") {
			lines = append(lines, pane.WordLine{Said: line})
		}
		return lines
	}
	return pane.SaidLines(v.text, width)
}

// head is the rows above the text.
func (v *peek) head() int {
	if v.about != "" {
		return 2
	}
	return 0
}

func (v *peek) scroll(n int) { v.top = max(0, min(v.top+n, len(v.lines)-v.rows)) }

// Draw draws the panel below the link, or above it where there is more room.
func (v *peek) Draw(c *term.Canvas) *tea.Cursor {
	w, h := v.width(), v.head()+v.rows+2
	x, y := max(1, min(v.x-2, v.W-w-1)), v.y+1
	if y+h > v.H-1 {
		y = max(v.y-h, 0)
	}
	v.Theme.DrawPanel(c, v.title, x, y, w, h)
	x, y, w = x+2, y+1, w-4
	if v.about != "" {
		c.Text(x, y, w, v.about, term.Laid(v.Theme.Panel, v.Theme.Quiet))
		y += v.head()
	}
	for i, line := range v.lines[v.top : v.top+v.rows] {
		line.Draw(c, x, y+i, w, term.Laid(v.Theme.Panel, v.Theme.Text))
	}
	v.Theme.DrawFrameHints(c, x, y+v.rows, w, v.hints())
	return nil
}

func (v *peek) hints() []term.Hint {
	var not []string
	if v.Problem != "" {
		not = []string{"follow"}
	}
	all := v.mode.Hints(not...)
	if len(v.lines) > v.rows {
		all = slices.Concat(v.mode.Pair("line down", "line up", "/", "scroll"), all)
	}
	return all
}

func (v *peek) Table() *pane.Mode { return &v.mode }

func peekMode(v *peek) *pane.Mode {
	return &pane.Mode{Title: "Preview of a link", Actions: slices.Concat([]pane.Action{
		pane.Act("follow", "enter", "follow", "go where the link leads", v.follow),
		pane.Act("close", "esc q K", "close", "stay here", v.leave),
	}, v.ScrollActions(v.scroll, func() int { return v.rows }), v.QuitActions())}
}

func (v *peek) follow() tea.Cmd {
	v.Close(v)
	return v.goTo(v.Destination)
}

func (v *peek) leave() tea.Cmd {
	v.Close(v)
	return nil
}

func (v *peek) Wheel(rows int) { v.scroll(rows) }
