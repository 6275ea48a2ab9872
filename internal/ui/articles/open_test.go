package articles

import (
	"testing"

	"manicule/internal/ui/pane"
)

// Enter on an empty list opens the first article of the answer that is waited
// for; where none is, it is not kept for a later one.
func TestEnterBeforeTheList(t *testing.T) {
	for _, running := range []bool{true, false} {
		p := &Pane{Env: &pane.Env{}}
		p.asked.running = running
		if cmd := p.openSelected(); cmd != nil || p.Opens() != running {
			t.Errorf("an answer is waited for: %v, it opens: %v", running, p.Opens())
		}
	}
}
