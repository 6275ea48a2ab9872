package article

import (
	"bytes"
	"fmt"
	"mime"
	"net/url"
	"path"
	"slices"
	"strconv"
	"strings"

	"github.com/jhillyerd/enmime/v2"
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"manicule/internal/markdown"
	"manicule/internal/pattern"
)

// maxMultiparts is how many parts of parts a message has at most: each costs the
// parser a look at all within it.
const maxMultiparts = 64

// A message is a mail or a page saved with what belongs to it, in parts.
type message struct {
	root  *enmime.Part
	parts []*enmime.Part // those that hold no others, in order
}

var mailParser = enmime.NewParser(enmime.SkipMalformedParts(true), enmime.MultipartWOBoundaryAsSinglePart(true),
	enmime.MaxStoredPartErrors(10), enmime.DisableTextConversion(true), enmime.SetReadPartErrorPolicy(enmime.AllowCorruptTextPartErrorPolicy))

func parseMessage(data []byte) (*message, error) {
	if n := bytes.Count(bytes.ToLower(data), []byte("multipart/")); n > maxMultiparts {
		return nil, fmt.Errorf("it has more than %d parts that hold others", maxMultiparts)
	}
	root, err := mailParser.ReadParts(bytes.NewReader(data))
	if err != nil {
		return nil, err
	}
	m := &message{root: root}
	m.collect(root)
	return m, nil
}

func (m *message) collect(p *enmime.Part) {
	for ; p != nil; p = p.NextSibling {
		if p.FirstChild != nil {
			m.collect(p.FirstChild)
		} else {
			m.parts = append(m.parts, p)
		}
	}
}

// first is the first part of a type that is no attachment, or nil.
func (m *message) first(kind string) *enmime.Part {
	for _, p := range m.parts {
		if strings.EqualFold(p.ContentType, kind) && p.Disposition != "attachment" {
			return p
		}
	}
	return nil
}

// name is what a part is called within its file.
func (m *message) name(i int) string {
	p := m.parts[i]
	ext := strings.ToLower(path.Ext(p.FileName))
	if !looksLikeFile(ext) || ext == "" {
		_, kind, _ := strings.Cut(firstPart(p.ContentType, "+"), "/")
		ext = "." + strings.Map(func(r rune) rune {
			if r >= 'a' && r <= 'z' || r >= '0' && r <= '9' {
				return r
			}
			return -1
		}, strings.ToLower(kind))
	}
	return strconv.Itoa(i+1) + ext
}

// messagePart is the part of that name.
func messagePart(data []byte, name string) ([]byte, error) {
	m, err := parseMessage(data)
	if err != nil {
		return nil, err
	}
	n, err := strconv.Atoi(firstPart(name, "."))
	if err != nil || n < 1 || n > len(m.parts) || m.name(n-1) != name {
		return nil, errNoPart
	}
	return m.parts[n-1].Content, nil
}

// partAddresses are the parts by what a page calls them: their ids and locations.
func (a *Article) partAddresses(m *message) map[string]string {
	all := map[string]string{}
	for i, p := range m.parts {
		to := a.inner(m.name(i))
		if id := strings.Trim(p.ContentID, "<>"); id != "" {
			all["cid:"+id] = to
			if plain, err := url.PathUnescape(id); err == nil {
				all["cid:"+plain] = to
			}
		}
		if at := strings.TrimSpace(p.Header.Get("Content-Location")); at != "" {
			all[at] = to
		}
	}
	return all
}

// showParts has pictures that lie in the file lead there.
func showParts(doc *html.Node, parts map[string]string, base string) {
	from, err := url.Parse(base)
	for _, n := range findAll(doc, atom.Img) {
		src := strings.TrimSpace(attr(n, "src"))
		to := parts[src]
		if ref, bad := url.Parse(src); to == "" && err == nil && bad == nil {
			to = parts[from.ResolveReference(ref).String()]
		}
		if to != "" {
			setAttr(n, "src", to)
			removeAttr(n, "srcset")
		}
	}
}

// readMail reads a mail: who, when and what of its head, and the part that is
// made to be read, as a page if there is one.
func (a *Article) readMail(data []byte) {
	m, err := parseMessage(data)
	if err != nil {
		a.undecoded(data, "no mail that can be read", err)
		return
	}
	a.readMeta(mailFields(m.root))
	if page := m.first("text/html"); page != nil {
		a.mailPage(m, string(page.Content))
	} else if text := m.first("text/plain"); text != nil {
		a.Text = mailText(a.unsigned(textLines(Clean(unflowed(text)))), 0)
	} else if len(m.parts) == 0 || m.root.ContentType == "" {
		a.Text = mailText(a.unsigned(textLines(Clean(unflowed(m.root)))), 0)
	}
	a.nameAttached(m)
	a.Meta.fallBack(a.Name, fields{})
	a.Text = Clean(a.Text)
	_, a.TitleSpan = a.findTitle()
}

