package intake

import (
	"context"

	"manicule/internal/fetch"
	"manicule/internal/library"
)

// Filled is the state of a stub that has its text now.
const Filled State = "filled"

// FillStubs fetches the texts of stubs. What can't be had stays a stub and is
// told, so that asking again goes on with those.
func (in *Intake) FillStubs(ctx context.Context, stubs []library.Stub, each func(Outcome)) {
	defer in.c.Batch()()
	jobs := make([]job, len(stubs))
	for i, s := range stubs {
		jobs[i] = func(ctx context.Context) []Outcome { return []Outcome{in.fillStub(ctx, s)} }
	}
	in.run(ctx, jobs, each)
}

func (in *Intake) fillStub(ctx context.Context, s library.Stub) Outcome {
	answer, err := in.get(ctx, fetch.Request{Address: s.Address, Private: in.Private})
	if err != nil {
		return failed(s.Address, err)
	}
	text, err := parse(answer)
	if err != nil {
		return failed(s.Address, err)
	}
	in.writing.Lock()
	defer in.writing.Unlock()
	if err := library.FillStub(in.c, s.Path, text); err != nil {
		return failed(s.Address, err)
	}
	return Outcome{Address: s.Address, State: Filled, Path: s.Path}
}
