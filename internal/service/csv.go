package service

import (
	"bytes"
	"encoding/csv"
	"errors"
	"html"
	"io"
	"slices"
	"strconv"
	"strings"

	"manicule/internal/exchange"
	"manicule/internal/pattern"
)

var byteOrderMark = []byte("\ufeff")

// newCSV reads a CSV as carelessly as programs write them.
func newCSV(data []byte) *csv.Reader {
	r := csv.NewReader(bytes.NewReader(bytes.TrimPrefix(data, byteOrderMark)))
	r.FieldsPerRecord, r.LazyQuotes = -1, true
	return r
}

// columnNames are a CSV's column names in one form.
func columnNames(head []string) []string {
	columns := make([]string, len(head))
	for i, name := range head {
		columns[i] = strings.ToLower(strings.TrimSpace(strings.ReplaceAll(name, "_", " ")))
	}
	return columns
}

// hasColumns recognises a CSV by columns that it must have.
func hasColumns(wanted ...string) func(*tree) bool {
	return func(t *tree) bool {
		if _, ok := t.single(); !ok {
			return false
		}
		head, err := newCSV(t.head).Read()
		columns := columnNames(head)
		return err == nil && !slices.ContainsFunc(wanted, func(name string) bool { return !slices.Contains(columns, name) })
	}
}

// row is a row of a CSV, by its columns' names.
type row map[string]string

// first is the value of the first of the columns that has one.
func (w row) first(columns ...string) string {
	for _, name := range columns {
		if s := strings.TrimSpace(w[name]); s != "" {
			return s
		}
	}
	return ""
}

func (w row) yes(column string) bool { return loose(w[column]).yes() }

// eachRow calls back with the rows of a CSV; one that can't be read is told.
func (r *reading) eachRow(f file, each func(row)) error {
	data, err := r.files.read(f)
	if err != nil {
		return err
	}
	in := newCSV(data)
	head, err := in.Read()
	if err != nil {
		return errors.New(f.name + " has no line of column names")
	}
	columns := columnNames(head)
	for {
		record, err := in.Read()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			r.leave(Broken, f.name+": "+err.Error())
			continue
		}
		w := row{}
		for i, value := range record[:min(len(record), len(columns))] {
			w[columns[i]] = value
		}
		w["title"] = html.UnescapeString(w["title"]) // as it stood in a page
		if w.first(columns...) != "" {               // else it is no row
			each(w)
		}
	}
}

// eachRowOfOne is eachRow of an export that is one CSV.
func (r *reading) eachRowOfOne(each func(row)) error {
	f, _ := r.files.single()
	return r.eachRow(f, each)
}

// readInstapaper reads URL, Title, Selection, Folder, Timestamp and Tags. A
// folder is a state or the reader's own.
func readInstapaper(r *reading) error {
	return r.eachRowOfOne(func(w row) {
		folder := w.first("folder")
		r.add(Item{
			Address: w["url"], Title: w["title"], Description: w["selection"], Saved: parseTime(w["timestamp"]),
			Archived: strings.EqualFold(folder, "archive"), Star: strings.EqualFold(folder, "starred"),
			Tags: ownTags(append(splitTags(w["tags"]), folder)...),
		})
	})
}

// readReadeckCSV reads the columns that Readeck imports: url, title, state,
// created and labels.
func readReadeckCSV(r *reading) error {
	return r.eachRowOfOne(func(w row) {
		state := strings.ToLower(w.first("state", "is archived"))
		r.add(Item{
			Address: w["url"], Title: w["title"], Saved: parseTime(w["created"]), Tags: ownTags(splitTags(w["labels"])...),
			Archived: strings.HasPrefix(state, "archive") || loose(state).yes(), Star: w.yes("is marked") || w.yes("favorite"),
		})
	})
}

