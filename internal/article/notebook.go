package article

import (
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"net/url"
	"path"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/net/html/atom"

	"manicule/internal/pattern"
)

// A notebook of Jupyter (nbformat.readthedocs.io, versions 3 and 4) is a list of
// cells: text in Markdown, and code with what it put out.
type notebook struct {
	Metadata struct {
		Title    string            `json:"title"`
		Authors  []json.RawMessage `json:"authors"`
		Language struct {
			Name string `json:"name"`
		} `json:"language_info"`
		Kernel struct {
			Language string `json:"language"`
		} `json:"kernelspec"`
	} `json:"metadata"`
	Cells  []notebookCell `json:"cells"`
	Sheets []struct {
		Cells []notebookCell `json:"cells"`
	} `json:"worksheets"`
}

type notebookCell struct {
	Kind        string                    `json:"cell_type"`
	Source      notebookText              `json:"source"`
	Input       notebookText              `json:"input"` // version 3
	Level       int                       `json:"level"` // of a heading; version 3
	Language    string                    `json:"language"`
	Outputs     []notebookOutput          `json:"outputs"`
	Attachments map[string]notebookBundle `json:"attachments"`
}

type notebookOutput struct {
	Kind      string         `json:"output_type"`
	Text      notebookText   `json:"text"`
	Data      notebookBundle `json:"data"`
	Name      string         `json:"ename"`
	Value     string         `json:"evalue"`
	Traceback []string       `json:"traceback"`
	PNG       notebookText   `json:"png"` // version 3
	JPEG      notebookText   `json:"jpeg"`
	HTML      notebookText   `json:"html"`
}

// notebookBundle is one thing in several forms, by MIME type.
type notebookBundle map[string]json.RawMessage

// notebookText is a text: in one string, or in one for each line.
type notebookText string

// UnmarshalJSON takes a string or a list of strings; of anything else there is
// no text.
func (t *notebookText) UnmarshalJSON(data []byte) error {
	var s string
	var lines []string
	switch {
	case json.Unmarshal(data, &s) == nil:
		*t = notebookText(s)
	case json.Unmarshal(data, &lines) == nil:
		*t = notebookText(strings.Join(lines, ""))
	}
	return nil
}

// text is the form of a MIME type, or "".
func (b notebookBundle) text(kind string) string {
	var t notebookText
	if data, ok := b[kind]; ok {
		_ = t.UnmarshalJSON(data) // never fails
	}
	return string(t)
}

// parseNotebook reads a notebook of either version.
func parseNotebook(data []byte) (*notebook, error) {
	var n notebook
	if err := json.Unmarshal(data, &n); err != nil {
		return nil, err
	}
	for _, s := range n.Sheets {
		n.Cells = append(n.Cells, s.Cells...)
	}
	if n.Cells == nil {
		return nil, errors.New("it has no cells")
	}
	for i := range n.Cells {
		if c := &n.Cells[i]; c.Source == "" {
			c.Source = c.Input
		}
	}
	return &n, nil
}

// readNotebook writes the cells of a notebook one below the other. What is no
// notebook is shown as text.
func (a *Article) readNotebook(text string) {
	n, err := parseNotebook([]byte(text))
	if err != nil {
		a.warn(CleanLine(fmt.Sprintf("no notebook (%v): shown as text", err)))
		a.readPlain(Clean(text))
		return
	}
	language := firstOf(n.Metadata.Language.Name, n.Metadata.Kernel.Language)
	var parts []string
	front := fields{}
	for i, c := range n.Cells {
		switch {
		case i == 0 && c.Kind == "raw":
			front, _ = a.takeFrontMatter(Clean(string(c.Source)))
		case i == 0 && c.Kind == "markdown":
			var rest string
			front, rest = a.takeFrontMatter(Clean(string(c.Source)))
			parts = append(parts, a.markdownCell(i, c, rest))
		default:
			parts = append(parts, a.cell(i, c, language)...)
		}
	}
	if front == nil {
		front = fields{}
	}
	front.set("title", n.Metadata.Title)
	front.set("author", notebookAuthors(n.Metadata.Authors))
	a.readMeta(front)
	parts = slices.DeleteFunc(parts, func(s string) bool { return s == "" })
	a.Text = strings.Join(parts, "\n\n")
	if a.Text != "" {
		a.Text += "\n"
	}
	a.Meta.Title, a.TitleSpan = a.findTitle()
	a.Meta.fallBack(a.Name, front)
}

func notebookAuthors(raw []json.RawMessage) (names []any) {
	for _, data := range raw {
		var one struct{ Name string }
		var name string
		switch {
		case json.Unmarshal(data, &name) == nil:
		case json.Unmarshal(data, &one) == nil:
			name = one.Name
		}
		if name != "" && len(names) < 100 {
			names = append(names, name)
		}
	}
	return names
}

// cell is a cell as Markdown, and what it put out.
func (a *Article) cell(i int, c notebookCell, language string) []string {
	switch source := Clean(string(c.Source)); c.Kind {
	case "markdown":
		return []string{a.markdownCell(i, c, source)}
	case "heading":
		return []string{strings.Repeat("#", min(max(c.Level, 1), 6)) + " " + CleanLine(source)}
	case "code":
		if magic, rest, _ := strings.Cut(source, "\n"); strings.HasPrefix(magic, "%%") && rest != "" {
			language = notebookMagic(magic, language)
		}
		parts := []string{fencedCode(source, firstOf(c.Language, language))}
		for j, o := range c.Outputs {
			parts = append(parts, a.output(i, j, o))
		}
		return parts
	default: // raw: for another format
		a.remove(source, "a cell for another format")
		return nil
	}
}

