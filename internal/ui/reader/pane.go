package reader

import (
	"cmp"
	"context"
	"image"
	"os"
	"strconv"
	"strings"
	"sync"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"manicule/internal/article"
	"manicule/internal/page"
	"manicule/internal/search"
	"manicule/internal/session"
	"manicule/internal/ui/overlay"
	"manicule/internal/ui/pane"
	"manicule/internal/ui/term"
)

// aid is what helps the eye to stay where it reads.
type aid int

// The aids, in the order in which a key goes round them.
const (
	noAid        aid = iota
	oneParagraph     // all but the paragraph in focus is dimmed
	oneSentence      // all but the sentence in focus
	ruler            // one row is marked; line down and up move it
	numberOfAids
)

// columns is where things stand on a row of the reader, in cells.
type columns struct {
	text, width       int // the text column
	margin, marginFor int // the notes beside it, and their width; 0 when there is no room
}

// pictures are those of the open article. They are read when the reader comes
// near them, off the screen's path, and forgotten with the article.
type pictures struct {
	wish  string // "auto", a way to show them, or "off"; see Options.Images
	term  term.Graphics
	layer *term.Layer              // those that are drawn over cells
	of    *Pane                    // whose pictures these are
	way   string                   // how they were made; "" when none are shown
	cell  image.Point              // for cells of so many pixels
	made  map[string]*shownPicture // by the destination of their images
	full  bool                     // there are more than that, which was said
}

// shownPicture is one picture.
type shownPicture struct {
	asked  bool        // it is being read
	pixels image.Point // zero: unknown, or it can't be shown
	room   page.Size   // that it was made for
	id     int         // that the terminal knows it by
	blocks *image.NRGBA
	titled bool   // it is a drawing, of which nothing but its title is shown
	words  string // that title; "" where it has none
	strips int    // its number in the layer; 0: it isn't there
}

// sizes are the rooms of the pictures there are.
func (p *pictures) sizes() map[string]page.Size {
	sizes := map[string]page.Size{}
	for dest, one := range p.made {
		if one.room.Cols > 0 {
			sizes[dest] = one.room
		}
	}
	return sizes
}

// leave frees what the terminal keeps of the pictures.
func (p *pictures) leave() tea.Cmd {
	if s := p.free(); s != "" {
		return tea.Raw(s)
	}
	return nil
}

// leaveUnless lets go of the pictures when another article is open, or none.
func (p *pictures) leaveUnless(open *Pane) tea.Cmd {
	if p.of == open {
		return nil
	}
	cmd := p.leave()
	p.of, p.way, p.made, p.full = nil, "", nil, false
	return cmd
}

// free lets go of the pictures, and makes the terminal forget them; "" when it
// has none.
func (p *pictures) free() string {
	for _, one := range p.made {
		p.layer.Forget(one.strips)
	}
	if p.way != term.ByKitty {
		return ""
	}
	var b strings.Builder
	for _, one := range p.made {
		if one.room.Cols > 0 {
			b.WriteString(ansi.KittyGraphics(nil, "a=d", "d=I", "i="+strconv.Itoa(one.id), "q=2"))
		}
	}
	if b.Len() > 0 && p.term.Tmux.Within {
		return ansi.TmuxPassthrough(b.String())
	}
	return b.String()
}

// Pane is the pane of the open article. What belongs to the article and the
// notes on it is the document's; what belongs to the pane (scroll, focus,
// selection) is here.
type Pane struct {
	*pane.Env
	*session.Document
	reading    *View
	begun      *Begun // Article is the beginning only, until the rest is read; else nil
	page       *page.Page
	readMode   pane.Mode
	seekMode   pane.Mode
	selectMode pane.Mode

	turned map[int]bool // see View.turned; nil until it is known

	top page.Loc // the first row shown; Document.Place stays on it when the page changes
	end bool     // the last row is on the screen

	looking bool // something is looked up here: this is not the reading place

	focus   article.Span // what a key acts on; empty when there is none
	unit    page.Unit    // what the focus is; freely when it is no unit
	sel     *selection   // nil when nothing is being selected
	writing article.Span // the passage that the open editor is about
	current string       // id of the note in focus, or ""
	adrift  string       // id of the note that a passage is being selected for, or ""

	broken map[string]bool // the destinations of links that lead nowhere; nil before it is known

	hits  session.Hits // of what was searched for, here or in the library
	seek  seek
	jumps session.JumpList[pane.Spot]

	headings []article.Heading // nil before the outline is known
	parts    []overlay.Section // the article and those below its headings
	words    int
	minutes  int
	shown    scene // what the session was last told to be on the screen
	ticking  bool  // a placeTick is under way
	late     bool  // the file says something else by now, which waits
	unlaid   bool  // the page is to be laid out again
	strayed  bool  // the passage in focus is not in the text that was just read
}

