package markdown

import (
	"bytes"
	"strings"
	"sync"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
)

// Source is an article's text seen as Markdown: its parts, each parsed alone
// and on demand, and what the parts share, which is link reference definitions
// and footnote labels. It is safe for concurrent use.
//
// Nothing is read before it is asked for, so that the first screen of a long
// article costs no more than that of a short one.
type Source struct {
	text string

	mu     sync.Mutex
	cutter *Cutter
	parts  []Part
	defs   definitions
}

// NewSource prepares a text for parsing by parts. It reads nothing yet.
func NewSource(text string) *Source { return SourceOf(Standard(text)) }

// SourceOf is NewSource of a text that is Standard.
func SourceOf(standard string) *Source { return &Source{text: standard, cutter: NewCutter(standard)} }

// Standard is the text that the parts and their trees are of, see Standard.
func (s *Source) Standard() string { return s.text }

// Part is the i-th part of the text, as Parts would tile it; false past the end.
func (s *Source) Part(i int) (Part, bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for len(s.parts) <= i {
		part, ok := s.cutter.Next()
		if !ok {
			return Part{}, false
		}
		s.parts = append(s.parts, part)
	}
	return s.parts[i], true
}

// Find is the number of the part that holds the byte at off: the first part
// when off is negative, the last one when it lies behind the text's end. For
// an empty text it is 0, where there is no part.
func (s *Source) Find(off int) int {
	s.mu.Lock()
	defer s.mu.Unlock()
	for len(s.parts) == 0 || s.parts[len(s.parts)-1].Span.End <= off {
		part, ok := s.cutter.Next()
		if !ok {
			break
		}
		s.parts = append(s.parts, part)
	}
	lo, hi := 0, len(s.parts)
	for lo < hi {
		if mid := (lo + hi) / 2; s.parts[mid].Span.End <= off {
			lo = mid + 1
		} else {
			hi = mid
		}
	}
	return max(0, min(lo, len(s.parts)-1))
}

// Tree is the goldmark document of one part and the bytes its segments point
// into: offsets are relative to part.Span.Start. Links and footnotes resolve
// over the whole article. Footnote definitions stay where they are written
// (Footnote), references to them are FootnoteRef. Plain parts are not for it.
func (s *Source) Tree(part Part) (ast.Node, []byte) {
	src := []byte(s.text[part.Span.Start:part.Span.End])
	ctx := &context{Context: parser.NewContext(), source: s}
	tree := markdown().Parse(text.NewReader(src), parser.WithContext(ctx))
	if bytes.ContainsFunc(src, IsSign) {
		addSigns(tree, src)
	}
	return tree, src
}

// markdown is the one parser: it keeps nothing of what it parses, is safe for
// concurrent use, and takes longer to make than most articles to parse.
var markdown = sync.OnceValue(newParser)

// newParser knows what articles are written in: CommonMark, GitHub's tables,
// strikethrough, task lists and bare URLs, definition lists, footnotes and links
// by name.
func newParser() parser.Parser {
	p := goldmark.New(goldmark.WithExtensions(
		extension.Table, extension.Strikethrough, extension.Linkify,
		extension.TaskList, extension.DefinitionList,
	)).Parser()
	p.AddOptions(
		parser.WithBlockParsers(util.Prioritized(footnoteParser{}, 999), util.Prioritized(boxParser{}, 90), util.Prioritized(boxTitleParser{}, 91)),
		parser.WithInlineParsers(util.Prioritized(emphasisParser{parser.NewEmphasisParser()}, 499), util.Prioritized(footnoteRefParser{}, 101), util.Prioritized(wikiLinkParser{}, 102)),
	)
	return p
}

// context lets a part use the definitions of the whole article.
type context struct {
	parser.Context
	source *Source
	alone  bool // only what the part itself defines
}

// Reference finds a definition in the part, else anywhere in the article.
func (c *context) Reference(label string) (parser.Reference, bool) {
	ref, ok := c.Context.Reference(label)
	if ok || c.alone {
		return ref, ok
	}
	return c.source.link(label)
}

