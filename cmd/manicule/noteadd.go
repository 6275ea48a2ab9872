package main

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/spf13/cobra"

	"manicule/internal/anchor"
	"manicule/internal/article"
	"manicule/internal/note"
	"manicule/internal/page"
)

// newNote is what note add was asked for.
type newNote struct {
	quote, before, after string
	at                   string
	kind, body           string
	tags                 []string
	json                 bool
}

func (c *cli) noteAddCommand() *cobra.Command {
	var n newNote
	cmd := &cobra.Command{
		Use:   "add ARTICLE [-]",
		Short: "Add a note to a passage, or to a whole article",
		Long: `Add a note to the passage given by --quote, as displayed, without markup; line ends, spaces and the style of quotation marks don't matter. If it occurs more than once, narrow it down with --before and --after, or with --at, in bytes of the text that show --markdown prints. Without --quote and --at the note is on the whole article.

The text of the note is given with --body or, with -, read from standard input. It prints the new note's id.`,
		Example: `manicule note add essays/the-little-hand.md --quote "A finger is not an opinion"
manicule note add a-first-minute.md --quote "the last word" --kind question --body "Who says so? #margins"
echo "Read again in winter." | manicule note add essays/letter-to-a-beginner.md -`,
		Args:              arguments(1, 2),
		ValidArgsFunction: c.completeArticles,
		RunE: func(_ *cobra.Command, args []string) error {
			body, err := c.body(n.body, args[1:])
			if err != nil {
				return err
			}
			n.body = body
			return c.addNote(args[0], n)
		},
	}
	f := cmd.Flags()
	f.StringVar(&n.quote, "quote", "", "the passage, as it is displayed")
	f.StringVar(&n.before, "before", "", "the text before the passage")
	f.StringVar(&n.after, "after", "", "the text after it")
	f.StringVar(&n.at, "at", "", "its position, START,END in bytes of the text")
	f.StringVar(&n.kind, "kind", "", "kind of the note: "+kindNames()+", or one of your own; the first if not given")
	tagFlag(cmd, &n.tags, "tag of the note")
	f.StringVar(&n.body, "body", "", "the text of the note, in Markdown; - reads it from standard input")
	f.BoolVar(&n.json, "json", false, "print the note as JSON")
	return cmd
}

func (c *cli) addNote(arg string, n newNote) error {
	n.kind = cmp.Or(n.kind, note.DefaultKind()) // the configuration is read after the flags
	if err := checkKind(n.kind); err != nil {
		return err
	}
	tags, err := tagsGiven(n.tags)
	if err != nil {
		return err
	}
	col, path, err := c.find(arg)
	if err != nil {
		return err
	}
	defer col.Close()
	a, err := col.Read(path)
	if err != nil {
		return err
	}
	anchor, err := n.anchor(a)
	if err != nil {
		return err
	}
	if anchor == (note.Anchor{}) && n.body == "" {
		return usage("note add: a note on the whole article needs text: give --body, or a passage with --quote")
	}
	added := note.Note{ID: note.NewID(), Kind: n.kind, Made: c.second(), Anchor: anchor, Body: n.body, Tags: tags}
	return c.saveNote(col, a, n.json, func(*note.File) (note.Note, error) { return added, nil })
}

// anchor finds the passage that is meant.
func (n newNote) anchor(a *article.Article) (note.Anchor, error) {
	if n.quote == "" && n.at == "" {
		if n.before != "" || n.after != "" {
			return note.Anchor{}, usage("note add: --before and --after need --quote")
		}
		return note.Anchor{}, nil
	}
	span, err := n.passage(a)
	if err != nil {
		return note.Anchor{}, err
	}
	quote := page.New(a, defaultColumns, page.Plain()).Quote(span)
	if strings.TrimSpace(quote) == "" {
		return note.Anchor{}, usage("note add: nothing is displayed at %d,%d of %s", span.Start, span.End, a.Name)
	}
	return anchor.New(a.Text, span, quote), nil
}

func (n newNote) passage(a *article.Article) (article.Span, error) {
	var at article.Span
	if n.at != "" {
		var err error
		if at, err = parseSpan("note add", n.at, a.Text); err != nil || n.quote == "" {
			return at, err
		}
	}
	found := anchor.Locate(a.Text, n.quote, n.before, n.after)
	if n.at != "" {
		found = slices.DeleteFunc(found, func(s article.Span) bool { return !s.Overlaps(at) })
	}
	switch len(found) {
	case 0:
		return article.Span{}, nothing("note add: %s does not say %q%s", a.Name, n.quote, n.where())
	case 1:
		return found[0], nil
	}
	return article.Span{}, nothing("note add: %s says %q %d times%s", a.Name, n.quote, len(found), choices(a.Text, found))
}

func (n newNote) where() string {
	if n.at != "" || n.before != "" || n.after != "" {
		return " there\n  try it without --at, --before and --after"
	}
	return "\n  quote it as it is displayed; manicule show prints it"
}

// choices lists the places of a quote with what stands around each.
func choices(text string, found []article.Span) string {
	var b strings.Builder
	b.WriteString("; narrow it down with --at, --before or --after")
	for _, s := range found[:min(len(found), 10)] {
		fmt.Fprintf(&b, "\n  --at %d,%d  …%s…", s.Start, s.End, article.CleanLine(around(text, s)))
	}
	return b.String()
}

// around is the text of a span with some of what stands beside it.
func around(text string, s article.Span) string {
	const some = 24
	start, end := max(s.Start-some, 0), min(s.End+some, len(text))
	return strings.ToValidUTF8(text[start:end], "")
}

// parseSpan reads a place for a command, which its error names.
func parseSpan(command, at, text string) (article.Span, error) {
	from, to, _ := strings.Cut(at, ",")
	start, err1 := strconv.Atoi(strings.TrimSpace(from))
	end, err2 := strconv.Atoi(strings.TrimSpace(to))
	switch {
	case err1 != nil || err2 != nil:
		return article.Span{}, usage("%s: --at %q: give two numbers as in --at 120,164", command, at)
	case start < 0 || end <= start || end > len(text):
		return article.Span{}, usage("%s: --at %s is no passage of the text, which has %d bytes", command, at, len(text))
	case !onRune(text, start) || !onRune(text, end):
		return article.Span{}, usage("%s: --at %s cuts a character in two", command, at)
	}
	return article.Span{Start: start, End: end}, nil
}

func onRune(text string, i int) bool { return i == len(text) || utf8.RuneStart(text[i]) }
