package markdown

import (
	"strings"
	"unicode/utf8"

	"manicule/internal/pattern"
	"manicule/internal/script"
)

var (
	attributeList = pattern.Lazy(`^\{:? *(?:[#.][\w:.-]+|[A-Za-z][\w-]*=(?:"[^"\n]*"|'[^'\n]*'|[^\s{}"']+)|-)(?: +(?:[#.][\w:.-]+|[A-Za-z][\w-]*=(?:"[^"\n]*"|'[^'\n]*'|[^\s{}"']+)))* *\}`)
	mystRole      = pattern.Lazy("^\\{([A-Za-z][\\w:-]*)\\}`([^`\n]+)`")
	shortcode     = pattern.Lazy(`^ *(/?) *([\w/.-]+)`)
	liquidTag     = pattern.Lazy(`^-? *(\w{2,}) *(.*?) *-?$`)
	liquidValue   = pattern.Lazy(`^-? *(?:(?:site|page|layout|include|post|paginator|jekyll|forloop)\.|"[^"]*" *\||'[^']*' *\|)`)
	quoted        = pattern.Lazy(`"([^"\n]*)"|'([^'\n]*)'`)
	labelled      = pattern.Lazy(`(?:^|\s)(?:label|title|name|summary|header|heading)=(?:"([^"\n]+)"|'([^'\n]+)')`)
	captioned     = pattern.Lazy(`\s(caption|title|alt)=["']`)
	componentName = pattern.Lazy(`^</?([A-Z][A-Za-z0-9.]*[a-z][A-Za-z0-9.]*)`)
	raised        = pattern.Lazy(`^\^([^\s^\[\]\\*_]{1,20})\^`)
	sizedAlt      = pattern.Lazy(`^!\[[^\[\]|\n]*(\|\d{1,5}(?:x\d{1,5})?)\]\(`)
	figures       = strings.Fields("figure img image picture")
)

// lineIDIn is where a line's name stands in it, that Obsidian links to; nil: it
// has none, as most lines that have no ^ at all.
func lineIDIn(line string) []int {
	if strings.IndexByte(line, '^') < 0 {
		return nil
	}
	return lineID().FindStringIndex(line)
}

// mayRewrite are the bytes that inline looks closer at.
var mayRewrite = func() (may [256]bool) {
	for _, c := range []byte("\\`<{=%^$!:+h") {
		may[c] = true
	}
	return may
}()

// inline rewrites what stands in the line up to end.
func (d *rewriting) inline(end int) {
	from := d.pos
	if n := lineIDIn(d.text[from:end]); n != nil && strings.TrimSpace(d.text[from:from+n[0]]) != "" {
		d.hide(from+n[0], end)
		end = from + n[0]
	}
	for d.pos < end {
		i := d.pos
		d.pos++
		if !mayRewrite[d.text[i]] {
			continue
		}
		switch c := d.text[i]; c {
		case '\\':
			d.skipEscape(i)
		case '`':
			d.skipCode(i)
		case '<':
			d.angle(i, end)
		case '{':
			d.brace(i, from, end)
		case '=', '%', '^':
			d.paired(c, i, from, end)
		case '$':
			d.skipFormula(i, end)
		case '!':
			d.altSize(i, end)
		case ':':
			d.emoji(i, from, end)
		case '+':
			d.keys(i, end)
		case 'h':
			d.skipAddress(i, end)
		}
	}
	if d.pos = min(d.pos, len(d.text)); d.pos == end { // signs behind it are hidden
		d.pos = lineStop(d.text, end)
	}
}

// skipCode moves over a code span.
func (d *rewriting) skipCode(i int) {
	n := signs(d.text, i)
	d.pos = i + n
	limit := min(len(d.text), i+reach)
	if b := strings.Index(d.text[d.pos:limit], "\n\n"); b >= 0 {
		limit = d.pos + b
	}
	for j := d.pos; j < limit; {
		k := strings.IndexByte(d.text[j:limit], '`')
		if k < 0 {
			return
		}
		j += k
		k = signs(d.text, j)
		j += k
		if k == n {
			d.pos = j
			return
		}
	}
}

