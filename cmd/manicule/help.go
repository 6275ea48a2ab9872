package main

import (
	"bufio"
	"cmp"
	"slices"
	"strings"

	"github.com/charmbracelet/colorprofile"
	"github.com/charmbracelet/x/ansi"
	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"manicule/docs"
)

// helpColumns is how wide help is at most, and nameColumns how much of that
// the names in its lists take before their texts move to the next line.
const (
	helpColumns = 100
	nameColumns = 32
)

// The colours of help: those of the reader's own headings and links, as light
// as can be read on black and on white alike.
var (
	headingLook = ansi.NewStyle().Bold().ForegroundColor(ansi.RGBColor{R: 0xb2, G: 0x60, B: 0x30})
	nameLook    = ansi.NewStyle().ForegroundColor(ansi.RGBColor{R: 0x3b, G: 0x7a, B: 0xa3})
)

// help prints what a command is for, in colours where they are wanted. The
// terminal is asked nothing, for it may never answer.
func (c *cli) help(cmd *cobra.Command, _ []string) {
	profile := c.profile()
	if profile <= colorprofile.ASCII {
		profile = colorprofile.NoTTY // not in bold either
	}
	h := helpPage{
		Writer: bufio.NewWriter(&colorprofile.Writer{Forward: c.stdout, Profile: profile}),
		width:  min(c.columns(), helpColumns),
	}
	h.text(cmp.Or(cmd.Long, cmd.Short))
	h.section("usage", usageLines(cmd))
	if cmd.HasExample() {
		h.section("examples", strings.Split(cmd.Example, "\n"))
	}
	var commands, flags [][2]string
	for _, sub := range cmd.Commands() {
		if sub.IsAvailableCommand() || sub.Name() == "help" {
			commands = append(commands, [2]string{sub.Use, sub.Short})
		}
	}
	cmd.Flags().VisitAll(func(f *pflag.Flag) { flags = append(flags, [2]string{flagName(f), flagUsage(f)}) })
	h.list("commands", commands)
	h.list("flags", flags)
	if !cmd.HasParent() {
		h.section("manual", []string{"manicule help TOPIC, of these topics:"})
		for _, line := range fill(strings.Join(docs.Topics(), ", "), h.width-2) {
			h.WriteString("  " + line + "\n")
		}
	}
	h.Flush() // nobody is left to tell if it fails
}

// usageLines are the forms in which a command is written.
func usageLines(cmd *cobra.Command) (lines []string) {
	if cmd.HasExample() || !cmd.HasAvailableSubCommands() {
		lines = append(lines, cmd.UseLine())
	}
	if cmd.HasAvailableSubCommands() {
		lines = append(lines, cmd.CommandPath()+" COMMAND")
	}
	return lines
}

// flagName is a flag with its letter and what it takes.
func flagName(f *pflag.Flag) string {
	name := "--" + f.Name
	if f.Shorthand != "" {
		name = "-" + f.Shorthand + ", " + name
	}
	if f.Value.Type() != "bool" {
		name += " " + cmp.Or(flagValues[f.Name].name, strings.ToUpper(f.Name))
	}
	return name
}

// flagUsage is what a flag is for, with its default unless that is nothing.
func flagUsage(f *pflag.Flag) string {
	switch f.DefValue {
	case "", "0", "false", "[]":
		return f.Usage
	}
	return f.Usage + " (default: " + f.DefValue + ")"
}

// helpPage is a page of help being written.
type helpPage struct {
	*bufio.Writer
	width int // cells
}

func (h *helpPage) heading(name string) {
	h.WriteString("\n" + headingLook.Styled(strings.ToUpper(name)) + "\n")
}

// text writes paragraphs; indented lines stay as they are.
func (h *helpPage) text(s string) {
	for line := range strings.SplitSeq(strings.TrimSpace(s), "\n") {
		if strings.TrimLeft(line, " \t") == line {
			line = strings.Join(fill(line, h.width), "\n")
		}
		h.WriteString(line + "\n")
	}
}