// unflowed is the text of a part, with the lines joined that were broken only to
// be sent: those that end in a space (RFC 3676).
func unflowed(p *enmime.Part) string {
	text := strings.ReplaceAll(string(p.Content), "\r\n", "\n")
	_, params, err := mime.ParseMediaType(p.Header.Get("Content-Type"))
	if err != nil || !strings.EqualFold(params["format"], "flowed") {
		return text
	}
	var b strings.Builder
	joins, depth := false, 0
	for line := range strings.Lines(text) {
		line = strings.TrimSuffix(line, "\n")
		words := strings.TrimLeft(line, ">")
		quotes := len(line) - len(words)
		words = strings.TrimPrefix(words, " ")
		if joins && quotes == depth {
			line = words
		} else if b.Len() > 0 {
			b.WriteByte('\n')
		}
		if quotes == 0 {
			line = words
		}
		joins, depth = strings.HasSuffix(words, " ") && words != "-- ", quotes
		if joins && strings.EqualFold(params["delsp"], "yes") {
			line = strings.TrimSuffix(line, " ")
		}
		b.WriteString(line)
	}
	return b.String()
}

// undecoded shows a file in parts as text, and says why.
func (a *Article) undecoded(data []byte, what string, why error) {
	a.warn(CleanLine(fmt.Sprintf("%s (%v): shown as text", what, why)))
	text, note, err := decode(data, false)
	if err != nil {
		text, note = "", err.Error()
	}
	a.warn(CleanLine(note))
	a.readPlain(Clean(text))
}

// mailFields are what a mail's head says.
func mailFields(p *enmime.Part) fields {
	f := fields{}
	head := func(key string) string { return decodedWords(strings.TrimSpace(p.Header.Get(key))) }
	f.set("id", strings.Trim(head("Message-Id"), "<>"))
	f.set("title", head("Subject"))
	f.set("author", mailNames(head("From")))
	f.set("date", head("Date"))
	f.set("source", strings.Trim(head("Archived-At"), "<>"))
	if name, _, ok := strings.Cut(head("List-Id"), "<"); ok {
		f.set("site", strings.Trim(name, `" `))
	}
	return f
}

// mailNames are the names in a list of mail addresses, or the addresses of those
// without.
func mailNames(s string) (names []any) {
	for _, one := range splitQuoted(s) {
		name, address, ok := strings.Cut(one, "<")
		if name = strings.Trim(strings.TrimSpace(name), `"'`); ok && name == "" {
			name = strings.TrimRight(address, "> ")
		}
		if name != "" && len(names) < 20 {
			names = append(names, strings.ReplaceAll(name, `\"`, `"`))
		}
	}
	return names
}

// mailPage makes Markdown of a mail that is a page: all of it, for nothing
// stands around a mail's text but what its sender's program put there.
func (a *Article) mailPage(m *message, page string) {
	doc, err := html.Parse(strings.NewReader(Clean(page)))
	if err != nil {
		a.warn("a page nested too deeply: shown as plain text")
		a.Text = plainMarkdown(plainBlocks(tagless(page)))
		return
	}
	removeAll(doc, isTracker)
	showParts(doc, a.partAddresses(m), "")
	prepare(doc, resolver{})
	body := find(doc, atom.Body)
	if body == nil {
		return
	}
	a.leaveMachinery(body)
	for _, t := range findAll(body, atom.Table) {
		if isMailLayout(t) {
			setAttr(t, "role", "presentation")
		}
	}
	for _, n := range allOf(body, func(n *html.Node) bool { return hasClass(n, "gmail_signature") }) {
		a.leaveOut(n)
		n.Parent.RemoveChild(n)
	}
	a.Text = a.pageMarkdown(body)
}

// isTracker reports whether an element is a picture that only tells a server
// that the mail was opened.
func isTracker(n *html.Node) bool {
	if n.DataAtom != atom.Img {
		return false
	}
	tiny := func(s string) bool { s = strings.TrimSuffix(s, "px"); return s == "0" || s == "1" }
	return tiny(attr(n, "width")) || tiny(attr(n, "height")) || tinyStyle().MatchString(attr(n, "style"))
}

var tinyStyle = pattern.Lazy(`(?i)(?:^|;)\s*(?:max-)?(?:width|height)\s*:\s*[01](?:px)?\s*(?:;|$|!)`)

// machinery finds the words of links that are about the mail and not in it.
var machinery = pattern.Lazy(`(?i)unsubscribe|view (?:this )?(?:e-?mail |post |it )?(?:in (?:your |a )?browser|online|on the web)|read (?:online|in (?:the )?app)|open in app|manage (?:your )?(?:e-?mail )?(?:preferences|subscription)|update (?:your )?(?:profile|preferences)|abmelden|se désabonner|im browser (?:ansehen|öffnen)|forwarded this (?:e-?mail|message)\?|отписаться|退订|配信停止`)

// button finds the words of links that do something about the mail, and are all
// that their block says.
var button = pattern.Lazy(`(?i)^(?:like|comment|share|restack|tweet|forward|subscribe(?: now)?|upgrade to paid|share this post|leave a comment|get the app)$`)

