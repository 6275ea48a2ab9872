package service

import (
	"encoding/json"
	"html"
	"path"
	"slices"
	"strings"

	"manicule/internal/exchange"
)

func isOmnivore(t *tree) bool {
	if _, ok := t.single(); ok {
		return hasNames(t, "slug", "url", "savedAt", "labels")
	}
	return len(t.matching("metadata_*_to_*.json")) > 0
}

// omnivoreItem is an article in Omnivore's metadata.
type omnivoreItem struct {
	ID, Slug                   string
	Title, Description, Author loose
	URL                        string
	State                      string
	Progress                   float64 `json:"readingProgress"` // in per cent
	Labels                     names
	Saved                      moment `json:"savedAt"`
	Published                  moment `json:"publishedAt"`
}

// readOmnivore reads the metadata and joins to it by their slugs the texts in
// content/ and the highlights in highlights/. Of files of one name the first
// belongs to the first article of that slug.
func readOmnivore(r *reading) error {
	parts := r.files.matching("metadata_*_to_*.json")
	if f, ok := r.files.single(); ok {
		parts = []file{f}
	}
	contents, highlights := r.files.bySlug("content"), r.files.bySlug("highlights")
	for _, f := range parts {
		err := r.each(f, "items", func(data json.RawMessage) error {
			var o omnivoreItem
			if err := json.Unmarshal(data, &o); err != nil {
				return err
			}
			content, noted := contents.take(o.Slug), highlights.take(o.Slug)
			state := strings.ToLower(o.State)
			if state == "deleted" {
				r.leave(Bin, o.URL, string(o.Title))
				return nil
			}
			item := Item{
				Address: o.URL, Title: html.UnescapeString(string(o.Title)), Author: string(o.Author), Description: html.UnescapeString(string(o.Description)), Published: o.Published.Time, Saved: o.Saved.Time,
				Tags: ownTags(o.Labels...), Archived: strings.HasPrefix(state, "archive"), Progress: o.Progress / 100, Read: o.Progress >= 100,
			}
			if content != nil {
				item.Content = r.files.pageOf(*content, o.URL)
			}
			if noted != nil {
				text, err := r.files.read(*noted)
				if err != nil {
					return err
				}
				item.Notes = exchange.FromHighlights("omnivore", o.URL, omnivoreHighlights(string(text)))
			}
			r.add(item)
			return nil
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// slugs are the files of a folder by their names without the ending.
type slugs map[string][]file

func (t *tree) bySlug(folder string) slugs {
	all := slugs{}
	for _, f := range t.files {
		if path.Base(path.Dir(f.name)) == folder {
			slug := strings.TrimSuffix(path.Base(f.name), path.Ext(f.name))
			all[slug] = append(all[slug], f)
		}
	}
	return all
}

// take is the next file of that name; nil if there is none.
func (s slugs) take(slug string) *file {
	if len(s[slug]) == 0 {
		return nil
	}
	f := s[slug][0]
	s[slug] = s[slug][1:]
	return &f
}

// omnivoreHighlights reads quotations, each with a line of #labels and what was
// written on it below. Parts are parted by an empty line, and a note on the
// article has one more of its own at its end.
func omnivoreHighlights(text string) (all []exchange.Highlight) {
	var quote, body []string
	flush := func(blanks int) {
		h := exchange.Highlight{Quote: strings.TrimSpace(strings.Join(quote, "\n")), Body: strings.TrimSpace(strings.Join(body, "\n"))}
		if len(quote) > 0 {
			h.Tags, h.Body = labels(h.Body)
		}
		if n := len(body); len(quote) > 0 && len(h.Tags) == 0 && h.Body != "" && !slices.ContainsFunc(body[max(0, n-blanks):], func(line string) bool { return line != "" }) {
			all = append(all, exchange.Highlight{Quote: h.Quote}, exchange.Highlight{Body: h.Body})
		} else {
			all = append(all, h)
		}
		quote, body = nil, nil
	}
	blank, quoting := true, false
	for line := range strings.Lines(strings.ReplaceAll(text, "\r\n", "\n")) {
		line = strings.TrimRight(line, "\n ")
		switch words, quoted := strings.CutPrefix(line, ">"); {
		case quoted && blank:
			flush(2)
			quote, quoting = []string{strings.TrimPrefix(words, " ")}, true
		case quoted && quoting:
			quote = append(quote, "", strings.TrimPrefix(words, " "))
		case quoting && line != "":
			quote = append(quote, line)
		default:
			quoting = false
			body = append(body, line)
		}
		blank = line == ""
	}
	flush(1) // nothing follows that would part it from the note
	return all
}

// labels parts a note into the labels in its first line, if that is one of
// them, and its words.
func labels(body string) ([]string, string) {
	first, rest, _ := strings.Cut(body, "\n")
	if !strings.HasPrefix(first, "#") || strings.HasPrefix(first, "# ") || strings.HasPrefix(first, "##") {
		return nil, body
	}
	var tags []string
	for _, label := range strings.Split(first, "#") {
		if label = strings.TrimSpace(label); label != "" {
			tags = append(tags, label)
		}
	}
	return tags, strings.TrimSpace(rest)
}
