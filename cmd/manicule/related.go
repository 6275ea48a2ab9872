package main

import (
	"bufio"
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"manicule/internal/library"
	"manicule/internal/search"
	"manicule/internal/store"
)

// relatedMost is how many articles like another are listed to who didn't say.
const relatedMost = 10

func (c *cli) relatedCommand() *cobra.Command {
	var l listing
	cmd := &cobra.Command{
		Use:   "related ARTICLE",
		Short: "List similar articles",
		Long: `List the articles that share the most of an article's rare words, the nearest first. The query like:PATH finds the same, and can be joined with others: manicule list like:PATH is:unread.

The output is that of manicule list.`,
		Example: `manicule related essays/the-little-hand.md
manicule related little-hand --json`,
		Args:              arguments(1, 1),
		ValidArgsFunction: c.completeArticles,
		RunE: func(cmd *cobra.Command, args []string) error {
			col, err := c.collection()
			if err != nil {
				return err
			}
			defer col.Close()
			path, err := col.Resolve(args[0])
			if err != nil {
				return &failure{statusNothing, err}
			}
			like := search.Like{Path: path}
			l.query = search.Query{Text: like.String(), Root: like}
			return c.list(cmd.Context(), col, l)
		},
	}
	cmd.Flags().IntVar(&l.limit, "limit", relatedMost, "print at most this many; 0 means all")
	cmd.Flags().BoolVar(&l.json, "json", false, "print a JSON array")
	cmd.Flags().BoolVarP(&l.nul0, "null", "0", false, "print paths only, separated by NUL bytes")
	return cmd
}

// listCopies lists the articles that tell the same story, group by group, of
// the groups that have an article the query finds.
func (c *cli) listCopies(ctx context.Context, col *store.Collection, l listing) error {
	lib, err := c.library(ctx, col)
	if err != nil {
		return err
	}
	defer lib.Close()
	if _, err := lib.FindCopies(ctx); err != nil {
		return fmt.Errorf("list --duplicates: %w", err)
	}
	a := lib.Articles()
	found, err := a.Search(ctx, l.query)
	if err != nil {
		return fmt.Errorf("list --duplicates: %w", err)
	}
	groups := copyGroups(a, found.IDs)
	if l.limit > 0 && len(groups) > l.limit {
		groups = groups[:l.limit]
	}
	if err := c.printGroups(lib, a, groups, l); err != nil {
		return err
	}
	if len(groups) == 0 {
		return nothing("list %s: no duplicates", col.Shown())
	}
	return nil
}

// copyGroups are the groups of the articles, in order of their first ones.
func copyGroups(a *library.Articles, ids []library.ID) (groups [][]library.ID) {
	kept, _ := a.Fold(ids, func(library.ID) bool { return false })
	for _, id := range kept {
		if group := a.Copies(id); len(group) > 0 {
			groups = append(groups, group)
		}
	}
	return groups
}

// printGroups prints an array of arrays, or groups parted by an empty line.
func (c *cli) printGroups(lib *library.Library, a *library.Articles, groups [][]library.ID, l listing) error {
	if l.json {
		all := make([][]entryJSON, len(groups))
		for i, group := range groups {
			for _, id := range group {
				all[i] = append(all[i], newEntryJSON(lib, a.Entry(id)))
			}
		}
		return printJSON(c.stdout, all)
	}
	out := bufio.NewWriter(c.stdout)
	table := newListTable(c.columns(), a, slices.Concat(groups...))
	for i, group := range groups {
		if i > 0 && !l.nul0 {
			out.WriteString("\n")
		}
		for _, id := range group {
			switch e := a.Entry(id); {
			case l.nul0:
				out.WriteString(e.Path + "\x00")
			case c.terminal():
				out.WriteString(table.row(e) + "\n")
			default:
				out.WriteString(strings.Join(fields(e), "\t") + "\n")
			}
		}
	}
	if err := out.Flush(); err != nil {
		return fmt.Errorf("print the list: %w", err)
	}
	return nil
}
