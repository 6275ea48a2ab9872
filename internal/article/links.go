package article

import (
	"net/url"
	"path"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/util"
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
	return CleanLine(string(util.ResolveEntityNames(raw)))
}

// WikiDestination is the destination that a WikiLink of that target has.
func WikiDestination(target []byte) string { return "[[" + Destination(target) + "]]" }

// maxLinks bounds what a flood of links can cost.
const maxLinks = 20_000

// Links lists the links of a text that may lead to an article of the
// collection or to a place in this one, in order, at most 20,000. The parser
// decides what is a link; it reads those parts only that seem to hold one.
// What HTML elements link to is left out.
func Links(text string) []Link {
	return linksTo(text, func(dest string) bool { return !IsAddress(dest) })
}

// LinksOut are the Links that may lead to another article. It is much faster
// where the others are of this very text or to pictures.
func LinksOut(text string) []Link {
	return linksTo(text, func(dest string) bool {
		return !IsAddress(dest) && dest[0] != '#' && !isFile(firstPart(dest, "#"))
	})
}

// linksTo lists the links whose destination is wanted.
func linksTo(text string, wanted func(dest string) bool) []Link {
	if !maybeLinks(text, wanted) {
		return nil
	}
	named := refers(text, wanted)
	var all []Link
	s := NewSource(text)
	for i := 0; len(all) < maxLinks; i++ {
		part, ok := s.Part(i)
		if !ok {
			break
		}
		piece := text[part.Span.Start:part.Span.End]
		if part.Plain || !maybeLinks(piece, wanted) && (!named || !strings.Contains(piece, "[")) {
			continue
		}
		tree, src := s.Tree(part)
		all = addLinks(all, tree, src, part.Span.Start, wanted)
	}
	return all[:min(len(all), maxLinks)]
}

// maybeLinks tells whether there is a sign of a link that is wanted.
func maybeLinks(text string, wanted func(string) bool) bool {
	return signed(text, "](", wanted) || refers(text, wanted) || namesWanted(text)
}

// namesWanted tells whether there is what may be a link by name.
func namesWanted(text string) bool {
	for {
		_, rest, ok := strings.Cut(text, "[[")
		if !ok || wikiLength(rest[:min(len(rest), maxWiki+3)]) > 0 {
			return ok
		}
		text = rest
	}
}

// refers tells whether something looks like the definition of such a link.
func refers(text string, wanted func(string) bool) bool { return signed(text, "]:", wanted) }

