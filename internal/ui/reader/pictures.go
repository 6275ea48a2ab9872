package reader

import (
	"errors"
	"image"
	"io/fs"
	"strconv"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/colorprofile"
	uv "github.com/charmbracelet/ultraviolet"
	"github.com/charmbracelet/x/ansi"
	xterm "github.com/charmbracelet/x/term"

	"manicule/internal/article"
	"manicule/internal/desktop"
	"manicule/internal/page"
	"manicule/internal/picture"
	"manicule/internal/store"
	"manicule/internal/ui/term"
)

// A picture is taken to be made for cells of that many pixels, as most are.
const (
	cellWidth, cellHeight = 8, 16

	maxPictureRows = 24
	maxPictureCols = 297 // kitty has no marks for more
	maxPictures    = 200 // of one article
	maxStripBytes  = 64 << 20
)

// roomFor is how many cells a picture of that size takes of those that there are.
func roomFor(pixels image.Point, most page.Size) page.Size {
	p := picture.Within(pixels, most.Cols*cellWidth, most.Rows*cellHeight)
	return page.Size{Cols: (p.X + cellWidth - 1) / cellWidth, Rows: (p.Y + cellHeight - 1) / cellHeight}
}

// pictureWay is how pictures are shown now.
func (r *Pane) pictureWay() string {
	switch {
	case r.Store == nil || r.Profile < colorprofile.ANSI256:
	case r.reading.pics.wish == "auto":
		return r.reading.pics.term.Way()
	case r.reading.pics.wish != "off":
		return r.reading.pics.wish
	}
	return ""
}

// wantPictures asks for the pictures on the screen and on the next one, and lets
// go of those of an article that was left.
func (r *Pane) wantPictures() tea.Cmd {
	p := &r.reading.pics
	var leave tea.Cmd
	if way := r.pictureWay(); p.of != r || p.way != way || p.cell != p.term.Cell {
		leave = p.leave()
		p.of, p.way, p.cell, p.made, p.full = r, way, p.term.Cell, map[string]*shownPicture{}, false
		if r.page != nil && r.page.SetPictures(nil) {
			r.layoutReader()
		}
	}
	if r.page == nil || r.Store == nil || p.wish == "off" || r.TooSmall() {
		return leave
	}
	cmds := []tea.Cmd{leave}
	for _, f := range r.page.Figures(r.top, 2*r.pageRows()) {
		cmds = append(cmds, r.wantPicture(f))
	}
	return tea.Batch(cmds...)
}

// wantPicture asks for a picture that is not there yet, or not for the room that
// it has now.
func (r *Pane) wantPicture(f page.Figure) tea.Cmd {
	p := &r.reading.pics
	t, within := article.ResolveLink(r.Path, f.Dest), picture.IsData(f.Dest)
	switch {
	case within && p.way == "":
		return r.askTerminal()
	case within:
	case article.IsAddress(f.Dest) || !t.File || t.Outside:
		return nil
	case p.way == "":
		return r.askTerminal()
	}
	one := p.made[f.Dest]
	if one == nil {
		if len(p.made) >= maxPictures || p.layer.Bytes() > maxStripBytes {
			return r.sayFull()
		}
		one = &shownPicture{id: term.FirstPictureID + len(p.made)}
		p.made[f.Dest] = one
	} else if one.asked || one.titled && one.room.Cols <= r.pictureRoom(f).Cols || one.pixels == (image.Point{}) || roomFor(one.pixels, r.pictureRoom(f)) == one.room {
		return nil
	}
	one.asked = true
	msg := pictureMsg{one: one, way: p.way, term: p.term, dark: r.Dark, dest: f.Dest, most: r.pictureRoom(f), id: one.id}
	return r.asAnswer(readPicture(r.Store, t.Paths, msg))
}

// sayFull says once that an article has more pictures than are shown.
func (r *Pane) sayFull() tea.Cmd {
	if r.reading.pics.full {
		return nil
	}
	r.reading.pics.full = true
	r.Say("no more than " + strconv.Itoa(len(r.reading.pics.made)) + " pictures of an article are shown")
	return r.StatusTimer()
}

