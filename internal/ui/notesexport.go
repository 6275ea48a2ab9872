package ui

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"manicule/internal/article"
	"manicule/internal/exchange"
	"manicule/internal/note"
)

// exports are the formats by the extension of the file.
var exports = map[string]func([]note.ArticleNotes) string{
	".md": exchange.ExportMarkdown, ".org": exchange.ExportOrg, ".csv": exchange.ExportCSV, ".json": exchange.ExportJSONLD, ".jsonld": exchange.ExportJSONLD,
}

// export writes the notes found to a new file, relative to the folder that the
// program was started in.
func (p *notesPane) export(m *Model) tea.Cmd {
	name := strings.TrimSpace(p.Text)
	format := exports[strings.ToLower(filepath.Ext(name))]
	if format == nil {
		m.complain(fmt.Errorf("export %s: the name must end in .md, .org, .csv or .jsonld", name))
		return nil
	}
	margins, found := p.margins, p.found
	m.session.Write(name, func() (string, error) {
		chosen, n := keep(margins, found)
		err := writeNew(name, strings.ToValidUTF8(format(chosen), "\ufffd"))
		return count(n, "note") + " written to " + article.CleanLine(name), err
	})
	return nil
}

// keep leaves the notes found.
func keep(margins []note.ArticleNotes, found map[noteKey]note.ResolvedNote) (chosen []note.ArticleNotes, n int) {
	for _, m := range margins {
		m.Notes = slices.DeleteFunc(slices.Clone(m.Notes), func(p note.ResolvedNote) bool {
			_, ok := found[noteKey{m.Path, p.ID}]
			return !ok
		})
		if n += len(m.Notes); len(m.Notes) > 0 {
			chosen = append(chosen, m)
		}
	}
	return chosen, n
}

// writeNew writes a file that must not be there yet.
func writeNew(name, text string) error {
	f, err := os.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
	if os.IsExist(err) {
		return fmt.Errorf("export %s: there is such a file already; give another name", name)
	}
	if err != nil {
		return fmt.Errorf("export: %w", err)
	}
	if _, err = f.WriteString(text); err == nil {
		err = f.Sync()
	}
	if closed := f.Close(); err == nil {
		err = closed
	}
	if err != nil {
		return fmt.Errorf("export: %w", err)
	}
	return nil
}
