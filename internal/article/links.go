package article

import (
	"net/url"
	"path"
	"runtime"
	"slices"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"manicule/internal/markdown"
)

// FootnoteSign begins the destination of a reference to a footnote, before its
// label.
const FootnoteSign = "#^"

// Links lists the links of a text that may lead to an article of the
// collection or to a place in this one, in order, at most 20,000. The parser
// decides what is a link; it reads those parts only that seem to hold one.
// What HTML elements link to is left out.
func Links(text string) []markdown.Link {
	return markdown.LinksTo(text, func(dest string) bool { return !IsAddress(dest) })
}

// LinksOut are the Links that may lead to another article. It is much faster
// where the others are of this very text or to pictures.
func LinksOut(text string) []markdown.Link { return markdown.LinksTo(text, leadsOut) }

// LinksOut are the LinksOut of the text.
func (a *Article) LinksOut() []markdown.Link { return markdown.LinksIn(a.Text, a.Standard, leadsOut) }

func leadsOut(dest string) bool {
	return !IsAddress(dest) && dest[0] != '#' && !isFile(firstPart(dest, "#"))
}

// IsAddress reports whether a destination has a scheme, such as "https:", or
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
	return Target{Name: strings.Trim(slashed(strings.TrimSpace(name)), "/"), Heading: strings.TrimSpace(heading)}
}

// slashed is a path with Windows' separators as slashes.
func slashed(s string) string { return strings.ReplaceAll(s, `\`, "/") }

// spellings are the ways to read a destination's file: with its percent codes
// resolved and as it stands, each with and without what follows "?", and last
// with Windows' separators for such.
func spellings(file string) []string {
	var all []string
	for _, s := range []string{file, firstPart(file, "?")} {
		for _, s := range []string{decoded(s), s} {
			if s != "" && !slices.Contains(all, s) {
				all = append(all, s)
			}
		}
	}
	for _, s := range all {
		if s = slashed(s); !slices.Contains(all, s) {
			all = append(all, s)
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

// isFile reports whether a destination has the extension of a file that is no
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
		if key := "/" + FoldPath(Stem(p)); !slices.Contains(keys, key) {
			keys = append(keys, key)
		}
	}
	return keys
}

// NamesOf are the LinkKeys of the links that can mean the article of that path,
// title and other names.
func NamesOf(p string, titles ...string) []string {
	names := []string{"/" + FoldPath(Stem(p)), nameKey(path.Base(p))}
	for _, title := range titles {
		if title := nameKey(title); title != "" && !slices.Contains(names[1:], title) {
			names = append(names, title)
		}
	}
	return names
}

// nameKey folds a name as links by name are compared: without extension, case
// and composition of letters aside.
func nameKey(name string) string {
	return strings.ToLower(norm.NFC.String(Stem(strings.TrimSpace(name))))
}

// HasSpellings reports whether a path can be spelled in several ways, see
// FoldPath. Nearly none can, and need not be looked for.
func HasSpellings(p string) bool {
	return ignoresCase || strings.ContainsFunc(p, func(r rune) bool { return r >= utf8.RuneSelf })
}

// ignoresCase tells of systems whose files are found in any case.
const ignoresCase = runtime.GOOS == "darwin" || runtime.GOOS == "windows"

// FoldPath is the form in which two paths are one to the reader, though their
// bytes differ: letters with their accents composed, as on macOS they are not,
// and small ones where the system disregards case.
func FoldPath(p string) string {
	if p = norm.NFC.String(p); ignoresCase {
		p = strings.ToLower(p)
	}
	return p
}

// Called tells how well the article of that path, title and other names answers
// to a name that a link has: 0 not at all, 1 by one of those, 2 by its file's name
// or the end of its path, 3 by its whole path. Case and extension are disregarded.
func Called(name, p string, titles ...string) int {
	name, p = norm.NFC.String(name), norm.NFC.String(p)
	want, have := nameKey(name), nameKey(p)
	switch {
	case want == "":
		return 0
	case want == have || strings.EqualFold(name, p):
		return 3
	case strings.HasSuffix(have, "/"+want) || strings.HasSuffix(strings.ToLower(p), "/"+strings.ToLower(name)):
		return 2
	case slices.ContainsFunc(titles, func(title string) bool { return strings.EqualFold(strings.TrimSpace(name), norm.NFC.String(title)) }):
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
	if off, ok := markdown.ElementNamed(a.Text, name); ok {
		return off, true
	}
	if off, ok := markdown.AttributeID(a.Text, name); ok {
		return off, true
	}
	if i := strings.Index(a.Text+"\n", " "+name+"\n"); strings.HasPrefix(name, "^") && i >= 0 {
		return strings.LastIndex(a.Text[:i], "\n\n") + 1, true
	}
	return 0, false
}

// headingNamed finds a heading by its slug, else by its words.
func (a *Article) headingNamed(name string) (off int, ok bool) {
	all := a.Headings()
	if !a.TitleSpan.Empty() {
		all = slices.Insert(slices.Clone(all), 0, Heading{Title: a.Meta.Title, Span: a.TitleSpan})
	}
	slugs := markdown.Slugs(all)
	if i := slices.Index(slugs, strings.ToLower(name)); i >= 0 {
		return all[i].Span.Start, true
	}
	if i := slices.Index(slugs, markdown.Slug(name)); i >= 0 && markdown.Slug(name) != "" {
		return all[i].Span.Start, true
	}
	return 0, false
}