// pictureRoom is the most that a picture may take.
func (r *Pane) pictureRoom(f page.Figure) page.Size {
	cols := min(r.page.Width()-f.Col, maxPictureCols)
	if f.Width > 0 {
		cols = min(cols, (f.Width+cellWidth-1)/cellWidth)
	}
	return page.Size{Cols: max(cols, 1), Rows: max(min(r.pageRows()-3, maxPictureRows), 2)}
}

// pictureMsg brings a picture.
type pictureMsg struct {
	one     *shownPicture // whose it is
	way     string
	term    term.Graphics
	dark    bool
	dest    string
	most    page.Size
	id      int
	err     error
	pixels  image.Point
	room    page.Size
	blocks  *image.NRGBA // to be drawn by us
	strips  *term.Strips // to be drawn over cells
	drawing bool         // it is one, of which its title is shown
	words   string
	send    string // for the terminal
}

// readPicture reads, decodes and scales the first file there is of those that
// the image may mean.
func readPicture(c *store.Collection, paths []string, msg pictureMsg) tea.Cmd {
	return func() tea.Msg {
		img, err := pictureOf(c, paths, msg.dest)
		if d := (picture.Drawing{}); errors.As(err, &d) {
			return msg.withTitle(d)
		}
		if err != nil {
			msg.err = err
			return msg
		}
		msg.pixels = img.Bounds().Size()
		msg.room = roomFor(msg.pixels, msg.most)
		switch msg.way {
		case term.ByBlocks:
			msg.blocks = picture.Scale(img, msg.room.Cols, 2*msg.room.Rows)
		case term.ByKitty:
			msg.send, msg.err = term.KittyPicture(img, msg.id, msg.room, msg.term.Tmux.Within)
		default:
			msg.strips, msg.err = term.MakeStrips(img, msg.room, msg.term, msg.way, msg.dark)
		}
		return msg
	}
}

// withTitle is the message of a drawing: the room of its title on a line, none where
// it has none.
func (msg pictureMsg) withTitle(d picture.Drawing) pictureMsg {
	msg.pixels, msg.drawing = image.Pt(1, 1), true
	if title := article.CleanLine(d.Title); title != "" {
		msg.words = "drawing: " + title
		msg.room = page.Size{Cols: min(term.Width(msg.words), msg.most.Cols), Rows: 1}
	}
	return msg
}

// pictureOf is the picture that the address itself holds, or the first file.
func pictureOf(c *store.Collection, paths []string, address string) (image.Image, error) {
	if !picture.IsData(address) {
		return firstPicture(c, paths)
	}
	data, err := picture.FromData(address)
	if err != nil {
		return nil, err
	}
	return picture.Decode(data)
}

func firstPicture(c *store.Collection, paths []string) (img image.Image, err error) {
	for _, path := range paths {
		var data []byte
		if data, err = c.Picture(path); err == nil {
			return picture.Decode(data)
		}
		if !errors.Is(err, fs.ErrNotExist) {
			break
		}
	}
	return nil, err
}

// onPicture makes room for a picture that has come. One that can't be shown has
// its text, as before; why is said once.
func (r *Pane) onPicture(msg pictureMsg) tea.Cmd {
	p := &r.reading.pics
	one := msg.one
	if p.of != r || p.made[msg.dest] != one { // left, or asked for again, perhaps in the same way
		return nil
	}
	one.asked = false
	if msg.err != nil {
		one.pixels = image.Point{}
		r.Say("the picture " + ansi.Truncate(msg.dest, 60, "…") + " is not shown: " + msg.err.Error())
		return r.StatusTimer()
	}
	p.layer.Forget(one.strips)
	one.pixels, one.room, one.blocks, one.words, one.strips = msg.pixels, msg.room, msg.blocks, msg.words, 0
	one.titled = msg.drawing
	if msg.strips != nil {
		one.strips = p.layer.Keep(msg.strips)
	}
	r.LayOutAgain()
	if msg.send == "" {
		return nil
	}
	return tea.Raw(msg.send)
}

