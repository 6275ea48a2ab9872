package crash

import "sync/atomic"

// survived is told of the panics that the program survives. It is one for the
// process, for much of what panics is pure and knows no context.
var survived atomic.Pointer[func(*Crash)]

// OnSurvived has tell called with each panic that the program goes on after, on
// the goroutine that panicked, until stop is called. The first caller has it:
// while it listens, another call does nothing. While nobody listens, as in
// tests, such panics end the program as others do.
func OnSurvived(tell func(*Crash)) (stop func()) {
	survived.CompareAndSwap(nil, &tell)
	return func() { survived.CompareAndSwap(&tell, nil) }
}

// Strict makes every panic end the program, whatever handlers follow: for tests that run
// the whole program.
func Strict() { OnSurvived(func(c *Crash) { panic(c.What) }) }

// Survive is deferred in a function that can do without what panicked in it: an
// article's layout, a picture. The panic is reported, and instead is called to
// give what takes its place.
func Survive(instead func(*Crash)) {
	r := recover()
	if r == nil {
		return
	}
	tell := survived.Load()
	if tell == nil {
		panic(r)
	}
	c := Of(r)
	(*tell)(c)
	instead(c)
}
