package main

import (
	"cmp"
	"context"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/spf13/cobra"

	"manicule/internal/article"
	"manicule/internal/note"
	"manicule/internal/page"
	"manicule/internal/store"
)

func (c *cli) noteCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "note",
		Short: "Add, edit or remove a note",
		Long:  "Add, edit or remove a note from a script: what the reader does with keys.",
		Args:  arguments(0, -1),
		RunE: func(_ *cobra.Command, args []string) error {
			return usage("%s: say what to do: add, edit or rm", strings.Join(append([]string{"note"}, args...), " "))
		},
	}
	cmd.AddCommand(c.noteAddCommand(), c.noteEditCommand(), c.noteRmCommand())
	return cmd
}

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
		Long: `Add a note to the passage that --quote quotes: as it is displayed, without markup; line ends, spaces and the form of quotation marks don't matter. Where it stands more than once, --before and --after say what stands around it, or --at which place is meant, in bytes of the text that show --markdown prints. Without --quote and --at the note is on the whole article.

The words of the note are given by --body or, with -, read from standard input. It prints the new note's id.`,
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
	f.StringVar(&n.before, "before", "", "what stands before the passage")
	f.StringVar(&n.after, "after", "", "what stands after it")
	f.StringVar(&n.at, "at", "", "its place: START,END in bytes of the text")
	f.StringVar(&n.kind, "kind", note.Kinds[0].Name, "kind of the note: "+kindNames())
	f.StringSliceVar(&n.tags, "tag", nil, "tag of the note (may be repeated)")
	f.StringVar(&n.body, "body", "", "the words of the note, in Markdown; - reads them from standard input")
	f.BoolVar(&n.json, "json", false, "print the note as JSON")
	return cmd
}

func (c *cli) addNote(arg string, n newNote) error {
	if err := checkKind(n.kind); err != nil {
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
		return usage("note add: a note on the whole article needs words: give --body, or a passage by --quote")
	}
	added := note.Note{ID: note.NewID(), Kind: n.kind, Made: now(), Anchor: anchor, Body: n.body, Tags: cleanTags(n.tags)}
	if err := c.save(col, a, func(f *note.File) error { f.Put(added); return nil }); err != nil {
		return err
	}
	return c.printNote(a, added, n.json)
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
	return note.NewAnchor(a.Text, span, quote), nil
}

