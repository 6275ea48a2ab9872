package main

import (
	"context"
	"fmt"
	"time"

	"github.com/spf13/cobra"

	"manicule/internal/article"
	"manicule/internal/search"
	"manicule/internal/stopwatch"
)

// indexing is what the index command was asked for.
type indexing struct{ rebuild, status, json bool }

func (c *cli) indexCommand() *cobra.Command {
	var i indexing
	cmd := &cobra.Command{
		Use:   "index",
		Short: "Update the search index",
		Long: `Update the search index of the collection and show what is in it. The other commands do this by themselves; use this one to measure it, or to warm the index ahead of time.

The index is in the system's cache folder and can be deleted at any time.`,
		Example: `manicule index
manicule index --rebuild
manicule index --status --json`,
		Args: arguments(0, 0),
		RunE: func(cmd *cobra.Command, _ []string) error {
			if i.rebuild && i.status {
				return usage("index: --rebuild and --status are mutually exclusive")
			}
			return c.index(cmd.Context(), i)
		},
	}
	cmd.Flags().BoolVar(&i.rebuild, "rebuild", false, "rebuild it")
	cmd.Flags().BoolVar(&i.status, "status", false, "only show what is in it")
	cmd.Flags().BoolVar(&i.json, "json", false, "print a JSON object")
	return cmd
}

func (c *cli) index(ctx context.Context, i indexing) error {
	lib, done, err := c.opened()
	if err != nil {
		return err
	}
	defer done()
	took := stopwatch.Start()
	if i.rebuild {
		if err := lib.Clear(); err != nil {
			return fmt.Errorf("clear the index: %w", err)
		}
	}
	if !i.status {
		if err := c.refresh(ctx, lib); err != nil {
			return err
		}
	}
	status := lib.Status()
	if status.Problem != "" {
		c.warn("the index: %s", status.Problem)
	}
	if i.json {
		return printJSON(c.stdout, newIndexJSON(status, took.Elapsed(), i))
	}
	return c.printStatus(status, took.Elapsed(), i)
}

func (c *cli) printStatus(s search.Status, took time.Duration, i indexing) error {
	folder := s.Folder
	if folder == "" {
		folder = "in memory"
	}
	words := fmt.Sprintf("articles  %d\nwords     %d\nsize      %.1f MB\nfolder    %s\n",
		s.Articles, s.Words, float64(s.Bytes)/1e6, article.CleanLine(folder))
	if !i.status {
		words += fmt.Sprintf("time      %.2f s\n", took.Seconds())
	}
	if _, err := c.stdout.WriteString(words); err != nil {
		return fmt.Errorf("print the index's state: %w", err)
	}
	return nil
}

// indexJSON is the output of index --json.
type indexJSON struct {
	Articles int     `json:"articles"`
	Words    int     `json:"words"`
	Bytes    int64   `json:"bytes"`
	Segments int     `json:"segments"`
	Folder   string  `json:"folder"`
	Seconds  float64 `json:"seconds,omitempty"`
	Problem  string  `json:"problem,omitempty"`
}

func newIndexJSON(s search.Status, took time.Duration, i indexing) indexJSON {
	out := indexJSON{Articles: s.Articles, Words: s.Words, Bytes: s.Bytes, Segments: s.Segments, Folder: s.Folder, Problem: s.Problem}
	if !i.status {
		out.Seconds = took.Seconds()
	}
	return out
}
