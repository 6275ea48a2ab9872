package note

import (
	"strings"
	"testing"
	"time"

	"manicule/internal/article"
)

// TestHostileText folds and searches what makes naive scanners quadratic. The
// limit is wide: linear work takes some 20 ms, quadratic work minutes.
func TestHostileText(t *testing.T) {
	const size = 1 << 18
	for _, piece := range []string{
		"[", "]", "](", "[](", "[x](y", "[[]]", "`", "`a``b", "<", "<a ", "<!--", "&", "&a", "*", "\\", "|", ">", "> ", "- ", "1. ", "#",
		"[^", "[1", "```\n", "~~~ x\n", "[a]: b\n", "]:", "e\u0301", "\u0301", "一", "(", "![](", "<a@", "<a>", strings.Repeat("<", 2000) + ">", "<!-- " + strings.Repeat("-", 2000), "\xf0\x9f",
	} {
		text := strings.Repeat(piece, size/len(piece))
		start := time.Now()
		f := NewFinder("[" + text)
		f.Find(Anchor{Quote: strings.Repeat("a", 20) + text[:100], Span: article.Span{Start: 5, End: 9}})
		NewAnchor(text, article.Span{Start: size / 2, End: size/2 + 50}, "")
		if d := time.Since(start); d > 5*time.Second {
			t.Errorf("%.20q took %v", piece, d)
		}
	}
}
