package service

import (
	"encoding/json"
	"errors"
	"fmt"
	"html"
	"strings"

	"manicule/internal/exchange"
)

// hasNames recognises JSON by names at its beginning.
func hasNames(t *tree, wanted ...string) bool {
	head := strings.TrimSpace(strings.TrimPrefix(string(t.head), "\ufeff"))
	if head == "" || head[0] != '{' && head[0] != '[' {
		return false
	}
	for _, name := range wanted {
		if !strings.Contains(head, `"`+name+`"`) {
			return false
		}
	}
	return true
}

// each decodes the things of an array one by one, in the file itself or under
// that name of its object, so that only one of them is held at a time. What
// each returns is told as broken.
func (r *reading) each(f file, list string, each func(json.RawMessage) error) error {
	in, err := f.open()
	if err != nil {
		return fmt.Errorf("%s: %w", f.name, err)
	}
	defer in.Close()
	l := &limited{Reader: in, t: r.files}
	d := json.NewDecoder(skipMark(l))
	if err := enter(d, list); err != nil {
		return fmt.Errorf("%s: %w", f.name, err)
	}
	for d.More() {
		var one json.RawMessage
		l.since = 0
		if err := d.Decode(&one); err != nil {
			return fmt.Errorf("%s, byte %d: it is no JSON as it should be: %w", f.name, d.InputOffset(), err)
		}
		if err := each(one); err != nil {
			r.leave(Broken, fmt.Sprintf("%s, byte %d: %v", f.name, d.InputOffset(), err))
		}
	}
	return nil
}

// enter goes into the array of that name, or the one that the text is.
func enter(d *json.Decoder, list string) error {
	token, err := d.Token()
	if err != nil {
		return fmt.Errorf("it is no JSON: %w", err)
	}
	if token == json.Delim('[') {
		return nil
	}
	for token == json.Delim('{') && d.More() {
		name, err := d.Token()
		if err != nil {
			return err
		}
		if name != list {
			if err := skipValue(d); err != nil {
				return err
			}
			continue
		}
		if token, err = d.Token(); err == nil && token == json.Delim('[') {
			return nil
		}
		break
	}
	return errors.New("there is no list in it")
}

// skipValue goes behind a value, whatever its size.
func skipValue(d *json.Decoder) error {
	for depth := 0; ; {
		token, err := d.Token()
		if err != nil {
			return err
		}
		if sign, ok := token.(json.Delim); ok {
			if sign == '{' || sign == '[' {
				depth++
			} else {
				depth--
			}
		}
		if depth == 0 {
			return nil
		}
	}
}

func isKarakeep(t *tree) bool { return hasNames(t, "bookmarks") && hasNames(t, "createdAt", "content") }

// karakeepBookmark is a bookmark as Karakeep, formerly Hoarder, exports it.
type karakeepBookmark struct {
	ID         string
	CreatedAt  moment
	Title      loose
	Tags       names
	Lists      []string
	Note       loose
	Archived   loose
	Favourited loose
	Content    *struct {
		Type, URL, Text, Author, Publisher, Description string
	}
}

// readKarakeep reads Karakeep's JSON: links, and texts that are articles
// themselves.
func readKarakeep(r *reading) error {
	f, _ := r.files.single()
	lists := map[string]string{}
	if r.each(f, "lists", func(data json.RawMessage) error {
		var l struct{ ID, Name string }
		err := json.Unmarshal(data, &l)
		lists[l.ID] = l.Name
		return err
	}) != nil {
		clear(lists) // older exports have none
	}
	return r.each(f, "bookmarks", func(data json.RawMessage) error {
		var b karakeepBookmark
		if err := json.Unmarshal(data, &b); err != nil {
			return err
		}
		item := Item{Title: html.UnescapeString(string(b.Title)), Saved: b.CreatedAt.Time, Tags: b.Tags, Archived: b.Archived.yes(), Star: b.Favourited.yes()}
		for _, id := range b.Lists {
			item.Tags = append(item.Tags, lists[id])
		}
		item.Tags = ownTags(item.Tags...)
		switch {
		case b.Content == nil && strings.HasSuffix(strings.ToLower(string(b.Title)), ".pdf"): // assets are left out of exports
			r.leave(PDF, string(b.Title))
			return nil
		case b.Content == nil:
		case b.Content.Type == "asset":
			r.leave(PDF, string(b.Title), b.ID)
			return nil
		case b.Content.Type == "text" && strings.TrimSpace(b.Content.Text) != "":
			item.ID = "karakeep:" + b.Content.Text
			if strings.TrimSpace(item.Title) == "" {
				item.Title = firstWords(b.Content.Text)
			}
			item.Content = func() (string, []byte, error) { return "text.md", []byte(b.Content.Text), nil }
		default:
			item.Address, item.Author, item.Site, item.Description = b.Content.URL, b.Content.Author, b.Content.Publisher, b.Content.Description
		}
		item.Notes = exchange.FromHighlights("karakeep", item.Address+item.ID, onArticle(string(b.Note)))
		r.add(item)
		return nil
	})
}