// leaveMachinery takes out of a mail the short blocks with such links.
func (a *Article) leaveMachinery(body *html.Node) {
	const longest = 400
	for _, link := range findAll(body, atom.A) {
		words := CleanLine(shortTextOf(link, 200))
		if link.Parent == nil || !machinery().MatchString(words) && !button().MatchString(words) {
			continue
		}
		block := link
		for p := link.Parent; p != nil && p != body && len(strings.TrimSpace(shortTextOf(p, longest+1))) <= longest; p = p.Parent {
			if isHeading(p.DataAtom) || len(findAll(p, atom.H1, atom.H2, atom.H3, atom.P)) > 2 {
				break
			}
			block = p
		}
		if block.Parent == nil || block.DataAtom == atom.Body {
			continue
		}
		a.leaveOut(block)
		block.Parent.RemoveChild(block)
	}
}

// shortTextOf is the text below n, or about its first most bytes.
func shortTextOf(n *html.Node, most int) string {
	var b strings.Builder
	walk(n, func(n *html.Node) bool {
		if n.Type == html.TextNode {
			b.WriteString(strings.TrimSpace(n.Data) + " ")
		}
		return b.Len() > most
	})
	return b.String()
}

// isMailLayout reports whether a mail's table only places things: nearly all do.
// Those that tell something have a head, or more rows and columns than one, of
// short texts.
func isMailLayout(t *html.Node) bool {
	rows, wide := rowsOf(t), 0
	for _, row := range rows {
		cells := cellsOf(row)
		if len(cells) > 1 {
			wide++
		}
		for _, cell := range cells {
			switch {
			case find(cell, atom.Table) != nil, find(cell, atom.Img) != nil, len(findAll(cell, atom.P, atom.H1, atom.H2, atom.H3, atom.Ul, atom.Hr)) > 1:
				return true
			case cell.DataAtom == atom.Th && len(rows) > 1:
				return false
			}
		}
	}
	return wide < 2
}

// unsigned takes the signature off a mail's end: what follows a line "-- ".
func (a *Article) unsigned(lines []string) []string {
	const longest = 12
	for i := max(0, len(lines)-longest); i < len(lines); i++ {
		if lines[i] == "--" {
			a.remove(strings.Join(lines[i+1:], "\n"), "signature")
			return lines[:i]
		}
	}
	return lines
}

// mailText makes Markdown of a mail in plain text: what it quotes is a
// quotation.
func mailText(lines []string, depth int) string {
	const deepest = 8
	var parts []string
	for i := 0; i < len(lines); {
		end := i
		quoted := strings.HasPrefix(lines[i], ">")
		for end < len(lines) && strings.HasPrefix(lines[end], ">") == quoted {
			end++
		}
		block := lines[i:end]
		i = end
		if quoted && depth < deepest {
			inner := make([]string, len(block))
			for j, l := range block {
				inner[j] = strings.TrimPrefix(l[1:], " ")
			}
			text := strings.TrimRight(mailText(inner, depth+1), "\n")
			parts = append(parts, "> "+strings.ReplaceAll(text, "\n", "\n> "))
			continue
		}
		blocks := plainBlocks(strings.Join(block, "\n"))
		joinHyphens(blocks)
		if text := strings.Trim(plainMarkdown(blocks), "\n"); text != "" {
			parts = append(parts, text)
		}
	}
	if len(parts) == 0 {
		return ""
	}
	return strings.Join(parts, "\n\n") + "\n"
}

// nameAttached says below a mail what is attached to it and not shown.
func (a *Article) nameAttached(m *message) {
	var names []string
	for _, p := range m.parts {
		if p.FileName != "" && p.Disposition == "attachment" && !strings.Contains(p.ContentType, "signature") && len(names) < 50 {
			names = append(names, markdown.EscapeLine(CleanLine(p.FileName)))
		}
	}
	if len(names) > 0 {
		a.Text = strings.TrimRight(a.Text, "\n") + "\n\n*Attached:* " + strings.Join(slices.Compact(names), ", ") + "\n"
	}
}

// readWebArchive reads a page that was saved with all that belongs to it (RFC
// 2557): the page as any other, its pictures from the file.
func (a *Article) readWebArchive(data []byte) {
	m, err := parseMessage(data)
	if err != nil {
		a.undecoded(data, "no saved page that can be read", err)
		return
	}
	page := m.first("text/html")
	if page == nil {
		page = m.first("application/xhtml+xml")
	}
	if page == nil {
		a.readMail(data)
		return
	}
	from := firstOf(strings.TrimSpace(m.root.Header.Get("Snapshot-Content-Location")), strings.TrimSpace(page.Header.Get("Content-Location")))
	if !strings.HasPrefix(from, "http") {
		from = ""
	}
	front := fields{}
	if from != "" {
		front.set("source", from)
	}
	a.readSaved(Clean(string(page.Content)), front, func(doc *html.Node) { showParts(doc, a.partAddresses(m), from) })
}
