package main

import (
	"cmp"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"manicule/internal/ui"
)

func (c *cli) manCommand() *cobra.Command {
	return &cobra.Command{
		Use:     "man",
		Short:   "Print the manual page",
		Long:    "Print the manual page in the man macros.",
		Example: "manicule man > /usr/local/share/man/man1/manicule.1",
		Args:    arguments(0, 0),
		RunE: func(cmd *cobra.Command, _ []string) error {
			if _, err := io.WriteString(c.stdout, c.manual(cmd.Root())); err != nil {
				return fmt.Errorf("print the manual page: %w", err)
			}
			return nil
		},
	}
}

// manFiles is the manual's section FILES.
var manFiles = [][2]string{
	{".manicule/notes", "in the collection's folder: the notes on each article, Markdown"},
	{".manicule/reading.jsonl", "places, progress, stars and tags"},
	{".manicule/searches.toml", "saved searches"},
	{".manicule/review.jsonl", "which notes were reviewed, and when"},
	{".manicule/unplaced.jsonld", "imported notes without an article; can be imported again"},
	{"$XDG_DATA_HOME/manicule", "the same for folders that can't be written"},
	{"$XDG_STATE_HOME/manicule", "unfinished notes, recent queries"},
	{"$XDG_CACHE_HOME/manicule", "the search index and earlier notes files; can be deleted"},
}

// manual is the manual page in the macros of man(7), made from the commands'
// own help and the tables of keys.
func (c *cli) manual(root *cobra.Command) string {
	var m manPage
	m.macro("TH", strings.ToUpper(root.Name()), "1")
	m.macro("SH", "NAME")
	m.text(root.Name() + " - " + strings.ToLower(root.Short[:1]) + root.Short[1:])
	m.macro("SH", "SYNOPSIS")
	m.synopsis(root)
	m.macro("SH", "DESCRIPTION")
	m.text(root.Long)
	m.macro("SH", "OPTIONS")
	m.flags(root.LocalFlags())
	m.macro("SH", "COMMANDS")
	m.commands(root)
	m.macro("SH", "KEYS")
	m.keys(ui.Bindings(c.config.Keys))
	m.macro("SH", "EXAMPLES")
	m.example(root.Example)
	m.macro("SH", "FILES")
	for _, f := range manFiles {
		m.item(f[0], f[1])
	}
	return m.String()
}

// manPage is a manual page being written.
type manPage struct{ strings.Builder }

var roffSigns = strings.NewReplacer(`\`, `\e`, "-", `\-`, "'", `\(aq`)

// roff is text that the formatter takes for nothing but text. Beyond ASCII it
// reads only names of characters, unless it is told of UTF-8.
func roff(s string) string {
	var out strings.Builder
	for _, r := range roffSigns.Replace(s) {
		if r < utf8.RuneSelf {
			out.WriteRune(r)
		} else {
			fmt.Fprintf(&out, `\[u%04X]`, r)
		}
	}
	return out.String()
}

func (m *manPage) macro(name string, args ...string) {
	m.WriteString("." + name)
	for _, a := range args {
		m.WriteString(` "` + strings.ReplaceAll(roff(a), `"`, `\(dq`) + `"`)
	}
	m.WriteByte('\n')
}

// text writes paragraphs parted by blank lines.
func (m *manPage) text(s string) {
	for i, paragraph := range strings.Split(strings.TrimSpace(s), "\n\n") {
		if i > 0 {
			m.macro("PP")
		}
		for line := range strings.Lines(paragraph + "\n") {
			m.line(line)
		}
	}
}

// line writes a line of text; a full stop at its start is no macro.
func (m *manPage) line(s string) {
	if s = roff(s); strings.HasPrefix(s, ".") {
		m.WriteString(`\&`)
	}
	m.WriteString(s)
}

func (m *manPage) item(term, text string) {
	m.macro("TP")
	m.macro("B", term)
	m.text(text)
}

func (m *manPage) synopsis(cmd *cobra.Command) {
	m.macro("B", cmd.CommandPath())
	rest := strings.TrimSpace(strings.TrimPrefix(cmd.UseLine(), cmd.CommandPath()))
	if rest != "" {
		m.line(strings.ReplaceAll(rest, "[flags]", "[options]") + "\n")
	}
}

func (m *manPage) example(s string) {
	m.macro("nf")
	for line := range strings.Lines(strings.TrimSpace(s) + "\n") {
		m.line(line)
	}
	m.macro("fi")
}

func (m *manPage) flags(flags *pflag.FlagSet) {
	flags.VisitAll(func(f *pflag.Flag) {
		if f.Hidden || f.Name == "help" {
			return
		}
		m.item(flagName(f), f.Usage)
	})
}

// keys writes a subsection for each mode.
func (m *manPage) keys(all []ui.Binding) {
	mode := ""
	for _, k := range all {
		if k.Mode != mode {
			mode = k.Mode
			m.macro("SS", strings.ToUpper(mode[:1])+mode[1:])
		}
		if len(k.Keys) > 0 {
			m.item(strings.Join(k.Keys, " "), k.Action+": "+k.Help)
		}
	}
}

// commands writes a subsection for each command that does something itself:
// those with examples, and those with no others below them.
func (m *manPage) commands(parent *cobra.Command) {
	for _, cmd := range parent.Commands() {
		if cmd.Hidden || cmd.Name() == "help" {
			continue
		}
		below := cmd.HasSubCommands() && cmd.Name() != "completion"
		if !below || cmd.HasExample() {
			m.command(cmd)
		}
		if below {
			m.commands(cmd)
		}
	}
}

func (m *manPage) command(cmd *cobra.Command) {
	m.macro("SS", strings.TrimPrefix(cmd.CommandPath(), cmd.Root().Name()+" "))
	m.synopsis(cmd)
	m.macro("PP")
	m.text(cmp.Or(cmd.Long, cmd.Short))
	m.flags(cmd.LocalNonPersistentFlags())
	if cmd.Example != "" {
		m.macro("PP")
		m.example(cmd.Example)
	}
}
