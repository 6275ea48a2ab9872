package service

import (
	"encoding/json"
	"fmt"
	"path"
	"slices"
	"strings"

	"manicule/internal/article"
	"manicule/internal/exchange"
)

func isPocket(t *tree) bool {
	if f, ok := t.single(); ok {
		return hasColumns("url", "time added")(t) || isPocketPage(f, t.head)
	}
	return len(t.pocketParts()) > 0
}

// pocketParts are the parts of the list in Pocket's archive.
func (t *tree) pocketParts() []file {
	return append(t.matching("part_*.csv"), t.matching("ril_export.html")...)
}

// readPocket reads the list of addresses, as CSV or in the page of former
// years, and what the archive has besides: highlights by address, and
// collections, whose names become tags.
func readPocket(r *reading) error {
	parts := r.files.pocketParts()
	if f, ok := r.files.single(); ok {
		parts = []file{f}
	}
	for _, f := range parts {
		read := r.pocketRows
		if strings.HasSuffix(strings.ToLower(f.name), "html") || strings.HasSuffix(strings.ToLower(f.name), "htm") {
			read = r.bookmarks
		}
		if err := read(f); err != nil {
			return err
		}
	}
	if err := r.pocketHighlights(); err != nil {
		return err
	}
	return r.pocketCollections()
}

func (r *reading) pocketRows(f file) error {
	return r.eachRow(f, func(w row) {
		r.add(Item{
			Address: w.first("url", "resolved url", "given url"), Title: w["title"], Saved: parseTime(w["time added"]), Tags: ownTags(splitTags(w["tags"])...),
			Archived: strings.HasPrefix(strings.ToLower(w["status"]), "archive") || w["status"] == "1", Star: w.yes("favorite"),
		})
	})
}

// inFolder are the files of JSON, or without an ending, in a folder of that
// name.
func (t *tree) inFolder(name string) (found []file) {
	for _, f := range t.files {
		ext := strings.ToLower(path.Ext(f.name))
		if path.Base(path.Dir(f.name)) == name && (ext == ".json" || ext == "") {
			found = append(found, f)
		}
	}
	return found
}

// readJSON reads a file as JSON; the error says which and what is wrong.
func (t *tree) readJSON(f file, into any) error {
	data, err := t.read(f)
	if err != nil {
		return err
	}
	if err := json.Unmarshal([]byte(strings.TrimPrefix(string(data), "\ufeff")), into); err != nil {
		return fmt.Errorf("%s is no JSON as it should be: %w", f.name, err)
	}
	return nil
}

// byAddress is an item's place by its address.
func (r *reading) byAddress() map[string]int {
	at := map[string]int{}
	for i := range r.Items {
		if _, there := at[r.Items[i].Address]; !there {
			at[r.Items[i].Address] = i
		}
	}
	return at
}

// itemAt is the item of an address, a new one if there is none; nil if it leads
// nowhere, which is told once.
func (r *reading) itemAt(at map[string]int, address, title string) *Item {
	known, why := leadsTo(address)
	if i, ok := at[known]; ok && why == "" {
		return &r.Items[i]
	}
	if slices.ContainsFunc(r.Left, func(l Left) bool { return why != "" && l.What == article.CleanLine(address) }) {
		return nil
	}
	before := len(r.Items)
	r.add(Item{Address: address, Title: title})
	if len(r.Items) == before {
		return nil
	}
	at[known] = before
	return &r.Items[before]
}

func (r *reading) pocketHighlights() error {
	at := r.byAddress()
	for _, f := range r.files.inFolder("annotations") {
		var entries []struct {
			URL, Title string
			Highlights []struct {
				Quote   string
				Note    string
				Created moment `json:"created_at"`
			}
		}
		if err := r.files.readJSON(f, &entries); err != nil {
			return err
		}
		for _, e := range entries {
			item := r.itemAt(at, e.URL, e.Title)
			if item == nil {
				continue
			}
			var all []exchange.Highlight
			for _, h := range e.Highlights {
				all = append(all, exchange.Highlight{Quote: h.Quote, Body: h.Note, Made: h.Created.Time})
			}
			item.addNotes("pocket", item.Address, all)
		}
	}
	return nil
}

// addNotes gives an item notes besides those that it has.
func (i *Item) addNotes(service, key string, all []exchange.Highlight) {
	for _, n := range exchange.FromHighlights(service, key, all) {
		n.Title, n.Source = i.Title, i.Address
		i.Notes = append(i.Notes, n)
	}
}

func (r *reading) pocketCollections() error {
	type entry struct {
		URL, Title, Note, Excerpt string
	}
	at := r.byAddress()
	for _, f := range r.files.inFolder("collections") {
		var all many[struct {
			Title     string
			Items     []entry
			ListItems []entry `json:"listItems"`
			Snake     []entry `json:"list_items"`
		}]
		if err := r.files.readJSON(f, &all); err != nil {
			return err
		}
		for _, c := range all {
			for _, e := range append(append(c.Items, c.ListItems...), c.Snake...) {
				item := r.itemAt(at, e.URL, e.Title)
				if item == nil {
					continue
				}
				item.Tags = append(item.Tags, ownTags(c.Title)...)
				item.addNotes("pocket", item.Address, onArticle(e.Note))
			}
		}
	}
	return nil
}

// many is a value of JSON that is an array, or one of it.
type many[T any] []T

func (m *many[T]) UnmarshalJSON(data []byte) error {
	if len(data) > 0 && data[0] == '[' {
		return json.Unmarshal(data, (*[]T)(m))
	}
	var one T
	if err := json.Unmarshal(data, &one); err != nil {
		return err
	}
	*m = many[T]{one}
	return nil
}
