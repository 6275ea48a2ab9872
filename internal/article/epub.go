package article

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"net/url"
	"path"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
	"golang.org/x/net/html/charset"
)

// epub is a book in EPUB (www.w3.org/TR/epub-33, and version 2): pages in a zip
// archive, and a file that lists them.
type epub struct {
	files  map[string]*zip.File // by path in the archive
	fields fields               // metadata
	pages  []epubPage           // one for each chapter
	place  map[string]string    // names of chapters, by the path of a page, with "#id" or not
}

// epubPage is what a chapter is made from.
type epubPage struct {
	title string
	href  string   // path and "#id" that it is known by
	files []string // paths of its pages
	from  string   // id at which it begins in the first page; "": at its start
	to    string   // id at which it ends
}

// packageFile is the file that lists a book's pages.
type packageFile struct {
	Metadata struct {
		Titles     []string `xml:"title"`
		Creators   []string `xml:"creator"`
		Dates      []string `xml:"date"`
		Languages  []string `xml:"language"`
		IDs        []string `xml:"identifier"`
		Subjects   []string `xml:"subject"`
		Publishers []string `xml:"publisher"`
	} `xml:"metadata"`
	Items []struct {
		ID         string `xml:"id,attr"`
		Href       string `xml:"href,attr"`
		Type       string `xml:"media-type,attr"`
		Properties string `xml:"properties,attr"`
	} `xml:"manifest>item"`
	Spine struct {
		Contents string `xml:"toc,attr"`
		Refs     []struct {
			ID string `xml:"idref,attr"`
		} `xml:"itemref"`
	} `xml:"spine"`
}

var errProtected = errors.New("it is protected against copying (DRM), and only the shop's own program opens it")

func openEPUB(r io.ReaderAt, size int64) (*Book, error) {
	z, err := zip.NewReader(r, size)
	switch {
	case err != nil:
		return nil, fmt.Errorf("it is no book: %w", err)
	case len(z.File) > maxBookEntries:
		return nil, fmt.Errorf("it holds more than %d files", maxBookEntries)
	}
	e := &epub{files: map[string]*zip.File{}, place: map[string]string{}}
	for _, f := range z.File {
		e.files[f.Name] = f
	}
	if err := e.checkRights(); err != nil {
		return nil, err
	}
	if err := e.list(); err != nil {
		return nil, fmt.Errorf("its list of pages can't be read: %w", err)
	}
	return e.book(), nil
}

// read is a file of the archive, of at most so many bytes.
func (e *epub) read(name string, most int64) ([]byte, error) {
	f := e.files[name]
	if f == nil {
		return nil, fmt.Errorf("there is no %s in it", CleanLine(name))
	}
	in, err := f.Open()
	if err != nil {
		return nil, err
	}
	defer in.Close()
	data, err := io.ReadAll(io.LimitReader(in, most+1))
	if err == nil && int64(len(data)) > most {
		err = fmt.Errorf("%s is larger than %d MiB unpacked", CleanLine(name), most>>20)
	}
	return data, err
}

func readXML(data []byte, v any) error {
	d := xml.NewDecoder(bytes.NewReader(data))
	d.Strict, d.Entity, d.CharsetReader = false, xml.HTMLEntity, charset.NewReaderLabel
	return d.Decode(v)
}

// checkRights refuses a book whose pages are encrypted. Fonts may be: that
// hides nothing to read.
func (e *epub) checkRights() error {
	if e.files["META-INF/rights.xml"] != nil && e.files["META-INF/encryption.xml"] != nil || e.files["META-INF/sinf.xml"] != nil {
		return errProtected
	}
	data, err := e.read("META-INF/encryption.xml", maxBookPart)
	if err != nil {
		return nil //nolint:nilerr // without the file nothing is encrypted
	}
	var list struct {
		Data []struct {
			Method struct {
				Algorithm string `xml:"Algorithm,attr"`
			} `xml:"EncryptionMethod"`
		} `xml:"EncryptedData"`
	}
	if err := readXML(data, &list); err != nil {
		return errProtected
	}
	for _, d := range list.Data {
		if a := d.Method.Algorithm; a != "http://www.idpf.org/2008/embedding" && a != "http://ns.adobe.com/pdf/enc#RC" {
			return errProtected
		}
	}
	return nil
}

