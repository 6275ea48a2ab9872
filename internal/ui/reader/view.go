package reader

import (
	"cmp"
	"sync"

	"manicule/internal/ui/overlay"

	tea "charm.land/bubbletea/v2"
	uv "github.com/charmbracelet/ultraviolet"
)

// View is how articles are shown, from one to the next.
type View struct {
	zen           bool
	beside        bool // the outline stands beside the text where there is room
	aid           aid
	rulerRow      int // of the reading ruler, from the first row of text
	flashSpeed    int // words a minute
	pics          pictures
	searchHistory []string   // what was searched for in articles, the newest first
	seeking       sync.Mutex // held while an article is searched
}

func NewView(images string) View {
	return View{flashSpeed: overlay.FlashSpeed, pics: pictures{wish: cmp.Or(images, "auto")}}
}

// LeaveUnless lets go of the pictures when another article is open, or none.
func (v *View) LeaveUnless(open *Pane) tea.Cmd { return v.pics.leaveUnless(open) }

// Free makes the terminal forget the pictures; "" when it has none.
func (v *View) Free() string { return v.pics.free() }

// OnGraphics takes in that the terminal can show pictures.
func (v *View) OnGraphics(msg uv.KittyGraphicsEvent) { v.pics.term.Answered(msg) }

// OnVersion takes in which terminal it is.
func (v *View) OnVersion(msg tea.TerminalVersionMsg) { v.pics.term.Named(msg) }
