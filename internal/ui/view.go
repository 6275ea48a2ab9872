package ui

import (
	"cmp"
	"sync"
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