// list finds the pages in their order, and parts them into chapters by the
// table of contents.
func (e *epub) list() error {
	var container struct {
		Roots []struct {
			Path string `xml:"full-path,attr"`
		} `xml:"rootfiles>rootfile"`
	}
	data, err := e.read("META-INF/container.xml", 1<<20)
	if err != nil {
		return err
	}
	if err := readXML(data, &container); err != nil || len(container.Roots) == 0 {
		return errors.New("META-INF/container.xml names none")
	}
	root := container.Roots[0].Path
	if data, err = e.read(root, maxBookPart); err != nil {
		return err
	}
	var p packageFile
	if err := readXML(data, &p); err != nil {
		return fmt.Errorf("%s: %w", CleanLine(root), err)
	}
	e.fields = p.meta()
	byID, contents := map[string]string{}, ""
	for _, i := range p.Items {
		at := zipPath(root, i.Href)
		byID[i.ID] = at
		switch {
		case strings.Contains(" "+i.Properties+" ", " nav "):
			contents = at
		case contents == "" && (i.Type == "application/x-dtbncx+xml" || i.ID == p.Spine.Contents && i.ID != ""):
			contents = at
		}
	}
	var spine []string
	seen := map[string]bool{}
	for _, ref := range p.Spine.Refs {
		if at := byID[ref.ID]; at != "" && e.files[at] != nil && !seen[at] {
			seen[at] = true
			spine = append(spine, at)
		}
	}
	if len(spine) == 0 {
		return errors.New("it lists no pages")
	}
	e.divide(spine, e.contents(contents))
	return nil
}

// zipPath is the path of a reference in a file of the archive. ".." leads to the
// archive's own names at most.
func zipPath(file, ref string) string {
	ref = firstPart(ref, "#")
	if u, err := url.PathUnescape(ref); err == nil {
		ref = u
	}
	return strings.TrimPrefix(path.Join("/", path.Dir(file), ref), "/")
}

func (p *packageFile) meta() fields {
	f := fields{}
	all := func(list []string) (out []any) {
		for _, s := range list {
			if s = strings.TrimSpace(s); s != "" && len(out) < 50 {
				out = append(out, s)
			}
		}
		return out
	}
	f.set("author", all(p.Metadata.Creators))
	f.set("site", value(all(p.Metadata.Titles)))
	f.set("date", value(all(p.Metadata.Dates)))
	f.set("lang", value(all(p.Metadata.Languages)))
	f.set("tags", all(p.Metadata.Subjects))
	f.set("id", value(all(p.Metadata.IDs)))
	return f
}

// epubEntry is a line of the table of contents.
type epubEntry struct {
	title, file, id string
	depth           int
}

// contents reads the table of contents, of either version; both are pages to
// the parser of HTML.
func (e *epub) contents(name string) (list []epubEntry) {
	data, err := e.read(name, maxBookPart)
	if err != nil {
		return nil
	}
	doc, err := html.Parse(bytes.NewReader(data))
	if err != nil {
		return nil
	}
	root := doc
	walk(doc, func(n *html.Node) bool {
		if n.DataAtom == atom.Nav && attr(n, "epub:type") == "toc" {
			root = n
		}
		return root != doc
	})
	depth := 0
	var visit func(n *html.Node)
	visit = func(n *html.Node) {
		if n.Data == "pagelist" || n.DataAtom == atom.Nav && n != root && root != doc || len(list) > maxChapters {
			return
		}
		if n.DataAtom == atom.Li || n.Data == "navpoint" {
			depth++
			defer func() { depth-- }()
		}
		switch {
		case n.DataAtom == atom.A && attr(n, "href") != "":
			list = append(list, entryOf(name, attr(n, "href"), textOf(n), depth))
		case n.Data == "navpoint":
			if c := below(n, "content"); c != nil {
				title := ""
				if l := below(n, "navlabel"); l != nil {
					title = textOf(l)
				}
				list = append(list, entryOf(name, attr(c, "src"), title, depth))
			}
		}
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			visit(c)
		}
	}
	visit(root)
	return list
}

// below is the first element of a name in n that lies in none of n's kind. The
// parser puts what follows an unknown empty element into it.
func below(n *html.Node, name string) (found *html.Node) {
	for c := n.FirstChild; c != nil && found == nil; c = c.NextSibling {
		switch {
		case c.Data == name:
			return c
		case c.Data != n.Data:
			found = below(c, name)
		}
	}
	return found
}

func entryOf(from, href, title string, depth int) epubEntry {
	_, id, _ := strings.Cut(href, "#")
	return epubEntry{CleanLine(title), zipPath(from, href), decoded(id), depth}
}

// divide makes chapters of the pages: a page that the contents name begins one,
// those behind it that they don't name go on with it. Where they name several
// places in a page, at one depth, each is a chapter.
func (e *epub) divide(spine []string, list []epubEntry) {
	named := map[string][]epubEntry{}
	for _, l := range list {
		named[l.file] = append(named[l.file], l)
	}
	for _, file := range spine {
		entries := topmost(named[file])
		switch {
		case len(entries) == 0 && len(e.pages) > 0 && len(list) > 0 && e.goesOn(file):
			last := &e.pages[len(e.pages)-1]
			last.files = append(last.files, file)
			continue
		case len(entries) == 0:
			e.pages = append(e.pages, epubPage{href: file, files: []string{file}})
			continue
		}
		for i, l := range entries {
			p := epubPage{title: l.title, href: file, files: []string{file}}
			if i > 0 {
				p.from, p.href = l.id, file+"#"+l.id
			}
			if i+1 < len(entries) {
				p.to = entries[i+1].id
			}
			e.pages = append(e.pages, p)
		}
		if len(e.pages) > maxChapters {
			e.pages = e.pages[:maxChapters]
			return
		}
	}
}

