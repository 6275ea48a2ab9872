// Package markdown knows the dialect that articles are written in: what their
// text is made of, what a reader sees of it, and how to write text that is shown
// as it is. It takes clean text (see script.Clean). Pure.
package markdown

// Span is a half-open range of bytes [Start, End) of a text.
type Span struct{ Start, End int }

// Len is the span's length in bytes.
func (s Span) Len() int { return s.End - s.Start }

// Empty reports whether the span holds no byte.
func (s Span) Empty() bool { return s.End <= s.Start }

// Contains reports whether the byte at off lies in the span.
func (s Span) Contains(off int) bool { return s.Start <= off && off < s.End }

// Overlaps reports whether the two spans share a byte.
func (s Span) Overlaps(t Span) bool { return s.Start < t.End && t.Start < s.End }
