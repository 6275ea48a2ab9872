package article

import (
	"maps"
	"slices"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"manicule/internal/markdown"
	"manicule/internal/pattern"
)

// adoc reads AsciiDoc (docs.asciidoctor.org/asciidoc/latest). Files are not
// included and nothing is looked up: what tells a program something is left out.
type adoc struct {
	a       *Article
	inliner inliner
	attrs   map[string]string // attributes of the document
	titles  map[string]string // of sections and blocks, by id
	notes   []*html.Node      // footnotes, which stand within the text
	named   map[string]string // their labels by id
	values  fields
}

// adocMeta is what stands in lines above a block.
type adocMeta struct {
	style string            // [style,…]
	rest  []string          // what follows it
	named map[string]string // [key=value]
	id    string
	roles string
	title string
}

func (a *Article) readAsciiDoc(text string) {
	p := &adoc{a: a, attrs: map[string]string{}, titles: map[string]string{}, named: map[string]string{}, values: fields{}}
	p.inliner.rules = p.rules()
	lines := p.header(slices.DeleteFunc(textLines(text), isAdocCondition))
	p.collect(lines)
	body := branch(atom.Body, p.blocks(lines, 0)...)
	add(body, p.notes...)
	a.writeTree(body, p.values)
}

var (
	adocAttr     = pattern.Lazy(`^:(!?[\w][\w-]*!?):(?: +(.*))?$`)
	adocAuthor   = pattern.Lazy(`^(\pL[^<>\n:;]*?)(?: +<([^<>\s]+)>)?(?:; .*)?$`)
	adocRevision = pattern.Lazy(`^(?:v?[\d.]+[\w.-]*, *)?([^:,]*\d{4}[^:]*)(?::.*)?$`)
	adocSection  = pattern.Lazy(`^(={1,6}|#{1,6}) +(\S.*?)(?: +(?:=+|#+))?$`)
	adocBlockID  = pattern.Lazy(`^\[\[([^\[\],]+)(?:, *([^\[\]]+))?\]\]$`)
	adocList     = pattern.Lazy(`^ *(\*{1,6}|-|\.{1,6}|\d+\.|[a-zA-Z]\.|<(?:\d+|\.)>) +(\S.*)$`)
	adocTerm     = pattern.Lazy(`^ *(\S.*?)(:{2,4}|;;)(?: +(.*))?$`)
	adocMacro    = pattern.Lazy(`^(image|video|audio|include|toc|stem|latexmath)::([^\[\]]*)\[(.*)\]$`)
	adocKind     = pattern.Lazy(`^(NOTE|TIP|IMPORTANT|WARNING|CAUTION): +(\S.*)$`)
	adocInlineID = pattern.Lazy(`\[\[([^\[\],]+)(?:,[^\[\]]*)?\]\]`)
)

// isAdocCondition reports whether a line says when the lines around it count:
// here all do.
func isAdocCondition(l string) bool {
	return strings.HasSuffix(l, "]") && (strings.HasPrefix(l, "ifdef::") || strings.HasPrefix(l, "ifndef::") || strings.HasPrefix(l, "ifeval::") || strings.HasPrefix(l, "endif::"))
}

// header takes the title, the author and the attributes at the start.
func (p *adoc) header(lines []string) []string {
	i := 0
	for i < len(lines) && (isBlankLine(lines[i]) || isAdocComment(lines[i])) {
		i++
	}
	start := i
	i = p.attributes(lines, i)
	m := []string(nil)
	if i < len(lines) {
		m = adocSection().FindStringSubmatch(lines[i])
	}
	if m == nil || len(m[1]) != 1 {
		p.takeHead(lines[start:i])
		return lines[i:]
	}
	title := m[2]
	i++
	if i < len(lines) && p.authors(lines[i]) {
		i++
		if i < len(lines) {
			if m := adocRevision().FindStringSubmatch(lines[i]); m != nil && !strings.HasPrefix(lines[i], ":") {
				p.values.set("date", strings.TrimSpace(m[1]))
				i++
			}
		}
	}
	i = p.attributes(lines, i)
	p.values.set("title", CleanLine(textOf(branch(atom.Span, p.inliner.parse(title)...))))
	p.takeHead(lines[start:i])
	return lines[i:]
}

func (p *adoc) takeHead(lines []string) {
	for _, key := range slices.Sorted(maps.Keys(p.attrs)) {
		switch {
		case key == "revdate":
			p.values.set("date", p.attrs[key])
		case isKnownKey(key):
			p.values.set(key, p.attrs[key])
		}
	}
	p.a.remove(strings.Join(lines, "\n"), "head of the document")
}

