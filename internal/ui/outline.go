package ui

import (
	"cmp"
	"slices"
	"strings"

	"manicule/internal/ui/term"

	tea "charm.land/bubbletea/v2"
	uv "github.com/charmbracelet/ultraviolet"
	"github.com/junegunn/fzf/src/util"

	"manicule/internal/article"
	"manicule/internal/note"
	"manicule/internal/page"
)

// section is a heading with what stands below it, up to the next heading of
// the same level or a higher one. The whole article is the first one.
type section struct {
	title string
	depth int // how far it is indented
	span  article.Span
}

// sections are the article and those of its headings, in order.
func (r *reader) sections() []section {
	all := []section{{title: r.Article.Meta.Title, span: article.Span{End: len(r.Article.Text)}}}
	highest := 6
	for _, h := range r.headings {
		highest = min(highest, h.Level)
	}
	var open []int // of all, each within the one before
	for _, h := range r.headings {
		depth := h.Level - highest
		for n := len(open); n > 0 && all[open[n-1]].depth >= depth; n-- {
			all[open[n-1]].span.End = h.Span.Start
			open = open[:n-1]
		}
		open = append(open, len(all))
		all = append(all, section{h.Title, depth, article.Span{Start: h.Span.Start, End: len(r.Article.Text)}})
	}
	return all
}

// notesIn is how many notes stand in a section; of the whole article all do.
func (r *reader) notesIn(s section) int {
	if s.span.Len() == len(r.Article.Text) {
		return len(r.Notes)
	}
	from := func(off int) int {
		i, _ := slices.BinarySearchFunc(r.Notes, off, func(n note.ResolvedNote, off int) int {
			if n.Match.Span.Empty() { // beside the title
				return -1
			}
			return cmp.Compare(n.Match.Span.Start, off)
		})
		return i
	}
	return from(s.span.End) - from(s.span.Start)
}

// size is how long a section takes to read or, if that is less than a minute,
// its words: its share of the article's.
func (r *reader) size(s section) string {
	share := float64(s.span.Len()) / float64(max(len(r.Article.Text), 1))
	if minutes := int(float64(r.minutes)*share + 0.5); minutes > 0 {
		return itoa(minutes) + " min"
	}
	return count(int(float64(r.words)*share+0.5), "word")
}

// here is the byte that says which section the reader is in.
func (r *reader) here() int {
	if !r.focus.Empty() {
		return r.focus.Start
	}
	return r.Place
}

// outline lists the article's sections; typing narrows the list.
type outline struct {
	typed string
	list  term.List[section]
	all   []section
	now   section // the one that the reader is in

	ground uv.Style
}

func (m *Model) showOutline() tea.Cmd {
	r := m.rd
	switch {
	case r.minutes == 0:
		m.say("the article's headings are still being looked for")
		return m.statusTimer()
	case len(r.headings) == 0:
		m.say("this article has no headings")
		return m.statusTimer()
	}
	if m.w >= outlineFrom && !m.zen {
		m.beside = true
		m.layoutReader()
	}
	m.over = m.newOutline(m.theme.Panel)
	return nil
}

// newOutline is the outline with the cursor on the section that is read, and
// with what follows in sight.
func (m *Model) newOutline(ground uv.Style) *outline {
	r := m.rd
	o := &outline{all: r.parts, ground: ground}
	at := r.sectionAt(r.here()) + 1
	o.now = o.all[at]
	o.list.Set(o.all)
	o.resize(m)
	o.list.Jump(at + o.list.Fit()/2)
	o.list.Jump(at)
	return o
}

const (
	outlineFrom = 120 // the terminal's width from which the outline stands beside the text

	// It takes up to usualSideWidth cells, in wide windows up to maxSideWidth.
	usualSideWidth, maxSideWidth = 40, 50
)

// sideWidth is how many cells the outline takes beside the text; 0 when it
// doesn't stand there.
func (m *Model) sideWidth() int {
	if !m.beside || m.zen || m.w < outlineFrom || m.rd == nil || len(m.rd.headings) == 0 {
		return 0
	}
	return max(min(m.w*3/10, usualSideWidth), min(m.w/4, maxSideWidth))
}

func (o *outline) resize(m *Model) {
	rows := m.h - 5
	if m.sideWidth() == 0 {
		rows = min(rows, len(o.all))
	}
	o.list.Resize(max(rows, 1))
}

// drawBeside draws the outline beside the text, in step with it.
func (m *Model) drawBeside(c *term.Canvas) {
	if _, open := m.over.(*outline); m.sideWidth() > 0 && !open {
		m.newOutline(uv.Style{}).draw(m, c)
	}
}

var outlineHints = []term.Hint{{Key: "enter", Does: "go there"}, {Key: "esc", Does: "close"}}

// area is where the list stands: its first row is the line that is typed.
func (o *outline) area(m *Model, c *term.Canvas) (x, y, width int) {
	side := m.sideWidth()
	if side == 0 {
		x, y, width, height := m.drawPanel(c, "outline", panelWidth, len(o.all)+3)
		m.theme.DrawFrameHints(c, x, y+height, width, outlineHints)
		return x, y, width
	}
	c.Fill(0, 0, side, m.h-2, o.ground)
	edge := term.Laid(o.ground, m.theme.Faint)
	for y := range m.h - 2 {
		c.Put(side-1, y, "│", 1, &edge, "")
	}
	if m.over == overlay(o) {
		m.theme.DrawHints(c, 2, m.h-3, side-4, outlineHints, o.ground)
	}
	return 2, 1, side - 4
}