// altSize hides the size that Obsidian writes behind an image's text.
func (d *rewriting) altSize(i, end int) {
	if m := sizedAlt().FindStringSubmatchIndex(d.text[i:min(end, i+reach)]); m != nil {
		d.hide(i+m[2], i+m[3])
		d.pos = i + 2
	}
}

// maxFormula is the longest formula that is looked for, in bytes.
const maxFormula = 10_000

// skipEscape moves over an escaped sign, or a formula that begins like one.
func (d *rewriting) skipEscape(i int) {
	d.pos++
	for _, pair := range [][2]string{{`\(`, `\)`}, {`\[`, `\]`}, {`\begin{`, `\end{`}} {
		if !strings.HasPrefix(d.text[i:], pair[0]) {
			continue
		}
		if n := d.find(i, pair[1]); n >= 0 && n < i+maxFormula && !strings.Contains(d.text[i:n], "\n\n") {
			d.pos = n + len(pair[1])
		}
	}
}

// skipFormula moves over a formula between dollars, of which one ends in its
// line.
func (d *rewriting) skipFormula(i, end int) {
	n := signs(d.text, i)
	d.pos = i + n
	switch {
	case n == 2:
		if k := d.find(d.pos, "$$"); k >= 0 && k < i+maxFormula && !strings.Contains(d.text[i:k], "\n\n") {
			d.pos = k + 2
		}
	case n == 1 && d.pos < end && d.text[d.pos] != ' ':
		if k := strings.IndexByte(d.text[d.pos:min(end, i+maxFormula)], '$'); k > 0 && d.text[d.pos+k-1] != ' ' {
			d.pos += k + 1
		}
	}
}

// skipAddress moves over a bare address of the web.
func (d *rewriting) skipAddress(i, end int) {
	if s := d.text[i:end]; strings.HasPrefix(s, "http://") || strings.HasPrefix(s, "https://") {
		d.pos = i + lengthTo(s, " \n<>{")
	}
}

// angle moves over a comment, a tag or an address in "<>". A tag of a component
// is hidden, but for the title that it has.
func (d *rewriting) angle(i, end int) {
	s := d.text[i:min(len(d.text), i+reach)]
	if strings.HasPrefix(s, "<!--") {
		if n := d.find(i, "-->"); n >= 0 {
			d.pos = n + len("-->")
		}
		return
	}
	if strings.HasPrefix(s, "<>") || strings.HasPrefix(s, "</>") {
		if d.find(0, "</>") >= 0 {
			d.pos = i + strings.IndexByte(s, '>') + 1
			d.hide(i, d.pos)
		}
		return
	}
	name := TagName(s)
	if name == "" {
		return
	}
	n := 0
	if k := d.find(i, ">"); k >= 0 && k < i+reach {
		n = componentEnd(s)
	}
	if n == 0 {
		return
	}
	m := componentName().FindStringSubmatch(s[:n])
	isComponent := m != nil && (s[1] == '/' || s[n-2] == '/' || d.find(i, "</"+m[1]+">") >= 0)
	_, _, told := Attr(s[:n], "markdown")
	switch {
	case isComponent, strings.Contains(s[:n], "={"), strings.Contains(s[:n], " className="):
		d.pos = i + n
		d.tagged(i, i+n)
	case told && s[1] != '/' && strings.TrimSpace(d.text[i+n:lineStop(d.text, i+n)]) == "":
		d.pos = i + n
		d.clear(i, i+n)
	default:
		if strings.IndexByte(s[:n], '\n') < 0 {
			d.pos = i + n
		}
	}
}

