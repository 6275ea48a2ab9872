package library

import (
	"math"
	"testing"
)

func TestPercent(t *testing.T) {
	for part, want := range map[float64]int{0: 0, -1: 0, 1e-12: 1, 0.004: 1, 0.29: 29, 0.57: 57, 0.999: 99, 1 - 1e-15: 99, 1: 100, 1.5: 100} {
		if got := Percent(part); got != want {
			t.Errorf("Percent(%v) = %d, want %d", part, got, want)
		}
	}
}

// TestAtPercent goes to each percentage of texts of every length, and asks
// there how far it is.
func TestAtPercent(t *testing.T) {
	for _, length := range []int{1, 2, 7, 50, 99, 100, 101, 199, 1000, 123_457, math.MaxInt} {
		for percent := range 101 {
			at := AtPercent(percent, length)
			if at < 0 || at > length || at < length && length < 1<<40 && PercentAt(at, length) < percent {
				t.Errorf("%d %% of %d bytes is byte %d, which is at %d %%", percent, length, at, PercentAt(at, length))
			}
			if percent > 1 && length < 1<<40 && PercentAt(at-1, length) >= percent {
				t.Errorf("%d %% of %d bytes is byte %d, but byte %d is there already", percent, length, at, at-1)
			}
		}
	}
	if got := AtPercent(200, 10); got != 10 {
		t.Errorf("200 %% of 10 bytes is byte %d", got)
	}
	if got := AtPercent(90, 99); got != 90 {
		t.Errorf("90 %% of 99 bytes is byte %d", got)
	}
}