// freely is the unit of a passage that was chosen freely.
const freely page.Unit = -1

// asAnswer is a command whose message is an answer to the pane.
func (r *Pane) asAnswer(ask tea.Cmd) tea.Cmd {
	return func() tea.Msg { return pane.AnswerTo(r, ask()) }
}

// IsBegun reports whether only the beginning of the article is read.
func (r *Pane) IsBegun() bool { return r.begun != nil }

// Begun is what there is to an article of which only the beginning is read: a
// large one shows its first screen before the rest.
type Begun struct {
	Size int64   // of the file, in bytes
	Rest tea.Cmd // reads all of it and brings a restMsg
}

// scene is what a screen shows of an article.
type scene struct {
	page *page.Page
	top  page.Loc
	rows int
	away bool // nobody reads: something lies on top, or the window is not in use
}

// seek is the search in the open article.
type seek struct {
	term.Field
	typing  bool
	problem *search.Problem // what is wrong with the pattern as it stands
	history pane.History

	from   int          // the first match at or after this byte is gone to
	before pane.Spot    // where the search began
	shown  session.Hits // the matches before it

	serial int                // tells the answer to the text as it is from older ones
	cancel context.CancelFunc // nil: no answer is waited for
}

// ending tells that the line is closed and the place to go to still looked for.
func (s *seek) ending() bool { return !s.typing && s.cancel != nil }

// drop makes the answer that is waited for, if any, unwanted.
func (s *seek) drop() {
	if s.cancel != nil {
		s.cancel()
	}
	s.cancel = nil
	s.serial++
}

// selection is a passage being picked. It reaches from one end that stays to
// one that moves; each end is what it was put on (a word, a character), so
// that both are always inside.
type selection struct{ fixed, moving article.Span }

// span is the passage selected.
func (s *selection) span() article.Span {
	return article.Span{Start: min(s.fixed.Start, s.moving.Start), End: max(s.fixed.End, s.moving.End)}
}

// View is how articles are shown, from one to the next.
type View struct {
	zen           bool
	beside        bool // the outline stands beside the text where there is room
	aid           aid
	rulerRow      int // of the reading ruler, from the first row of text
	flashSpeed    int // words a minute
	pics          pictures
	drawings      *page.Drawings          // nil: nothing is drawn of code
	turned        map[string]map[int]bool // what the reader folded and unfolded, by the texts' fingerprints
	searchHistory []string                // what was searched for in articles, newest first
	seeking       sync.Mutex              // held while an article is searched
}

// NewView is a View that shows pictures in that way, and what is drawn of code.
func NewView(images string, drawings *page.Drawings) View {
	pics := pictures{wish: cmp.Or(images, "auto"), layer: &term.Layer{}}
	pics.term.Tmux.Within = os.Getenv("TMUX") != ""
	if pics.wish == term.ByITerm2 || pics.wish == term.BySixel {
		pics.term.Cell = term.SystemCell()
	}
	return View{flashSpeed: overlay.FlashSpeed, pics: pics, drawings: drawings}
}

// hints are what a newcomer needs in the state that the pane is in: to read on
// and to find a way, or to do something with what is in focus.
func (r *Pane) hints() []term.Hint {
	k := &r.readMode
	also := r.Host.ModeHints()
	if r.sel != nil || r.seek.typing {
		return also
	}
	var own []term.Hint
	for _, h := range r.statesHints() {
		own = append(own, k.Hint(h[0], h[1])...)
	}
	if waits := len(also) - len(k.Hints()); waits > 0 { // what waits goes before all
		own = append(also[:waits:waits], own...)
	}
	return append(own, append(k.Hint("help", "help"), k.Hint("leave", "back")...)...)
}

// statesHints are actions and what they do, in two words.
func (r *Pane) statesHints() [][2]string {
	switch {
	case r.inFocus() != nil:
		return [][2]string{{"edit note", "edit"}, {"change kind", "kind"}, {"delete note", "delete"}, {"next note", "next note"}, {"copy", "copy"}}
	case len(r.hits.Spans) > 1:
		return [][2]string{{"next match", "next match"}, {"page down", "page"}, {"next paragraph", "paragraph"}, {"search", "find"}}
	case !r.focus.Empty():
		return [][2]string{{"highlight", "highlight"}, {"annotate", "note"}, {"select", "select"}, {"next paragraph", "paragraph"}, {"next sentence", "sentence"}}
	}
	return [][2]string{{"page down", "page"}, {"next paragraph", "paragraph"}, {"search", "find"}, {"outline", "outline"}, {"follow a link", "link"}}
}

// LeaveUnless lets go of the pictures when another article is open, or none.
func (v *View) LeaveUnless(open *Pane) tea.Cmd { return v.pics.leaveUnless(open) }

// Free makes the terminal forget the pictures; "" when it has none.
func (v *View) Free() string { return v.pics.free() }