func (o *outline) draw(m *Model, c *term.Canvas) *tea.Cursor {
	x, y, width := o.area(m, c)
	typed := "o " + o.typed
	if m.over != overlay(o) {
		typed = "" // it only stands there
	}
	end := c.Text(x, y, width, typed, term.Laid(o.ground, m.theme.Key))
	if len(o.list.Items) == 0 {
		c.Text(x, y+1, width, "no heading has these letters", term.Laid(o.ground, m.theme.Quiet))
	}
	for i, s := range o.list.Shown() {
		o.drawSection(m, c, x, y+1+i, width, s)
		if o.list.Top+i == o.list.Cursor && typed != "" {
			m.theme.DrawPicked(c, x-1, y+1+i, width+2)
		}
	}
	if typed == "" {
		return nil
	}
	return tea.NewCursor(end, y)
}

// size is what is said of a section's length: where there is little room, only
// that of what takes minutes.
func (o *outline) size(m *Model, s section, width int) string {
	size := m.rd.size(s)
	if width < 50 && !strings.HasSuffix(size, "min") {
		return ""
	}
	return size
}

// drawSection draws the title, indented, and at the right the notes and the
// size.
func (o *outline) drawSection(m *Model, c *term.Canvas, x, y, width int, s section) {
	const sizeWidth, minutesWidth, notesWidth = 12, 7, 5
	right := x + width
	if size := o.size(m, s, width); size != "" {
		right = c.TextRight(right, y, sizeWidth, size, term.Laid(o.ground, m.theme.Quiet))
		right = min(right, x+width-minutesWidth) - 1
	}
	if n := m.rd.notesIn(s); n > 0 {
		right = c.TextRight(right, y, notesWidth, "☞"+itoa(n), term.Laid(o.ground, m.theme.Brand))
	}
	st := term.Laid(o.ground, m.theme.Text)
	switch {
	case s == o.now && m.over != overlay(o):
		st = term.Laid(o.ground, m.theme.Brand)
	case s.depth == 0:
		st = term.Laid(o.ground, m.theme.Title)
	}
	if s == o.now {
		c.Put(x, y, "›", 1, &st, "")
	}
	indent := 2 + min(2*s.depth, width/4)
	c.Text(x+indent, y, right-1-x-indent, s.title, st)
}

func (o *outline) key(m *Model, k tea.KeyPressMsg) tea.Cmd {
	switch k.String() {
	case "esc":
		m.over, m.beside = nil, false
		m.layoutReader()
	case "ctrl+c":
		return m.quit()
	case "down", "ctrl+n":
		o.list.Move(1)
	case "up", "ctrl+p":
		o.list.Move(-1)
	case "pgdown":
		o.list.Move(o.list.Fit())
	case "pgup":
		o.list.Move(-o.list.Fit())
	case "home":
		o.list.Jump(0)
	case "end":
		o.list.Jump(len(o.list.Items))
	case "enter":
		m.over = nil
		if s, ok := o.list.Selected(); ok {
			return m.goSection(s)
		}
	case "backspace":
		o.narrow(term.DropLastGrapheme(o.typed))
	default:
		if k.Text != "" {
			o.narrow(o.typed + article.CleanLine(k.Text))
		}
	}
	return nil
}

func (o *outline) paste(_ *Model, text string) tea.Cmd {
	o.narrow(o.typed + article.CleanLine(text))
	return nil
}

// narrow keeps the sections whose title has the letters typed, in their order,
// and puts the cursor on the best one.
func (o *outline) narrow(typed string) {
	o.typed = typed
	slab := util.MakeSlab(1024, 256)
	words := strings.Fields(typed)
	var found []section
	best, most := -1, 0
	for _, s := range o.all {
		score, ok := rank(s.title, words, slab)
		if !ok {
			continue
		}
		if score > most {
			best, most = len(found), score
		}
		found = append(found, s)
	}
	o.list.Set(found)
	if best >= 0 {
		o.list.Jump(best)
	}
}

// goSection leaps to a section.
func (m *Model) goSection(s section) tea.Cmd {
	m.rd.jumps.Leave(m.rd.spot())
	return m.showSection(s.span)
}

// showSection puts a section's heading at the top of the screen and the focus
// on it; of the whole article, its beginning without a focus.
func (m *Model) showSection(s article.Span) tea.Cmd {
	r := m.rd
	m.status.hush()
	r.focus, r.current = article.Span{}, ""
	if s.Len() == len(r.Article.Text) {
		return m.show(r.page.First())
	}
	r.focus, r.unit = r.page.Unit(s.Start, page.Paragraph), page.Paragraph
	return m.show(r.page.Locate(s.Start))
}

// sectionStep goes to a following heading or one before, or from amid a
// section up to its own.
func (m *Model) sectionStep(step int) tea.Cmd {
	r := m.rd
	now := r.sectionAt(r.here())
	amid := now < 0 || r.here() >= r.headings[now].Span.End
	to := now + step*m.times()
	if step < 0 && amid {
		to++
	}
	switch {
	case len(r.headings) == 0:
		return m.showOutline() // says why
	case to >= len(r.headings) && now == len(r.headings)-1:
		m.say("no further heading")
		return m.statusTimer()
	}
	if amid {
		r.jumps.Leave(r.spot())
	}
	if to < 0 {
		return m.showSection(article.Span{End: len(r.Article.Text)})
	}
	return m.showSection(r.headings[min(to, len(r.headings)-1)].Span)
}