func (n newNote) passage(a *article.Article) (article.Span, error) {
	var at article.Span
	if n.at != "" {
		var err error
		if at, err = parseSpan(n.at, a.Text); err != nil || n.quote == "" {
			return at, err
		}
	}
	found := note.Locate(a.Text, n.quote, n.before, n.after)
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
	b.WriteString("; say which by --at, --before or --after")
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

func parseSpan(at, text string) (article.Span, error) {
	from, to, _ := strings.Cut(at, ",")
	start, err1 := strconv.Atoi(strings.TrimSpace(from))
	end, err2 := strconv.Atoi(strings.TrimSpace(to))
	switch {
	case err1 != nil || err2 != nil:
		return article.Span{}, usage("note add: --at %q: give two numbers as in --at 120,164", at)
	case start < 0 || end <= start || end > len(text):
		return article.Span{}, usage("note add: --at %s is no passage of the text, which has %d bytes", at, len(text))
	case !onRune(text, start) || !onRune(text, end):
		return article.Span{}, usage("note add: --at %s cuts a character in two", at)
	}
	return article.Span{Start: start, End: end}, nil
}

func onRune(text string, i int) bool { return i == len(text) || utf8.RuneStart(text[i]) }

// noteChange is what note edit was asked for; nil leaves as it is.
type noteChange struct {
	body, kind *string
	tags       []string
}

func (c *cli) noteEditCommand() *cobra.Command {
	var body, kind string
	var tags []string
	var asJSON bool
	cmd := &cobra.Command{
		Use:   "edit ID [-]",
		Short: "Change a note's words, kind or tags",
		Long:  "Change a note: what no flag names stays as it is. With - the words are read from standard input.",
		Example: `manicule note edit q7d2k9fmw3 --kind important
manicule note edit q7d2k9fmw3 --body "I was wrong about this." --tag later`,
		Args:              arguments(1, 2),
		ValidArgsFunction: c.completeNotes,
		RunE: func(cmd *cobra.Command, args []string) error {
			var change noteChange
			given := cmd.Flags().Changed
			if given("body") || len(args) > 1 {
				words, err := c.body(body, args[1:])
				if err != nil {
					return err
				}
				change.body = &words
			}
			if given("kind") {
				change.kind = &kind
			}
			if given("tag") {
				change.tags = append([]string{}, cleanTags(tags)...)
			}
			return c.editNote(cmd.Context(), args[0], change, asJSON)
		},
	}
	cmd.Flags().StringVar(&body, "body", "", "the new words; - reads them from standard input")
	cmd.Flags().StringVar(&kind, "kind", "", "the new kind: "+kindNames())
	cmd.Flags().StringSliceVar(&tags, "tag", nil, "the new tags (may be repeated; an empty one takes all away)")
	cmd.Flags().BoolVar(&asJSON, "json", false, "print the note as JSON")
	return cmd
}

func (c *cli) editNote(ctx context.Context, id string, change noteChange, asJSON bool) error {
	if change.body == nil && change.kind == nil && change.tags == nil {
		return usage("note edit %s: say what to change: --body, --kind, --tag or -", id)
	}
	if change.kind != nil {
		if err := checkKind(*change.kind); err != nil {
			return err
		}
	}
	col, a, err := c.articleOf(ctx, id)
	if err != nil {
		return err
	}
	defer col.Close()
	var edited note.Note
	err = c.save(col, a, func(f *note.File) error {
		n, ok := f.Note(id)
		if !ok {
			return noSuchNote(id)
		}
		edited = change.apply(n)
		f.Put(edited)
		return nil
	})
	if err != nil {
		return err
	}
	return c.printNote(a, edited, asJSON)
}

func (ch noteChange) apply(n note.Note) note.Note {
	if ch.body != nil {
		n.Body = *ch.body
	}
	if ch.kind != nil {
		n.Kind = *ch.kind
	}
	if ch.tags != nil {
		n.Tags = ch.tags
	}
	n.Changed = now()
	return n
}

func (c *cli) noteRmCommand() *cobra.Command {
	return &cobra.Command{
		Use:               "rm ID...",
		Aliases:           []string{"remove", "delete"},
		Short:             "Remove notes",
		Example:           "manicule note rm q7d2k9fmw3",
		Args:              arguments(1, -1),
		ValidArgsFunction: c.completeNotes,
		RunE: func(cmd *cobra.Command, args []string) error {
			for _, id := range args {
				if err := c.removeNote(cmd.Context(), id); err != nil {
					return err
				}
			}
			return nil
		},
	}
}

func (c *cli) removeNote(ctx context.Context, id string) error {
	col, a, err := c.articleOf(ctx, id)
	if err != nil {
		return err
	}
	defer col.Close()
	return c.save(col, a, func(f *note.File) error {
		if !f.Remove(id) {
			return noSuchNote(id)
		}
		return nil
	})
}

// now is the time a note keeps: whole seconds, UTC.
func now() time.Time { return time.Now().UTC().Truncate(time.Second) }

func noSuchNote(id string) error {
	return nothing("note %s: there is no such note\n  manicule notes lists them with their ids", id)
}

// articleOf reads the article that the note with the id is on.
func (c *cli) articleOf(ctx context.Context, id string) (*store.Collection, *article.Article, error) {
	col, err := c.collection()
	if err != nil {
		return nil, nil, err
	}
	path, found := "", false
	err = col.AllNotes(ctx, func(p string, f *note.File) {
		if _, ok := f.Note(id); ok {
			path, found = p, true
		}
	})
	if err == nil && !found {
		err = noSuchNote(id)
	}
	if err != nil {
		col.Close()
		return nil, nil, err
	}
	a, err := col.Read(path)
	if err != nil {
		col.Close()
		return nil, nil, err
	}
	return col, a, nil
}

func (c *cli) save(col *store.Collection, a *article.Article, edit func(*note.File) error) error {
	saved, err := col.SaveNotes(a, edit)
	if err != nil {
		return err
	}
	if w := col.Warning(); w != "" {
		c.warn("%s", w)
	}
	if c.terminal() {
		fmt.Fprintln(c.stderr, article.CleanLine("saved in "+saved.File))
	}
	return nil
}

// printNote answers a script: the id, or all of the note.
func (c *cli) printNote(a *article.Article, n note.Note, asJSON bool) error {
	if !asJSON {
		_, err := fmt.Fprintln(c.stdout, n.ID)
		return err
	}
	p := placed{Note: n, article: a.Name, title: a.Meta.Title, match: note.Match{State: note.Exact, Confidence: 1}}
	if !n.OnArticle() {
		p.match = note.Find(a.Text, n.Anchor)
	}
	return printJSON(c.stdout, p.json())
}

// body is the words of a note: a flag's, or those of standard input.
func (c *cli) body(flag string, args []string) (string, error) {
	switch {
	case len(args) > 0 && args[0] != "-":
		return "", usage("note: %q is one word too many; give the note's words by --body or by -", args[0])
	case len(args) > 0 && cmp.Or(flag, "-") != "-":
		return "", usage("note: --body and - can't be had at once")
	case len(args) == 0 && flag != "-":
		return flag, nil
	}
	data, err := io.ReadAll(io.LimitReader(c.stdin, maxBody+1))
	switch {
	case err != nil:
		return "", fmt.Errorf("read the note from standard input: %w", err)
	case len(data) > maxBody:
		return "", fmt.Errorf("read the note from standard input: it is larger than %d MiB", maxBody>>20)
	case !utf8.Valid(data):
		return "", fmt.Errorf("read the note from standard input: it is not UTF-8 text")
	}
	return strings.TrimSpace(string(data)), nil
}

// maxBody is far above any note; it keeps a slip from filling the disk.
const maxBody = 1 << 20

func checkKind(kind string) error {
	if !slices.ContainsFunc(note.Kinds, func(k note.Kind) bool { return k.Name == kind }) {
		return usage("note: there is no kind %q; the kinds are %s", kind, kindNames())
	}
	return nil
}

func kindNames() string {
	names := make([]string, len(note.Kinds))
	for i, k := range note.Kinds {
		names[i] = k.Name
	}
	return strings.Join(names, ", ")
}

// cleanTags takes tags as people type them, with or without the sign.
func cleanTags(tags []string) []string {
	var clean []string
	for _, t := range tags {
		if t = strings.TrimPrefix(article.CleanLine(t), "#"); t != "" {
			clean = append(clean, t)
		}
	}
	return clean
}

func (c *cli) completeNotes(cmd *cobra.Command, _ []string, _ string) ([]string, cobra.ShellCompDirective) {
	col, err := c.collection()
	if err != nil {
		return nil, cobra.ShellCompDirectiveNoFileComp
	}
	defer col.Close()
	var ids []string
	_ = col.AllNotes(cmd.Context(), func(_ string, f *note.File) {
		for _, n := range f.Notes() {
			ids = append(ids, cobra.CompletionWithDesc(n.ID, article.CleanLine(cmp.Or(n.Anchor.Quote, n.Body))))
		}
	})
	return ids, cobra.ShellCompDirectiveNoFileComp
}
