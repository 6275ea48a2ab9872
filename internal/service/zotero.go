package service

import (
	"context"
	"database/sql"
	"errors"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"manicule/internal/article"
	"manicule/internal/exchange"
	"manicule/internal/sqlite"
)

const zoteroName = "zotero.sqlite"

func isZotero(t *tree) bool { return zoteroDatabase(t) != "" }

// zoteroDatabase is the database of Zotero's data folder, or the one that was
// named; "" if it is none.
func zoteroDatabase(t *tree) string {
	name := t.path
	if t.head == nil {
		name = filepath.Join(t.path, zoteroName)
	}
	if !sqlite.Is(name) {
		return ""
	}
	db, err := sqlite.Open(name)
	if err != nil {
		return name // what is wrong is said where it is read
	}
	defer db.Close()
	var n int
	if db.QueryRow("SELECT count(*) FROM sqlite_schema WHERE type='table' AND name IN ('items','itemData','itemAttachments','collections')").Scan(&n) != nil || n < 4 {
		return ""
	}
	return name
}

// zoteroTime is how long a query of Zotero's database may take.
const zoteroTime = 2 * time.Minute

// zotero is a library of Zotero on its way: its items by their numbers, and
// what belongs to them.
type zotero struct {
	*reading
	folder      string
	db          *sqlite.DB
	ctx         context.Context
	order       []int64
	items       map[int64]*zoteroItem
	attachments map[int64][]zoteroAttachment // by what they hang on; those of their own by themselves
	annotations map[int64][]exchange.Highlight
	notes       map[int64][]string // HTML
	tags        map[int64][]string
}

type zoteroItem struct {
	key, kind string
	added     string
	fields    map[string]string
	creators  []string
	folders   []string
}

type zoteroAttachment struct {
	id        int64
	key       string
	kind      string // its MIME type
	path      string
	highlight []exchange.Highlight
}

// readZotero reads Zotero's data folder: its items with their fields, creators,
// tags and collections, the pages saved with them, notes and annotations. What
// is in the bin is told.
func readZotero(r *reading) error {
	name := zoteroDatabase(r.files)
	db, err := sqlite.Open(name)
	if err != nil {
		return err
	}
	defer db.Close()
	ctx, cancel := context.WithTimeout(context.Background(), zoteroTime)
	defer cancel()
	z := &zotero{
		reading: r, folder: filepath.Dir(name), db: db, ctx: ctx, items: map[int64]*zoteroItem{}, attachments: map[int64][]zoteroAttachment{},
		annotations: map[int64][]exchange.Highlight{}, notes: map[int64][]string{}, tags: map[int64][]string{},
	}
	for _, read := range []func() error{z.readItems, z.readFields, z.readCreators, z.readCollections, z.readTags, z.readNotes, z.readAnnotations, z.readAttachments} {
		if err := read(); err != nil {
			return err
		}
	}
	for _, id := range z.order {
		z.take(id)
	}
	return nil
}

// each calls back with the rows of a query.
func (z *zotero) each(query string, row func(scan func(...any) error) error) error {
	rows, err := z.db.QueryContext(z.ctx, query)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		if err := row(rows.Scan); err != nil {
			return err
		}
	}
	return rows.Err()
}

// has reports whether the database has a table: earlier versions lack some.
func (z *zotero) has(table string) bool {
	var n int
	err := z.db.QueryRowContext(z.ctx, "SELECT count(*) FROM sqlite_schema WHERE name=?", table).Scan(&n)
	return err == nil && n > 0
}

func (z *zotero) readItems() error {
	deleted := "0"
	if z.has("deletedItems") {
		deleted = "i.itemID IN (SELECT itemID FROM deletedItems)"
	}
	return z.each(`SELECT i.itemID, i.key, coalesce(i.dateAdded,''), t.typeName, `+deleted+` FROM items i JOIN itemTypes t ON t.itemTypeID=i.itemTypeID ORDER BY i.itemID`,
		func(scan func(...any) error) error {
			var id int64
			var bin bool
			item := &zoteroItem{fields: map[string]string{}}
			if err := scan(&id, &item.key, &item.added, &item.kind, &bin); err != nil {
				return err
			}
			parts := item.kind == "attachment" || item.kind == "note" || item.kind == "annotation"
			if bin {
				if !parts {
					z.leave(Bin, item.kind+" "+item.key)
				}
				return nil
			}
			z.items[id] = item
			z.order = append(z.order, id)
			return nil
		})
}

