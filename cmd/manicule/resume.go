package main

import (
	"github.com/spf13/cobra"

	"manicule/internal/library"
	"manicule/internal/ui"
)

func (c *cli) resumeCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "resume",
		Short: "Continue the article you read last",
		Long: `Open the article that was read last and not to its end, at the place where you left it. When the output is no terminal, it is printed instead.

manicule without a command opens the library, which offers the same: c goes on.`,
		Example: `manicule resume
manicule resume -C ~/articles`,
		Args: arguments(0, 0),
		RunE: func(cmd *cobra.Command, _ []string) error {
			lib, done, err := c.opened()
			if err != nil {
				return err
			}
			defer done()
			path, err := c.unfinished(cmd, lib)
			if err != nil {
				return err
			}
			if c.surface() == printed {
				return c.printArticle(lib.Collection(), path, 0)
			}
			return c.startReader(cmd.Context(), ui.Options{Library: lib, Article: path})
		},
	}
	c.addLooks(cmd)
	c.addPlain(cmd)
	return cmd
}

// there reports whether an article that the index knows can still be read.
func (c *cli) there(lib *library.Library, path string) bool {
	_, err := lib.Article(path)
	return err == nil
}

// unfinished is the article to go on with. The index may know nothing of it
// yet; then the folder is looked through.
func (c *cli) unfinished(cmd *cobra.Command, lib *library.Library) (string, error) {
	e, ok := lib.Articles().Unfinished()
	if len(lib.Collection().Readings()) > 0 && (!ok || !c.there(lib, e.Path)) {
		if err := c.refresh(cmd.Context(), lib); err != nil {
			return "", err
		}
		e, ok = lib.Articles().Unfinished()
	}
	if !ok {
		return "", nothing("resume: no article in %s is unfinished\n  manicule list is:unread lists what you have not read", lib.Collection().Shown())
	}
	return e.Path, nil
}
