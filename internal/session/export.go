package session

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"manicule/internal/article"
	"manicule/internal/exchange"
	"manicule/internal/note"
)

// exports are the formats by the extension of the file.
var exports = map[string]func([]note.ArticleNotes) string{
	".md": exchange.ExportMarkdown, ".org": exchange.ExportOrg, ".csv": exchange.ExportCSV, ".json": exchange.ExportJSONLD, ".jsonld": exchange.ExportJSONLD,
}

// Export has notes written to a new file, in the format that its extension
// says; find lists them, away from the session. Of no notes there is no file.
// The name is relative to the folder that the program was started in.
func (s *Session) Export(name string, find func() ([]note.ArticleNotes, error)) Event {
	format := exports[strings.ToLower(filepath.Ext(name))]
	if format == nil {
		return Event{Err: fmt.Errorf("export %s: the name must end in .md, .org, .csv or .jsonld", name)}
	}
	s.Write(name, func() (string, error) {
		all, err := find()
		if err != nil {
			return "", fmt.Errorf("export %s: %w", name, err)
		}
		n := 0
		for _, m := range all {
			n += len(m.Notes)
		}
		if n == 0 {
			return "", fmt.Errorf("export %s: %w", name, errNothing)
		}
		err = writeNew(name, strings.ToValidUTF8(format(all), "\ufffd"))
		return plural(n, "note") + " written to " + article.CleanLine(name), err
	})
	return Event{}
}

// writeNew writes a file that must not be there yet.
func writeNew(name, text string) error {
	f, err := os.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
	if os.IsExist(err) {
		return fmt.Errorf("export %s: it already exists; choose another name", name)
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

// errNothing says that an export would be empty; nothing is lost by that.
var errNothing = errors.New("no notes match")
