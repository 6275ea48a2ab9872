package ui

import "testing"

// The outline of 10 MB: opening it, and a letter typed.
func BenchmarkOutline(b *testing.B) {
	m := openModel(b, 80, 24, 10<<20)
	m.Update(m.reader.OutlineLater()())
	for b.Loop() {
		for _, key := range []string{"o", "9", "esc"} {
			m.Update(keyPress(key))
			m.View()
		}
	}
}
