package main

import (
	"bufio"
	"context"
	"fmt"
	"strings"

	"manicule/internal/article"
	"manicule/internal/fetch"
	"manicule/internal/intake"
	"manicule/internal/store"
)

// intake prepares bringing articles into a collection. done lets it go.
func (c *cli) intake(ctx context.Context, col *store.Collection, o intake.Options) (in *intake.Intake, done func(), err error) {
	lib, err := c.library(ctx, col)
	if err != nil {
		return nil, nil, err
	}
	fetcher := fetch.New(fetch.Usual)
	done = func() { fetcher.Close(); lib.Close() }
	if in, err = intake.New(ctx, lib, fetcher, o); err != nil {
		done()
		return nil, nil, err
	}
	return in, done, nil
}

// fetchArticle fetches one article, to be read once.
func (c *cli) fetchArticle(ctx context.Context, address string) (*article.Article, error) {
	fetcher := fetch.New(fetch.Usual)
	defer fetcher.Close()
	return intake.Read(ctx, fetcher, address, c.private)
}

// outcomes prints what became of what was to be brought in, as it comes.
type outcomes struct {
	c       *cli
	command string
	json    bool
	array   jsonArray
	counts  map[intake.State]int
	err     error // why nothing more is printed
}

func (c *cli) outcomes(command string, json bool) *outcomes {
	return &outcomes{c: c, command: command, json: json, array: jsonArray{out: bufio.NewWriter(c.stdout)}, counts: map[intake.State]int{}}
}

func (o *outcomes) take(one intake.Outcome) {
	o.counts[one.State]++
	if o.err != nil {
		return
	}
	if o.json {
		o.err = o.array.add(one)
		return
	}
	name := article.CleanLine(one.Address)
	for _, w := range one.Warnings {
		o.c.warn("%s: %s", name, w)
	}
	switch one.State {
	case intake.Failed:
		fmt.Fprintln(o.c.stderr, "manicule: "+article.Clean(strings.TrimSpace(one.Error)))
	case intake.There:
		o.c.warn("%s: it is there already: %s", name, one.Path)
	case intake.Asked:
		if one.New == 0 && o.command == "update" { // cron sends whatever is said
			return
		}
		o.c.warn("%s: %d of %d entries are new", article.CleanLine(one.Title+" ("+one.Address+")"), one.New, one.Entries)
	case intake.Replaced:
		o.c.warn("%s: the former version is in %s", name, one.Former)
		fallthrough
	case intake.Added, intake.Filled:
		_, o.err = fmt.Fprintln(o.c.stdout, article.CleanLine(one.Path))
	}
}

// end says how many of each there were, if not all could be had.
func (o *outcomes) end() error {
	if o.json && o.err == nil {
		o.array.end()
		o.err = o.array.out.Flush()
	}
	if o.err != nil {
		return fmt.Errorf("print what was added: %w", o.err)
	}
	if n := o.counts[intake.Failed]; n > 0 {
		return nothing("%s: %d could not be had; %d added, %d replaced, %d there already", o.command, n, o.counts[intake.Added]+o.counts[intake.Filled], o.counts[intake.Replaced], o.counts[intake.There])
	}
	return nil
}
