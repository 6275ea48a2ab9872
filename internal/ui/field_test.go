package ui

import "manicule/internal/ui/term"

func barred(f *term.Field) string { return f.Text[:f.Cursor] + "|" + f.Text[f.Cursor:] }

// between reports whether the cursor stands between two characters.
func between(f *term.Field) bool {
	for i := 0; ; {
		if i == f.Cursor {
			return true
		}
		if i > f.Cursor || i == len(f.Text) {
			return false
		}
		g, _ := term.FirstGrapheme(f.Text[i:])
		i += len(g)
	}
}
