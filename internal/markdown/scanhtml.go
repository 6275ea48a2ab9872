package markdown

import (
	"strings"

	"manicule/internal/pattern"
)

// The seven kinds of HTML blocks (CommonMark 0.31.2, 4.6) told as goldmark
// tells them, which differs in small things from the specification.

var (
	verbatimTag = pattern.Lazy(`(?i)^<(?:script|pre|style|textarea)(?:\s|>|/>|$)`)
	verbatimEnd = pattern.Lazy(`(?i)</(?:script|pre|style|textarea)>`)
	blockTag    = pattern.Lazy(`(?i)^<(?:/ *)?(?:address|article|aside|base|basefont|blockquote|body|caption|` +
		`center|col|colgroup|dd|details|dialog|dir|div|dl|dt|fieldset|figcaption|figure|footer|form|frame|frameset|` +
		`h[1-6]|head|header|hr|html|iframe|legend|li|link|main|menu|menuitem|meta|nav|noframes|ol|optgroup|option|` +
		`p|param|search|section|summary|table|tbody|td|tfoot|th|thead|title|tr|track|ul)(?:[ \t\n]|/?>|$)`)
	wholeTag = pattern.Lazy(`^<(/ *)?([a-zA-Z]+[a-zA-Z0-9-]*)` +
		`(\s+[a-zA-Z_:][a-zA-Z0-9:._-]*(?:\s*=\s*(?:[^"'=<>` + "`" + `\x00-\x20]+|'[^']*'|"[^"]*"))?)*\s*/?>\s*$`)
)

// htmlEnd tells what ends the HTML block that the line opens: "\n" a blank
// line, else what endsHTML looks for; "" when it opens none.
func htmlEnd(line string, inParagraph bool) string {
	switch {
	case verbatimTag().MatchString(line):
		return "</"
	case strings.HasPrefix(line, "<!--"):
		return "-->"
	case strings.HasPrefix(line, "<?"):
		return "?>"
	case strings.HasPrefix(line, "<![CDATA["):
		return "]]>"
	case len(line) > 2 && line[1] == '!' && line[2] >= 'A' && line[2] <= 'Z':
		return ">"
	case blockTag().MatchString(line), !inParagraph && isWholeTag(line):
		return "\n"
	}
	return ""
}

// isWholeTag tells a line that is one tag of an element unknown to blockTag.
func isWholeTag(line string) bool {
	m := wholeTag().FindStringSubmatch(line)
	if m == nil || m[1] != "" && m[3] != "" {
		return false
	}
	switch strings.ToLower(m[2]) {
	case "script", "style", "pre":
		return false
	}
	return true
}

// endsHTML reports whether the line holds the end that htmlEnd named.
func endsHTML(line, end string) bool {
	if end == "</" {
		return verbatimEnd().MatchString(line)
	}
	return strings.Contains(line, end)
}
