package main

import (
	"context"
	"fmt"
	"io"
	"path/filepath"

	"github.com/charmbracelet/x/ansi"
	"github.com/spf13/cobra"

	"manicule/internal/article"
	"manicule/internal/exchange"
	"manicule/internal/fetch"
	"manicule/internal/library"
	"manicule/internal/store"
)

func (c *cli) showCommand() *cobra.Command {
	var markdown, asJSON, annotated, asHTML, whole bool
	cmd := &cobra.Command{
		Use:   "show ARTICLE|FILE|ADDRESS|-",
		Short: "Print an article",
		Long: `Print an article, rendered: one of the collection, any other file, an address of the web, or standard input.

With --markdown it prints the text that positions count in: Markdown, without front matter. What was left out of it goes to standard error.

With --annotated it prints the article with your notes in it, as Markdown: passages ==marked==, what you wrote on them as footnotes. With --html besides it is one page that needs nothing else and prints well.

In a pipe there are no colours unless CLICOLOR_FORCE=1 asks for them, and lines are no longer than the terminal is wide, up to 80 columns; so a pager shows an article as the terminal would: CLICOLOR_FORCE=1 manicule show ARTICLE | less -R.`,
		Example: `manicule show essays/the-little-hand.md
manicule show page.html --markdown > page.md
curl -s https://example.org/essay.html | manicule show - --width 60
manicule show news.txt --json
manicule show news.txt --annotated --html > news.html`,
		Args:              arguments(1, 1),
		ValidArgsFunction: c.completeArticles,
		RunE: func(cmd *cobra.Command, args []string) error {
			switch {
			case markdown && asJSON:
				return usage("show: --markdown and --json are mutually exclusive")
			case annotated && (markdown || asJSON):
				return usage("show: --annotated is Markdown or, with --html, a page; leave out --markdown and --json")
			case asHTML && !annotated:
				return usage("show: --html belongs to --annotated")
			case annotated:
				return c.printAnnotated(args[0], asHTML)
			}
			a, err := c.read(cmd.Context(), args[0], whole)
			switch {
			case err != nil:
				return err
			case asJSON:
				return printJSON(c.stdout, newArticleJSON(a))
			case markdown:
				return c.printMarkdown(a)
			}
			return c.print(a)
		},
	}
	c.addLooks(cmd)
	c.addPrivate(cmd)
	cmd.Flags().BoolVar(&markdown, "markdown", false, "print the canonical text")
	cmd.Flags().BoolVar(&whole, "whole", false, "print all of a web page, not only its article")
	cmd.Flags().BoolVar(&asJSON, "json", false, "print metadata, headings and text as JSON")
	cmd.Flags().BoolVar(&annotated, "annotated", false, "print the article with your notes in it, as Markdown")
	cmd.Flags().BoolVar(&asHTML, "html", false, "with --annotated: as a page")
	return cmd
}

// printAnnotated prints an article with the notes on it.
func (c *cli) printAnnotated(arg string, asHTML bool) error {
	col, path, err := c.find(arg)
	if err != nil {
		return err
	}
	defer col.Close()
	f, err := col.Notes(path)
	if err != nil {
		return err
	}
	m, err := library.ResolveNotes(col, path, f)
	if err != nil {
		return err
	}
	export := exchange.AnnotatedMarkdown
	if asHTML {
		export = exchange.AnnotatedHTML
	}
	return c.writeExport(export(m))
}

// read reads the article that a person named: standard input, a file, one of
// the collection, or of an address; of a page that is not fetched the whole, if
// asked for.
func (c *cli) read(ctx context.Context, arg string, whole bool) (*article.Article, error) {
	switch {
	case arg == "-":
		return c.readInput(whole)
	case fetch.IsAddress(arg) && whole:
		return nil, usage("show: --whole is for pages that are saved")
	case fetch.IsAddress(arg):
		return c.fetchArticle(ctx, arg)
	}
	col, path, err := c.find(arg)
	if err != nil {
		return nil, err
	}
	defer col.Close()
	if whole {
		return col.ReadWhole(path)
	}
	return col.Read(path)
}

