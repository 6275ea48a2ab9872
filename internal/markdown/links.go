package markdown

import (
	"iter"
	"strconv"
	"strings"
	"unicode"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/util"

	"manicule/internal/script"
)

// Link is a link in a text to something else than an address of the web.
type Link struct {
	Dest string // see Destination; of a link by name "[[name#heading]]"
	Span Span   // in the text; what is shown of it
}

// Destination is a link's address as it is meant, clean and on one line: with
// its escapes and entities resolved. It is not to be trusted.
func Destination(raw []byte) string {
	raw = util.ResolveNumericReferences(util.UnescapePunctuations(raw))
	return script.CleanLine(string(util.ResolveEntityNames(raw)))
}

// WikiDestination is the destination that a WikiLink of that target has.
func WikiDestination(target []byte) string { return "[[" + Destination(target) + "]]" }

// MaxListed bounds what a flood of links can cost.
const MaxListed = 20_000

// LinksTo lists the links of a text whose destination is wanted, in order, at
// most 20,000. The parser decides what is a link; it reads those parts only
// that seem to hold one. What HTML elements link to is left out.
func LinksTo(text string, wanted func(dest string) bool) []Link {
	return LinksIn(text, func() string { return Standard(text) }, wanted)
}

// LinksIn is LinksTo of a text whose Standard is known, or known how to find.
func LinksIn(text string, standard func() string, wanted func(dest string) bool) []Link {
	if !maybeLinks(text, wanted) {
		return nil
	}
	named := refers(text, wanted)
	holds := func(piece string) bool {
		return named && strings.Contains(piece, "[") || maybeLinks(piece, wanted)
	}
	var all []Link
	s := SourceOf(standard())
	for i := 0; len(all) < MaxListed; i++ {
		part, ok := s.Part(i)
		if !ok {
			break
		}
		if part.Plain || !holds(s.text[part.Span.Start:part.Span.End]) {
			continue
		}
		for block := range s.blocks(part) {
			if holds(s.text[block.Start:block.End]) {
				tree, src := s.Tree(Part{Span: block})
				all = addLinks(all, tree, src, block.Start, wanted)
			}
		}
	}
	return all[:min(len(all), MaxListed)]
}

// blocks yields the blocks of a part that can be parsed alone, since most of
// them hold nothing that is looked for. Where something is defined, which the
// part prefers to other definitions, that is the part.
func (s *Source) blocks(part Part) iter.Seq[Span] {
	text := s.text[part.Span.Start:part.Span.End]
	if strings.Contains(text, "]:") {
		return func(yield func(Span) bool) { yield(part.Span) }
	}
	return func(yield func(Span) bool) {
		for b := range blocksOf(text) {
			if !yield(shift(b, part.Span.Start)) {
				return
			}
		}
	}
}

// maybeLinks reports whether there is a sign of a link that is wanted.
func maybeLinks(text string, wanted func(string) bool) bool {
	return signed(text, "](", wanted) || refers(text, wanted) || namesWanted(text)
}

// namesWanted reports whether there is what may be a link by name.
func namesWanted(text string) bool {
	for {
		_, rest, ok := strings.Cut(text, "[[")
		if !ok || wikiLength(rest[:min(len(rest), maxWiki+3)]) > 0 {
			return ok
		}
		text = rest
	}
}

// refers reports whether something looks like the definition of such a link.
func refers(text string, wanted func(string) bool) bool { return signed(text, "]:", wanted) }

// signed reports whether what stands behind one of the signs, up to a space or
// the bracket that ends it, may be wanted; or up to the space, where it has
// brackets of its own. Text in "<>" may be, whatever it is.
func signed(text, sign string, wanted func(string) bool) bool {
	for {
		_, rest, ok := strings.Cut(text, sign)
		if !ok {
			return false
		}
		text = strings.TrimLeft(rest, " \n")
		long := text[:min(len(text), maxWiki)]
		long = long[:lengthTo(long, " \n")]
		dest := long[:lengthTo(long, ")")]
		if dest != "" && (dest[0] == '<' || wanted(dest) || strings.IndexByte(dest, '(') >= 0 && wanted(long)) {
			return true
		}
	}
}

func addLinks(all []Link, n ast.Node, src []byte, base int, wanted func(string) bool) []Link {
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		dest := ""
		switch c := c.(type) {
		case *ast.Link:
			dest = Destination(c.Destination)
		case *WikiLink:
			dest = WikiDestination(c.Target.Value(src))
		}
		if dest != "" && wanted(dest) {
			all = append(all, Link{dest, shownSpan(c, base)})
			continue
		}
		all = addLinks(all, c, src, base, wanted)
	}
	return all
}

