package markdown

import (
	"cmp"
	"strings"

	"manicule/internal/pattern"
)

// shortcode reads a tag of Hugo's: what is between two of them is text.
func (d *rewriting) shortcode(i, from, end int, sign string) {
	closing := map[string]string{"<": ">}}", "%": "%}}"}[sign]
	s := d.text[i:min(len(d.text), i+reach)]
	n := strings.Index(s, closing)
	if n < 3 { // signs that share a character are no tag
		return
	}
	stop := i + n + len(closing)
	inner := s[3:n]
	if strings.HasPrefix(strings.TrimSpace(inner), "/*") && strings.HasSuffix(strings.TrimSpace(inner), "*/") { // written to be seen
		k := i + strings.Index(s[:n], "/*")
		d.hide(k, k+2)
		k = i + strings.LastIndex(s[:n], "*/")
		d.hide(k, k+2)
		d.pos = stop
		return
	}
	d.pos = stop
	m := shortcode().FindStringSubmatch(inner)
	if m == nil {
		d.hide(i, stop)
		return
	}
	whole := i == from && strings.TrimSpace(d.text[stop:max(stop, end)]) == ""
	args := strings.Fields(strings.TrimSpace(inner))[1:]
	switch name := strings.ToLower(m[2]); {
	case m[1] == "/":
		d.hide(i, stop)
	case containsWord(codeTags, name) && whole && d.closing(stop, m[2]) != "":
		lang := ""
		if len(args) > 0 && strings.Trim(args[0], "abcdefghijklmnopqrstuvwxyz0123456789+#-") == "" {
			lang = args[0]
		}
		if d.replace(i, stop, "````"+lang) {
			d.verbatim = d.closing(stop, m[2])
		}
	case containsWord(figures, name) && strings.Contains(inner, "src="):
		d.figure(i, stop, 3+strings.Index(inner, m[2])+len(m[2]), len(closing))
	case name == "ref" || name == "relref":
		value := firstQuoted(inner)
		if value == "" && len(args) > 0 {
			value = strings.TrimRight(args[0], "/")
		}
		d.inDestination(i, stop, end, value)
	default:
		if m := quoted().FindAllStringSubmatchIndex(inner, -1); len(m) > 0 && containsWord(titledTags, name) && !labelled().MatchString(inner) {
			last := m[len(m)-1]
			if inner[last[0]-1] == '=' {
				d.tagged(i, stop)
				return
			}
			d.label(i, stop, shift(Span{max(last[2], last[4]), max(last[3], last[5])}, i+3))
			return
		}
		d.tagged(i, stop)
	}
}

var (
	// codeTags are the shortcodes between which code stands, titledTags those
	// that a title is given to without its name.
	codeTags   = strings.Fields("highlight code mermaid plantuml graphviz chart diagram")
	titledTags = strings.Fields("tab details expand notice collapse accordion admonition callout hint alert note tip warning spoiler tabitem card")
)

// closing is how the end of a shortcode is written behind a place, or "".
func (d *rewriting) closing(from int, name string) string {
	for _, s := range []string{"/" + name, "/ " + name} {
		if d.find(from, s) >= 0 {
			return s
		}
	}
	return ""
}

func containsWord(words []string, word string) bool {
	for _, w := range words {
		if w == word {
			return true
		}
	}
	return false
}

// figure makes an <img> of a shortcode: head bytes are its name with what is in
// front, tail its closing sign. Its caption is what is seen of it.
func (d *rewriting) figure(from, to, head, tail int) {
	d.clear(from, from+head)
	d.write(from, "<img")
	d.hide(to-tail, to)
	if strings.TrimSpace(d.text[to:lineStop(d.text, to)]) == "" {
		d.clear(to-tail, to)
	}
	d.write(to-tail, ">")
	names := captioned().FindAllStringSubmatchIndex(d.text[from:to], -1)
	best := -1
	for k, m := range names {
		if best < 0 || rankOf(d.text[from+m[2]:from+m[3]]) < rankOf(d.text[from+names[best][2]:from+names[best][3]]) {
			best = k
		}
	}
	for k, m := range names {
		at, stop := from+m[2], from+m[3]
		d.clear(at, stop)
		if k == best {
			d.write(stop-len("alt"), "alt")
		} else {
			d.write(stop-len("x"), "x")
		}
	}
}

func rankOf(attr string) int { return strings.Index("caption alt title", attr) }

