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
	var asJSON bool
	cmd := &cobra.Command{
		Use:   "sync",
		Short: "Sync notes with other machines, by git",
		Long: `Commit the notes, pull what others pushed, merge notes by their ids, and push. It works on the git repository that .manicule is, or else on the one that it lies in; of that one it commits the notes only.

To begin: make .manicule a repository (git init, git remote add origin URL, git push -u origin HEAD), and clone it into the collection on the other machine. If the pull can't be merged, it is taken back, and nothing is lost.`,
		Example: `manicule sync
manicule sync -C ~/articles`,
		Args: arguments(0, 0),
		RunE: func(cmd *cobra.Command, _ []string) error { return c.sync(cmd.Context(), asJSON) },
	}
	cmd.Flags().BoolVar(&asJSON, "json", false, "print a JSON array of what was done in each home")
	return cmd
}

// syncJSON is a home of notes in the output of sync --json.
type syncJSON struct {
	Home string   `json:"home"`
	Done []string `json:"done"` // in words
}

func (c *cli) sync(ctx context.Context, asJSON bool) error {
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
	done := []syncJSON{}
	for _, home := range all {
		if err == nil {
			one := syncJSON{Home: article.CleanLine(library.ShownIn(col, home.folder))}
			one.Done, err = home.repository.Sync(ctx)
			done = append(done, one)
		}
	}
	err = errors.Join(err, c.printSynced(done, asJSON))
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

// printSynced says what was done in each home, which is named if it is one of
// several.
func (c *cli) printSynced(all []syncJSON, asJSON bool) error {
	if asJSON {
		return printJSON(c.stdout, all)
	}
	for _, one := range all {
		words := strings.Join(one.Done, " · ")
		if len(all) > 1 {
			words = one.Home + ": " + words
		}
		if len(one.Done) == 0 {
			continue
		}
		if _, err := fmt.Fprintln(c.stdout, words); err != nil {
			return err
		}
	}
	return nil
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
