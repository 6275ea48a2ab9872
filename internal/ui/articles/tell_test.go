package articles

import (
	"testing"

	"manicule/internal/library"
	"manicule/internal/store"
)

// Of events nobody took only the newest list is told, with all changes.
func TestTell(t *testing.T) {
	events := make(chan library.Event, 1)
	send(events, library.Event{Changes: []store.Change{{Path: "a"}}})
	send(events, library.Event{Changes: []store.Change{{Path: "b"}}})
	send(events, library.Event{Settled: true})
	e := <-events
	if len(e.Changes) != 2 || !e.Settled {
		t.Errorf("told %+v", e)
	}
	select {
	case e := <-events:
		t.Errorf("one more: %+v", e)
	default:
	}
}