// componentEnd is the length of the tag that s begins with: ">" in quotes and
// in braces does not end it. 0: it is none.
func componentEnd(s string) int {
	depth, quote := 0, byte(0)
	for i := 1; i < len(s); i++ {
		switch c := s[i]; {
		case quote != 0:
			if c == quote {
				quote = 0
			}
		case c == '"' || c == '\'':
			quote = c
		case c == '{':
			depth++
		case c == '}':
			depth--
		case c == '>' && depth <= 0:
			return i + 1
		case c == '<' && depth <= 0, c == '\n' && i+1 < len(s) && (s[i+1] == '\n' || s[i+1] == '>' && depth > 0):
			return 0
		}
	}
	return 0
}

// tagged hides a tag of a component or a shortcode but for its title, which
// becomes a label where nothing is seen in front of it in its line.
func (d *rewriting) tagged(from, to int) {
	m := labelled().FindStringSubmatchIndex(d.text[from:to])
	if m == nil || d.text[from+1] == '/' {
		d.hide(from, to)
		return
	}
	d.label(from, to, Span{from + max(m[2], m[4]), from + max(m[3], m[5])})
}

// label hides a tag but for its title.
func (d *rewriting) label(from, to int, title Span) {
	d.hide(from, to)
	start := d.start
	if strings.IndexByte(d.text[start:title.Start], '\n') >= 0 {
		start = strings.LastIndexByte(d.text[:title.Start], '\n') + 1
	}
	for _, c := range d.out[start:title.Start] {
		if c != unseen && c != ' ' && c != boxTitle {
			return
		}
	}
	if rest := d.text[to:lineStop(d.text, to)]; strings.TrimSpace(rest) != "" && rest[0] != ' ' && strings.TrimLeft(rest, " ")[0] != '{' && strings.TrimLeft(rest, " ")[0] != '<' {
		d.write(to-2, " ") // text goes on behind the title, in a piece of its own
	} else {
		d.write(start, string(boxTitle))
	}
	d.write(title.Start, d.text[title.Start:title.End])
}

// brace reads what begins with a brace.
func (d *rewriting) brace(i, from, end int) {
	s := d.text[i:min(len(d.text), i+reach)]
	switch {
	case strings.HasPrefix(s, "{{<"), strings.HasPrefix(s, "{{%"):
		d.shortcode(i, from, end, s[2:3])
	case strings.HasPrefix(s, "{{"):
		d.liquidOutput(i, end)
	case strings.HasPrefix(s, "{%"):
		d.liquid(i, from, end)
	case strings.HasPrefix(s, "{/*"):
		if n := d.find(i, "*/}"); n >= 0 {
			d.pos = n + len("*/}")
			d.hide(i, d.pos)
			d.hideSpaces(i, from, end)
		}
	case len(s) > 4 && s[1] == s[2] && strings.IndexByte("-+~>", s[1]) >= 0:
		d.critic(i, s, end)
	case strings.HasPrefix(s, "{::") || strings.HasPrefix(s, "{:/"):
		if n := strings.IndexByte(s, '}'); n > 0 && strings.IndexByte(s[:n], '\n') < 0 {
			d.pos = i + n + 1
			d.hide(i, d.pos)
		}
	default:
		if m := mystRole().FindStringSubmatchIndex(s); m != nil && i+m[1] <= end {
			d.role(i, s, m)
		} else if m := rawAttr().FindString(s); m != "" && i > 0 && d.text[i-1] == '`' {
			d.pos = i + len(m)
			d.hide(i, d.pos)
		} else if n := len(attributeList().FindString(s)); n > 0 && i+n <= end && d.attributed(i, n, from, end) {
			d.pos = i + n
			d.hide(i, d.pos)
			d.hideSpaces(i, from, end)
		}
	}
}

