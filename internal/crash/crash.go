// Package crash makes a panic anywhere in the program an error that somebody
// is told: whoever holds the terminal then restores it, saves what was typed
// and ends. The report of it is a file that can be sent.
package crash

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"runtime/debug"
	"time"
)

// Crash is a panic.
type Crash struct {
	What  any    // what panic was called with
	Stack []byte // where
	At    time.Time
}

// Of makes a Crash of what recover returned, in the function that recovered.
func Of(recovered any) *Crash { return &Crash{recovered, debug.Stack(), time.Now()} }

func (c *Crash) Error() string {
	return fmt.Sprintf("manicule crashed: %v", c.What)
}

// key is what a context keeps the listener by.
type key struct{}

// Tell returns a context whose goroutines report their panics to tell, which
// may be called from any of them.
func Tell(ctx context.Context, tell func(*Crash)) context.Context {
	return context.WithValue(ctx, key{}, tell)
}

// Go runs f on a goroutine of its own. When f panics, the context's listener
// is told; without one the program ends as Go's programs do.
func Go(ctx context.Context, f func()) {
	go func() {
		defer Catch(ctx)
		f()
	}()
}

// Catch is deferred first in a function that others start as a goroutine: what
// Go does, for a goroutine that someone waits for.
func Catch(ctx context.Context) {
	r := recover()
	if r == nil {
		return
	}
	tell, ok := ctx.Value(key{}).(func(*Crash))
	if !ok {
		panic(r)
	}
	tell(Of(r))
}

// Try runs f; its panic becomes an error.
func Try(f func() error) (err error) {
	defer func() {
		if r := recover(); r != nil {
			err = Of(r)
		}
	}()
	return f()
}

// Save writes the report into the folder, which it makes, and returns the
// file's name. The version is the program's.
func (c *Crash) Save(folder, version string) (string, error) {
	var b bytes.Buffer
	fmt.Fprintf(&b, "manicule %s, %s, %s/%s\n%s\n\n%v\n\n%s", version, runtime.Version(), runtime.GOOS, runtime.GOARCH, c.At.Format(time.RFC3339), c.What, c.Stack)
	if err := os.MkdirAll(folder, 0o700); err != nil {
		return "", err
	}
	name := filepath.Join(folder, "crash-"+c.At.UTC().Format("20060102-150405.000")+".txt")
	return name, os.WriteFile(name, b.Bytes(), 0o600)
}
