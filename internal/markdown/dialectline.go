package markdown

import (
	"strings"

	"manicule/internal/pattern"
)

// machineLines are whole lines that are for programs alone, by their first
// character: places of tables of contents, what other files hold, names of
// places, words that abbreviations stand for, ends of pages and cells.
var machineLines = map[byte]func() lineTest{
	'[':  lazyLine(`(?i)^(?:\[toc\]|\[\[_?toc_?\]\]) *$`),
	'-':  lazyLine(`^-+8<-+(?: .*)?$`),
	'*':  lazyLine(`^\*\[[^\]\n]+\]: `),
	'(':  lazyLine(`^\([A-Za-z][\w:.-]*\)= *$`),
	'\\': lazyLine(`^\\(?:newpage|pagebreak|clearpage|tableofcontents|maketitle|bigskip|medskip|smallskip|noindent|vspace\*?\{[^{}]*\}|hspace\*?\{[^{}]*\}) *$`),
	'<':  lazyLine(`^<<< *@/\S+ *$`),
}

type lineTest interface{ MatchString(s string) bool }

func lazyLine(expr string) func() lineTest {
	compiled := pattern.Lazy(expr)
	return func() lineTest { return compiled() }
}

// isMachine reports whether a line is for programs alone.
func (d *rewriting) isMachine(s string) bool {
	if strings.TrimRight(s, " ") == "+++" { // the end of a cell of MyST
		return d.find(0, "```{") >= 0
	}
	test, known := machineLines[s[0]]
	return known && test().MatchString(s)
}

var (
	// captionLine is a table's caption as Pandoc has it, behind or before the table.
	captionLine = pattern.Lazy(`^: +\S`)
	attrsAtEnd  = pattern.Lazy(` *\{[#.][^{}\n]*\} *$`)
)

// caption hides the sign before a table's caption, and its attributes.
func (d *rewriting) caption(s string, end int) bool {
	if !d.blank || !captionLine().MatchString(s) || !d.behindTable() {
		return false
	}
	n := blanks(s[1:]) + 1
	d.hide(d.pos, d.pos+n)
	if m := attrsAtEnd().FindStringIndex(s); m != nil {
		d.hide(d.pos+m[0], d.pos+m[1])
		end = d.pos + m[0]
	}
	d.inlineIn(d.pos+n, end)
	return true
}

// behindTable reports whether the last line above that is not blank is of a table.
func (d *rewriting) behindTable() bool {
	above := strings.TrimRight(d.text[max(0, d.pos-4096):d.pos], " \n")
	last := strings.TrimLeft(above[strings.LastIndexByte(above, '\n')+1:], " ")
	return last != "" && strings.IndexByte("|+", last[0]) >= 0
}

// chunkOption is a line at the start of code that says how to run or show it.
var chunkOption = pattern.Lazy(`^ *(?:#\||//\||--\||%%\||:[A-Za-z][\w-]*:(?: |$))`)

// moveFence clears the lines of options that code begins with, and has the last
// of them open it; false where there are none, or no room.
func (d *rewriting) moveFence(fence string, end int) bool {
	last := -1
	if strings.TrimSpace(d.text[strings.LastIndexByte(d.text[:d.pos], '\n')+1:d.pos]) != "" {
		return false // in a quotation or behind a bullet
	}
	for at := end + 1; at < len(d.text); {
		stop := lineStop(d.text, at)
		if !chunkOption().MatchString(d.text[at:stop]) {
			break
		}
		last = at
		at = stop + 1
	}
	if last < 0 {
		return false
	}
	from := last + blanks(d.text[last:])
	stop := lineStop(d.text, last)
	if len(fence) > stop-from {
		return false
	}
	d.clear(d.pos, stop)
	d.write(from, fence)
	d.pos = min(stop+1, len(d.text))
	return true
}

// rawBlock clears code that is in the language of something that is written
// with it: "```{=latex}".
func (d *rewriting) rawBlock(marks string, end int) bool {
	n := d.find(end, "\n"+marks)
	if n < 0 {
		return false
	}
	d.clear(d.pos, n+1+len(marks))
	d.pos = n + 1 + len(marks)
	return true
}
