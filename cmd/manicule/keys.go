package main

import (
	"github.com/spf13/cobra"

	"manicule/internal/article"
	"manicule/internal/ui"
)

func (c *cli) keysCommand() *cobra.Command {
	var markdown bool
	cmd := &cobra.Command{
		Use:   "keys",
		Short: "Print all keys of the reader",
		Args:  arguments(0, 0),
		RunE: func(*cobra.Command, []string) error {
			a, err := article.Parse("Keys.md", []byte("# Keys\n\n"+ui.KeysMarkdown()))
			switch {
			case err != nil:
				return err
			case markdown:
				return c.printMarkdown(a)
			}
			return c.print(a)
		},
	}
	c.addLooks(cmd)
	cmd.Flags().BoolVar(&markdown, "markdown", false, "print them as Markdown")
	return cmd
}