// authors reads the line below the title, if it is one of authors.
func (p *adoc) authors(l string) bool {
	m := adocAuthor().FindStringSubmatch(l)
	if m == nil || l == "" || len(strings.Fields(m[1])) > 5 && m[2] == "" {
		return false
	}
	var all []any
	for _, one := range strings.Split(l, ";") {
		if name := strings.TrimSpace(firstPart(one, "<")); name != "" {
			all = append(all, strings.ReplaceAll(name, "_", " "))
		}
	}
	p.values.set("author", all)
	return true
}

// attributes takes in the lines from i on that set attributes.
func (p *adoc) attributes(lines []string, i int) int {
	for ; i < len(lines); i++ {
		m := adocAttr().FindStringSubmatch(lines[i])
		if m == nil && !isAdocComment(lines[i]) {
			break
		}
		if m == nil {
			continue
		}
		value := m[2]
		for strings.HasSuffix(value, ` \`) && i+1 < len(lines) {
			i++
			value = strings.TrimSuffix(value, `\`) + strings.TrimSpace(lines[i])
		}
		p.attrs[strings.ToLower(m[1])] = value
	}
	return i
}

func isAdocComment(l string) bool {
	return strings.HasPrefix(l, "//") && !strings.HasPrefix(l, "///") || adocFence(l) == "////"
}

// collect takes in the titles of sections, by the ids that lead to them.
func (p *adoc) collect(lines []string) {
	id := ""
	for _, l := range lines {
		if m := adocBlockID().FindStringSubmatch(l); m != nil {
			id = m[1]
			p.titles[id] = m[2]
		} else if strings.HasPrefix(l, "[#") && strings.HasSuffix(l, "]") {
			id = strings.FieldsFunc(l[2:len(l)-1]+" ", func(r rune) bool { return strings.ContainsRune(",.% ", r) })[0:1][0]
		} else if m := adocSection().FindStringSubmatch(l); m != nil {
			title := CleanLine(textOf(branch(atom.Span, p.inliner.parse(m[2])...)))
			if at := adocInlineID().FindStringSubmatch(m[2]); at != nil {
				p.titles[at[1]] = title
			}
			for _, key := range []string{id, p.autoID(title), strings.ToLower(title)} {
				if key != "" && p.titles[key] == "" {
					p.titles[key] = title
				}
			}
			id = ""
		} else if l != "" && !strings.HasPrefix(l, "[") && !strings.HasPrefix(l, ".") {
			id = ""
		}
	}
	p.notes, p.named = nil, map[string]string{}
}

// autoID is the id that Asciidoctor makes of a section's title.
func (p *adoc) autoID(title string) string {
	prefix, sep := "_", "_"
	if v, ok := p.attrs["idprefix"]; ok {
		prefix = v
	}
	if v, ok := p.attrs["idseparator"]; ok {
		sep = v
	}
	return prefix + strings.ReplaceAll(strings.ReplaceAll(markdown.Slug(title), "_", "-"), "-", sep)
}

func (p *adoc) blocks(lines []string, depth int) (out []*html.Node) {
	if depth > maxDepth {
		return []*html.Node{codeNode(lines, "")}
	}
	for i := 0; i < len(lines); {
		meta, next := p.meta(lines, i)
		if next >= len(lines) {
			break
		}
		nodes, end := p.block(lines, next, depth, meta)
		if len(nodes) > 0 && meta.title != "" {
			nodes = append([]*html.Node{branch(atom.P, branch(atom.Strong, p.inliner.parse(meta.title)...))}, nodes...)
		}
		if len(nodes) > 0 && meta.id != "" && !isHeading(nodes[0].DataAtom) {
			nodes = append([]*html.Node{identified(branch(atom.Span), meta.id)}, nodes...)
		}
		out = append(out, nodes...)
		i = max(end, next+1)
	}
	return out
}

// meta reads the lines that say something of the block below them.
func (p *adoc) meta(lines []string, i int) (m adocMeta, next int) {
	for ; i < len(lines); i++ {
		l := lines[i]
		switch {
		case isBlankLine(l):
			m = adocMeta{id: m.id}
		case adocBlockID().MatchString(l):
			m.id = adocBlockID().FindStringSubmatch(l)[1]
		case strings.HasPrefix(l, "[") && strings.HasSuffix(l, "]") && !strings.HasPrefix(l, "[["):
			m.attributes(l[1 : len(l)-1])
		case len(l) > 1 && l[0] == '.' && l[1] != '.' && l[1] != ' ':
			m.title = l[1:]
		case adocAttr().MatchString(l):
			i = p.attributes(lines, i) - 1
		case strings.HasPrefix(l, "//") && !strings.HasPrefix(l, "///"):
		default:
			return m, i
		}
	}
	return m, i
}

// attributes reads "style#id.role%option,second,key=value".
func (m *adocMeta) attributes(s string) {
	if m.named == nil {
		m.named = map[string]string{}
	}
	for i, part := range splitQuoted(s) {
		key, v, named := strings.Cut(part, "=")
		switch {
		case named && !strings.ContainsAny(key, " \"."):
			m.named[strings.TrimSpace(key)] = strings.Trim(strings.TrimSpace(v), `"'`)
		case i == 0:
			m.first(part)
		default:
			m.rest = append(m.rest, strings.Trim(strings.TrimSpace(part), `"'`))
		}
	}
	m.id = firstOf(m.named["id"], m.id)
	m.role(m.named["role"])
}

