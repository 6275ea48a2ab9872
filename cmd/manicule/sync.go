package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/kballard/go-shellquote"
	"github.com/spf13/cobra"

	"manicule/internal/article"
	"manicule/internal/git"
	"manicule/internal/library"
	"manicule/internal/store"
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
	all, err := c.repositories(ctx, col, merge)
	if err == nil {
		err = col.PutBack(ctx)
	}
	for _, home := range all {
		if err == nil {
			err = c.syncOne(ctx, col, home, len(all) > 1)
		}
	}
	if err != nil {
		return fmt.Errorf("sync: %w", err)
	}
	return nil
}

// syncedHome is a folder of notes and the repository that it lies in.
type syncedHome struct {
	folder     string
	repository *git.Repository
}

// syncOne syncs one home, which is named if it is one of several.
func (c *cli) syncOne(ctx context.Context, col *store.Collection, home syncedHome, named bool) error {
	done, err := home.repository.Sync(ctx)
	if len(done) == 0 {
		return err
	}
	words := strings.Join(done, " · ")
	if named {
		words = article.CleanLine(library.ShownIn(col, home.folder)) + ": " + words
	}
	_, printed := fmt.Fprintln(c.stdout, words)
	return errors.Join(err, printed)
}

// repositories are those of all homes in the collection that have notes. One
// of several may be in none.
func (c *cli) repositories(ctx context.Context, col *store.Collection, merge string) (all []syncedHome, err error) {
	homes := slices.DeleteFunc(col.Homes(ctx), func(home string) bool { return !isFolder(home) })
	if len(homes) == 0 {
		homes = []string{filepath.Dir(col.NotesFolder())}
	}
	for _, home := range homes {
		r, unsynced := git.Open(ctx, home, merge, c.stdin)
		if unsynced == nil {
			all = append(all, syncedHome{home, r})
		} else if len(homes) > 1 {
			c.warn("%v", unsynced)
		}
		err = cmp.Or(err, unsynced)
	}
	if len(all) > 0 {
		err = nil
	}
	return all, err
}
