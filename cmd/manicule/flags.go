package main

import (
	"slices"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"manicule/internal/article"
	"manicule/internal/exchange"
	"manicule/internal/library"
	"manicule/internal/note"
	"manicule/internal/search"
	"manicule/internal/ui/term"
)

// flagValue says what the value of a flag is called in help, and what a shell
// offers for it. Without an offer the shell offers nothing.
type flagValue struct {
	name  string
	offer offerFunc
}

// flagValues are the flags that take a value, on whichever command.
var flagValues = map[string]flagValue{
	"after":    {name: "TEXT"},
	"article":  {"ARTICLE", offerArticles},
	"at":       {name: "START,END"},
	"before":   {name: "TEXT"},
	"body":     {name: "TEXT"},
	"config":   {"FILE", offerFiles},
	"count":    {name: "N"},
	"date":     {name: "DATE"},
	"days":     {name: "N"},
	"dismiss":  {"NOTE", offerNotes},
	"folder":   {"FOLDER", offerFolders},
	"forget":   {name: "ADDRESS"},
	"format":   {"FORMAT", offer(noteFormatNames)},
	"from":     {"FORMAT", offer(exchange.ImportFormats)},
	"images":   {"HOW", offer(func() []string { return []string{"auto", "kitty", "iterm2", "sixel", "blocks", "off"} })},
	"in":       {"FOLDER", offerFolders},
	"keep":     {"NOTE", offerNotes},
	"kind":     {"KIND", offerKinds},
	"limit":    {name: "N"},
	"note":     {"NOTE", offerNotes},
	"notes":    {"FOLDER", offerFolders},
	"out":      {"FOLDER", offerFolders},
	"per":      {name: "WHAT"},
	"query":    {name: "QUERY"},
	"quote":    {name: "TEXT"},
	"since":    {name: "DATE"},
	"sort":     {"ORDER", offerField("sort")},
	"source":   {name: "ADDRESS"},
	"tag":      {"TAG", offerField("tag")},
	"template": {"TEMPLATE", offer(exchange.TemplateNames)},
	"theme":    {"THEME", offerThemes},
	"title":    {name: "TITLE"},
	"width":    {name: "CELLS"},
}

// completeFlags has the shell complete the values of a command's flags, and of
// those of the commands below it.
func (c *cli) completeFlags(cmd *cobra.Command) {
	add := func(f *pflag.Flag) {
		v, ok := flagValues[f.Name]
		if !ok {
			return
		}
		complete := cobra.NoFileCompletions
		if v.offer != nil {
			complete = func(cmd *cobra.Command, _ []string, typed string) ([]cobra.Completion, cobra.ShellCompDirective) {
				return v.offer(c, cmd, typed)
			}
		}
		_ = cmd.RegisterFlagCompletionFunc(f.Name, complete) // fails for a flag that has one already
	}
	cmd.PersistentFlags().VisitAll(add)
	cmd.LocalFlags().VisitAll(add)
	for _, sub := range cmd.Commands() {
		c.completeFlags(sub)
	}
}

type offerFunc = func(c *cli, cmd *cobra.Command, typed string) ([]cobra.Completion, cobra.ShellCompDirective)

// offer offers the values that begin with what was typed.
func offer(values func() []string) offerFunc {
	return func(_ *cli, _ *cobra.Command, typed string) ([]cobra.Completion, cobra.ShellCompDirective) {
		return slices.DeleteFunc(values(), func(v string) bool { return !strings.HasPrefix(v, typed) }), cobra.ShellCompDirectiveNoFileComp
	}
}

// offerField offers the values of a field of the query language.
func offerField(field string) offerFunc {
	return func(c *cli, _ *cobra.Command, typed string) (values []cobra.Completion, _ cobra.ShellCompDirective) {
		c.complete(field+":"+typed, func(done search.Completion) {
			values = append(values, described(strings.TrimPrefix(done.Text, field+":"), done.Help))
		})
		return values, cobra.ShellCompDirectiveNoFileComp
	}
}

// offerKinds offers the kinds of notes, the reader's own as well.
func offerKinds(c *cli, cmd *cobra.Command, typed string) ([]cobra.Completion, cobra.ShellCompDirective) {
	_ = c.configure(cmd) // what is wrong with the configuration the command says
	return offer(note.KindNames)(c, cmd, typed)
}

func offerFiles(*cli, *cobra.Command, string) ([]cobra.Completion, cobra.ShellCompDirective) {
	return nil, cobra.ShellCompDirectiveDefault
}

func offerFolders(*cli, *cobra.Command, string) ([]cobra.Completion, cobra.ShellCompDirective) {
	return nil, cobra.ShellCompDirectiveFilterDirs
}

// offerThemes offers the names, and files for a style of one's own.
func offerThemes(c *cli, cmd *cobra.Command, typed string) ([]cobra.Completion, cobra.ShellCompDirective) {
	names, _ := offer(func() []string { return append(term.Themes(), "auto") })(c, cmd, typed)
	return names, cobra.ShellCompDirectiveDefault
}

func offerArticles(c *cli, cmd *cobra.Command, typed string) ([]cobra.Completion, cobra.ShellCompDirective) {
	return c.completeArticles(cmd, nil, typed)
}

func offerNotes(c *cli, cmd *cobra.Command, typed string) ([]cobra.Completion, cobra.ShellCompDirective) {
	return c.completeNotes(cmd, nil, typed)
}

// completeQuery has the shell complete the last word of a query: its fields,
// and their values.
func (c *cli) completeQuery(_ *cobra.Command, _ []string, typed string) ([]cobra.Completion, cobra.ShellCompDirective) {
	var words []cobra.Completion
	c.complete(typed, func(done search.Completion) {
		if done.At.Start == 0 {
			words = append(words, described(done.Text, done.Help))
		}
	})
	if strings.Contains(typed, ":") {
		return words, cobra.ShellCompDirectiveNoFileComp
	}
	return words, cobra.ShellCompDirectiveNoFileComp | cobra.ShellCompDirectiveNoSpace // a value follows
}

// complete gives each way in which a query's end can go on, by the collection
// as the index knows it.
func (c *cli) complete(query string, each func(search.Completion)) {
	col, err := c.collection()
	if err != nil {
		return
	}
	defer col.Close()
	known := library.Open(col)
	defer known.Close()
	for _, done := range known.Articles().Complete(query, len(query)) {
		each(done)
	}
}

// described is a word to offer, with what it means if that is known.
func described(word, help string) cobra.Completion {
	word = article.CleanLine(word)
	if help == "" {
		return word
	}
	return cobra.CompletionWithDesc(word, article.CleanLine(help))
}