// inDestination puts a value in place of a tag, which is the beginning of a
// link's destination or a part of it; elsewhere nothing.
func (d *rewriting) inDestination(from, to, end int, value string) {
	before := d.text[max(d.start, from-reach, 0):max(d.start, from)]
	open := strings.LastIndex(before, "](")
	after := d.text[to:max(to, min(end, to+reach))]
	stop := strings.IndexAny(after, ") ")
	if strings.HasPrefix(before, "[") && strings.HasSuffix(strings.TrimRight(before, " "), "]:") { // a definition
		open, stop = len(before)-2, lengthTo(after, " ")
		value = cmp.Or(value, "#")
	}
	if open < 0 || stop < 0 || strings.ContainsAny(before[open+2:], " )") {
		d.hide(from, to)
		return
	}
	upTo := max(d.start, from-reach) + open
	text := d.text[max(0, upTo-reach) : upTo+1]
	if k := strings.LastIndexByte(text, '['); k < 0 || k > 0 && text[k-1] == '\\' { // no link
		d.hide(from, to)
		return
	}
	rest := d.text[to : to+stop]
	if strings.ContainsAny(value, " ()<>") || strings.Contains(rest, "{") || !d.replace(from, to+stop, value+rest) {
		d.clear(from, to)
	}
}

// liquidOutput hides what Jekyll would put in place of "{{ … }}": a value.
func (d *rewriting) liquidOutput(i, end int) {
	n := strings.Index(d.text[i:min(end, i+reach)], "}}")
	if n < 0 {
		return
	}
	inner := d.text[i+2 : i+n]
	if !liquidValue().MatchString(inner) && !d.isLoopValue(inner) && !zolaTag().MatchString(inner) {
		return
	}
	d.pos = i + n + 2
	d.inDestination(i, d.pos, end, firstQuoted(inner))
}

// isLoopValue reports whether a value is one that a tag gave a name to.
func (d *rewriting) isLoopValue(inner string) bool {
	name := strings.TrimSpace(inner)
	if n := strings.IndexAny(name, ".| ["); n >= 0 {
		name = name[:n]
	}
	return containsWord(d.loops, name)
}

var (
	// loopTag gives a value a name.
	loopTag = pattern.Lazy(`^(?:for|tablerow|assign|capture) +([A-Za-z_]\w*)`)
	// zolaTag is a shortcode of Zola's, with its arguments.
	zolaTag = pattern.Lazy(`^ *[a-z_]\w*\((?:\w+ *= *(?:"[^"\n]*"|[^",()\n]+),? *)*\) *$|^-? *\$frontmatter\.`)
)

// firstQuoted is what s holds first in quotes.
func firstQuoted(s string) string {
	if m := quoted().FindStringSubmatch(s); m != nil {
		return m[1] + m[2]
	}
	return ""
}

// liquid hides a tag of Jekyll's, with what it hides.
func (d *rewriting) liquid(i, from, end int) {
	s := d.text[i:min(len(d.text), i+reach)]
	n := strings.Index(s, "%}")
	if n < 2 || strings.Contains(s[:n], "\n\n") {
		return
	}
	m := liquidTag().FindStringSubmatch(strings.ReplaceAll(s[2:n], "\n", " "))
	if m == nil {
		return
	}
	stop := i + n + 2
	whole := i == from && strings.TrimSpace(d.text[stop:max(stop, end)]) == ""
	d.pos = stop
	if given := loopTag().FindStringSubmatch(m[1] + " " + m[2]); given != nil && len(d.loops) < maxWords {
		d.loops = append(d.loops, given[1])
	}
	switch name := m[1]; name {
	case "comment":
		if k := d.find(stop, "endcomment"); k >= 0 {
			if e := strings.Index(d.text[k:], "%}"); e >= 0 {
				d.pos = k + e + 2
				d.hide(i, d.pos)
				d.hideSpaces(i, from, end)
				return
			}
		}
		d.hide(i, stop)
	case "raw":
		d.hide(i, stop)
		if k := d.find(stop, "endraw"); k >= 0 {
			if open := strings.LastIndex(d.text[:k], "{%"); open >= stop {
				d.pos = open
			}
		}
	case "highlight":
		lang, _, _ := strings.Cut(m[2], " ")
		if whole && d.find(stop, "endhighlight") >= 0 && d.replace(i, stop, "````"+lang) {
			d.verbatim = "endhighlight"
			return
		}
		d.hide(i, stop)
	case "link", "post_url":
		d.inDestination(i, stop, end, strings.TrimSpace(m[2]))
	default:
		d.inDestination(i, stop, end, firstQuoted(m[2]))
	}
}
