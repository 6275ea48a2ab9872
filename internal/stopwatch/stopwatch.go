// Package stopwatch measures how long something takes. What time it is, the
// rest of the program is told by the clock in its options (store.Options.Now
// and its like), which a test may set; a clock that stands still must not make
// anybody wait for ever.
package stopwatch

import "time"

// Watch tells the time since it was started. The zero Watch was started long
// ago.
type Watch struct{ at time.Time }

// Start starts one.
func Start() Watch { return Watch{time.Now()} }

// Elapsed is the time since the start; clocks that are set do not change it.
func (w Watch) Elapsed() time.Duration { return time.Since(w.at) }

// Started reports whether it is not the zero Watch.
func (w Watch) Started() bool { return !w.at.IsZero() }
