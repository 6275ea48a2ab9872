package heap

import (
	"runtime/metrics"
	"testing"
)

func percent() uint64 {
	now := []metrics.Sample{{Name: "/gc/gogc:percent"}}
	metrics.Read(now)
	return now[0].Value.Uint64()
}

func TestSpareAndUsual(t *testing.T) {
	before := percent()
	StartLate()
	Spare(1 << 50)
	if got := percent(); got != atMost {
		t.Errorf("much room: %d %%, want %d", got, atMost)
	}
	Spare(0)
	if got := percent(); got != atLeast {
		t.Errorf("no room: %d %%, want %d", got, atLeast)
	}
	Usual()
	if got := percent(); got != before {
		t.Errorf("as usual: %d %%, want %d as before", got, before)
	}
}