// definitions are the link and footnote definitions met so far. Places where
// one might stand are found by a scan for "]:"; the part around such a place
// is parsed only when its label is asked for, so that what is a definition and
// what is code is decided by the parser and nobody else.
type definitions struct {
	places map[string][]int // by normalised label; offsets
	links  map[string]parser.Reference
	notes  map[string]bool
	read   map[int]bool // parts already searched
}

// MaxDefinitions bounds what a flood of definitions can cost; a long book has
// a few thousand.
const MaxDefinitions = 50_000

// link finds a link reference definition by its normalised label.
func (s *Source) link(label string) (parser.Reference, bool) {
	for _, off := range s.placesOf(label) {
		s.readDefinitions(off)
		s.mu.Lock()
		ref, ok := s.defs.links[label]
		s.mu.Unlock()
		if ok {
			return ref, true
		}
	}
	return nil, false
}

// hasNote reports whether a footnote of that label is defined.
func (s *Source) hasNote(label string) bool {
	for _, off := range s.placesOf(normalLabel("^" + label)) {
		s.readDefinitions(off)
		s.mu.Lock()
		ok := s.defs.notes[label]
		s.mu.Unlock()
		if ok {
			return true
		}
	}
	return false
}

func (s *Source) placesOf(label string) []int {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.defs.places == nil {
		s.defs = definitions{
			places: findDefinitions(s.text),
			links:  map[string]parser.Reference{},
			notes:  map[string]bool{},
			read:   map[int]bool{},
		}
	}
	return s.defs.places[label]
}

// readDefinitions adds what the part at off defines. The first definition of a
// label wins, as the parts with its places are read in order.
func (s *Source) readDefinitions(off int) {
	i := s.Find(off)
	part, _ := s.Part(i)
	s.mu.Lock()
	done := s.defs.read[i]
	s.mu.Unlock()
	if done || part.Plain {
		return
	}
	src := []byte(s.text[part.Span.Start:part.Span.End])
	ctx := &context{Context: parser.NewContext(), source: s, alone: true}
	tree := markdown().Parse(text.NewReader(src), parser.WithContext(ctx))

	s.mu.Lock()
	defer s.mu.Unlock()
	s.defs.read[i] = true
	for _, ref := range ctx.References() {
		label := util.ToLinkReference(ref.Label())
		if _, ok := s.defs.links[label]; !ok {
			s.defs.links[label] = ref
		}
	}
	addNotes(s.defs.notes, tree, src)
}

func addNotes(notes map[string]bool, n ast.Node, src []byte) {
	if f, ok := n.(*Footnote); ok {
		notes[string(f.Label.Value(src))] = true
	}
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		if c.Type() == ast.TypeBlock {
			addNotes(notes, c, src)
		}
	}
}

// findDefinitions lists the places that look like "[label]:" at the start of
// a line, quote marks and list bullets aside.
func findDefinitions(text string) map[string][]int {
	places, n := map[string][]int{}, 0
	for i := 0; n < MaxDefinitions; n++ {
		next := strings.Index(text[i:], "]:")
		if next < 0 {
			break
		}
		i += next + 2
		if start, ok := definitionStart(text, i-2); ok {
			label := normalLabel(text[start+1 : i-2])
			places[label] = append(places[label], start)
		}
	}
	return places
}

// definitionStart finds the bracket that opens the label closed at end.
// Labels are at most 999 bytes long (CommonMark 0.31.2, 4.7 and 6.3).
func definitionStart(text string, end int) (int, bool) {
	low := max(0, end-1000)
	open := strings.LastIndexByte(text[low:end], '[')
	if open < 0 || open+1 == end-low {
		return 0, false
	}
	line := low + strings.LastIndexByte(text[low:low+open], '\n') + 1
	before := strings.TrimLeft(text[line:low+open], " \t>-+*.)0123456789")
	return low + open, before == ""
}

// normalLabel folds a label as goldmark compares labels.
func normalLabel(label string) string {
	return util.ToLinkReference([]byte(label))
}
