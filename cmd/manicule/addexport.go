package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"path"
	"slices"
	"strings"

	"charm.land/bubbles/v2/progress"
	"github.com/charmbracelet/x/ansi"
	"github.com/charmbracelet/x/term"
	"github.com/spf13/pflag"

	"manicule/internal/exchange"
	"manicule/internal/fetch"
	"manicule/internal/intake"
	"manicule/internal/library"
	"manicule/internal/service"
)

// addingExports is what add was asked for of the libraries of other services.
type addingExports struct {
	feedItems, dry, fetchStubs bool
}

func (a *addingExports) flags(f *pflag.FlagSet) {
	f.BoolVar(&a.feedItems, "feed-items", false, "of an export: take what came by followed feeds, too")
	f.BoolVar(&a.fetchStubs, "fetch-stubs", false, "fetch the texts of the stubs that are there")
	f.BoolVar(&a.dry, "dry-run", false, "of an export: show what would be done without doing it")
}

// exportEndings are the endings of files that may be exports.
var exportEndings = []string{".zip", ".epub", ".json", ".csv", ".html", ".htm", ".sqlite"}

// takeExports opens the exports among the arguments of add, and returns the
// others. A folder must be one.
func (c *cli) takeExports(names []string, a adding) (exports []*service.Export, others []string, err error) {
	for _, name := range names {
		folder := isFolder(name)
		if !folder && (!isFile(name) || !slices.Contains(exportEndings, strings.ToLower(path.Ext(name)))) {
			others = append(others, name)
			continue
		}
		e, err := service.Open(name, service.Options{FeedItems: a.exports.feedItems})
		switch {
		case errors.Is(err, service.ErrNone) && !folder && !slices.Contains([]string{".zip", ".sqlite"}, strings.ToLower(path.Ext(name))):
			others = append(others, name)
		case err != nil:
			return exports, nil, fmt.Errorf("add %s: %w", name, c.exportAdvice(name, err))
		default:
			exports = append(exports, e)
		}
	}
	return exports, others, nil
}

// exportAdvice says which exports there are, to somebody who named something
// else.
func (c *cli) exportAdvice(name string, err error) error {
	if !errors.Is(err, service.ErrNone) {
		return err
	}
	if _, ok, failed := c.readDatabase(name); ok && failed == nil {
		return errNotes
	}
	if data, failed := c.readFileOrInput(name); failed == nil && exchange.NotesFormat(name, data) != "" {
		return errNotes
	}
	return fmt.Errorf("%w; it reads those of %s\n  articles in a folder need not be added: open it with manicule FOLDER", err, strings.Join(service.Services(), ", "))
}

// orExport says of a file that holds no notes whether it is a library.
func orExport(name string, err error) error {
	e, failed := service.Open(name, service.Options{})
	if failed != nil {
		return err
	}
	defer e.Close()
	return fmt.Errorf("it is a library that %s exported: manicule add brings it in", e.Service)
}

// addExports brings the libraries of other services into the collection, and
// tells how many of what came.
func (c *cli) addExports(ctx context.Context, exports []*service.Export, a adding) error {
	lib, done, err := c.openedLibrary(ctx)
	if err != nil {
		return err
	}
	defer done()
	col := lib.Collection()
	tags, err := tagsGiven(a.Tags)
	if err != nil {
		return err
	}
	bar := c.newBar()
	added, err := library.AddExports{
		Exports: exports, List: lib.Articles(), Folder: folderIn(col.Within(), a.Folder), Tags: tags, Now: c.second(), DryRun: a.exports.dry, Again: a.Again,
		Progress: bar.show, Warn: func(problem error) { bar.end(); c.warn("add: %v", problem) },
	}.Run(ctx, col)
	bar.end()
	if err != nil {
		return err
	}
	if err := c.printAdded(exports, added, a); err != nil {
		return fmt.Errorf("print the summary: %w", err)
	}
	if added.Failed > 0 {
		return nothing("add: %d articles could not be added", added.Failed)
	}
	return nil
}

// fetchStubs fetches the texts of all stubs of the collection.
func (c *cli) fetchStubs(ctx context.Context, a adding) error {
	lib, done, err := c.openedLibrary(ctx)
	if err != nil {
		return err
	}
	defer done()
	stubs, err := lib.Articles().Stubs(ctx)
	if err != nil {
		return err
	}
	fetcher := fetch.New(fetch.Usual)
	defer fetcher.Close()
	in, err := intake.New(ctx, lib, fetcher, a.Options)
	if err != nil {
		return err
	}
	out, bar, n := c.outcomes("add", a.json), c.newBar(), 0
	in.FillStubs(ctx, stubs, func(one intake.Outcome) {
		bar.end()
		out.take(one)
		n++
		bar.show(n, len(stubs))
	})
	bar.end()
	return out.end()
}