// notebookMagic is the language that a cell's first line asks for.
func notebookMagic(line, language string) string {
	switch name := firstPart(strings.TrimPrefix(line, "%%"), " "); name {
	case "bash", "sh", "html", "javascript", "latex", "markdown", "perl", "ruby", "sql", "R", "svg":
		return name
	}
	return language
}

// attachment finds where a text in Markdown shows what is attached to its cell.
var attachment = pattern.Lazy(`\(attachment:([^\s()]+)\)`)

// markdownCell is text in Markdown; what is attached to it lies in the notebook.
func (a *Article) markdownCell(i int, c notebookCell, text string) string {
	text = strings.Trim(text, "\n")
	if len(c.Attachments) == 0 {
		return text
	}
	return attachment().ReplaceAllStringFunc(text, func(s string) string {
		name := attachment().FindStringSubmatch(s)[1]
		return "(" + a.inner(fmt.Sprintf("%d-%s", i+1, name)) + ")"
	})
}

// inner is the address of a part of the article's own file, from its folder.
func (a *Article) inner(part string) string {
	return (&url.URL{Path: "./" + path.Base(a.Name) + "/" + part}).EscapedPath()[len("./"):]
}

// notebookPictures are the kinds of pictures that are shown, by MIME type.
var notebookPictures = []struct{ kind, ext string }{{"image/png", ".png"}, {"image/jpeg", ".jpg"}, {"image/gif", ".gif"}, {"image/webp", ".webp"}, {"image/svg+xml", ".svg"}}

// output is what code put out: a picture, a table, text, an error.
func (a *Article) output(i, j int, o notebookOutput) string {
	switch o.Kind {
	case "stream":
		return fencedCode(Clean(unstyled(string(o.Text))), "")
	case "error", "pyerr":
		trace := unstyled(strings.Join(o.Traceback, "\n"))
		return fencedCode(Clean(firstOf(trace, o.Name+": "+o.Value)), "")
	}
	for _, p := range notebookPictures {
		if o.Data[p.kind] != nil || p.kind == "image/png" && o.PNG != "" || p.kind == "image/jpeg" && o.JPEG != "" {
			return "![Output](" + a.inner(strconv.Itoa(i+1)+"-"+strconv.Itoa(j+1)+p.ext) + ")"
		}
	}
	switch {
	case o.Data.text("text/markdown") != "":
		return strings.Trim(Clean(o.Data.text("text/markdown")), "\n")
	case o.Data.text("text/latex") != "":
		return strings.Trim(Clean(o.Data.text("text/latex")), "\n")
	case strings.Contains(o.Data.text("text/html")+string(o.HTML), "<table"):
		return strings.Trim(a.pageOf(o.Data.text("text/html")+string(o.HTML)), "\n")
	}
	return fencedCode(Clean(unstyled(firstOf(o.Data.text("text/plain"), string(o.Text)))), "")
}

// pageOf is a piece of HTML as Markdown.
func (a *Article) pageOf(text string) string {
	b := &Article{Name: a.Name}
	return b.pageMarkdown(branch(atom.Body, pieceOfPage(Clean(text))...))
}

// styles are the sequences that colour a terminal's text.
var styles = pattern.Lazy(`\x1b\[[\d;:]*[A-Za-z]`)

func unstyled(s string) string { return styles().ReplaceAllString(s, "") }

// fencedCode is code as a fenced block of Markdown.
func fencedCode(code, language string) string {
	code = strings.Trim(strings.TrimRight(code, " \n"), "\n")
	if code == "" {
		return ""
	}
	longest, run := 0, 0
	for _, r := range code {
		if r != '`' {
			run = 0
			continue
		}
		run++
		longest = max(longest, run)
	}
	marks := strings.Repeat("`", max(3, longest+1))
	return marks + noteLabel(CleanLine(language)) + "\n" + code + "\n" + marks
}

// notebookPart is a picture in a notebook: of a cell and what it put out, "3-1.png",
// or attached to it, "3-name.png".
func notebookPart(data []byte, name string) ([]byte, error) {
	n, err := parseNotebook(data)
	if err != nil {
		return nil, err
	}
	cell, rest, _ := strings.Cut(name, "-")
	i, err := strconv.Atoi(cell)
	if err != nil || i < 1 || i > len(n.Cells) {
		return nil, errNoPart
	}
	c := n.Cells[i-1]
	if b, ok := c.Attachments[rest]; ok {
		return b.picture()
	}
	j, err := strconv.Atoi(strings.TrimSuffix(rest, path.Ext(rest)))
	if err != nil || j < 1 || j > len(c.Outputs) {
		return nil, errNoPart
	}
	o := c.Outputs[j-1]
	if old := firstOf(string(o.PNG), string(o.JPEG)); old != "" {
		return decodeBase64(old)
	}
	return o.Data.picture()
}

// picture is the bytes of the best form that is a picture.
func (b notebookBundle) picture() ([]byte, error) {
	for _, p := range notebookPictures {
		text := b.text(p.kind)
		switch {
		case text == "":
		case p.ext == ".svg":
			return []byte(text), nil
		default:
			return decodeBase64(text)
		}
	}
	return nil, errNoPart
}

func decodeBase64(s string) ([]byte, error) {
	return base64.StdEncoding.DecodeString(strings.Join(strings.Fields(s), ""))
}
