package exchange

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strings"

	"manicule/internal/note"
)

// ErrNoKobo is that a database is not a Kobo's.
var ErrNoKobo = errors.New("it is no database of a Kobo")

// koboColours are what a Kobo's numbers for colours mean.
var koboColours = map[int64]string{0: "yellow", 1: "red", 2: "blue", 3: "green"}

// ImportKobo reads the notes in a Kobo's database, KoboReader.sqlite: its
// highlights and what was written on them, but for deleted ones and dog-ears.
// Its times are UTC.
func ImportKobo(ctx context.Context, db *sql.DB) ([]Imported, error) {
	columns, err := koboColumns(ctx, db)
	if err != nil {
		return nil, err
	}
	have := func(column string) string { // earlier devices lack some
		if columns[strings.ToLower(column)] {
			return "b." + column
		}
		return "NULL"
	}
	rows, err := db.QueryContext(ctx, `SELECT b.BookmarkID, coalesce(b.Text,''), coalesce(b.Annotation,''), coalesce(b.DateCreated,''), coalesce(`+have("DateModified")+`,''), `+have("Color")+`,
		coalesce(c.Title,''), coalesce(c.Attribution,'') FROM Bookmark b LEFT JOIN content c ON c.ContentID=b.VolumeID
		WHERE lower(coalesce(`+have("Hidden")+`,'false')) NOT IN ('true','1') AND lower(coalesce(`+have("Type")+`,'')) <> 'dogear' ORDER BY b.VolumeID, b.ContentID, `+have("ChapterProgress"))
	if err != nil {
		return nil, fmt.Errorf("read the Kobo's bookmarks: %w", err)
	}
	defer rows.Close()
	var notes []Imported
	for rows.Next() {
		var id, text, body, made, changed, title, author string
		var colour sql.NullInt64
		if err := rows.Scan(&id, &text, &body, &made, &changed, &colour, &title, &author); err != nil {
			return nil, fmt.Errorf("read the Kobo's bookmarks: %w", err)
		}
		if text = oneLine(text); text == "" && strings.TrimSpace(body) == "" {
			continue
		}
		name := koboColours[colour.Int64]
		n := Imported{Title: title, Author: author, Note: note.Note{
			ID: importID("kobo", id), Kind: kindOfColour(name), Made: parseTime(made), Body: body, Anchor: note.Anchor{Quote: text},
			Extra: origin("kobo", map[string]string{"color": name}),
		}}
		if t := parseTime(changed); t.After(n.Made) {
			n.Changed = t
		}
		notes = append(notes, n)
	}
	return cleaned(notes), rows.Err()
}

// koboColumns are the columns of a Kobo's bookmarks, in lower case: later
// devices have more.
func koboColumns(ctx context.Context, db *sql.DB) (map[string]bool, error) {
	rows, err := db.QueryContext(ctx, "SELECT name FROM pragma_table_info('Bookmark')")
	if err != nil {
		return nil, fmt.Errorf("read the database: %w", err)
	}
	defer rows.Close()
	all := map[string]bool{}
	for rows.Next() {
		var name string
		if err := rows.Scan(&name); err != nil {
			return nil, fmt.Errorf("read the database: %w", err)
		}
		all[strings.ToLower(name)] = true
	}
	if !all["bookmarkid"] || !all["volumeid"] {
		return nil, ErrNoKobo
	}
	return all, rows.Err()
}
