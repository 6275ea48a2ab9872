package ui

import (
	"slices"
	"strconv"
	"strings"

	"manicule/internal/ui/term"

	tea "charm.land/bubbletea/v2"
	uv "github.com/charmbracelet/ultraviolet"
	"github.com/junegunn/fzf/src/util"

	"manicule/internal/article"
)

// outline lists the article's sections; typing narrows the list.
type outline struct {
	*env
	outlined
	mode   mode
	filter string // what was typed
	list   term.List[section]
	ground uv.Style
}

// section is a heading with what stands below it, up to the next heading of
// the same level or a higher one. The whole article is the first one.
type section struct {
	title string
	depth int // how far it is indented
	span  article.Span
}

// outlined is the article whose outline it is, and what becomes of the text
// beside it.
type outlined struct {
	sections []section
	here     int        // the one that is read
	side     func() int // cells that it takes beside the text; 0: it is a panel over it
	notes    func(s section) int
	size     func(s section) string // how long it is, in words
	goTo     func(s section) tea.Cmd
	closed   func()
}

func showOutline(e *env, of outlined) {
	o := newOutline(e, of, e.theme.Panel)
	o.mode = e.bound(outlineMode(o))
	e.push(o)
}

// newOutline is the outline with the cursor on the section that is read, and
// with what follows in sight.
func newOutline(e *env, of outlined, ground uv.Style) *outline {
	o := &outline{env: e, outlined: of, ground: ground}
	o.list.Set(o.sections)
	o.resize()
	o.list.Jump(o.here + o.list.Fit()/2)
	o.list.Jump(o.here)
	return o
}

func (o *outline) resize() {
	rows := o.h - 5
	if o.side() == 0 {
		rows = min(rows, len(o.sections))
	}
	o.list.Resize(max(rows, 1))
}

// area is where the list stands: its first row is the line that is typed.
func (o *outline) area(c *term.Canvas) (x, y, width int) {
	side := o.side()
	if side == 0 {
		x, y, width, height := o.drawPanel(c, "outline", panelWidth, len(o.sections)+3)
		o.theme.DrawFrameHints(c, x, y+height, width, o.mode.hints())
		return x, y, width
	}
	c.Fill(0, 0, side, o.h-2, o.ground)
	edge := term.Laid(o.ground, o.theme.Faint)
	for y := range o.h - 2 {
		c.Put(side-1, y, "│", 1, &edge, "")
	}
	if o.hasKeys(o) {
		o.theme.DrawHints(c, 2, o.h-3, side-4, o.mode.hints(), o.ground)
	}
	return 2, 1, side - 4
}

func (o *outline) draw(c *term.Canvas) *tea.Cursor {
	x, y, width := o.area(c)
	typed := "o " + o.filter
	if !o.hasKeys(o) {
		typed = "" // it only stands there
	}
	end := c.Text(x, y, width, typed, term.Laid(o.ground, o.theme.Key))
	if len(o.list.Items) == 0 {
		c.Text(x, y+1, width, "no heading has these letters", term.Laid(o.ground, o.theme.Quiet))
	}
	for i, s := range o.list.Shown() {
		o.drawSection(c, x, y+1+i, width, s)
		if o.list.Top+i == o.list.Cursor && typed != "" {
			o.theme.DrawPicked(c, x-1, y+1+i, width+2)
		}
	}
	if typed == "" {
		return nil
	}
	return tea.NewCursor(end, y)
}

// length is what is said of a section's size: where there is little room, only
// that of what takes minutes.
func (o *outline) length(s section, width int) string {
	size := o.size(s)
	if width < 50 && !strings.HasSuffix(size, "min") {
		return ""
	}
	return size
}

// drawSection draws the title, indented, and at the right the notes and the
// size.
func (o *outline) drawSection(c *term.Canvas, x, y, width int, s section) {
	const sizeWidth, minutesWidth, notesWidth = 12, 7, 5
	right := x + width
	if size := o.length(s, width); size != "" {
		right = c.TextRight(right, y, sizeWidth, size, term.Laid(o.ground, o.theme.Quiet))
		right = min(right, x+width-minutesWidth) - 1
	}
	if n := o.notes(s); n > 0 {
		right = c.TextRight(right, y, notesWidth, "☞"+strconv.Itoa(n), term.Laid(o.ground, o.theme.Brand))
	}
	st := term.Laid(o.ground, o.theme.Text)
	switch {
	case s == o.sections[o.here] && !o.hasKeys(o):
		st = term.Laid(o.ground, o.theme.Brand)
	case s.depth == 0:
		st = term.Laid(o.ground, o.theme.Title)
	}
	if s == o.sections[o.here] {
		c.Put(x, y, "›", 1, &st, "")
	}
	indent := 2 + min(2*s.depth, width/4)
	c.Text(x+indent, y, right-1-x-indent, s.title, st)
}

func (o *outline) table() *mode { return &o.mode }

func outlineMode(o *outline) *mode {
	return &mode{title: "Outline", text: true, actions: slices.Concat([]action{
		act("go there", "enter", "go there", "go to the section under the cursor", o.goThere),
		act("close", "esc", "close", "close the outline and stay here", o.leave),
		act("delete", "backspace", "", "delete the character before", func() tea.Cmd { return o.narrow(term.DropLastGrapheme(o.filter)) }),
	}, o.narrowedActions("section", moving(&o.list), o.list.Fit), o.quitActions())}
}

func (o *outline) leave() tea.Cmd {
	o.close(o)
	o.closed()
	return nil
}

func (o *outline) goThere() tea.Cmd {
	o.close(o)
	if s, ok := o.list.Selected(); ok {
		return o.goTo(s)
	}
	return nil
}

func (o *outline) typed(k tea.KeyPressMsg) tea.Cmd { return o.paste(k.Text) }

func (o *outline) paste(text string) tea.Cmd {
	if text == "" {
		return nil
	}
	return o.narrow(o.filter + article.CleanLine(text))
}

// narrow keeps the sections whose title has the letters typed, in their order,
// and puts the cursor on the best one.
func (o *outline) narrow(typed string) tea.Cmd {
	o.filter = typed
	slab := util.MakeSlab(1024, 256)
	words := strings.Fields(typed)
	var found []section
	best, most := -1, 0
	for _, s := range o.sections {
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
	return nil
}

func (o *outline) wheel(rows int) { o.list.Scroll(rows) }
