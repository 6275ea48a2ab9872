package main

import (
	"github.com/spf13/cobra"

	"manicule/internal/article"
	"manicule/internal/ui"
)

func (c *cli) keysCommand() *cobra.Command {
	var markdown, asJSON bool
	cmd := &cobra.Command{
		Use:   "keys",
		Short: "Print all keys as they are bound",
		Args:  arguments(0, 0),
		RunE: func(*cobra.Command, []string) error {
			keys := ui.Keys(c.config.Keys)
			a, err := article.Parse("Keys.md", []byte("# Keys\n\n"+ui.KeysMarkdown(keys)))
			switch {
			case asJSON:
				return printJSON(c.stdout, ui.Bindings(keys))
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
	cmd.Flags().BoolVar(&asJSON, "json", false, "print a JSON array")
	return cmd
}