// goesOn reports whether a page that the contents don't name belongs to the
// chapter before it: the contents name that one, and both are not too long.
func (e *epub) goesOn(file string) bool {
	const longest = 4 << 20
	last := e.pages[len(e.pages)-1]
	if last.title == "" || len(last.files) > 200 {
		return false
	}
	var size uint64
	for _, f := range append(last.files[:len(last.files):len(last.files)], file) {
		size += e.files[f].UncompressedSize64
	}
	return size < longest
}

// topmost are the entries of a page that are as high up as any, each at a place
// of its own.
func topmost(all []epubEntry) (list []epubEntry) {
	if len(all) == 0 {
		return nil
	}
	least := all[0].depth
	for _, l := range all {
		least = min(least, l.depth)
	}
	seen := map[string]bool{}
	for _, l := range all {
		if l.depth == least && !seen[l.id] && (len(list) == 0 || l.id != "") {
			seen[l.id] = true
			list = append(list, l)
		}
	}
	return list
}

// book names the chapters by their numbers and titles.
func (e *epub) book() *Book {
	b := &Book{}
	form := "%03d"
	if len(e.pages) > 999 {
		form = "%04d"
	}
	for i := range e.pages {
		p := &e.pages[i]
		words := fileWords(p.title)
		if words == "" {
			words = fileWords(strings.TrimSuffix(path.Base(p.files[0]), path.Ext(p.files[0])))
		}
		c := Chapter{Name: fmt.Sprintf(form+"-%s", i+1, words), number: i}
		for _, f := range p.files {
			c.Size += int64(min(e.files[f].UncompressedSize64, MaxBook))
			if e.place[f] == "" {
				e.place[f] = c.Name
			}
		}
		e.place[p.href] = c.Name
		b.Chapters = append(b.Chapters, c)
	}
	b.read = func(c Chapter, name string) (*Article, error) { return e.chapter(e.pages[c.number], name) }
	b.picture = func(name string) ([]byte, error) { return e.read(name, maxBookPart) }
	return b
}

// chapter reads the pages of a chapter as one text.
func (e *epub) chapter(p epubPage, name string) (*Article, error) {
	a := &Article{Name: name, Format: EPUB}
	body := element(atom.Body)
	for i, file := range p.files {
		data, err := e.read(file, maxBookPart)
		if err != nil {
			return nil, err
		}
		text, note, err := decode(data, true)
		if err != nil {
			return nil, err
		}
		a.warn(note)
		doc, err := html.Parse(strings.NewReader(unclosed(Clean(text))))
		if err != nil {
			return nil, errors.New("a page is nested too deeply")
		}
		page := find(doc, atom.Body)
		if page == nil {
			continue
		}
		cutPage(page, map[bool]string{true: p.from}[i == 0], p.to)
		e.bringNotes(page, file)
		e.address(page, file, name)
		for page.FirstChild != nil {
			c := page.FirstChild
			page.RemoveChild(c)
			body.AppendChild(c)
		}
	}
	prepare(body, resolver{})
	f := fields{}
	for k, v := range e.fields {
		f[k] = v
	}
	if id := value(f["id"]); id != "" {
		f["id"] = id + "/" + p.href
	}
	title := p.title
	if title == "" {
		title = firstHeading(body)
	}
	f.set("title", title)
	a.readMeta(f)
	a.Text = a.pageMarkdown(body)
	a.Meta.fallBack(strings.TrimLeft(path.Base(name), "0123456789-"), f)
	_, a.TitleSpan = a.findTitle()
	return a, nil
}

// unclosed writes elements that XML lets be empty as HTML has them: <a id="x"/>
// would go on to the end of the page.
func unclosed(text string) string {
	if !strings.Contains(text, "/>") {
		return text
	}
	return emptyElement().ReplaceAllString(text, "<$1$2></$1>")
}

func firstHeading(body *html.Node) (title string) {
	walk(body, func(n *html.Node) bool {
		if isHeading(n.DataAtom) && title == "" {
			title = CleanLine(textOf(n))
		}
		return title != ""
	})
	return title
}

// cutPage leaves of a page what stands from one id on up to another.
func cutPage(page *html.Node, from, to string) {
	first, last := elementOf(page, from), elementOf(page, to)
	for p := last; p != nil && p != page; {
		up := p.Parent
		for p.NextSibling != nil {
			up.RemoveChild(p.NextSibling)
		}
		if p == last {
			up.RemoveChild(p)
		}
		p = up
	}
	for p := first; p != nil && p != page && p.Parent != nil; p = p.Parent {
		for c := p.PrevSibling; c != nil; c = p.PrevSibling {
			p.Parent.RemoveChild(c)
		}
	}
}