// nextPictures goes round the ways to show pictures: the terminal's, blocks, none.
func (r *Pane) nextPictures() tea.Cmd {
	p := &r.reading.pics
	own := p.term.Way()
	switch way := r.pictureWay(); {
	case way == term.ByBlocks:
		p.wish = "off"
		r.Say("pictures off, captions only")
	case way == "" && own != "" && own != term.ByBlocks:
		p.wish = own
		r.Say("pictures by the terminal")
	default:
		p.wish = term.ByBlocks
		r.Say("pictures in blocks")
	}
	if p.wish != "off" && r.pictureWay() == "" {
		r.Say("pictures need 256 colours and a folder of articles")
	}
	return r.StatusTimer()
}

// drawPictures draws what is on the screen of them.
func (r *Pane) drawPictures(c *term.Canvas, left int) {
	if r.reading.pics.of != r || len(r.reading.pics.made) == 0 {
		return
	}
	rows := r.pageRows()
	for _, f := range r.page.Figures(r.top, rows) {
		one := r.reading.pics.made[f.Dest]
		if one == nil || f.Size.Cols == 0 {
			continue
		}
		for y := max(0, -f.Row); y < f.Size.Rows && f.Row+y < rows; y++ {
			switch x, at := left+f.Col, r.head()+f.Row+y; {
			case one.blocks != nil:
				term.DrawBlocks(c, x, at, y, one.blocks, r.Dark, r.Profile)
			case one.words != "":
				c.Text(x, at, f.Size.Cols, one.words, r.Theme.Quiet)
			case one.strips != 0:
				c.PutStrip(x, at, y, f.Size.Cols, one.strips)
			default:
				term.DrawPlaceholders(c, x, at, y, f.Size.Cols, one.id)
			}
		}
	}
}

// askTerminal asks the terminal once what it can do, and tmux before it where
// that is between.
func (r *Pane) askTerminal() tea.Cmd {
	p := &r.reading.pics
	if p.term.Asked || p.wish != "auto" || r.Profile < colorprofile.ANSI256 {
		return nil
	}
	p.term.Asked = true
	if !p.term.Tmux.Within {
		return tea.Raw(p.term.Questions())
	}
	ctx := r.Ctx
	return func() tea.Msg {
		through, outer := desktop.Tmux(ctx)
		return TmuxMsg{term.Tmux{Within: true, Through: through, Outer: outer}}
	}
}

// TmuxMsg is what tmux said.
type TmuxMsg struct{ tmux term.Tmux }

// OnTerminal takes in an answer of the terminal's, or tmux's.
func (v *View) OnTerminal(msg tea.Msg, cells image.Point) tea.Cmd {
	g := &v.pics.term
	switch msg := msg.(type) {
	case uv.KittyGraphicsEvent:
		g.OnKitty(msg.Options.ID, msg.Payload)
	case tea.TerminalVersionMsg:
		if !g.Tmux.Within {
			g.Named(msg.Name)
		}
	case uv.PrimaryDeviceAttributesEvent:
		g.OnAttributes(msg)
	case uv.CellSizeEvent:
		g.OnCell(msg.Width, msg.Height)
	case uv.PixelSizeEvent:
		g.OnWindow(image.Pt(msg.Width, msg.Height), cells)
	case uv.UnknownOscEvent:
		g.OnReport(string(msg))
	case uv.UnknownCsiEvent:
		g.OnReport(string(msg))
	case TmuxMsg:
		g.Tmux = msg.tmux
		return tea.Raw(g.Questions())
	}
	return nil
}

// OnResize asks for what may have changed with the window.
func (v *View) OnResize() tea.Cmd {
	if ask := v.pics.term.AskCell(); ask != "" {
		return tea.Raw(ask)
	}
	return nil
}

// Output is the terminal, with the pictures that are drawn over its cells.
func (v *View) Output(f xterm.File) xterm.File { return v.pics.layer.Output(f) }

// Expand is what goes to the terminal of a frame.
func (v *View) Expand(frame string) string { return v.pics.layer.Expand(frame) }
