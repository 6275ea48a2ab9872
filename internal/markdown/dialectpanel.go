package markdown

import (
	"strings"

	"manicule/internal/pattern"
)

// panelStep is how far what is in a panel is set in.
const panelStep = 4

var (
	// panelLine begins an admonition of Python-Markdown: `!!! note "Title"`,
	// `??? tip`.
	panelLine = pattern.Lazy(`^(?:!!!|\?\?\?\+?) +([A-Za-z][\w-]*)(?: +[A-Za-z][\w-]*)*(?: +"([^"\n]*)")? *$`)
	// tabLine begins a tab: `=== "Linux"`.
	tabLine = pattern.Lazy(`^===[!+]? +"([^"\n]+)" *$`)
)

// panel reads a line that begins a box or a tab whose content is set in: it
// becomes a quotation, whose lines quotePanels marks as such.
func (d *rewriting) panel(s string, end int) bool {
	const most = 8
	title := Span{}
	if m := panelLine().FindStringSubmatchIndex(s); m != nil {
		if title = (Span{m[2], m[3]}); m[4] >= 0 && m[5] > m[4] {
			title = Span{m[4], m[5]}
		}
	} else if m := tabLine().FindStringSubmatchIndex(s); m != nil {
		title = Span{m[2], m[3]}
	} else {
		return false
	}
	if d.indent != 0 || len(d.panels) == most || !d.hasContent(end) {
		return false
	}
	at := d.pos
	d.write(at, ">")
	d.boxTitle(at+1, end, shift(title, at))
	d.inlineIn(at+title.Start, at+title.End)
	d.panels = append(d.panels, d.panelIndent())
	d.pos = end
	return true
}

// panelIndent is how far the content of the innermost panel is set in, with the
// panel that begins in the line at hand.
func (d *rewriting) panelIndent() int { return (len(d.panels) + 1) * panelStep }

// hasContent reports whether the first line that is not blank behind the one
// that ends there is set in for a panel that begins in that.
func (d *rewriting) hasContent(end int) bool {
	for at := end + 1; at < len(d.text); {
		stop := lineStop(d.text, at)
		if n := blanks(d.text[at:stop]); at+n < stop {
			return n >= d.panelIndent()
		}
		at = stop + 1
	}
	return false
}

// quotePanels marks a line that is in panels as quoted, and moves behind what
// it is set in by; the panels that ended before it are forgotten.
func (d *rewriting) quotePanels(end int) {
	n := blanks(d.text[d.pos:end])
	if d.pos+n == end {
		return
	}
	open := len(d.panels)
	for open > 0 && n < d.panels[open-1] {
		open--
	}
	if open < len(d.panels) {
		d.panels, d.fence, d.list, d.panelCode = d.panels[:open], "", false, false
	}
	if !d.panelCode {
		for k := range d.panels {
			d.write(d.pos+(k+1)*panelStep-1, ">")
		}
	}
	d.pos += open * panelStep
}

// setIn has fenced code in a panel that holds a blank line be code that is set
// in, for a blank line ends a quotation.
func (d *rewriting) setIn(marks string, start, end int) {
	if len(d.panels) == 0 {
		return
	}
	body := d.text[end:]
	n := strings.Index(body, "\n"+strings.Repeat(" ", len(d.panels)*panelStep)+marks)
	if n < 0 || !strings.Contains(body[:n], "\n\n") {
		return
	}
	d.panelCode = true
	d.clear(start, end)
}