func (z *zotero) readFields() error {
	return z.each(`SELECT d.itemID, f.fieldName, v.value FROM itemData d JOIN fields f ON f.fieldID=d.fieldID JOIN itemDataValues v ON v.valueID=d.valueID`,
		func(scan func(...any) error) error {
			var id int64
			var name, value sql.NullString
			if err := scan(&id, &name, &value); err != nil {
				return err
			}
			if item := z.items[id]; item != nil {
				item.fields[name.String] = value.String
			}
			return nil
		})
}

func (z *zotero) readCreators() error {
	return z.each(`SELECT ic.itemID, coalesce(c.firstName,''), coalesce(c.lastName,'') FROM itemCreators ic JOIN creators c ON c.creatorID=ic.creatorID ORDER BY ic.itemID, ic.orderIndex`,
		func(scan func(...any) error) error {
			var id int64
			var first, last string
			if err := scan(&id, &first, &last); err != nil {
				return err
			}
			if item := z.items[id]; item != nil {
				item.creators = append(item.creators, strings.TrimSpace(first+" "+last))
			}
			return nil
		})
}

func (z *zotero) readCollections() error {
	names, parents := map[int64]string{}, map[int64]int64{}
	err := z.each(`SELECT collectionID, collectionName, coalesce(parentCollectionID,0) FROM collections`, func(scan func(...any) error) error {
		var id, parent int64
		var name string
		err := scan(&id, &name, &parent)
		names[id], parents[id] = name, parent
		return err
	})
	if err != nil {
		return err
	}
	return z.each(`SELECT itemID, collectionID FROM collectionItems ORDER BY itemID`, func(scan func(...any) error) error {
		var id, in int64
		if err := scan(&id, &in); err != nil {
			return err
		}
		var way []string
		for ; names[in] != "" && len(way) < maxFolders; in = parents[in] {
			way = append(way, names[in])
		}
		slices.Reverse(way)
		if item := z.items[id]; item != nil {
			item.folders = append(item.folders, strings.Join(way, "/"))
		}
		return nil
	})
}

func (z *zotero) readTags() error {
	return z.each(`SELECT it.itemID, t.name FROM itemTags it JOIN tags t ON t.tagID=it.tagID ORDER BY it.itemID, t.name`, func(scan func(...any) error) error {
		var id int64
		var name string
		err := scan(&id, &name)
		z.tags[id] = append(z.tags[id], name)
		return err
	})
}

func (z *zotero) readNotes() error {
	return z.each(`SELECT itemID, coalesce(parentItemID,0), coalesce(note,'') FROM itemNotes ORDER BY itemID`, func(scan func(...any) error) error {
		var id, on int64
		var text string
		err := scan(&id, &on, &text)
		if z.items[id] != nil {
			z.notes[on] = append(z.notes[on], text)
		}
		return err
	})
}

// The types of Zotero's annotations; images and ink have no words.
const (
	zoteroHighlight = 1
	zoteroNote      = 2
	zoteroUnderline = 5
)

func (z *zotero) readAnnotations() error {
	if !z.has("itemAnnotations") {
		return nil
	}
	return z.each(`SELECT itemID, parentItemID, type, coalesce(text,''), coalesce(comment,''), coalesce(color,'') FROM itemAnnotations ORDER BY parentItemID, sortIndex`,
		func(scan func(...any) error) error {
			var id, on int64
			var kind int
			var h exchange.Highlight
			if err := scan(&id, &on, &kind, &h.Quote, &h.Body, &h.Colour); err != nil {
				return err
			}
			item := z.items[id]
			if item == nil || kind != zoteroHighlight && kind != zoteroNote && kind != zoteroUnderline {
				return nil
			}
			if kind == zoteroNote {
				h.Quote = ""
			}
			h.ID, h.Made, h.Tags, h.Colour = item.key, parseTime(item.added), z.tags[id], zoteroColours[strings.ToLower(h.Colour)]
			z.annotations[on] = append(z.annotations[on], h)
			return nil
		})
}

// zoteroColours are the names of the colours that Zotero offers.
var zoteroColours = map[string]string{
	"#ffd400": "yellow", "#ff6666": "red", "#5fb236": "green", "#2ea8e5": "blue", "#a28ae5": "purple", "#e56eee": "magenta", "#f19837": "orange", "#aaaaaa": "gray",
}

