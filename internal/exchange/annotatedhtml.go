package exchange

import (
	"fmt"
	"html"
	"net/url"
	"regexp"
	"strconv"
	"strings"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/renderer"
	"github.com/yuin/goldmark/util"

	"manicule/internal/article"
	"manicule/internal/markdown"
	"manicule/internal/note"
	"manicule/internal/pattern"
)

// annotatedStyle is the look of the page, on a screen and on paper.
const annotatedStyle = `
body{font:18px/1.55 Georgia,serif;max-width:38em;margin:2em auto;padding:0 1em;color:#222;background:#fff}
h1,h2,h3,h4,h5,h6{line-height:1.2}
header p{color:#666;font-size:.85em}
mark{background:#fff2a8;color:inherit}
sup.note a{text-decoration:none;font-size:.75em}
pre{white-space:pre-wrap;background:#f5f5f2;padding:.6em}
code{font-size:.9em}
blockquote{margin-left:0;padding-left:1em;border-left:3px solid #ccc}
table{border-collapse:collapse}td,th{border:1px solid #ccc;padding:.2em .5em}
.picture{color:#666;font-style:italic}
section.notes{border-top:1px solid #ccc;margin-top:3em;font-size:.9em}
section.notes .kind{color:#666}
@media print{body{font-size:11pt;max-width:none;margin:0}mark{background:none;border-bottom:1.5px solid #000;-webkit-print-color-adjust:exact}a{color:inherit;text-decoration:none}pre,blockquote,table,li{break-inside:avoid}h1,h2,h3{break-after:avoid}}
@media (prefers-color-scheme:dark){@media screen{body{color:#ddd;background:#1c1c1c}mark{background:#5a4f00}pre{background:#262626}a{color:#8ab4f8}}}
`

// AnnotatedHTML is an article with its notes as one page that needs nothing
// else: no scripts, no pictures, no fonts. Whatever the article and the notes
// say is text in it.
func AnnotatedHTML(m note.ArticleNotes) string {
	signs := freeSigns(m.Text)
	text, notes, _ := marked(m, marking{
		open: signs[0], close: signs[1], code: true, ref: func(n int) string { return signs[2] + strconv.Itoa(n) + signs[2] },
	})
	body := signs.marks(renderHTML(text))
	var b strings.Builder
	fmt.Fprintf(&b, "<!DOCTYPE html>\n<html>\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width,initial-scale=1\">\n<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n<title>%s</title>\n<style>%s</style>\n</head>\n<body>\n<header>\n", escaped(m.Title), annotatedStyle)
	if !strings.Contains(firstLines(m.Text), m.Title) {
		fmt.Fprintf(&b, "<h1>%s</h1>\n", escaped(m.Title))
	}
	var about []string
	for _, s := range []string{m.Author, m.Site, article.FormatDate(m.Published)} {
		if s != "" {
			about = append(about, escaped(s))
		}
	}
	if hasWebScheme(m.Source) {
		about = append(about, `<a href="`+escaped(m.Source)+`">`+escaped(m.Source)+"</a>")
	}
	fmt.Fprintf(&b, "<p>%s</p>\n</header>\n<main>\n%s</main>\n", strings.Join(about, " · "), body)
	writeHTMLNotes(&b, notes)
	b.WriteString("</body>\n</html>\n")
	return b.String()
}

func escaped(s string) string { return html.EscapeString(article.CleanLine(s)) }

func writeHTMLNotes(b *strings.Builder, notes []note.ResolvedNote) {
	if len(notes) == 0 {
		return
	}
	b.WriteString("<section class=\"notes\">\n<h2>Notes</h2>\n<ol>\n")
	for i, n := range notes {
		fmt.Fprintf(b, "<li id=\"note-%d\">", i+1)
		if n.Anchor.Quote != "" {
			fmt.Fprintf(b, "<blockquote>%s</blockquote>\n", strings.ReplaceAll(html.EscapeString(article.Clean(n.Anchor.Quote)), "\n", "<br>"))
		}
		fmt.Fprintf(b, "<span class=\"kind\">%s</span>", escaped(n.Kind))
		if n.Lost() {
			b.WriteString(" <span class=\"kind\">(the passage is not in the text any more)</span>")
		}
		if n.Body != "" {
			b.WriteString("\n" + renderHTML(article.Clean(n.Body)))
		}
		if tags := ownTags(n.Note); len(tags) > 0 {
			fmt.Fprintf(b, "<p>#%s</p>", escaped(strings.Join(tags, " #")))
		}
		if stands(n) {
			fmt.Fprintf(b, " <a href=\"#ref-%d\">↩</a>", i+1)
		}
		b.WriteString("</li>\n")
	}
	b.WriteString("</ol>\n</section>\n")
}

// signSet are characters that a text doesn't have, which stand for marks in it
// until it is a page: those that open, close, and enclose a note's number.
type signSet [3]string

// freeSigns finds three characters for private use that are not in the text.
func freeSigns(text string) (signs signSet) {
	n := 0
	for r := rune(0xE000); r <= 0xF8FF && n < len(signs); r++ {
		if !strings.ContainsRune(text, r) {
			signs[n] = string(r)
			n++
		}
	}
	return signs
}

// blockTag finds the tags of what no mark goes out of.
const blockTag = `</?(?:p|td|th|tr|table|thead|tbody|li|ul|ol|h[1-6]|pre|blockquote|div|dd|dt|dl|aside)\b`

