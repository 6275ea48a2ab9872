package article

// Part is a piece of an article's text that can be read on its own: it begins
// where a top-level block begins, whatever stands before it.
type Part struct {
	Span  Span
	Plain bool // too dangerous for the parser: to be shown verbatim
}

// Parts tiles the text into consecutive parts that cover every byte.
func Parts(text string) []Part {
	if text == "" {
		return nil
	}
	return []Part{{Span: Span{0, len(text)}}}
}
