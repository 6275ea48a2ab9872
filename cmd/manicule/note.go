package main

import (
	"cmp"
	"context"
	"fmt"
	"io"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/spf13/cobra"

	"manicule/internal/article"
	"manicule/internal/library"
	"manicule/internal/note"
	"manicule/internal/store"
)

func (c *cli) noteCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "note",
		Short: "Add, edit, attach or remove a note",
		Long:  "Add, edit, attach or remove a note from a script, as the reader does with keys.",
		Args:  arguments(0, -1),
		RunE:  onlyWith("add, edit, attach or rm"),
	}
	cmd.AddCommand(c.noteAddCommand(), c.noteEditCommand(), c.noteAttachCommand(), c.noteRmCommand())
	return cmd
}

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
		Short: "Change a note's text, kind or tags",
		Long:  "Change a note. What no flag names stays as it is. With - the text is read from standard input.",
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
				kept, err := tagsGiven(tags)
				if err != nil {
					return err
				}
				change.tags = append([]string{}, kept...)
			}
			return c.editNote(cmd.Context(), args[0], change, asJSON)
		},
	}
	cmd.Flags().StringVar(&body, "body", "", "the new text; - reads it from standard input")
	cmd.Flags().StringVar(&kind, "kind", "", "the new kind: "+kindNames()+", or one of your own")
	tagFlag(cmd, &tags, "a new tag, replacing all it has; an empty one removes them")
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
	return c.changeNote(ctx, id, asJSON, func(_ *article.Article, n *note.Note) error {
		change.apply(n)
		return nil
	})
}

func (ch noteChange) apply(n *note.Note) {
	if ch.body != nil {
		n.Body = *ch.body
	}
	if ch.kind != nil {
		n.Kind = *ch.kind
	}
	if ch.tags != nil {
		n.Tags = ch.tags
	}
}

// changeNote changes a note as it is on disk, and prints it.
func (c *cli) changeNote(ctx context.Context, id string, asJSON bool, change func(on *article.Article, n *note.Note) error) error {
	col, a, err := c.articleOf(ctx, id)
	if err != nil {
		return err
	}
	defer col.Close()
	return c.saveNote(col, a, asJSON, func(f *note.File) (note.Note, error) {
		n, ok := f.Note(id)
		if !ok {
			return n, noSuchNote(id)
		}
		n.Changed = c.second()
		return n, change(a, &n)
	})
}

func (c *cli) noteRmCommand() *cobra.Command {
	var asJSON bool
	cmd := &cobra.Command{
		Use:               "rm ID...",
		Aliases:           []string{"remove", "delete"},
		Short:             "Remove notes",
		Example:           "manicule note rm q7d2k9fmw3",
		Args:              arguments(1, -1),
		ValidArgsFunction: c.completeNotes,
		RunE: func(cmd *cobra.Command, args []string) error {
			removed := []noteJSON{}
			for _, id := range args {
				one, err := c.removeNote(cmd.Context(), id)
				if err != nil {
					return err
				}
				removed = append(removed, one)
			}
			if asJSON {
				return printJSON(c.stdout, removed)
			}
			return nil
		},
	}
	cmd.Flags().BoolVar(&asJSON, "json", false, "print the notes as they were, a JSON array")
	return cmd
}

func (c *cli) removeNote(ctx context.Context, id string) (was noteJSON, err error) {
	col, a, err := c.articleOf(ctx, id)
	if err != nil {
		return was, err
	}
	defer col.Close()
	err = c.save(col, a, func(f *note.File) error {
		n, _ := f.Note(id)
		match := library.NewResolver(col, a, f).Find(n, f.Header().Text)
		was = newNoteJSON(note.ResolvedNote{Note: n, Match: match}, a.Name, a.Meta.Title)
		if !f.Remove(id) {
			return noSuchNote(id)
		}
		return nil
	})
	return was, err
}

// second is the time a note keeps: whole seconds, UTC.
func (c *cli) second() time.Time { return c.now().UTC().Truncate(time.Second) }

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
	a, err := col.ReadOrRecall(path)
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
	c.printRestored(saved)
	if c.terminal() {
		fmt.Fprintln(c.stderr, article.CleanLine("saved in "+saved.File))
	}
	return nil
}

// printRestored says that notes came back that somebody may have wanted gone.
func (c *cli) printRestored(saved store.Saved) {
	if n := saved.Restored; n > 0 {
		c.warn("%s disappeared within a minute of being saved; notes restored: %d; manicule note rm ID removes one for good", saved.File, n)
	}
}

// saveNote puts a note among those on an article, and answers a script: with
// its id, or all of it.
func (c *cli) saveNote(col *store.Collection, a *article.Article, asJSON bool, edit func(*note.File) (note.Note, error)) error {
	var n note.Note
	var file *note.File
	err := c.save(col, a, func(f *note.File) (err error) {
		if n, err = edit(f); err == nil {
			f.Put(n)
		}
		file = f
		return err
	})
	switch {
	case err != nil:
		return err
	case !asJSON:
		_, err = fmt.Fprintln(c.stdout, n.ID)
		return err
	}
	n, _ = file.Note(n.ID) // saving may have moved it
	match := library.NewResolver(col, a, file).Find(n, file.Header().Text)
	return printJSON(c.stdout, newNoteJSON(note.ResolvedNote{Note: n, Match: match}, a.Name, a.Meta.Title))
}

// body is the words of a note: a flag's, or those of standard input.
func (c *cli) body(flag string, args []string) (string, error) {
	switch {
	case len(args) > 0 && args[0] != "-":
		return "", usage("note: unexpected argument %q; give the text with --body or -", args[0])
	case len(args) > 0 && cmp.Or(flag, "-") != "-":
		return "", usage("note: --body and - are mutually exclusive")
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
	if !note.IsKind(kind) {
		return usage("note: unknown kind %q; kinds: %s", kind, kindNames())
	}
	return nil
}

func kindNames() string { return strings.Join(note.KindNames(), ", ") }

// tagFlag adds the flag --tag: all that one holds is one tag.
func tagFlag(cmd *cobra.Command, tags *[]string, help string) {
	cmd.Flags().StringArrayVar(tags, "tag", nil, help+" (may be repeated)")
}

// tagsGiven are the tags of that flag as they are kept; an empty one is none.
func tagsGiven(tags []string) ([]string, error) {
	for _, t := range tags {
		if t != "" && article.Tag(t) == "" {
			return nil, usage("--tag %q: there is no tag in it", t)
		}
	}
	return article.Tags(tags), nil
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
