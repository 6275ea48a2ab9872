package crash

import (
	"context"
	"os"
	"strings"
	"sync"
	"testing"
)

func TestGoTells(t *testing.T) {
	told := make(chan *Crash, 1)
	ctx := Tell(t.Context(), func(c *Crash) { told <- c })
	inner, stop := context.WithCancel(ctx) // those below are told by it too
	stop()
	Go(inner, func() { panic("broken leg") })
	c := <-told
	if c.What != "broken leg" || !strings.Contains(string(c.Stack), "TestGoTells") {
		t.Errorf("%v\n%s", c.What, c.Stack)
	}
	name, err := c.Save(t.TempDir()+"/new", "v1")
	if err != nil {
		t.Fatal(err)
	}
	data, err := os.ReadFile(name)
	for _, want := range []string{"manicule v1", "broken leg", "TestGoTells"} {
		if err != nil || !strings.Contains(string(data), want) {
			t.Errorf("the report lacks %q: %v\n%s", want, err, data)
		}
	}
}

// TestCatchLetsWait: who waits for a goroutine that panics is not left waiting.
func TestCatchLetsWait(t *testing.T) {
	told := 0
	ctx := Tell(t.Context(), func(*Crash) { told++ })
	var wait sync.WaitGroup
	wait.Go(func() {
		defer Catch(ctx)
		panic(1)
	})
	wait.Wait()
	if told != 1 {
		t.Errorf("told %d times", told)
	}
}

func TestCatchWithoutListener(t *testing.T) {
	defer func() {
		if recover() != "loud" {
			t.Error("a panic that nobody listens to was swallowed")
		}
	}()
	defer Catch(t.Context())
	panic("loud")
}

func TestSurvive(t *testing.T) {
	do := func() (got string) {
		defer Survive(func(c *Crash) { got = "instead of " + c.What.(string) })
		panic("broken leg")
	}
	told := 0
	stop := OnSurvived(func(c *Crash) {
		told++
		if !strings.Contains(string(c.Stack), "TestSurvive") {
			t.Errorf("not where it was:\n%s", c.Stack)
		}
	})
	OnSurvived(func(*Crash) { t.Error("the second one was told") })()
	if got := do(); got != "instead of broken leg" || told != 1 {
		t.Errorf("%q, told %d times", got, told)
	}
	stop()
	defer func() {
		if recover() != "broken leg" {
			t.Error("a panic that nobody listens to was survived")
		}
	}()
	do()
}