// critic reads a change as CriticMarkup has it: what is added is seen, what is
// taken away and what is said of it is not.
func (d *rewriting) critic(i int, s string, end int) {
	sign := s[1:3]
	if sign == ">>" {
		sign = "<<"
	}
	n := strings.Index(s[3:], sign+"}")
	if n < 1 || i+n+6 > end {
		return
	}
	stop := i + n + 6
	switch to := strings.Index(s[:n+3], "~>"); {
	case sign == "++":
		d.hide(i, i+3)
		d.hide(stop-3, stop)
		return
	case sign == "~~" && to > 0:
		d.hide(i, i+to+2)
		d.hide(stop-3, stop)
		d.pos = i + to + 2
	case sign == "~~":
	default:
		d.hide(i, stop)
		d.pos = stop
	}
}

// keys hides the signs around keys to press, as in "++ctrl+c++".
func (d *rewriting) keys(i, end int) {
	if m := pressed().FindStringSubmatchIndex(d.text[i:min(end, i+reach)]); m != nil {
		d.hide(i, i+2)
		d.hide(i+m[1]-2, i+m[1])
		d.pos = i + m[1]
	}
}

var pressed = pattern.Lazy(`^\+\+[a-z][a-z0-9-]*(?:\+[a-z0-9-]+)*\+\+`)

// rawAttr says in which language a piece of code is, to be copied as it is.
var rawAttr = pattern.Lazy(`^\{=[a-z0-9]+\}`)

// hideSpaces hides the spaces in front of what is hidden at the line's end, for
// they would break the line.
func (d *rewriting) hideSpaces(i, from, end int) {
	if strings.TrimLeft(d.text[d.pos:max(end, d.pos)], " #") == "" {
		for i > from && d.text[i-1] == ' ' {
			i--
			d.write(i, string(unseen))
		}
	}
}

// attributed reports whether attributes of n bytes belong to something: to a
// heading, or to what stands in front of them without a space. The brackets
// around what has attributes are hidden.
func (d *rewriting) attributed(i, n, from, end int) bool {
	line := d.text[from:end]
	if strings.TrimLeft(d.text[i+n:end], " #") == "" && (isHeading(line) || d.underlined(end)) {
		return true
	}
	if i == from {
		return false
	}
	attributes := d.text[i : i+n]
	if d.text[i-1] == ' ' && strings.TrimSpace(d.text[i+n:end]) == "" &&
		(strings.HasPrefix(attributes, "{ .") || strings.HasPrefix(attributes, "{ #") || strings.HasSuffix(strings.TrimRight(d.text[max(0, i-8):i], " "), "$$")) {
		return true
	}
	isClass := attributes[1] == '.' || attributes[1] == '#' || attributes[1] == ':'
	switch c := d.text[i-1]; {
	case c == ']':
		depth := 0
		for k := i - 1; k >= from; k-- {
			switch {
			case d.text[k] == ']':
				depth++
			case d.text[k] == '[':
				depth--
			}
			if depth == 0 {
				d.hide(k, k+1)
				d.hide(i-1, i)
				break
			}
		}
		return true
	case c == ')', c == '`':
		return true
	case c == '*', c == '_':
		return isClass
	case c == ' ' || attributes[1] == '-':
		return false
	}
	r, _ := utf8.DecodeLastRuneInString(d.text[:i])
	return isClass && script.Letter(r) && !strings.HasPrefix(attributes, "{:") || isClass && strings.HasPrefix(attributes, "{:")
}

// underlined reports whether the line behind the one that ends there makes a
// heading of it.
func (d *rewriting) underlined(end int) bool {
	if end = lineStop(d.text, end); end == len(d.text) {
		return false
	}
	return isUnderline(strings.TrimLeft(d.text[end+1:lineStop(d.text, end+1)], " "))
}

// role leaves of a role of MyST what is seen: "{term}`lamp`", "{ref}`lamp <id>`".
func (d *rewriting) role(i int, s string, m []int) {
	d.pos = i + m[1]
	if name := s[m[2]:m[3]]; name == "code" || name == "math" {
		d.hide(i, i+m[3]+1)
		return
	}
	shown := Span{i + m[4], i + m[5]}
	if n := strings.LastIndex(s[m[4]:m[5]], " <"); n > 0 && s[m[5]-1] == '>' {
		shown.End = shown.Start + n
	}
	d.hide(i, shown.Start)
	d.hide(shown.End, d.pos)
}