func (h *helpPage) section(name string, lines []string) {
	h.heading(name)
	for _, line := range lines {
		h.WriteString("  " + line + "\n")
	}
}

// list writes names, and beside each what it is.
func (h *helpPage) list(name string, items [][2]string) {
	if len(items) == 0 {
		return
	}
	column := 0
	for _, item := range items {
		column = max(column, min(ansi.StringWidth(item[0]), nameColumns))
	}
	h.heading(name)
	for _, item := range items {
		h.WriteString("  " + nameLook.Styled(item[0]))
		gap := column - ansi.StringWidth(item[0])
		if gap < 0 {
			h.WriteString("\n  ")
			gap = column
		}
		h.WriteString(strings.Repeat(" ", gap+2))
		h.WriteString(strings.Join(fill(item[1], max(h.width-column-4, 20)), "\n"+strings.Repeat(" ", column+4)) + "\n")
	}
}

// fill breaks a paragraph into lines of at most width cells, at spaces only, so
// that flags stay whole.
func fill(paragraph string, width int) (lines []string) {
	for word := range strings.FieldsSeq(paragraph) {
		if n := len(lines); n > 0 && ansi.StringWidth(lines[n-1]+" "+word) <= width {
			lines[n-1] += " " + word
		} else {
			lines = append(lines, word)
		}
	}
	return lines
}

// adopt makes cobra's own commands refuse what they don't understand, as ours
// do.
func (c *cli) adopt(root *cobra.Command) {
	root.InitDefaultHelpCmd()
	root.InitDefaultCompletionCmd()
	for _, cmd := range root.Commands() {
		switch cmd.Name() {
		case "help":
			cmd.Use, cmd.Short = "help [COMMAND|TOPIC]", "Show what a command is for, or a page of the manual"
			cmd.Run, cmd.RunE = nil, c.helpOn
			cmd.ValidArgsFunction = completeHelp
		case "completion":
			cmd.Short = "Print the completions for a shell"
			cmd.Args, cmd.RunE = nil, onlyWith("bash, fish, powershell or zsh")
			for _, shell := range cmd.Commands() {
				shell.Args = arguments(0, 0)
			}
		}
	}
}

// helpOn prints the help of the command that args name, or shows that page of
// the manual.
func (c *cli) helpOn(cmd *cobra.Command, args []string) error {
	about, rest, err := cmd.Root().Find(args)
	switch {
	case err == nil && len(rest) == 0:
		about.InitDefaultHelpFlag()
		about.InitDefaultVersionFlag()
		return about.Help()
	case len(args) == 1 && slices.Contains(docs.Topics(), args[0]):
		return c.openManual(cmd.Context(), args[0])
	}
	return usage("help: there is no command or topic %q\n  topics: %s", strings.Join(args, " "), strings.Join(docs.Topics(), ", "))
}

// completeHelp offers the commands and the topics of the manual.
func completeHelp(cmd *cobra.Command, args []string, typed string) ([]cobra.Completion, cobra.ShellCompDirective) {
	about, _, err := cmd.Root().Find(args)
	if err != nil {
		return nil, cobra.ShellCompDirectiveNoFileComp
	}
	var words []cobra.Completion
	for _, sub := range about.Commands() {
		if sub.IsAvailableCommand() && strings.HasPrefix(sub.Name(), typed) {
			words = append(words, cobra.CompletionWithDesc(sub.Name(), sub.Short))
		}
	}
	for _, topic := range docs.Topics() {
		if len(args) == 0 && strings.HasPrefix(topic, typed) {
			words = append(words, cobra.CompletionWithDesc(topic, "page of the manual"))
		}
	}
	return words, cobra.ShellCompDirectiveNoFileComp
}

// onlyWith refuses a command that does nothing without one of those below it.
func onlyWith(names string) func(*cobra.Command, []string) error {
	return func(cmd *cobra.Command, args []string) error {
		return usage("%s: choose one of: %s", strings.Join(append([]string{nameOf(cmd)}, args...), " "), names)
	}
}
