package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/kballard/go-shellquote"
	"github.com/spf13/cobra"

	"manicule/internal/git"
)

func (c *cli) syncCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "sync",
		Short: "Bring notes together with other machines, by git",
		Long: `Commit the notes, pull what others pushed, merge notes by their ids, and push. It works on the git repository that .manicule is, or else on the one that it lies in; of that one it commits the notes only.

To begin: make .manicule a repository (git init, git remote add origin URL, git push -u origin HEAD), and clone it into the collection on the other machine. If the pull can't be merged, it is taken back, and nothing is lost.`,
		Example: `manicule sync
manicule sync -C ~/articles`,
		Args: arguments(0, 0),
		RunE: func(cmd *cobra.Command, _ []string) error { return c.sync(cmd.Context()) },
	}
}

func (c *cli) sync(ctx context.Context) error {
	col, err := c.collection()
	if err != nil {
		return err
	}
	defer col.Close()
	self, err := os.Executable()
	if err != nil {
		return fmt.Errorf("sync: find this program: %w", err)
	}
	merge := shellquote.Join(filepath.ToSlash(self)) + " merge-notes %O %A %B"
	repository, err := git.Open(ctx, filepath.Dir(col.NotesFolder()), merge, c.stdin)
	if err != nil {
		return fmt.Errorf("sync: %w", err)
	}
	if err := col.PutBack(ctx); err != nil {
		return fmt.Errorf("sync: %w", err)
	}
	done, err := repository.Sync(ctx)
	if len(done) > 0 {
		_, printed := fmt.Fprintln(c.stdout, strings.Join(done, " · "))
		err = errors.Join(err, printed)
	}
	if err != nil {
		return fmt.Errorf("sync: %w", err)
	}
	return nil
}
