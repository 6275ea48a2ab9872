package main

import (
	"bufio"
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"manicule/internal/article"
	"manicule/internal/exchange"
	"manicule/internal/library"
	"manicule/internal/service"
	"manicule/internal/sqlite"
)

// importing is what import was asked for.
type importing struct {
	files     []string
	from      string // a format of exchange.ImportFormats; "": as the file looks
	article   string // the article that all notes are on; "": as each note tells
	dry, json bool
}

func (c *cli) importCommand() *cobra.Command {
	var i importing
	cmd := &cobra.Command{
		Use:   "import FILE|-...",
		Short: "Import notes from other programs",
		Long: `Import notes that another program wrote: W3C Web Annotations (jsonld, also what notes --format jsonld writes), Hypothesis' JSON, KOReader's metadata.*.lua, JSON or Markdown, a Kindle's "My Clippings.txt" in any of its languages, the notebooks of Kindle's apps (HTML), Bookcision's JSON, Readwise's CSV, Omnivore's Markdown, a Kobo's KoboReader.sqlite (or the Kobo itself, as it is mounted), Zotero's annotations (zotero.sqlite or its data folder, also while Zotero runs), calibre's annotations of its library, and of its viewer, which don't tell the book and need --article, .annotations of e-book readers (JSON-LD, also as an archive), and comments in MRSF 1.0 (Sidemark, .review.yaml or .review.json), which keep author, severity, replies and all else for --format mrsf.

Each note's article is found by its address, else by title and author, else by the quoted text. The passage is then located in the article as it is now: exact where it occurs once word for word, edited where its words changed, else lost, which is reported and kept like any lost note. Notes whose article is missing or ambiguous are kept in .manicule/unplaced.jsonld; import that file again once the article is there, or name it by --article.

What is there already is not brought in again, so a file can be imported as often as it grows. --dry-run shows what would be done. The exit status is 1 if a note is lost or has no article.`,
		Example: `manicule import "My Clippings.txt" --dry-run
manicule import hypothesis.json readwise.csv
manicule import --article essays/tea.md "tea.sdr/metadata.epub.lua"`,
		Args: arguments(1, -1),
		RunE: func(cmd *cobra.Command, args []string) error {
			i.files = args
			if i.from != "" && !slices.Contains(exchange.ImportFormats(), i.from) {
				return usage("import: unknown format %q; --from takes %s", i.from, strings.Join(exchange.ImportFormats(), ", "))
			}
			return c.importNotes(cmd.Context(), i)
		},
	}
	f := cmd.Flags()
	f.StringVar(&i.from, "from", "", "the files' format: "+strings.Join(exchange.ImportFormats(), ", ")+" (default: detected)")
	f.StringVar(&i.article, "article", "", "the article all the notes belong to")
	f.BoolVar(&i.dry, "dry-run", false, "show what would be done without doing it")
	f.BoolVar(&i.json, "json", false, "print the summary as JSON")
	return cmd
}

func (c *cli) importNotes(ctx context.Context, i importing) error {
	notes, err := c.readImports(i)
	if err != nil {
		return err
	}
	col, err := c.collection()
	if err != nil {
		return err
	}
	defer col.Close()
	articles, done := c.articles(ctx, col)
	defer done()
	result, err := library.ImportNotes(ctx, col, library.Import{Notes: notes, Article: i.article, Articles: articles, DryRun: i.dry})
	for _, saved := range result.Saved {
		c.printRestored(saved)
	}
	if err != nil {
		return err
	}
	return c.printSummary(result, i)
}

// readImports reads the notes of all files, and warns of what is none.
func (c *cli) readImports(i importing) ([]exchange.Imported, error) {
	var all []exchange.Imported
	for _, name := range i.files {
		if notes, ok, err := c.readDatabase(name); ok {
			if err != nil {
				return nil, fmt.Errorf("import %s: %w\n  nothing was imported", name, err)
			}
			all = append(all, notes...)
			continue
		}
		data, err := c.readFileOrInput(name)
		if err != nil {
			return nil, fmt.Errorf("import %s: %w", name, err)
		}
		notes, problems, err := exchange.Import(i.from, name, data)
		if err != nil {
			return nil, fmt.Errorf("import %s: %w\n  nothing was imported", name, orExport(name, err))
		}
		for _, p := range problems {
			c.warn("import %s, line %d: left out: %s", name, p.Line, p.What)
		}
		all = append(all, notes...)
	}
	if len(all) == 0 {
		return nil, nothing("import %s: no notes found", strings.Join(i.files, " "))
	}
	return all, nil
}

