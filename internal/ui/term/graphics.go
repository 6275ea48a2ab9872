package term

import (
	"image"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/charmbracelet/x/ansi"
)

// The ways in which pictures are shown.
const (
	ByKitty  = "kitty"  // its graphics protocol, with placeholders in the cells
	ByITerm2 = "iterm2" // its inline pictures, a strip for each row of cells
	BySixel  = "sixel"  // likewise
	ByBlocks = "blocks" // characters that we draw
)

// ProbeID is that of the picture in the question whether there are pictures.
const ProbeID = 4711

// Graphics is what the terminal said about how it shows pictures.
type Graphics struct {
	Asked bool
	Tmux  Tmux
	Cell  image.Point // pixels of a cell; zero: unknown

	kitty   bool // it takes pictures of kitty's protocol
	holders bool // and shows them where placeholders stand
	inline  bool // it takes those of iTerm2's
	sixel   bool
	colours int  // registers that sixel has; 0: it didn't say
	done    bool // it said all that it will say
}

// Tmux is what tmux says about itself and the terminal that it runs in.
type Tmux struct {
	Within  bool   // tmux is between the terminal and us
	Through bool   // sequences may be handed through it
	Outer   string // what the terminal calls itself
}

// Way is the best way that the terminal knows; "" while it has not answered.
func (g *Graphics) Way() string {
	switch {
	case g.kitty && g.holders:
		return ByKitty
	case !g.done:
		return ""
	case g.inline && !g.Tmux.Within: // tmux would not know where they stand
		return ByITerm2
	case g.sixel && g.Cell != (image.Point{}):
		return BySixel
	}
	return ByBlocks
}

// Colours is how many colours a picture of sixel may have.
func (g *Graphics) Colours() int {
	if g.colours == 0 {
		return 256
	}
	return g.colours
}

// cellsOnly asks how many pixels a cell has, and the window, if it can't say that.
const cellsOnly = "\x1b[16t\x1b[14t"

// Questions are what is asked of the terminal. The last one is answered by all,
// after the others: whatever was not answered by then is not known. What tmux
// answers itself goes to tmux.
func (g *Graphics) Questions() string {
	probe := ansi.KittyGraphics([]byte("AAAA"), "i="+strconv.Itoa(ProbeID), "s=1", "v=1", "a=q", "t=d", "f=24")
	if !g.Tmux.Within {
		return probe + ansi.RequestNameVersion + "\x1b]1337;Capabilities\x1b\\\x1b]1337;ReportCellSize\x1b\\" +
			"\x1b[?1;1;0S" + cellsOnly + ansi.RequestPrimaryDeviceAttributes
	}
	if !g.Tmux.Through {
		probe = ""
	} else {
		probe = ansi.TmuxPassthrough(probe)
		g.Named(g.Tmux.Outer)
	}
	return probe + cellsOnly + ansi.RequestPrimaryDeviceAttributes
}

// AskCell asks again for the pixels of a cell, which change with the window; ""
// where nothing depends on them.
func (g *Graphics) AskCell() string {
	if g.sixel || g.inline {
		return cellsOnly
	}
	return ""
}

// OnKitty takes in the answer to the probe.
func (g *Graphics) OnKitty(id int, answer []byte) {
	g.kitty = g.kitty || id == ProbeID && string(answer) == "OK"
}

var kittyVersion = regexp.MustCompile(`^kitty[ (]+(\d+)\.(\d+)`)

// Named takes in what the terminal is. Some take pictures but print the
// placeholders, kitty itself before 0.28 among them, and there is no other way
// to tell.
func (g *Graphics) Named(name string) {
	name = strings.ToLower(name)
	g.holders = strings.HasPrefix(name, "ghostty")
	if m := kittyVersion.FindStringSubmatch(name); m != nil {
		major, _ := strconv.Atoi(m[1])
		minor, _ := strconv.Atoi(m[2])
		g.holders = major > 0 || minor >= 28
	}
}

// OnAttributes takes in the answer to the last question.
func (g *Graphics) OnAttributes(attributes []int) {
	g.sixel, g.done = slices.Contains(attributes, 4), true
	if g.Cell == (image.Point{}) {
		g.Cell = SystemCell()
	}
}

// OnCell takes in the pixels of a cell.
func (g *Graphics) OnCell(width, height int) {
	if cell := image.Pt(width, height); sane(cell) {
		g.Cell = cell
	}
}

// OnWindow takes in the pixels of a window of so many cells, which serve where
// those of a cell were not said.
func (g *Graphics) OnWindow(pixels, cells image.Point) {
	if g.Cell == (image.Point{}) && cells.X > 0 && cells.Y > 0 {
		g.OnCell(pixels.X/cells.X, pixels.Y/cells.Y)
	}
}

// sane reports whether a cell may have that many pixels.
func sane(cell image.Point) bool {
	return cell.X >= 2 && cell.Y >= 4 && cell.X <= 200 && cell.Y <= 400
}

var (
	cellReport    = regexp.MustCompile(`^\x1b\]1337;ReportCellSize=([0-9.]+);([0-9.]+)(?:;([0-9.]+))?`)
	featureReport = regexp.MustCompile(`^\x1b\]1337;Capabilities=(\w*)`)
	feature       = regexp.MustCompile(`[A-Z][a-z]*[0-9]*`)
	registers     = regexp.MustCompile(`^\x1b\[\?1;0;(\d+)S$`)
)

// OnReport takes in an answer that Bubble Tea has no type for: of iTerm2's
// features, "F" is files that are shown inline
// (https://iterm2.com/feature-reporting/), and who reports cells by its
// sequence knows its pictures.
func (g *Graphics) OnReport(s string) {
	if m := cellReport.FindStringSubmatch(s); m != nil {
		g.inline = true
		height, _ := strconv.ParseFloat(m[1], 64)
		width, _ := strconv.ParseFloat(m[2], 64)
		scale, _ := strconv.ParseFloat(m[3], 64)
		scale = max(scale, 1)
		g.OnCell(int(width*scale), int(height*scale))
	}
	if m := featureReport.FindStringSubmatch(s); m != nil && slices.Contains(feature.FindAllString(m[1], -1), "F") {
		g.inline = true
	}
	if m := registers.FindStringSubmatch(s); m != nil {
		g.colours, _ = strconv.Atoi(m[1])
	}
}
