// Package heap says how far the heap may grow before its garbage is collected,
// where the runtime's rule, by so much as is held, costs more than it saves.
package heap

import (
	"runtime"
	"runtime/debug"
	"runtime/metrics"
	"sync"
)

// usual is the percentage that was set from outside (GOGC), or the runtime's.
var usual = sync.OnceValue(func() int {
	percent := debug.SetGCPercent(100)
	debug.SetGCPercent(percent)
	return percent
})

// Usual goes back to the runtime's rule, or what the environment says instead.
func Usual() { debug.SetGCPercent(usual()) }

// StartLate has garbage be collected first when the heap is 16 MB, not 4, and from
// then on as usual: that spares three collections before the first screen.
func StartLate() {
	usual()
	debug.SetGCPercent(400)
	runtime.AddCleanup(new([16]byte), func(struct{}) { Usual() }, struct{}{})
}

// The percentages of Spare.
const (
	atLeast = 25
	atMost  = 400
)

// Spare lets the heap grow by so many bytes of what is held now, until it is called
// again, or Usual: for work that holds large blocks without pointers, which cost
// the collector next to nothing. It grows by a quarter at least.
func Spare(bytes uint64) {
	usual()
	live := []metrics.Sample{{Name: "/gc/heap/live:bytes"}}
	metrics.Read(live)
	debug.SetGCPercent(int(min(max(atLeast, 100*bytes/max(live[0].Value.Uint64(), 1)), atMost)))
}
