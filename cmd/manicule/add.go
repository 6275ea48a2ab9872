package main

import (
	"fmt"
	"path"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"manicule/internal/article"
	"manicule/internal/library"
)

// adding is what add was asked for.
type adding struct {
	folder        string // in the collection
	title, source string
	tags          []string
}

func (c *cli) addCommand() *cobra.Command {
	var a adding
	cmd := &cobra.Command{
		Use:   "add FILE|-...",
		Short: "Bring articles into the collection",
		Long: `Bring articles into the collection: of a web page its readable part, of text or Markdown all of it, as a Markdown file with front matter that tells title, author, site, source, date and tags as far as they are known. The file is named after the title; one that is there is never written over: a number follows the name then. - reads standard input.

It prints the path of each new article in the collection.`,
		Example: `curl -s https://example.org/essay.html | manicule add - --source https://example.org/essay.html
manicule add ~/Downloads/*.html --in inbox --tag later`,
		Args: arguments(1, -1),
		RunE: func(_ *cobra.Command, args []string) error {
			if len(args) > 1 && a.title != "" {
				return usage("add: --title names one article, not %d", len(args))
			}
			return c.add(args, a)
		},
	}
	f := cmd.Flags()
	f.StringVar(&a.folder, "in", "", "folder in the collection to put it in")
	f.StringVar(&a.title, "title", "", "its title, instead of the one it tells")
	f.StringVar(&a.source, "source", "", "the address it is from")
	tagFlag(cmd, &a.tags, "tag of the article")
	return cmd
}

func (c *cli) add(names []string, a adding) error {
	tags, err := tagsGiven(a.tags)
	if err != nil {
		return err
	}
	col, err := c.collection()
	if err != nil {
		return err
	}
	defer col.Close()
	for _, name := range names {
		art, err := c.parseFile(name)
		if err != nil {
			return fmt.Errorf("add %s: %w", name, err)
		}
		now := c.second()
		added, err := library.AddArticle(col, library.NewArticle{
			Article: art, Folder: path.Join(col.Within(), a.folder), Title: a.titleOf(art, name, now), Source: a.source, Tags: tags, Added: now,
		})
		if err != nil {
			return fmt.Errorf("add %s: %w", name, err)
		}
		c.warnAbout(art)
		if _, err := fmt.Fprintln(c.stdout, article.CleanLine(added)); err != nil {
			return fmt.Errorf("print the article's path: %w", err)
		}
	}
	return nil
}

func (c *cli) parseFile(name string) (*article.Article, error) {
	if name == "-" {
		return c.readInput()
	}
	data, err := c.readFileOrInput(name)
	if err != nil {
		return nil, err
	}
	return article.Parse(path.Base(strings.ReplaceAll(name, `\`, "/")), data)
}

// titleOf is what an article is to be called. One that standard input doesn't
// tell is the moment it came.
func (a adding) titleOf(art *article.Article, name string, now time.Time) string {
	if a.title == "" && name == "-" && art.Meta.Title == "standard input" {
		return "added " + now.Format("2006-01-02 150405")
	}
	return a.title
}
