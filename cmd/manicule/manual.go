package main

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"manicule/docs"
	"manicule/internal/article"
	"manicule/internal/library"
	"manicule/internal/markdown"
	"manicule/internal/store"
	"manicule/internal/ui"
)

// openManual shows a page of the manual: in the reader, where the manual is a
// collection like any other, or printed.
func (c *cli) openManual(ctx context.Context, topic string) error {
	page, _ := docs.Page(topic)
	if folder := store.DataHome(); c.surface() != printed && folder != "" {
		return c.readManual(ctx, filepath.Join(folder, "manicule", "manual"), topic)
	}
	a, err := article.Parse(topic+".md", page)
	if err != nil {
		return err
	}
	return c.print(a)
}

// readManual opens the manual in that folder, where its pages are brought up to
// date first; notes on them stay.
func (c *cli) readManual(ctx context.Context, folder, topic string) error {
	if err := os.MkdirAll(filepath.Join(folder, ".manicule"), 0o700); err != nil {
		return fmt.Errorf("write the manual: %w", err)
	}
	for _, name := range docs.Topics() {
		page, _ := docs.Page(name)
		file := filepath.Join(folder, name+".md")
		if old, err := os.ReadFile(file); err == nil && bytes.Equal(old, page) {
			continue
		}
		if err := os.WriteFile(file, page, 0o600); err != nil {
			return fmt.Errorf("write the manual: %w", err)
		}
	}
	col, err := store.Open(folder, c.storeOptions())
	if err != nil {
		return err
	}
	defer col.Close()
	lib := library.Open(col)
	defer lib.Close()
	c.inManual = true
	return c.startReader(ctx, ui.Options{Library: lib, Article: topic + ".md"})
}

// commandsMarkdown is the manual's page of commands, from their own help.
func commandsMarkdown(root *cobra.Command) string {
	var b strings.Builder
	writeCommand(&b, root)
	return b.String()
}

func writeCommand(b *strings.Builder, cmd *cobra.Command) {
	if cmd.Hidden || cmd.Name() == "help" {
		return
	}
	fmt.Fprintf(b, "## %s\n\n", cmd.CommandPath())
	fmt.Fprintf(b, "```\n%s\n```\n\n", strings.Join(usageLines(cmd), "\n"))
	if cmd.Long != "" && cmd.Name() != "completion" && !isShell(cmd) {
		b.WriteString(escaped(cmd.Long) + "\n\n")
	} else {
		b.WriteString(escaped(cmd.Short) + ".\n\n")
	}
	writeFlags(b, cmd)
	if cmd.Example != "" {
		b.WriteString("```sh\n" + cmd.Example + "\n```\n\n")
	}
	if cmd.Name() == "completion" {
		return
	}
	for _, sub := range cmd.Commands() {
		writeCommand(b, sub)
	}
}

// escaped is plain text as Markdown; lines that are indented are code.
func escaped(text string) string {
	lines := strings.Split(text, "\n")
	for i, line := range lines {
		if code := strings.TrimLeft(line, " "); code != line {
			lines[i] = "    " + code
		} else {
			lines[i] = markdown.EscapeLine(line)
		}
	}
	return strings.Join(lines, "\n")
}

// isShell reports whether a command prints the completions for one shell.
func isShell(cmd *cobra.Command) bool { return cmd.HasParent() && cmd.Parent().Name() == "completion" }

// writeFlags writes the flags of a command's own, those of the program with
// the program.
func writeFlags(b *strings.Builder, cmd *cobra.Command) {
	flags := cmd.LocalNonPersistentFlags()
	if !cmd.HasParent() {
		flags = cmd.LocalFlags()
	}
	head := "| flag | |\n| --- | --- |\n"
	flags.VisitAll(func(f *pflag.Flag) {
		if f.Hidden || f.Name == "help" {
			return
		}
		b.WriteString(head + "| `" + flagName(f) + "` | " + strings.ReplaceAll(escaped(flagUsage(f)), "|", `\|`) + " |\n")
		head = ""
	})
	if head == "" {
		b.WriteByte('\n')
	}
}
