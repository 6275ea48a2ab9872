package ui

import (
	"testing"

	"manicule/internal/library"
	"manicule/internal/ui/articles"
)

// While the folder is looked through for the first time the cursor stays at the
// top, where the reader began; once they moved it, on its article.
func TestCursorWhileTheListGrows(t *testing.T) {
	for keys, want := range map[string]string{"": "a.md", "j": "kelp.txt"} {
		s := openSession(t, "80x24")
		s.stop()
		s.start(nil)
		s.overwrite("harbour.md", "# The harbour\n")
		s.refresh(s.m.Lib)
		grown := func(settled bool) {
			s.refresh(s.m.Lib)
			s.send(articles.NewEvent(library.Event{Articles: s.m.Lib.Articles(), Settled: settled}, nil))
		}
		grown(false)
		if keys != "" {
			s.do("press", keys)
		}
		s.overwrite("a.md", "# The first\n")
		grown(true)
		if got := s.m.library.State(); got.Selected != want || got.Strayed {
			t.Errorf("after %q the cursor is on %s, not on %s (strayed: %v)", keys, got.Selected, want, got.Strayed)
		}
	}
}