// firstWords is a title for a text that has none.
func firstWords(text string) string {
	const letters = 60
	line, _, _ := strings.Cut(strings.TrimSpace(text), "\n")
	words := []rune(strings.TrimLeft(strings.TrimSpace(line), "#>*- "))
	if len(words) <= letters {
		return string(words)
	}
	cut := string(words[:letters])
	if i := strings.LastIndexByte(cut, ' '); i > 0 {
		cut = cut[:i]
	}
	return cut + "…"
}

func isWallabag(t *tree) bool {
	return hasNames(t, "url", "content") && (hasNames(t, "is_archived") || hasNames(t, "is_read"))
}

// wallabagEntry is an entry as wallabag exports it; the last ones are of its
// first version.
type wallabagEntry struct {
	ID          loose
	Title       loose
	URL         string
	Content     loose
	Archived    loose  `json:"is_archived"`
	Starred     loose  `json:"is_starred"`
	Created     moment `json:"created_at"`
	Published   moment `json:"published_at"`
	PublishedBy names  `json:"published_by"`
	Language    loose
	MIME        string `json:"mimetype"`
	Domain      string `json:"domain_name"`
	Tags        names
	Annotations []struct {
		ID               loose
		Text, Quote      loose
		Created, Updated moment
		CreatedAt        moment `json:"created_at"`
		UpdatedAt        moment `json:"updated_at"`
	}
	WasRead   loose `json:"is_read"`
	Favourite loose `json:"is_fav"`
}

func readWallabag(r *reading) error {
	f, _ := r.files.single()
	return r.each(f, "entries", func(data json.RawMessage) error {
		var e wallabagEntry
		if err := json.Unmarshal(data, &e); err != nil {
			return err
		}
		if e.MIME == "application/pdf" {
			r.leave(PDF, e.URL, string(e.Title))
			return nil
		}
		item := Item{
			Address: e.URL, Title: html.UnescapeString(string(e.Title)), Author: strings.Join(e.PublishedBy, ", "), Language: strings.ReplaceAll(string(e.Language), "_", "-"),
			Published: e.Published.Time, Saved: e.Created.Time, Tags: ownTags(e.Tags...),
			Archived: e.Archived.yes() || e.WasRead.yes(), Star: e.Starred.yes() || e.Favourite.yes(),
		}
		if content := string(e.Content); strings.TrimSpace(content) != "" {
			item.Content = func() (string, []byte, error) { return "content.html", page(e.URL, content), nil }
		}
		var all []exchange.Highlight
		for _, a := range e.Annotations {
			all = append(all, exchange.Highlight{Quote: string(a.Quote), Body: string(a.Text), Made: a.CreatedAt.Time, Changed: a.UpdatedAt.Time})
		}
		item.Notes = exchange.FromHighlights("wallabag", e.URL, all)
		r.add(item)
		return nil
	})
}

// page makes a page of a part of the page at an address, to which its links
// are relative.
func page(address, content string) []byte {
	base := ""
	if address != "" {
		base = `<base href="` + html.EscapeString(address) + `">`
	}
	return []byte(`<!DOCTYPE html><html><head><meta charset="utf-8">` + base + `</head><body>` + content + "</body></html>")
}