// signed tells whether what stands behind one of the signs, up to a space or
// the bracket that ends it, may be wanted. Text in "<>" may be, whatever it is.
func signed(text, sign string, wanted func(string) bool) bool {
	for {
		_, rest, ok := strings.Cut(text, sign)
		if !ok {
			return false
		}
		text = strings.TrimLeft(rest, " \n")
		dest := text[:min(len(text), maxWiki)]
		if n := strings.IndexAny(dest, " )\n"); n >= 0 {
			dest = dest[:n]
		}
		if dest != "" && (dest[0] == '<' || wanted(dest)) {
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

// IsAddress tells whether a destination has a scheme, such as "https:", or
// begins with two slashes: it leads out of the collection.
func IsAddress(dest string) bool {
	if strings.HasPrefix(dest, "//") {
		return true
	}
	scheme, _, ok := strings.Cut(dest, ":")
	if !ok || len(scheme) < 2 { // "c:" is a drive; it leads nowhere
		return false
	}
	for i, r := range scheme {
		letter := r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z'
		if !letter && (i == 0 || (r < '0' || r > '9') && !strings.ContainsRune("+-.", r)) {
			return false
		}
	}
	return true
}

// Target is where a link that is no address leads, as far as that can be told
// without looking at the collection. All but Heading empty: into the article
// that it stands in.
type Target struct {
	Paths   []string // what it may mean, likeliest first; no ".." leads out of the collection
	Name    string   // of a link by name: the name of an article, or the end of its path
	Heading string   // behind "#"; see Article.Anchor
	Outside bool     // it leads out of the collection
	File    bool     // to a file that is no article, such as a picture
}

// Here tells that the link leads into the article that it stands in.
func (t *Target) Here() bool { return t.Name == "" && len(t.Paths) == 0 && !t.Outside }

// ResolveLink finds what a destination means in the article of that path. A
// relative one begins in the article's folder, one with a slash in front in
// the collection's. The extension may be missing, or that of the page that the
// article once was on the web; a folder stands for its index or readme.
func ResolveLink(from, dest string) Target {
	if name, ok := strings.CutPrefix(dest, "[["); ok {
		return named(strings.TrimSuffix(name, "]]"))
	}
	file, heading, _ := strings.Cut(dest, "#")
	t := Target{Heading: decoded(heading)}
	if file == "" {
		return t
	}
	for _, f := range spellings(file) {
		t.add(from, f)
	}
	t.Outside = len(t.Paths) == 0
	t.File = !t.Outside && isFile(file)
	return t
}

// named is what stands between double brackets.
func named(s string) Target {
	name, heading, _ := strings.Cut(s, "#")
	return Target{Name: strings.Trim(strings.TrimSpace(name), "/"), Heading: strings.TrimSpace(heading)}
}

// spellings are the ways to read a destination's file: with its percent codes
// resolved and as it stands, each with and without what follows "?".
func spellings(file string) []string {
	var all []string
	for _, s := range []string{file, firstPart(file, "?")} {
		for _, s := range []string{decoded(s), s} {
			if s != "" && !slices.Contains(all, s) {
				all = append(all, s)
			}
		}
	}
	return all
}

func firstPart(s, sep string) string {
	s, _, _ = strings.Cut(s, sep)
	return s
}

// decoded resolves percent codes, if they are in order.
func decoded(s string) string {
	if plain, err := url.PathUnescape(s); err == nil {
		return plain
	}
	return s
}

// add adds the paths that a file's name may mean, unless it leads outside.
func (t *Target) add(from, file string) {
	p := path.Join(path.Dir(from), file)
	if strings.HasPrefix(file, "/") {
		p = path.Clean(file)[1:]
	}
	if p == ".." || strings.HasPrefix(p, "../") || strings.ContainsRune(p, 0) {
		return
	}
	if p == "" || p == "." || strings.HasSuffix(file, "/") {
		for _, name := range []string{"index", "README", "readme"} {
			t.Paths = append(t.Paths, path.Join(p, name+".md"), path.Join(p, name+".html"))
		}
		return
	}
	t.Paths = append(t.Paths, p)
	stem := Stem(p)
	for _, k := range kinds {
		if stem+k.ext != p {
			t.Paths = append(t.Paths, stem+k.ext)
		}
	}
}

// Stem is a path without the extension of an article.
func Stem(p string) string {
	if ext := path.Ext(p); isExtension(ext) {
		return strings.TrimSuffix(p, ext)
	}
	return p
}

// isFile tells whether a destination has the extension of a file that is no
// article.
func isFile(dest string) bool {
	ext := path.Ext(dest)
	return ext != "" && !isExtension(ext) && looksLikeFile(ext)
}

// looksLikeFile tells an extension from what follows a dot in a title.
func looksLikeFile(ext string) bool {
	return len(ext) > 1 && len(ext) <= 6 && strings.Trim(strings.ToLower(ext[1:]), "abcdefghijklmnopqrstuvwxyz0123456789") == "" &&
		strings.Trim(ext[1:], "0123456789") != ""
}

// LinkKeys are the names by which a link can mean an article, so that those
// that link to one can be looked up: the stem of each path behind a slash, and
// of a link by name the last element of the name. A link into its own article
// has none. NamesOf has the other side.
func LinkKeys(from, dest string) []string {
	t := ResolveLink(from, dest)
	if t.Name != "" {
		return []string{nameKey(path.Base(t.Name)), nameKey(t.Name)}
	}
	var keys []string
	for _, p := range t.Paths {
		if key := "/" + Stem(p); !slices.Contains(keys, key) {
			keys = append(keys, key)
		}
	}
	return keys
}

// NamesOf are the LinkKeys of the links that can mean the article of that path
// and title.
func NamesOf(p, title string) []string {
	names := []string{"/" + Stem(p), nameKey(path.Base(p))}
	if title := nameKey(title); title != "" && title != names[1] {
		names = append(names, title)
	}
	return names
}

// nameKey folds a name as links by name are compared: without extension, case
// aside.
func nameKey(name string) string { return strings.ToLower(Stem(strings.TrimSpace(name))) }

// Called tells how well the article of that path and title answers to a name
// that a link has: 0 not at all, 1 by its title, 2 by its file's name or the
// end of its path, 3 by its whole path. Case and extension are disregarded.
func Called(name, p, title string) int {
	want, have := nameKey(name), nameKey(p)
	switch {
	case want == "":
		return 0
	case want == have || strings.EqualFold(name, p):
		return 3
	case strings.HasSuffix(have, "/"+want) || strings.HasSuffix(strings.ToLower(p), "/"+strings.ToLower(name)):
		return 2
	case strings.EqualFold(strings.TrimSpace(name), title):
		return 1
	}
	return 0
}

// Steps is how many folders one goes up and down from one file to another.
func Steps(from, to string) int {
	a, b := strings.Split(path.Dir(from), "/"), strings.Split(path.Dir(to), "/")
	if a[0] == "." {
		a = nil
	}
	if b[0] == "." {
		b = nil
	}
	n := 0
	for n < len(a) && n < len(b) && a[n] == b[n] {
		n++
	}
	return len(a) - n + len(b) - n
}

// Anchor finds the place that the part of a link behind "#" means: a heading
// by its slug or its words (of "one#two" the last), an HTML element or a
// heading with that id, or a paragraph marked "^id". "" and "top" are the
// beginning.
func (a *Article) Anchor(name string) (off int, ok bool) {
	if name == "" || strings.EqualFold(name, "top") {
		return 0, true
	}
	if i := strings.LastIndexByte(name, '#'); i >= 0 {
		name = name[i+1:]
	}
	if name == "" { // "one#" names nothing; every text has an empty name somewhere
		return 0, false
	}
	if off, ok := a.headingNamed(name); ok {
		return off, true
	}
	if off, ok := elementNamed(a.Text, name); ok {
		return off, true
	}
	for _, mark := range []string{"{#" + name + "}", "{#" + name + " "} {
		if i := strings.Index(a.Text, mark); i >= 0 {
			return i, true
		}
	}
	if i := strings.Index(a.Text+"\n", " "+name+"\n"); strings.HasPrefix(name, "^") && i >= 0 {
		return strings.LastIndex(a.Text[:i], "\n\n") + 1, true
	}
	return 0, false
}

// elementNamed finds the tag of the HTML element with that id or name.
func elementNamed(text, name string) (off int, ok bool) {
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

// headingNamed finds a heading by its slug, else by its words.
func (a *Article) headingNamed(name string) (off int, ok bool) {
	all := a.Headings()
	if !a.TitleSpan.Empty() {
		all = slices.Insert(slices.Clone(all), 0, Heading{Title: a.Meta.Title, Span: a.TitleSpan})
	}
	slugs := Slugs(all)
	if i := slices.Index(slugs, strings.ToLower(name)); i >= 0 {
		return all[i].Span.Start, true
	}
	if i := slices.Index(slugs, slug(name)); i >= 0 && slug(name) != "" {
		return all[i].Span.Start, true
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
		s := slug(h.Title)
		n, again := used[s]
		used[s] = n + 1
		if again {
			s += "-" + strconv.Itoa(n)
		}
		slugs[i] = s
	}
	return slugs
}

func slug(title string) string {
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
