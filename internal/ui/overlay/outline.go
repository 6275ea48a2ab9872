package overlay

import (
	"slices"
	"strconv"
	"strings"

	tea "charm.land/bubbletea/v2"
	uv "github.com/charmbracelet/ultraviolet"
	"github.com/junegunn/fzf/src/util"

	"manicule/internal/article"
	"manicule/internal/ui/pane"
	"manicule/internal/ui/term"
)

// Outline lists the article's sections; typing narrows the list.
type Outline struct {
	*pane.Env
	Outlined
	pane.Filter
	mode   pane.Mode
	list   term.List[Section]
	ground uv.Style
}

// Section is a heading with what stands below it, up to the next heading of
// the same level or a higher one. The whole article is the first one.
type Section struct {
	Title string
	Depth int // how far it is indented
	Span  article.Span
}

// Outlined is the article whose outline it is, and what becomes of the text
// beside it.
type Outlined struct {
	Sections []Section
	Here     int        // the one that is read
	Side     func() int // cells that it takes beside the text; 0: it is a panel over it
	Notes    func(s Section) int
	Size     func(s Section) string // how long it is, in words
	GoTo     func(s Section) tea.Cmd
	Closed   func()
}

func ShowOutline(e *pane.Env, of Outlined) {
	o := NewOutline(e, of, e.Theme.Panel)
	o.mode = e.Bound(outlineMode(o))
	e.Push(o)
}

// NewOutline is the outline with the cursor on the section that is read, and
// with what follows in sight.
func NewOutline(e *pane.Env, of Outlined, ground uv.Style) *Outline {
	o := &Outline{Env: e, Outlined: of, ground: ground}
	o.Filter = pane.NewFilter(o.narrow)
	o.list.Set(o.Sections)
	o.Resize()
	o.list.Jump(o.Here + o.list.Fit()/2)
	o.list.Jump(o.Here)
	return o
}

func (o *Outline) Resize() {
	rows := o.H - 5
	if o.Side() == 0 {
		rows = min(rows, len(o.Sections))
	}
	o.list.Resize(max(rows, 1))
}

// area is where the list stands: its first row is the line that is typed.
func (o *Outline) area(c *term.Canvas) (x, y, width int) {
	side := o.Side()
	if side == 0 {
		x, y, width, height := o.DrawPanel(c, "outline", pane.PanelWidth, len(o.Sections)+3)
		o.Theme.DrawFrameHints(c, x, y+height, width, o.mode.Hints())
		return x, y, width
	}
	c.Fill(0, 0, side, o.H-2, o.ground)
	edge := term.Laid(o.ground, o.Theme.Faint)
	for y := range o.H - 2 {
		c.Put(side-1, y, "│", 1, &edge, "")
	}
	if o.HasKeys(o) {
		o.Theme.DrawHints(c, 2, o.H-3, side-4, o.mode.Hints(), o.ground)
	}
	return 2, 1, side - 4
}

func (o *Outline) Draw(c *term.Canvas) *tea.Cursor {
	x, y, width := o.area(c)
	typed := "o " + o.Filter.Text
	if !o.HasKeys(o) {
		typed = "" // it only stands there
	}
	end := c.Text(x, y, width, typed, term.Laid(o.ground, o.Theme.Key))
	if len(o.list.Items) == 0 {
		c.Text(x, y+1, width, "no matching heading", term.Laid(o.ground, o.Theme.Quiet))
	}
	for i, s := range o.list.Shown() {
		o.drawSection(c, x, y+1+i, width, s)
		if o.list.Top+i == o.list.Cursor && typed != "" {
			o.Theme.DrawPicked(c, x-1, y+1+i, width+2)
		}
	}
	if typed == "" {
		return nil
	}
	return tea.NewCursor(end, y)
}

// roomyOutline is the width below which headings go before sizes.
const roomyOutline = 50

// length is what is said of a section's size: where there is little room, only
// that of what takes minutes.
func (o *Outline) length(s Section, width int) string {
	size := o.Size(s)
	if width < roomyOutline && !strings.HasSuffix(size, "min") {
		return ""
	}
	return size
}

// drawSection draws the title, indented, and at the right the notes and the
// size.
func (o *Outline) drawSection(c *term.Canvas, x, y, width int, s Section) {
	const sizeWidth, minutesWidth, notesWidth = 12, 7, 5
	right, indent := x+width, 2+min(2*s.Depth, width/4)
	fits := indent+term.Width(s.Title) <= width-minutesWidth-2
	if size := o.length(s, width); size != "" && (fits || width >= roomyOutline) {
		right = c.TextRight(right, y, sizeWidth, size, term.Laid(o.ground, o.Theme.Quiet))
		right = min(right, x+width-minutesWidth) - 1
	}
	if n := o.Notes(s); n > 0 {
		right = c.TextRight(right, y, notesWidth, "☞"+strconv.Itoa(n), term.Laid(o.ground, o.Theme.Brand))
	}
	st := term.Laid(o.ground, o.Theme.Text)
	switch {
	case s == o.Sections[o.Here] && !o.HasKeys(o):
		st = term.Laid(o.ground, o.Theme.Brand)
	case s.Depth == 0:
		st = term.Laid(o.ground, o.Theme.Title)
	}
	if s == o.Sections[o.Here] {
		c.Put(x, y, "›", 1, &st, "")
	}
	c.Text(x+indent, y, right-1-x-indent, s.Title, st)
}

func (o *Outline) Table() *pane.Mode { return &o.mode }

func outlineMode(o *Outline) *pane.Mode {
	return &pane.Mode{Title: "Outline", Text: true, Actions: slices.Concat([]pane.Action{
		pane.Act("go there", "enter", "go there", "go to the section under the cursor", o.goThere),
		pane.Act("close", "esc", "close", "close the outline and stay here", o.leave),
		o.DeleteAction(),
	}, o.NarrowedActions("section", pane.Moving(&o.list), o.list.Fit), o.QuitActions())}
}

func (o *Outline) leave() tea.Cmd {
	o.Close(o)
	o.Closed()
	return nil
}

func (o *Outline) goThere() tea.Cmd {
	o.Close(o)
	if s, ok := o.list.Selected(); ok {
		return o.GoTo(s)
	}
	return nil
}

// narrow keeps the sections whose title has the letters typed, in their order,
// and puts the cursor on the best one.
func (o *Outline) narrow() {
	slab := util.MakeSlab(1024, 256)
	words := strings.Fields(o.Filter.Text)
	var found []Section
	best, most := -1, 0
	for _, s := range o.Sections {
		score, ok := pane.Rank(s.Title, words, slab)
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

func (o *Outline) Wheel(rows int) { o.list.Scroll(rows) }
