package ui

// LineOf is the line of an article's file, 1 being the first, that a byte of
// the article's text was made from, as well as it can be told.
func LineOf(file, text string, at int) int { return lineOf(file, text, at) }
