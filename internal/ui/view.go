package ui

import (
	"cmp"
	"sync"

	tea "charm.land/bubbletea/v2"
	uv "github.com/charmbracelet/ultraviolet"
)

// readingView is how articles are shown, from one to the next.
type readingView struct {
	zen           bool
	beside        bool // the outline stands beside the text where there is room
	aid           aid
	rulerRow      int // of the reading ruler, from the first row of text
	flashSpeed    int // words a minute
	pics          pictures
	searchHistory []string   // what was searched for in articles, the newest first
	seeking       sync.Mutex // held while an article is searched
}

func newReadingView(images string) readingView {
	return readingView{flashSpeed: flashSpeed, pics: pictures{wish: cmp.Or(images, "auto")}}
}

// leaveUnless lets go of the pictures when another article is open, or none.
func (v *readingView) leaveUnless(open *readerPane) tea.Cmd { return v.pics.leaveUnless(open) }

// free makes the terminal forget the pictures; "" when it has none.
func (v *readingView) free() string { return v.pics.free() }

// onGraphics takes in that the terminal can show pictures.
func (v *readingView) onGraphics(msg uv.KittyGraphicsEvent) { v.pics.term.Answered(msg) }

// onVersion takes in which terminal it is.
func (v *readingView) onVersion(msg tea.TerminalVersionMsg) { v.pics.term.Named(msg) }