func (z *zotero) readAttachments() error {
	return z.each(`SELECT itemID, coalesce(parentItemID,itemID), coalesce(contentType,''), coalesce(path,'') FROM itemAttachments ORDER BY itemID`, func(scan func(...any) error) error {
		var on int64
		var a zoteroAttachment
		if err := scan(&a.id, &on, &a.kind, &a.path); err != nil {
			return err
		}
		if item := z.items[a.id]; item != nil {
			a.key, a.highlight = item.key, z.annotations[a.id]
			z.attachments[on] = append(z.attachments[on], a)
		}
		return nil
	})
}

// take makes an item of Zotero's one of ours.
func (z *zotero) take(id int64) {
	from := z.items[id]
	all := z.attachments[id]
	if from.kind == "note" || from.kind == "annotation" || from.kind == "attachment" && len(all) == 0 {
		return
	}
	f := from.fields
	item := Item{
		ID: "zotero:" + from.key, Address: f["url"], Title: f["title"], Author: strings.Join(from.creators, ", "), Description: f["abstractNote"], Language: f["language"],
		Site: firstOf(f["websiteTitle"], f["blogTitle"], f["forumTitle"], f["publicationTitle"]), Published: zoteroDate(f["date"]), Saved: parseTime(from.added),
		Tags: ownTags(slices.Concat(z.tags[id], from.folders)...),
	}
	pdf := false
	var highlights []exchange.Highlight
	for _, a := range all {
		if item.Content == nil && (a.kind == "text/html" || a.kind == "application/xhtml+xml") {
			item.Content = z.stored(a)
		}
		pdf = pdf || a.kind == "application/pdf"
		highlights = append(highlights, a.highlight...)
	}
	if item.Content == nil && pdf || item.Content == nil && from.kind == "attachment" && item.Address == "" {
		z.leave(PDF, item.Title, item.Address, from.key)
		return
	}
	if item.Content != nil && item.Address != "" {
		if _, why := leadsTo(item.Address); why != "" {
			item.Address = "" // its text is here
		}
	}
	for _, text := range z.notes[id] {
		highlights = append(highlights, exchange.Highlight{Body: noteWords(text)})
	}
	item.Notes = exchange.FromHighlights("zotero", from.key, highlights)
	z.add(item)
}

// stored reads an attachment that lies in Zotero's own storage; nil if it lies
// elsewhere, or isn't there.
func (z *zotero) stored(a zoteroAttachment) func() (string, []byte, error) {
	name, ok := strings.CutPrefix(a.path, "storage:")
	place := filepath.Join("storage", a.key, filepath.FromSlash(name))
	if !ok || !filepath.IsLocal(place) {
		return nil
	}
	root, err := os.OpenRoot(z.folder)
	if err != nil {
		return nil
	}
	defer root.Close()
	if info, err := root.Stat(place); err != nil || !info.Mode().IsRegular() {
		return nil
	}
	f := file{name, func() (io.ReadCloser, error) { return openIn(z.folder, place) }}
	files := z.files
	return func() (string, []byte, error) {
		data, err := files.read(f)
		return "page.html", data, err
	}
}

// openIn opens a file in a folder, which no link leads out of.
func openIn(folder, name string) (io.ReadCloser, error) {
	root, err := os.OpenRoot(folder)
	if err != nil {
		return nil, err
	}
	f, err := root.Open(name)
	if err != nil {
		return nil, errors.Join(err, root.Close())
	}
	return struct {
		io.Reader
		io.Closer
	}{f, closers{f, root}}, nil
}

type closers []io.Closer

func (c closers) Close() (err error) {
	for _, one := range c {
		err = errors.Join(err, one.Close())
	}
	return err
}

// zoteroDate reads a date as Zotero keeps it: "2021-03-00 March 2021".
func zoteroDate(s string) time.Time {
	sortable, _, _ := strings.Cut(s, " ")
	sortable = strings.TrimSuffix(strings.TrimSuffix(sortable, "-00"), "-00")
	for _, layout := range []string{time.DateOnly, "2006-01", "2006"} {
		if t, err := time.Parse(layout, sortable); err == nil {
			return t
		}
	}
	return time.Time{}
}

// noteWords are the words of a note that is kept as HTML, in Markdown.
func noteWords(text string) string {
	a, err := article.Parse("note.html", page("", text))
	if err != nil {
		return text
	}
	return a.Text
}

func firstOf(all ...string) string {
	for _, s := range all {
		if strings.TrimSpace(s) != "" {
			return s
		}
	}
	return ""
}