// comment hides a comment of Obsidian's that begins there. One that does not end
// in its line begins or ends it, and so does its end.
func (d *rewriting) comment(i, end int) bool {
	if k := strings.Index(d.text[min(i+2, end):end], "%%"); k > 0 {
		d.pos = i + 2 + k + 2
		d.hide(i, d.pos)
		return false
	}
	stop := lineStop(d.text, i)
	for k := d.find(stop, "%%"); k >= 0 && !d.noComments; k = d.find(k+2, "%%") {
		line := strings.LastIndexByte(d.text[:k], '\n') + 1
		rest := lineStop(d.text, k)
		if strings.TrimSpace(d.text[line:k]) == "" || strings.TrimSpace(d.text[k+2:rest]) == "" {
			d.hide(i, k+2)
			d.pos = k + 2
			return true
		}
	}
	d.noComments = true
	return false
}

// paired reads signs that stand on both sides of what they mean.
func (d *rewriting) paired(c byte, i, from, end int) {
	n := signs(d.text, i)
	d.pos = i + n
	before := rune(' ')
	if i > from {
		before, _ = utf8.DecodeLastRuneInString(d.text[from:i])
	}
	switch {
	case c == '^' && n == 1 && i+1 < end && d.text[i+1] == '[':
		d.note(i, end)
	case c == '^' && n == 1 && before != ' ' && before != '[':
		m := raised().FindStringSubmatch(d.text[i:end])
		if m == nil {
			return
		}
		stop := i + len(m[0])
		if r, _ := utf8.DecodeRuneInString(d.text[stop:end]); stop < end && script.Letter(r) {
			return
		}
		d.write(i, string(raiseOpen))
		d.write(stop-1, string(raiseClose))
		d.pos = stop
	case c == '%' && n == 2 && !ascii(before) && before != '\\':
		if k := strings.Index(d.text[d.pos:end], "%%"); k > 0 {
			d.hide(i, d.pos+k+2)
			d.pos += k + 2
			d.hideSpaces(i, from, end)
		} else if d.pos == end {
			if d.comment(i, end) {
				d.hideSpaces(i, from, i)
			}
		}
	case c == '=' && n == 2 && !ascii(before) && before != '=':
		stop := d.marked(d.pos, end)
		if stop > 0 {
			d.write(i, string([]byte{markOpen, unseen}))
			d.write(stop, string([]byte{markClose, unseen}))
		}
	}
}

// ascii tells a letter or digit of English: signs beside one are none.
func ascii(r rune) bool { return r < utf8.RuneSelf && script.Letter(r) }

// marked is where the signs stand that close a text marked from there on; 0:
// nowhere.
func (d *rewriting) marked(from, end int) int {
	if from >= end || d.text[from] == ' ' || d.text[from] == '=' {
		return 0
	}
	for k := from; k < end; {
		n := strings.Index(d.text[k:end], "==")
		if n < 0 {
			return 0
		}
		k += n
		run := signs(d.text, k)
		after, _ := utf8.DecodeRuneInString(d.text[k+run : end])
		if run == 2 && k > from && d.text[k-1] != ' ' && d.text[k-1] != '\\' && !(k+run < end && ascii(after)) &&
			strings.Count(d.text[from:k], "`")%2 == 0 {
			return k
		}
		k += run
	}
	return 0
}

// note makes a note within its sentence of "^[…]".
func (d *rewriting) note(i, end int) {
	depth := 0
	for k := i + 1; k < min(end, i+reach); k++ {
		switch d.text[k] {
		case '\\':
			k++
		case '[':
			depth++
		case ']':
			if depth--; depth == 0 {
				if k == i+2 {
					return
				}
				d.write(i, string([]byte{noteOpen, unseen}))
				d.write(k, string(noteClose))
				d.pos = i + 2
				return
			}
		}
	}
}