// folderIn is the folder that was asked for within the one that is shown; ""
// if none was.
func folderIn(within, folder string) string {
	if within == "." && folder == "" {
		return ""
	}
	return path.Join(within, folder)
}

// addedJSON is what add --json prints of exports.
type addedJSON struct {
	DryRun   bool     `json:"dryRun,omitempty"`
	Services []string `json:"services"`
	library.Added
}

func (c *cli) printAdded(exports []*service.Export, n library.Added, a adding) error {
	var services []string
	for _, e := range exports {
		services = append(services, e.Service)
	}
	if a.json {
		return printJSON(c.stdout, addedJSON{a.exports.dry, services, n})
	}
	out := bufio.NewWriter(c.stdout)
	if a.exports.dry {
		out.WriteString("dry run, nothing written\n")
	}
	fmt.Fprintf(out, "%6d  in the export of %s\n", n.Rows, strings.Join(services, ", "))
	for _, line := range addedLines(n) {
		if line.n > 0 {
			fmt.Fprintf(out, "%6d  %s\n", line.n, line.what)
		}
	}
	if n.Notes > 0 {
		fmt.Fprintf(out, "and %d notes\n", n.Notes)
	}
	tellLeft(out, exports)
	return out.Flush()
}

type addedLine struct {
	n    int
	what string
}

// addedLines are the counts that add up to all rows.
func addedLines(n library.Added) []addedLine {
	lines := []addedLine{
		{n.Articles, "articles added, with their texts"},
		{n.Stubs, "stubs added: addresses whose texts are not here; add --fetch-stubs fetches them"},
		{n.Filled, "stubs that got their texts"},
		{n.Updated, "known articles that got state, tags or notes"},
		{n.Known, "known, nothing new"},
		{n.Merged, "of an address that another row has, joined with it"},
		{n.Deleted, "brought in before and deleted since; --again brings them back"},
		{n.Failed, "could not be added"},
	}
	for _, why := range service.Reasons {
		lines = append(lines, addedLine{n.Left[why], "left out: " + string(why)})
	}
	return lines
}

// toldOf is how many rows that are left out are named for each reason.
const toldOf = 3

// tellLeft names some of what is left out.
func tellLeft(out *bufio.Writer, exports []*service.Export) {
	named := map[service.Reason]int{}
	for _, e := range exports {
		for _, left := range e.Left {
			if named[left.Why]++; named[left.Why] <= toldOf {
				fmt.Fprintf(out, "left out, %s: %s\n", left.Why, shortened(left.What))
			}
		}
	}
	for _, why := range service.Reasons {
		if more := named[why] - toldOf; more > 0 {
			fmt.Fprintf(out, "left out, %s: and %d more\n", why, more)
		}
	}
}

// bar tells how far a long work is: on a terminal as a bar, else in lines.
type bar struct {
	c        *cli
	model    progress.Model
	terminal bool
	shown    int // the last per cent or line that was shown
	open     bool
}

func (c *cli) newBar() *bar {
	b := &bar{c: c, terminal: term.IsTerminal(c.stderr.Fd()) && !dumb(), shown: -1}
	if b.terminal {
		b.model = progress.New(progress.WithWidth(40), progress.WithoutPercentage())
	}
	return b
}

// aLine is for how many articles a line is written where there is no terminal.
const aLine = 1000

func (b *bar) show(done, total int) {
	switch {
	case b.terminal:
		if now := done * 200 / max(total, 1); now != b.shown {
			b.shown, b.open = now, true
			fmt.Fprintf(b.c.stderr, "\r%s %d of %d%s", b.model.ViewAs(float64(done)/float64(total)), done, total, ansi.EraseLineRight)
		}
	case done%aLine == 0 && done < total:
		fmt.Fprintf(b.c.stderr, "%d of %d\n", done, total)
	}
}

// end takes the bar away.
func (b *bar) end() {
	if b.open {
		fmt.Fprint(b.c.stderr, "\r"+ansi.EraseLineRight)
	}
	b.open, b.shown = false, -1
}
