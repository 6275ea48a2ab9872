package main

import (
	"fmt"

	"github.com/spf13/cobra"

	"manicule/internal/article"
	"manicule/internal/store"
)

func (c *cli) mergeNotesCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "merge-notes BASE OURS THEIRS",
		Short: "Merge three versions of a notes file, for git",
		Long: `Merge two versions of a notes file that started as BASE and write the result to OURS. Notes are merged by id; what both sides changed is kept twice and marked; a note that one side deleted and the other edited is kept.

Git calls it when these two lines say so, the first one once for a repository, the second one in a folder that holds notes:

  git config merge.manicule.driver "manicule merge-notes %O %A %B"
  echo "*.md merge=manicule" >> .gitattributes

manicule sync needs neither.`,
		Example: `git config merge.manicule.driver "manicule merge-notes %O %A %B"
manicule merge-notes before.md mine.md hers.md`,
		Args: arguments(3, 3),
		RunE: func(_ *cobra.Command, args []string) error { return c.mergeNotes(args[0], args[1], args[2]) },
	}
}

func (c *cli) mergeNotes(base, ours, theirs string) error {
	merged, err := store.MergeFiles(base, ours, theirs)
	if err != nil {
		return err
	}
	for _, p := range merged.Problems() {
		c.warn("%s, line %d: %s", merged.Header().Article, p.Line, p.What)
	}
	if _, err := fmt.Fprintf(c.stdout, "%d notes on %s\n", len(merged.Notes()), article.CleanLine(merged.Header().Article)); err != nil {
		return fmt.Errorf("print the result: %w", err)
	}
	return nil
}