// find finds an article by what a person typed: a file, unless -C says where
// to look, else anything that the collection can resolve.
func (c *cli) find(arg string) (*store.Collection, string, error) {
	if c.folder == "" && isFile(arg) {
		if article.IsBook(arg) {
			return nil, "", fmt.Errorf("%s is a book, which is to its chapters what a folder is\n  manicule %[1]s lists them", article.CleanLine(arg))
		}
		return c.file(arg)
	}
	col, err := c.collection()
	if err != nil {
		return nil, "", err
	}
	path, err := col.Resolve(arg)
	if err != nil {
		col.Close()
		return nil, "", &failure{statusNothing, err}
	}
	return col, path, nil
}

func (c *cli) printMarkdown(a *article.Article) error {
	for _, r := range a.Removed {
		c.warn("left out of the text: %s: %s", r.Why, ansi.Truncate(article.CleanLine(r.What), 100, "…"))
	}
	c.warnAbout(a)
	if _, err := io.WriteString(c.stdout, a.Text); err != nil {
		return fmt.Errorf("print the article: %w", err)
	}
	return nil
}

func (c *cli) warnAbout(a *article.Article) {
	if a.Warning != "" {
		c.warn("%s: %s", a.Name, a.Warning)
	}
}

// metaJSON is what is known about an article; what is unknown is left out.
type metaJSON struct {
	ID          string   `json:"id,omitempty"`
	Title       string   `json:"title"`
	Author      string   `json:"author,omitempty"`
	Site        string   `json:"site,omitempty"`
	Source      string   `json:"source,omitempty"`
	Published   string   `json:"published,omitempty"`
	Tags        []string `json:"tags,omitempty"`
	Aliases     []string `json:"aliases,omitempty"`
	Language    string   `json:"language,omitempty"`
	Description string   `json:"description,omitempty"`
}

func newMetaJSON(m article.Meta) metaJSON {
	return metaJSON{
		ID: m.ID, Title: m.Title, Author: m.Author, Site: m.Site, Source: m.Source, Published: article.FormatDate(m.Published),
		Tags: m.Tags, Aliases: m.Aliases, Language: m.Language, Description: m.Description,
	}
}

// articleJSON is the output of show --json. Positions are bytes of text.
type articleJSON struct {
	Path   string `json:"path"`
	Format string `json:"format"`
	metaJSON
	Added       string        `json:"added,omitempty"` // as it says itself
	Words       int           `json:"words"`
	Minutes     int           `json:"minutes"`
	Fingerprint string        `json:"fingerprint"`
	Headings    []headingJSON `json:"headings"`
	Removed     []removalJSON `json:"removed"`
	Warning     string        `json:"warning,omitempty"`
	Text        string        `json:"text"`
}

type headingJSON struct {
	Level int    `json:"level"`
	Title string `json:"title"`
	At    [2]int `json:"at"`
}

type removalJSON struct {
	What string `json:"what"`
	Why  string `json:"why"`
}

func newArticleJSON(a *article.Article) articleJSON {
	out := articleJSON{
		Path: a.Name, Format: a.Format.String(), metaJSON: newMetaJSON(a.Meta), Added: article.FormatDate(a.Meta.Added),
		Words: a.Words(), Minutes: a.Minutes(), Fingerprint: a.Fingerprint(),
		Headings: []headingJSON{}, Removed: []removalJSON{}, Warning: a.Warning, Text: a.Text,
	}
	for _, h := range a.Headings() {
		out.Headings = append(out.Headings, headingJSON{h.Level, h.Title, [2]int{h.Span.Start, h.Span.End}})
	}
	for _, r := range a.Removed {
		out.Removed = append(out.Removed, removalJSON{r.What, r.Why})
	}
	return out
}

// completeArticles offers the collection's paths to the shell.
func (c *cli) completeArticles(cmd *cobra.Command, _ []string, _ string) ([]string, cobra.ShellCompDirective) {
	col, err := c.collection()
	if err != nil {
		return nil, cobra.ShellCompDirectiveDefault
	}
	defer col.Close()
	known := library.Open(col)
	defer known.Close()
	a := known.Articles()
	var paths []string
	_ = col.Files(cmd.Context(), ".", func(f store.File) error {
		if !col.Shows(f.Path) {
			return nil
		}
		title := filepath.Base(f.Path)
		if id, ok := a.Find(f.Path); ok {
			title = a.Entry(id).Meta.Title
		}
		paths = append(paths, cobra.CompletionWithDesc(article.CleanLine(f.Path), article.CleanLine(title)))
		return nil
	})
	return paths, cobra.ShellCompDirectiveDefault
}