func (m *adocMeta) first(s string) {
	end := strings.IndexAny(s, "#.%")
	if end < 0 {
		end = len(s)
	}
	m.style = firstOf(strings.TrimSpace(s[:end]), m.style)
	for rest := s[end:]; rest != ""; {
		n := strings.IndexAny(rest[1:], "#.%") + 1
		if n == 0 {
			n = len(rest)
		}
		switch rest[0] {
		case '#':
			m.id = rest[1:n]
		default:
			m.role(rest[1:n])
		}
		rest = rest[n:]
	}
}

// role takes in what a block is said to be; more than a handful says nothing.
func (m *adocMeta) role(s string) {
	if s != "" && len(m.roles) < 200 {
		m.roles += " " + s
	}
}

// splitQuoted parts a list at its commas, but for those between quotation marks.
func splitQuoted(s string) (parts []string) {
	start, quoted := 0, false
	for i := range len(s) {
		switch {
		case s[i] == '"':
			quoted = !quoted
		case s[i] == ',' && !quoted:
			parts = append(parts, s[start:i])
			start = i + 1
		}
	}
	return append(parts, s[start:])
}

// adocFence is the line that a delimited block begins and ends with; "" for
// another line.
func adocFence(l string) string {
	if len(l) < 2 {
		return ""
	}
	switch c := l[0]; {
	case l == "--" || strings.HasPrefix(l, "```"):
		return firstPart(l, " ")
	case (l[0] == '|' || l[0] == '!' || l[0] == ',' || l[0] == ':') && len(l) >= 4 && strings.Trim(l[1:], "=") == "":
		return l
	case len(l) >= 4 && strings.IndexByte("-.=*_+/", c) >= 0 && strings.Trim(l, l[:1]) == "":
		return l
	}
	return ""
}

func (p *adoc) block(lines []string, i, depth int, m adocMeta) ([]*html.Node, int) {
	l := lines[i]
	if f := adocFence(l); f != "" {
		shut := f
		if strings.HasPrefix(f, "```") {
			shut = "```"
		}
		end := i + 1
		for end < len(lines) && lines[end] != shut {
			end++
		}
		return p.delimited(f, l, lines[i+1:end], depth, m), end + 1
	}
	if s := adocSection().FindStringSubmatch(l); s != nil {
		if m.id == "" && strings.HasSuffix(s[2], "]]") {
			if at := adocInlineID().FindStringSubmatch(s[2]); at != nil {
				m.id = at[1]
			}
		}
		title := p.inliner.parse(adocInlineID().ReplaceAllString(s[2], ""))
		return []*html.Node{identified(headingNode(len(s[1]), title...), firstOf(m.id, p.autoID(CleanLine(s[2]))))}, i + 1
	}
	switch {
	case l == "'''" || l == "---" || l == "***" || l == "* * *":
		return []*html.Node{branch(atom.Hr)}, i + 1
	case l == "<<<", l == "+":
		return nil, i + 1
	}
	if mac := adocMacro().FindStringSubmatch(l); mac != nil {
		return p.macro(mac, m), i + 1
	}
	if adocList().MatchString(l) {
		return p.list(lines, i, depth, m)
	}
	if t := adocTerm().FindStringSubmatch(l); t != nil && isTerm(t[1]) {
		return p.terms(lines, i, depth, m)
	}
	return p.paragraph(lines, i, depth, m)
}

// isTerm reports whether what stands before two colons is a term and no piece
// of code.
func isTerm(s string) bool { return !strings.HasSuffix(s, ":") && !strings.Contains(s, "::") }
