package main

import (
	"bytes"
	"cmp"
	"fmt"
	"path"
	"slices"
	"strings"
	"time"
	"unicode"

	"github.com/spf13/cobra"
	"go.yaml.in/yaml/v4"

	"manicule/internal/article"
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
	if _, err := tagsGiven(a.tags); err != nil {
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
		text, err := a.markdown(art, name)
		if err != nil {
			return fmt.Errorf("add %s: %w", name, err)
		}
		added, err := col.AddArticle(path.Join(col.Within(), a.folder, fileName(a.titleOf(art, name))), text)
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

// titleOf is the article's title. One that standard input doesn't tell is the
// moment it came.
func (a adding) titleOf(art *article.Article, name string) string {
	if a.title == "" && name == "-" && art.Meta.Title == "standard input" {
		return "added " + now().Format("2006-01-02 150405")
	}
	return cmp.Or(article.CleanLine(a.title), art.Meta.Title)
}

// frontMatter is what a new article tells of itself, by the keys it is read by.
type frontMatter struct {
	Title     string   `yaml:"title"`
	Author    string   `yaml:"author,omitempty"`
	Site      string   `yaml:"site,omitempty"`
	Source    string   `yaml:"source,omitempty"`
	Published string   `yaml:"date,omitempty"`
	Language  string   `yaml:"lang,omitempty"`
	ID        string   `yaml:"id,omitempty"`
	Tags      []string `yaml:"tags,omitempty"`
	Added     string   `yaml:"added"`
}

func (a adding) markdown(art *article.Article, name string) ([]byte, error) {
	m := art.Meta
	front := frontMatter{
		Title: a.titleOf(art, name), Author: m.Author, Site: m.Site, Source: cmp.Or(article.CleanLine(a.source), m.Source),
		Language: m.Language, ID: m.ID, Tags: article.Tags(slices.Concat(m.Tags, a.tags)), Added: now().Format(time.DateOnly),
	}
	if !m.Published.IsZero() {
		front.Published = moment(m.Published)
	}
	var b bytes.Buffer
	b.WriteString("---\n")
	if err := yaml.NewEncoder(&b).Encode(front); err != nil {
		return nil, fmt.Errorf("write the front matter: %w", err)
	}
	b.WriteString("---\n\n" + strings.TrimRight(art.Text, "\n") + "\n")
	return b.Bytes(), nil
}

// nameLetters is how many letters of a title a file's name has at most.
const nameLetters = 80

// fileName makes a file's name of a title: its letters and digits, in small,
// joined by hyphens.
func fileName(title string) string {
	var b strings.Builder
	letters := 0
	for _, r := range strings.ToLower(title) {
		switch {
		case r == '\'' || r == '’':
		case unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r):
			b.WriteRune(r)
			letters++
		case !strings.HasSuffix(b.String(), "-") && b.Len() > 0:
			if letters >= nameLetters-10 {
				return b.String() + ".md"
			}
			b.WriteByte('-')
		}
		if letters >= nameLetters {
			break
		}
	}
	return cmp.Or(strings.Trim(b.String(), "-"), "article") + ".md"
}