// marks puts the tags of marks into a page in the place of the signs. A mark of
// which a part is not shown, such as a cell too many, ends where its block does.
func (s signSet) marks(page string) string {
	page = strings.NewReplacer(url.PathEscape(s[0]), "", url.PathEscape(s[1]), "").Replace(page)
	open := false
	page = regexp.MustCompile(s[0]+"|"+s[1]+"|"+blockTag).ReplaceAllStringFunc(page, func(found string) string {
		was := open
		switch open = found == s[0]; {
		case found == s[0] && !was:
			return "<mark>"
		case found == s[1] && was:
			return "</mark>"
		case found == s[0] || found == s[1]:
			return ""
		case was:
			return "</mark>" + found
		}
		return found
	})
	return regexp.MustCompile(s[2]+`(\d+)`+s[2]).ReplaceAllString(page, `<sup class="note" id="ref-$1"><a href="#note-$1">$1</a></sup>`)
}

// renderHTML makes HTML of a text of Markdown, part by part, so that what would
// take the parser too long is shown as it is.
func renderHTML(text string) string {
	source := markdown.NewSource(text)
	r := goldmark.New(
		goldmark.WithExtensions(extension.Table, extension.Strikethrough, extension.TaskList, extension.DefinitionList),
		goldmark.WithRendererOptions(renderer.WithNodeRenderers(util.Prioritized(plainRenderer{}, 1))),
	).Renderer()
	var b strings.Builder
	for i := 0; ; i++ {
		part, ok := source.Part(i)
		if !ok {
			return b.String()
		}
		if part.Plain {
			b.WriteString("<pre>" + html.EscapeString(text[part.Span.Start:part.Span.End]) + "</pre>\n")
			continue
		}
		tree, src := source.Tree(part)
		if err := r.Render(&b, src, tree); err != nil { // a renderer of nodes, none of which fails
			b.WriteString("<pre>" + html.EscapeString(string(src)) + "</pre>\n")
		}
	}
}

// plainRenderer renders what goldmark renders by default in a way that would
// let others in, and the nodes of our dialect.
type plainRenderer struct{}

// RegisterFuncs implements renderer.NodeRenderer.
func (plainRenderer) RegisterFuncs(r renderer.NodeRendererFuncRegisterer) {
	r.Register(ast.KindImage, renderPicture)
	r.Register(ast.KindRawHTML, renderTag)
	r.Register(ast.KindHTMLBlock, renderHTMLBlock)
	r.Register(markdown.KindFootnoteRef, renderFootnoteRef)
	r.Register(markdown.KindFootnote, renderFootnote)
	r.Register(markdown.KindBox, renderWithin("<blockquote>\n", "</blockquote>\n"))
	r.Register(markdown.KindBoxTitle, renderWithin("<p><strong>", "</strong></p>\n"))
}

func renderWithin(open, close string) renderer.NodeRendererFunc {
	return func(w util.BufWriter, _ []byte, _ ast.Node, entering bool) (ast.WalkStatus, error) {
		if entering {
			_, _ = w.WriteString(open) // it keeps its error
		} else {
			_, _ = w.WriteString(close)
		}
		return ast.WalkContinue, nil
	}
}

// renderPicture shows a picture's words: the page brings none along.
func renderPicture(w util.BufWriter, src []byte, n ast.Node, entering bool) (ast.WalkStatus, error) {
	return renderWithin(`<span class="picture">[`, "]</span>")(w, src, n, entering)
}

// harmless are tags that only say how words look.
var harmless = pattern.Lazy(`(?i)^</?(?:sup|sub|kbd|q|br|b|i|em|strong|u|s|small)\s*/?>$`)

func renderTag(w util.BufWriter, src []byte, node ast.Node, entering bool) (ast.WalkStatus, error) {
	n, ok := node.(*ast.RawHTML)
	if !entering || !ok {
		return ast.WalkContinue, nil
	}
	var tag strings.Builder
	for i := range n.Segments.Len() {
		s := n.Segments.At(i)
		tag.Write(s.Value(src))
	}
	if harmless().MatchString(tag.String()) {
		_, _ = w.WriteString(tag.String())
	}
	return ast.WalkContinue, nil
}

// tagIn finds tags and comments.
var tagIn = pattern.Lazy(`(?s)<!--.*?-->|<[/a-zA-Z!?][^<>]*>`)

// renderHTMLBlock shows the words in a block of HTML.
func renderHTMLBlock(w util.BufWriter, src []byte, node ast.Node, entering bool) (ast.WalkStatus, error) {
	n, ok := node.(*ast.HTMLBlock)
	if !entering || !ok {
		return ast.WalkContinue, nil
	}
	var text strings.Builder
	for i := range n.Lines().Len() {
		s := n.Lines().At(i)
		text.Write(s.Value(src))
	}
	if n.HasClosure() {
		text.Write(n.ClosureLine.Value(src))
	}
	if words := strings.TrimSpace(tagIn().ReplaceAllString(text.String(), " ")); words != "" {
		_, _ = w.WriteString("<p>" + html.EscapeString(html.UnescapeString(words)) + "</p>\n")
	}
	return ast.WalkContinue, nil
}

func renderFootnoteRef(w util.BufWriter, src []byte, node ast.Node, entering bool) (ast.WalkStatus, error) {
	if n, ok := node.(*markdown.FootnoteRef); ok && entering {
		_, _ = fmt.Fprintf(w, "<sup>[%s]</sup>", html.EscapeString(string(n.Label.Value(src))))
	}
	return ast.WalkContinue, nil
}

func renderFootnote(w util.BufWriter, src []byte, node ast.Node, entering bool) (ast.WalkStatus, error) {
	n, ok := node.(*markdown.Footnote)
	switch {
	case ok && entering:
		_, _ = fmt.Fprintf(w, "<aside>[%s] ", html.EscapeString(string(n.Label.Value(src))))
	case ok:
		_, _ = w.WriteString("</aside>\n")
	}
	return ast.WalkContinue, nil
}