// readRaindrop reads Raindrop's CSV. What is in its folder Trash is in the bin.
func readRaindrop(r *reading) error {
	return r.eachRowOfOne(func(w row) {
		folder := w.first("folder")
		if strings.EqualFold(folder, "trash") {
			r.leave(Bin, w["url"], w["title"])
			return
		}
		item := Item{
			Address: w["url"], Title: w["title"], Description: w["excerpt"], Saved: parseTime(w["created"]),
			Star: w.yes("favorite"), Tags: ownTags(append(splitTags(w["tags"]), folder)...),
		}
		key := w.first("id", "url")
		item.Notes = exchange.FromHighlights("raindrop", key, append(raindropHighlights(w["highlights"]), onArticle(w["note"])...))
		r.add(item)
	})
}

// onArticle is a note on a whole article, if there are words.
func onArticle(words string) []exchange.Highlight {
	if strings.TrimSpace(words) == "" {
		return nil
	}
	return []exchange.Highlight{{Body: words}}
}

// raindropKey begins what is said of a highlight: its words, a note, a colour
// or a time.
var raindropKey = pattern.Lazy(`(?im)^[ \t]*(highlight|note|colou?r|created|date):`)

// raindropHighlights are parts that begin with "Highlight:", each with a note
// and more below; every part may have several lines. Where there is no such
// part, each line is a highlight.
func raindropHighlights(s string) (all []exchange.Highlight) {
	s = strings.ReplaceAll(s, "\r\n", "\n")
	keys := raindropKey().FindAllStringSubmatchIndex(s, -1)
	if !slices.ContainsFunc(keys, func(at []int) bool { return strings.EqualFold(s[at[2]:at[3]], "highlight") }) {
		for line := range strings.Lines(s) {
			all = append(all, exchange.Highlight{Quote: strings.TrimSpace(line)})
		}
		return all
	}
	for i, at := range keys {
		end := len(s)
		if i+1 < len(keys) {
			end = keys[i+1][0]
		}
		words, key := strings.TrimSpace(s[at[1]:end]), strings.ToLower(s[at[2]:at[3]])
		if key == "highlight" {
			all = append(all, exchange.Highlight{Quote: words})
		} else if len(all) > 0 {
			last := &all[len(all)-1]
			switch key {
			case "note":
				last.Body = words
			case "color", "colour":
				last.Colour = words
			default:
				last.Made = parseTime(words)
			}
		}
	}
	return all
}

// favourites are tags that say the same as a star.
func favourites(tag string) bool {
	return strings.EqualFold(tag, "favorite") || strings.EqualFold(tag, "favourite")
}

// readReadwise reads Readwise Reader's CSV. Location says in which list the
// article is; rows of feeds are followed, not saved. A star is a tag there.
// Progress is a part of 1, or of 100 where any row has more than 1.
func readReadwise(r *reading) error {
	most := 0.0
	err := r.eachRowOfOne(func(w row) {
		location := strings.ToLower(w.first("location"))
		switch {
		case location == "feed" && !r.opt.FeedItems:
			r.leave(Feed, w["url"], w["title"])
			return
		case location == "trash":
			r.leave(Bin, w["url"], w["title"])
			return
		}
		progress, _ := strconv.ParseFloat(strings.TrimSuffix(w.first("reading progress"), "%"), 64) // none is 0
		if strings.HasSuffix(w.first("reading progress"), "%") {
			progress /= 100
		}
		most = max(most, progress)
		tags := splitTags(w["document tags"])
		r.add(Item{
			Address: w["url"], Title: w["title"], Saved: parseTime(w["saved date"]), Star: slices.ContainsFunc(tags, favourites),
			Tags: ownTags(slices.DeleteFunc(tags, favourites)...), Archived: location == "archive", Progress: progress,
		})
	})
	for i := range r.Items {
		item := &r.Items[i]
		if most > 1 {
			item.Progress /= 100
		}
		item.Read = item.Progress >= 1
	}
	return err
}
