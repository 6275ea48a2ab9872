package main

import (
	"io"
	"strings"

	"manicule/internal/article"
	"manicule/internal/exchange"
	"manicule/internal/note"
	"manicule/internal/store"
)

// noteFormats are what notes can be exported as.
var noteFormats = []struct {
	name   string
	export func([]note.ArticleNotes) string
}{
	{"markdown", exchange.ExportMarkdown},
	{"jsonld", exchange.ExportJSONLD},
	{"csv", exchange.ExportCSV},
	{"org", exchange.ExportOrg},
	{"mrsf", exchange.ExportMRSF},
	{"anki", exchange.ExportAnki},
	{"review", exchange.ExportReview},
}

// formatNames lists them for a sentence.
func formatNames() string {
	names := noteFormatNames()
	last := len(names) - 1
	return strings.Join(names[:last], ", ") + " or " + names[last]
}

func noteFormatNames() []string {
	var names []string
	for _, f := range noteFormats {
		names = append(names, f.name)
	}
	return names
}

// exporter is the format's function, nil if there is no such format.
func exporter(format string) func([]note.ArticleNotes) string {
	for _, f := range noteFormats {
		if f.name == format {
			return f.export
		}
	}
	return nil
}

// check finds what was asked for wrongly.
func (l listingNotes) check() error {
	switch {
	case l.format != "" && exporter(l.format) == nil:
		return usage("notes: unknown format %q; --format takes %s", l.format, formatNames())
	case l.format != "" && l.json:
		return usage("notes: --json and --format are mutually exclusive")
	}
	return l.files.check(l)
}

// exportNotes writes the notes exactly, as valid UTF-8; to a person's screen
// nothing that it would obey.
func (c *cli) exportNotes(all []note.ArticleNotes, format string) error {
	out := exporter(format)(all)
	if format == "jsonld" {
		out = string(escapeUnclean([]byte(strings.ToValidUTF8(out, "\ufffd"))))
		_, err := io.WriteString(c.stdout, out)
		return err
	}
	return c.writeExport(out)
}

// writeExport writes a text exactly, as valid UTF-8; to a person's screen
// nothing that it would obey.
func (c *cli) writeExport(out string) error {
	out = strings.ToValidUTF8(out, "\ufffd")
	if c.terminal() {
		out = article.Clean(out)
	}
	_, err := io.WriteString(c.stdout, out)
	return err
}

// addLines tells for each article the word that opens it, and if it can be read
// the lines of its file and the headings above them.
func addLines(col *store.Collection, all []note.ArticleNotes) {
	for i, m := range all {
		all[i].Open = openWord(col, m.Path, 0)
		a, err := col.Read(m.Path)
		source, failed := col.Source(m.Path)
		if err != nil || failed != nil || a.Text != m.Text {
			continue
		}
		all[i].Lines = func(at int) (int, string) {
			return a.LineIn(string(source), at), a.HeadingAt(at)
		}
	}
}
