package reader

import (
	"errors"
	"image"
	"io/fs"
	"os"
	"strconv"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/colorprofile"
	"github.com/charmbracelet/x/ansi"

	"manicule/internal/article"
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
	case r.reading.pics.wish == "blocks", r.reading.pics.wish == "kitty":
		return r.reading.pics.wish
	case r.reading.pics.wish == "auto" && r.reading.pics.term.Able():
		return "kitty"
	}
	return ""
}

// wantPictures asks for the pictures on the screen and on the next one, and lets
// go of those of an article that was left.
func (r *Pane) wantPictures() tea.Cmd {
	p := &r.reading.pics
	var leave tea.Cmd
	if way := r.pictureWay(); p.of != r || p.way != way {
		leave = p.leave()
		p.of, p.way, p.made, p.full = r, way, map[string]*shownPicture{}, false
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
		return r.askKitty()
	case within:
	case article.IsAddress(f.Dest) || !t.File || t.Outside:
		return nil
	case p.way == "":
		return r.askKitty()
	}
	one := p.made[f.Dest]
	if one == nil {
		if len(p.made) >= maxPictures {
			return r.sayFull()
		}
		one = &shownPicture{id: term.FirstPictureID + len(p.made)}
		p.made[f.Dest] = one
	} else if one.asked || one.pixels == (image.Point{}) || roomFor(one.pixels, r.pictureRoom(f)) == one.room {
		return nil
	}
	one.asked = true
	return r.asAnswer(readPicture(r.Store, t.Paths, pictureMsg{one: one, way: p.way, dest: f.Dest, most: r.pictureRoom(f), id: one.id}, r.tmux()))
}

// sayFull says once that an article has more pictures than are shown.
func (r *Pane) sayFull() tea.Cmd {
	if r.reading.pics.full {
		return nil
	}
	r.reading.pics.full = true
	r.Say("no more than " + strconv.Itoa(maxPictures) + " pictures of an article are shown")
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
	one    *shownPicture // whose it is
	way    string
	dest   string
	most   page.Size
	id     int
	err    error
	pixels image.Point
	room   page.Size
	blocks *image.NRGBA // to be drawn by us
	send   string       // for the terminal
}

// readPicture reads, decodes and scales the first file there is of those that
// the image may mean.
func readPicture(c *store.Collection, paths []string, msg pictureMsg, tmux bool) tea.Cmd {
	return func() tea.Msg {
		img, err := pictureOf(c, paths, msg.dest)
		if err != nil {
			msg.err = err
			return msg
		}
		msg.pixels = img.Bounds().Size()
		msg.room = roomFor(msg.pixels, msg.most)
		if msg.way == "blocks" {
			msg.blocks = picture.Scale(img, msg.room.Cols, 2*msg.room.Rows)
			return msg
		}
		msg.send, msg.err = term.KittyPicture(img, msg.id, msg.room, tmux)
		return msg
	}
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
	one.pixels, one.room, one.blocks = msg.pixels, msg.room, msg.blocks
	r.LayOutAgain()
	if msg.send == "" {
		return nil
	}
	return tea.Raw(msg.send)
}

// nextPictures goes round the ways to show pictures.
func (r *Pane) nextPictures() tea.Cmd {
	p := &r.reading.pics
	switch r.pictureWay() {
	case "blocks":
		p.wish = "off"
		r.Say("pictures off, captions only")
	case "kitty":
		p.wish = "blocks"
		r.Say("pictures in blocks")
	default:
		p.wish = "blocks"
		r.Say("pictures in blocks")
		if p.term.Able() {
			p.wish = "kitty"
			r.Say("pictures by the terminal")
		}
		if r.pictureWay() == "" {
			r.Say("pictures need 256 colours and a folder of articles")
		}
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
			if one.blocks != nil {
				term.DrawBlocks(c, left+f.Col, r.head()+f.Row+y, y, one.blocks, r.Dark, r.Profile)
			} else {
				term.DrawPlaceholders(c, left+f.Col, r.head()+f.Row+y, y, f.Size.Cols, one.id)
			}
		}
	}
}

// tmux tells that sequences for the terminal have to be handed through tmux,
// which is done only where the reader asked for pictures.
func (r *Pane) tmux() bool { return r.reading.pics.wish == "kitty" && os.Getenv("TMUX") != "" }

// askKitty asks the terminal once what it can do. One that knows nothing of it
// says nothing.
func (r *Pane) askKitty() tea.Cmd {
	k := &r.reading.pics.term
	if k.Asked || r.reading.pics.wish != "auto" {
		return nil
	}
	k.Asked = true
	probe := ansi.KittyGraphics([]byte("AAAA"), "i="+strconv.Itoa(term.ProbeID), "s=1", "v=1", "a=q", "t=d", "f=24")
	return tea.Batch(tea.Raw(probe), tea.RequestTerminalVersion)
}