// readDatabase reads the notes in a Kobo's database, or in Zotero's, or the
// folder of either; false if it is none.
func (c *cli) readDatabase(name string) ([]exchange.Imported, bool, error) {
	if isFolder(name) {
		for _, within := range []string{filepath.Join(".kobo", "KoboReader.sqlite"), "KoboReader.sqlite", "zotero.sqlite"} {
			if in := filepath.Join(name, within); sqlite.Is(in) {
				return c.readDatabase(in)
			}
		}
		return nil, false, nil
	}
	if !sqlite.Is(name) {
		return nil, false, nil
	}
	db, err := sqlite.Open(name)
	if err != nil {
		return nil, true, err
	}
	defer db.Close()
	ctx, cancel := context.WithTimeout(context.Background(), databaseTime)
	defer cancel()
	notes, err := exchange.ImportKobo(ctx, db.DB)
	if !errors.Is(err, exchange.ErrNoKobo) {
		return notes, true, err
	}
	e, err := service.Open(name, service.Options{})
	if err != nil {
		return nil, true, errors.New("it is a database, but neither a Kobo's nor Zotero's")
	}
	defer e.Close()
	for _, item := range e.Items {
		for _, n := range item.Notes {
			n.Author = item.Author
			notes = append(notes, n)
		}
	}
	return notes, true, nil
}

// databaseTime is how long reading a database may take.
const databaseTime = 2 * time.Minute

// readFileOrInput reads a file, or standard input for "-", up to maxInput.
func (c *cli) readFileOrInput(name string) ([]byte, error) {
	in := io.Reader(c.stdin)
	if name != "-" {
		f, err := os.Open(name)
		if err != nil {
			return nil, err
		}
		defer f.Close()
		if info, err := f.Stat(); err != nil || !info.Mode().IsRegular() {
			return nil, cmp.Or(err, fmt.Errorf("it is no file"))
		}
		in = f
	}
	data, err := io.ReadAll(io.LimitReader(in, maxInput+1))
	if err == nil && len(data) > maxInput {
		err = fmt.Errorf("it is larger than %d MiB", maxInput>>20)
	}
	return data, err
}

// summaryJSON is what import --json prints.
type summaryJSON struct {
	DryRun   bool                 `json:"dryRun,omitempty"`
	Articles []library.ImportedOn `json:"articles"`
	Unplaced []unplacedJSON       `json:"unplaced"`
	Kept     string               `json:"kept,omitempty"` // the file that keeps them
}

type unplacedJSON struct {
	ID       string   `json:"id"`
	Title    string   `json:"title"`
	Source   string   `json:"source,omitempty"`
	Quote    string   `json:"quote"`
	Articles []string `json:"articles"` // those that may be meant
}

func (c *cli) printSummary(r library.ImportResult, i importing) error {
	var err error
	if i.json {
		err = printJSON(c.stdout, newSummaryJSON(r, i))
	} else {
		out := bufio.NewWriter(c.stdout)
		writeSummary(out, r, i)
		err = out.Flush()
	}
	if err != nil {
		return fmt.Errorf("print the summary: %w", err)
	}
	lost := 0
	for _, row := range r.Articles {
		lost += row.Lost
	}
	switch {
	case len(r.Unplaced) > 0:
		return nothing("import: %d of the notes have no article here%s", len(r.Unplaced), adviceOn(r.Kept))
	case lost > 0:
		return nothing("import: %d of the passages are not in their articles\n  manicule notes has:lost lists such notes", lost)
	}
	return nil
}

func adviceOn(kept string) string {
	if kept == "" {
		return ""
	}
	return "; they are kept in " + kept + "\n  import that file again when the articles are there, or name one with --article"
}

func newSummaryJSON(r library.ImportResult, i importing) summaryJSON {
	out := summaryJSON{DryRun: i.dry, Articles: append([]library.ImportedOn{}, r.Articles...), Unplaced: []unplacedJSON{}, Kept: r.Kept}
	for _, n := range r.Unplaced {
		out.Unplaced = append(out.Unplaced, unplacedJSON{ID: n.ID, Title: n.Title, Source: n.Source, Quote: n.Anchor.Quote, Articles: append([]string{}, n.Others...)})
	}
	return out
}

// writeSummary tells a person what was done, or would be.
func writeSummary(out *bufio.Writer, r library.ImportResult, i importing) {
	if i.dry {
		out.WriteString("dry run, nothing written\n")
	}
	if len(r.Articles) > 0 {
		out.WriteString(" exact  edited  lost  known  article\n")
	}
	for _, row := range r.Articles {
		fmt.Fprintf(out, "%6d  %6d  %4d  %5d  %s\n", row.Exact, row.Edited, row.Lost, row.Known, article.CleanLine(row.Article))
	}
	for _, n := range r.Unplaced {
		why := "no article"
		if len(n.Others) > 0 {
			why = "one of " + strings.Join(n.Others, ", ")
		}
		fmt.Fprintf(out, "%s: %s: “%s”\n", article.CleanLine(why), cmp.Or(n.Title, n.Source, "no title"), shortened(cmp.Or(n.Anchor.Quote, n.Body)))
	}
}

// shortened is the beginning of a text on one line.
func shortened(s string) string {
	const most = 60
	if r := []rune(article.CleanLine(s)); len(r) > most {
		return string(r[:most]) + "…"
	}
	return article.CleanLine(s)
}
