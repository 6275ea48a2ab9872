package main

import (
	"context"
	"fmt"
	"strings"
	"time"

	"github.com/charmbracelet/x/ansi"
	"github.com/charmbracelet/x/term"

	"manicule/internal/article"
	"manicule/internal/config"
	"manicule/internal/library"
	"manicule/internal/search"
	"manicule/internal/stopwatch"
	"manicule/internal/store"
)

// queryHelp tells what a query is.
const queryHelp = `A query is words, which are found in any form; "a phrase" (with quotes around it for the shell: '"free trade"'); -without; one OR another; parentheses; ~word for what is spelled nearly so; c++, .net, @name with their signs; /a regular expression/; and qualifiers:

title: author: source: tag: note: path: heading: text: look in one place only. is:unread is:read is:reading is:star is:archived, has:notes has:lost has:code has:tags and kind:question ask for a state. len:<5m words:>2000 date:2024-04..2024-06 added:today modified:"this week" before:2025 after:"2 weeks ago" measure. like:PATH finds what says much of the same as an article. sort:date and the like put in order. Before a query that begins with a minus stands --.`

// parseQuery reads a query that a command got in pieces, and the order that
// its flag --sort asks for.
func (c *cli) parseQuery(command string, args []string, order string) (search.Query, error) {
	q, problem := search.Parse(strings.Join(args, " "), c.now())
	if problem != nil {
		return q, queryProblem(command, q.Text, problem)
	}
	if order == "" {
		return q, nil
	}
	by, ok := search.ParseSort(order)
	if !ok {
		return q, usage("%s: unknown order %q; --sort takes relevance, path, title, date, length, left, read, each with a minus before it for the reverse", command, order)
	}
	q.Sort = by
	return q, nil
}

// queryProblem shows a query with a mark under what is wrong, and what to do.
func queryProblem(command, text string, p *search.Problem) error {
	const most = 76 // cells
	before, at := article.CleanLine(text[:p.At.Start]), article.CleanLine(text[p.At.Start:p.At.End])
	if strings.HasSuffix(text[:p.At.Start], " ") {
		before += " "
	}
	if w := ansi.StringWidth(before); w > most/2 {
		before = ansi.TruncateLeft(before, w-most/2, "…")
	}
	line := ansi.Truncate(before+article.CleanLine(text[p.At.Start:]), most, "…")
	mark := strings.Repeat(" ", ansi.StringWidth(before)) + strings.Repeat("^", max(1, min(ansi.StringWidth(at), most/2)))
	words := fmt.Sprintf("%s: %s\n  %s\n  %s", command, p.What, line, mark)
	if p.Hint != "" {
		words += "\n  " + p.Hint
	}
	return usage("%s", words)
}

// opened opens the library of the collection that commands work on. done lets
// both go.
func (c *cli) opened() (lib *library.Library, done func(), err error) {
	col, err := c.collection()
	if err != nil {
		return nil, nil, err
	}
	lib = c.openLibrary(col)
	return lib, func() { lib.Close(); col.Close() }, nil
}

// openLibrary opens a collection's library, with the search command of the options.
func (c *cli) openLibrary(col *store.Collection) *library.Library {
	lib := library.Open(col)
	if words, err := config.Command(c.config.Search); err == nil && c.config.Search != "" {
		lib.UseEngine(words)
	}
	return lib
}

// library opens a collection's library, up to date with the folder.
func (c *cli) library(ctx context.Context, col *store.Collection) (*library.Library, error) {
	if w := col.Warning(); w != "" {
		c.warn("%s", w)
	}
	lib := c.openLibrary(col)
	if err := c.refresh(ctx, lib); err != nil {
		lib.Close()
		return nil, err
	}
	return lib, nil
}

// openedLibrary opens the library of the folder that commands work on. done
// lets both go.
func (c *cli) openedLibrary(ctx context.Context) (lib *library.Library, done func(), err error) {
	col, err := c.collection()
	if err != nil {
		return nil, nil, err
	}
	if lib, err = c.library(ctx, col); err != nil {
		col.Close()
		return nil, nil, err
	}
	return lib, func() { lib.Close(); col.Close() }, nil
}

// articles opens a collection's library when it is first asked for articles,
// which most commands on notes never do. done lets it go.
func (c *cli) articles(ctx context.Context, col *store.Collection) (ask func() (*library.Articles, error), done func()) {
	var lib *library.Library
	ask = func() (_ *library.Articles, err error) {
		if lib == nil {
			if lib, err = c.library(ctx, col); err != nil {
				return nil, err
			}
		}
		return lib.Articles(), nil
	}
	return ask, func() {
		if lib != nil {
			lib.Close()
		}
	}
}

// refresh looks through the folder, and tells a person how far it is.
func (c *cli) refresh(ctx context.Context, lib *library.Library) error {
	m := meter{c: c, began: stopwatch.Start(), wanted: term.IsTerminal(c.stderr.Fd()) && !dumb()}
	defer m.end()
	return lib.Refresh(ctx, m.show)
}

// meter tells a person how far the reading of a folder is, if it takes long.
type meter struct {
	c      *cli
	began  stopwatch.Watch
	wanted bool
	shown  bool
}

// patienceTime is how long nobody asks what is going on.
const patienceTime = 300 * time.Millisecond

func (m *meter) show(p search.Progress) {
	if !m.wanted || m.began.Elapsed() < patienceTime {
		return
	}
	m.shown = true
	words := "looking through the folder"
	if p.Listed {
		words = fmt.Sprintf("reading %d of %d articles", p.Done, p.Total)
	}
	fmt.Fprint(m.c.stderr, "\r"+words+ansi.EraseLineRight)
}

// end takes away what was shown.
func (m *meter) end() {
	if m.shown {
		fmt.Fprint(m.c.stderr, "\r"+ansi.EraseLineRight)
	}
}
