package library

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"net/url"
	"path"
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"go.yaml.in/yaml/v4"

	"manicule/internal/article"
	"manicule/internal/store"
)

// NewArticle is an article that comes into a collection, and what is said of
// it besides what it tells itself.
type NewArticle struct {
	*article.Article
	Folder string   // in the collection; "" is its own
	Title  string   // instead of the one it tells; "" is that
	Source string   // its address, likewise
	Tags   []string // besides those it tells
	Added  time.Time

	Pictures []Picture // that come along
}

// Picture is a picture that comes with an article.
type Picture struct {
	store.Attachment
	Raw string // the destination by which the text shows it, see markdown.Images
}

// AddArticle writes it as a Markdown file with front matter, named after its
// title, and returns its path. One that is there is never written over: a
// number follows the name then.
func AddArticle(c *store.Collection, n NewArticle) (string, error) {
	n.Title = cmp.Or(article.CleanLine(n.Title), n.Meta.Title)
	text, err := n.markdown()
	if err != nil {
		return "", err
	}
	return c.AddArticleWith(path.Join(n.Folder, fileName(n.Title)), n.files(), func(folder string) []byte { return n.showing(text, folder) })
}

// ErrNoMarkdown says that an article is in a file of another format, which
// Markdown can't take the place of.
var ErrNoMarkdown = errors.New("it is no Markdown file")

// ReplaceArticle writes it in the place of the article of that path, as another
// version of it. Where the former one is kept is told for the reader.
func ReplaceArticle(c *store.Collection, name string, n NewArticle) (former string, err error) {
	if !strings.EqualFold(path.Ext(name), ".md") {
		return "", ErrNoMarkdown
	}
	old, err := c.Read(name)
	if err != nil {
		return "", err
	}
	n.Tags = slices.Concat(old.Meta.Tags, n.Tags)
	n.Title = cmp.Or(article.CleanLine(n.Title), n.Meta.Title)
	text, err := n.markdown()
	if err != nil {
		return "", err
	}
	return c.ReplaceArticle(name, n.files(), func(folder string) []byte { return n.showing(text, folder) })
}

func (n NewArticle) files() (all []store.Attachment) {
	for _, p := range n.Pictures {
		all = append(all, p.Attachment)
	}
	return all
}

// showing is the article's file with its pictures from the folder beside it.
func (n NewArticle) showing(file []byte, folder string) []byte {
	var pairs []string
	for _, p := range n.Pictures {
		for _, before := range []string{"](", "](<", "]: "} {
			for _, after := range []string{")", " ", ">", "\n"} {
				pairs = append(pairs, before+p.Raw+after, before+url.PathEscape(folder)+"/"+p.Name+after)
			}
		}
	}
	if len(pairs) == 0 {
		return file
	}
	return []byte(strings.NewReplacer(pairs...).Replace(string(file)))
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
	Stub      bool     `yaml:"stub,omitempty"` // its text is not here yet
}

func (n NewArticle) markdown() ([]byte, error) {
	m := n.Meta
	front := frontMatter{
		Title: n.Title, Author: m.Author, Site: m.Site, Source: cmp.Or(article.CleanLine(n.Source), m.Source), Published: article.FormatDate(m.Published),
		Language: m.Language, ID: m.ID, Tags: article.Tags(slices.Concat(m.Tags, n.Tags)), Added: n.Added.Format(time.DateOnly),
	}
	var b bytes.Buffer
	b.WriteString("---\n")
	if err := yaml.NewEncoder(&b).Encode(front); err != nil {
		return nil, fmt.Errorf("write the front matter: %w", err)
	}
	b.WriteString("---\n\n" + strings.TrimRight(n.Text, "\n") + "\n")
	return b.Bytes(), nil
}

// nameLetters is how many letters of a title a file's name has at most, and
// nameBytes how many bytes: file systems take 255.
const (
	nameLetters = 80
	nameBytes   = 200
)

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
		if letters >= nameLetters || b.Len() > nameBytes-utf8.UTFMax {
			break
		}
	}
	return cmp.Or(strings.Trim(b.String(), "-"), "article") + ".md"
}