// shownSpan is from the first to the last byte of the text in an inline node.
func shownSpan(n ast.Node, base int) Span {
	s := Span{Start: -1}
	_ = ast.Walk(n, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if t, ok := n.(*ast.Text); ok && entering {
			if s.Start < 0 {
				s.Start = base + t.Segment.Start
			}
			s.End = base + t.Segment.Stop
		}
		return ast.WalkContinue, nil
	})
	return s
}

// ElementNamed finds the tag of the HTML element with that id or name.
func ElementNamed(text, name string) (off int, ok bool) {
	if !strings.Contains(text, name) {
		return 0, false
	}
	for i := 0; ; i++ {
		n := strings.IndexByte(text[i:], '<')
		if n < 0 {
			return 0, false
		}
		i += n
		tag := text[i:min(len(text), i+reach)]
		if len(tag) < 2 || tag[1]|0x20 < 'a' || tag[1]|0x20 > 'z' {
			continue
		}
		for _, key := range []string{"id", "name"} {
			if value, _, ok := Attr(tag, key); ok && value == name {
				return i, true
			}
		}
	}
}

// AttributeID finds the line with the attributes that give that id to what
// stands in it or above it: "{#id .class}", "{: .class #id}", "{/*id*/}".
func AttributeID(text, id string) (off int, ok bool) {
	for _, sign := range []string{"#", "/*"} {
		for i := 0; ; {
			n := strings.Index(text[i:], sign+id)
			if n < 0 {
				break
			}
			i += n + len(sign) + len(id)
			open := strings.LastIndexByte(text[max(0, i-maxLabel):i], '{')
			inside := text[max(0, i-maxLabel)+open+1 : i]
			if open < 0 || strings.ContainsAny(inside, "}\n") || i < len(text) && strings.IndexByte(" }*", text[i]) < 0 {
				continue
			}
			start := strings.LastIndexByte(text[:i], '\n') + 1
			if strings.HasPrefix(text[start:], "{:") && start > 0 { // of the block above
				start = max(0, strings.LastIndex(text[:start-1], "\n\n")+2, strings.LastIndex(text[:start-1], "\n#")+1)
				start = min(start, i)
				if b := strings.LastIndex(text[:start], "\n\n"); b < 0 && start == 1 {
					start = 0
				}
			}
			return start, true
		}
	}
	return 0, false
}

// Slugs are the names by which GitHub's pages link to headings: in lower case,
// without signs but hyphens and underscores, a hyphen for each space; a second
// one of the same name ends in "-1" (github.com/gjtorikian/html-pipeline,
// TableOfContentsFilter).
func Slugs(headings []Heading) []string {
	slugs, used := make([]string, len(headings)), map[string]int{}
	for i, h := range headings {
		s := Slug(h.Title)
		n, again := used[s]
		used[s] = n + 1
		if again {
			s += "-" + strconv.Itoa(n)
		}
		slugs[i] = s
	}
	return slugs
}

func Slug(title string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == ' ':
			return '-'
		case r == '-' || unicode.In(r, unicode.L, unicode.M, unicode.Nd, unicode.Nl, unicode.Pc):
			return unicode.ToLower(r)
		}
		return -1
	}, title)
}

// Footnote is the definition of the footnote of that label in the text, from
// its mark to the end of what it says; false where there is none.
func (s *Source) Footnote(label string) (Span, bool) {
	for _, off := range s.placesOf(normalLabel("^" + label)) {
		part, _ := s.Part(s.Find(off))
		if part.Plain {
			continue
		}
		tree, src := s.Tree(part)
		if f := footnoteIn(tree, label, src); f != nil {
			start := part.Span.Start + f.Label.Start
			return Span{start, max(start+1, part.Span.Start+blockEnd(f))}, true
		}
	}
	return Span{}, false
}

func footnoteIn(n ast.Node, label string, src []byte) *Footnote {
	if f, ok := n.(*Footnote); ok && string(f.Label.Value(src)) == label {
		return f
	}
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		if c.Type() == ast.TypeBlock {
			if f := footnoteIn(c, label, src); f != nil {
				return f
			}
		}
	}
	return nil
}

// blockEnd is where the last line of a block or of what it holds ends.
func blockEnd(n ast.Node) (end int) {
	if n.Type() == ast.TypeInline {
		return 0
	}
	if lines := n.Lines(); lines != nil && lines.Len() > 0 {
		end = lines.At(lines.Len() - 1).Stop
	}
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		end = max(end, blockEnd(c))
	}
	return end
}
