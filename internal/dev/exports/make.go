package main

import (
	"archive/zip"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"html"
	"os"
	"strings"
	"time"
)

// archive writes an archive of files.
func archive(name string, fill func(add func(name, text string) error) error) error {
	f, err := os.Create(name)
	if err != nil {
		return err
	}
	defer f.Close()
	z := zip.NewWriter(f)
	err = fill(func(name, text string) error {
		w, err := z.Create(name)
		if err == nil {
			_, err = w.Write([]byte(text))
		}
		return err
	})
	if err != nil {
		return err
	}
	return z.Close()
}

func table(rows [][]string) string {
	var b strings.Builder
	_ = csv.NewWriter(&b).WriteAll(rows) // memory never fails
	return b.String()
}

func asJSON(v any) string {
	data, err := json.MarshalIndent(v, "", "  ")
	if err != nil {
		panic(err)
	}
	return string(data)
}

type object = map[string]any

func makeOmnivore(name string, lib library) error {
	return archive(name, func(add func(name, text string) error) error {
		const size = 20
		for from := 0; from < len(lib); from += size {
			part := lib[from:min(from+size, len(lib))]
			var meta []object
			for _, e := range part {
				state := "Active"
				if e.archived {
					state = "Archived"
				}
				meta = append(meta, object{
					"id": fmt.Sprintf("id-%d", e.n), "slug": e.slug, "title": e.title, "description": "About " + e.title, "author": nil, "url": e.url, "state": state,
					"readingProgress": e.progress, "labels": e.tags, "savedAt": e.saved.Format("2006-01-02T15:04:05.000Z"), "updatedAt": e.saved, "publishedAt": nil,
				})
			}
			if err := add(fmt.Sprintf("metadata_%d_to_%d.json", from, from+len(part)), asJSON(meta)); err != nil {
				return err
			}
			for _, e := range part {
				if e.n%97 == 5 { // its file is missing
					continue
				}
				if err := add("content/"+e.slug+".html", `<DIV class="page" id="readability-page-1">`+e.html()+"</DIV>"); err != nil {
					return err
				}
				var marks []string
				for _, h := range e.highlights {
					marks = append(marks, strings.TrimRight("> "+h.quote+" \n\n#sea #low tide\n\n"+h.note, "\n"))
				}
				if len(marks) > 0 {
					if err := add("highlights/"+e.slug+".md", strings.Join(marks, "\n\n")); err != nil {
						return err
					}
				}
			}
		}
		return nil
	})
}

func status(e entry) string {
	if e.archived {
		return "archive"
	}
	return "unread"
}

func makePocket(name string, lib library) error {
	return archive(name, func(add func(name, text string) error) error {
		const size = 10_000
		for part := 0; part*size < len(lib); part++ {
			rows := [][]string{{"title", "url", "time_added", "tags", "status"}}
			var marks []object
			for _, e := range lib[part*size : min((part+1)*size, len(lib))] {
				rows = append(rows, []string{e.title, e.url, fmt.Sprint(e.saved.Unix()), strings.Join(e.tags, "|"), status(e)})
				for _, h := range e.highlights {
					marks = append(marks, object{"url": e.url, "title": e.title, "highlights": []object{{"quote": h.quote, "created_at": e.saved.Unix()}}})
				}
			}
			if err := add(fmt.Sprintf("part_%06d.csv", part), table(rows)); err != nil {
				return err
			}
			if err := add(fmt.Sprintf("annotations/part_%06d.json", part), asJSON(marks)); err != nil {
				return err
			}
		}
		return add("collections/collection_1.json", asJSON(object{"title": "By the sea", "description": "", "items": []object{{"url": lib[0].url, "title": lib[0].title, "note": "the first"}}}))
	})
}

func makePocketPage(name string, lib library) error {
	var lists [2]strings.Builder
	for _, e := range lib {
		i := 0
		if e.archived {
			i = 1
		}
		fmt.Fprintf(&lists[i], "<li><a href=%q time_added=%q tags=%q>%s</a></li>\n", html.EscapeString(e.url), fmt.Sprint(e.saved.Unix()), strings.Join(e.tags, ","), html.EscapeString(e.title))
	}
	return os.WriteFile(name, []byte("<!DOCTYPE html>\n<html><head><title>Pocket Export</title></head><body>\n<h1>Unread</h1>\n<ul>\n"+lists[0].String()+"</ul>\n<h1>Read Archive</h1>\n<ul>\n"+lists[1].String()+"</ul>\n</body></html>\n"), 0o644)
}

func makeTable(name string, head string, lib library, row func(entry) []string) error {
	rows := [][]string{strings.Split(head, ",")}
	for _, e := range lib {
		rows = append(rows, row(e))
	}
	return os.WriteFile(name, []byte("\ufeff"+table(rows)), 0o644)
}

func pythonTags(tags []string) string {
	if len(tags) == 0 {
		return "[]"
	}
	return "['" + strings.Join(tags, "', '") + "']"
}

func makeInstapaper(name string, lib library) error {
	return makeTable(name, "URL,Title,Selection,Folder,Timestamp,Tags", lib, func(e entry) []string {
		folder := "Unread"
		switch {
		case e.archived:
			folder = "Archive"
		case e.star:
			folder = "Starred"
		case e.n%4 == 0:
			folder = "By the sea"
		}
		tags, _ := json.Marshal(append([]string{}, e.tags...))
		return []string{e.url, e.title, "", folder, fmt.Sprint(e.saved.Unix()), string(tags)}
	})
}

func makeRaindrop(name string, lib library) error {
	return makeTable(name, "id,title,note,excerpt,url,folder,tags,created,cover,highlights,favorite", lib, func(e entry) []string {
		var marks []string
		for _, h := range e.highlights {
			marks = append(marks, "Highlight:"+h.quote)
		}
		return []string{fmt.Sprint(e.n), e.title, "", "An excerpt", e.url, []string{"Unsorted", "Sea/Shore"}[e.n%2], strings.Join(e.tags, ", "), e.saved.Format("2006-01-02T15:04:05.000Z"), "", strings.Join(marks, "\n"), fmt.Sprint(e.star)}
	})
}

func makeReadwise(name string, lib library) error {
	return makeTable(name, "Title,URL,ID,Document tags,Saved date,Reading progress,Location,Seen", lib, func(e entry) []string {
		place := []string{"new", "later", "shortlist", "feed"}[e.n%4]
		if e.archived {
			place = "archive"
		}
		return []string{e.title, e.url, fmt.Sprint("01h", e.n), pythonTags(e.tags), e.saved.Format("2006-01-02 15:04:05-07:00"), fmt.Sprint(float64(e.progress) / 100), place, "True"}
	})
}

func makeReadeckCSV(name string, lib library) error {
	return makeTable(name, "url,title,state,created,labels", lib, func(e entry) []string {
		labels, _ := json.Marshal(append([]string{}, e.tags...))
		return []string{e.url, e.title, strings.Replace(status(e), "unread", "", 1), e.saved.Format(time.RFC3339), string(labels)}
	})
}

func makeReadeckMarkdown(name string, lib library) error {
	return archive(name, func(add func(name, text string) error) error {
		for _, e := range lib {
			text := strings.Join(e.paragraphs, "\n\n")
			for _, h := range e.highlights {
				text = strings.Replace(text, h.quote, "=="+h.quote+"==", 1)
			}
			labels, _ := json.Marshal(e.tags)
			head := fmt.Sprintf("---\ntitle: %s\nsaved: %s\nwebsite: example.org\nsource: %s\nauthors: [\"Ann Roe\"]\ntag: %s\n---\n", strings.ReplaceAll(e.title, "\n", " "), e.saved.Format(time.DateOnly), e.url, labels)
			if err := add(fmt.Sprintf("2026-01-01-readeck-bookmarks/%s-example-org-%d/index.md", e.saved.Format(time.DateOnly), e.n), head+"# "+e.title+"\n\n"+text+"\n"); err != nil {
				return err
			}
		}
		return nil
	})
}

func makeReadeckEPUB(name string, lib library) error {
	return archive(name, func(add func(name, text string) error) error {
		if err := add("META-INF/container.xml", `<container><rootfiles><rootfile full-path="package.opf"/></rootfiles></container>`); err != nil {
			return err
		}
		var items, refs strings.Builder
		for _, e := range lib {
			fmt.Fprintf(&items, `<item id="page-%d" href="%d.html" media-type="application/xhtml+xml"/>`, e.n, e.n)
			fmt.Fprintf(&refs, `<itemref idref="page-%d"/>`, e.n)
			text := fmt.Sprintf(`<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml" lang="en"><head><title>x</title></head><body><h1 class="title">%s</h1><ul class="info"><li><strong>Example</strong></li><li>By Ann Roe</li><li><a href="%s">example.org</a></li></ul><main class="content">%s</main><hr/><table class="info"><tr><td>Saved with <a href="https://readeck.com/">Readeck</a></td></tr></table></body></html>`, html.EscapeString(e.title), html.EscapeString(e.url), e.html())
			for _, h := range e.highlights {
				text = strings.Replace(text, h.quote, `<rd-annotation id="annotation-1">`+h.quote+"</rd-annotation>", 1)
			}
			if err := add(fmt.Sprintf("%d.html", e.n), text); err != nil {
				return err
			}
		}
		return add("package.opf", `<package xmlns="http://www.idpf.org/2007/opf"><manifest>`+items.String()+"</manifest><spine>"+refs.String()+"</spine></package>")
	})
}

func makeKarakeep(name string, lib library) error {
	var all []object
	for _, e := range lib {
		b := object{"createdAt": e.saved.Unix(), "title": e.title, "tags": e.tags, "lists": []string{}, "content": object{"type": "link", "url": e.url}, "note": nil, "archived": e.archived}
		switch e.n % 50 {
		case 3:
			b["content"] = object{"type": "text", "text": strings.Join(e.paragraphs, "\n\n")}
		case 4:
			b["content"] = nil
		case 5:
			b["lists"] = []string{"l1"}
		case 6:
			b["note"] = "worth a second look"
		}
		all = append(all, b)
	}
	return os.WriteFile(name, []byte(asJSON(object{"bookmarks": all, "lists": []object{{"id": "l1", "name": "By the sea", "type": "manual"}}})), 0o644)
}

func makeWallabag(name string, lib library) error {
	truth := func(b bool) int {
		if b {
			return 1
		}
		return 0
	}
	var all []object
	for _, e := range lib {
		marks := []object{}
		for _, h := range e.highlights {
			marks = append(marks, object{"text": h.note, "quote": h.quote, "created_at": e.saved.Format("2006-01-02T15:04:05-0700"), "ranges": []object{}})
		}
		all = append(all, object{
			"is_archived": truth(e.archived), "is_starred": truth(e.star), "tags": e.tags, "id": e.n, "title": e.title, "url": e.url, "content": e.html(), "mimetype": "text/html; charset=utf-8",
			"created_at": e.saved.In(time.FixedZone("", 7200)).Format("2006-01-02T15:04:05-0700"), "published_by": []string{""}, "annotations": marks, "language": "en",
		})
	}
	return os.WriteFile(name, []byte(asJSON(all)), 0o644)
}

func makeBookmarks(name string, lib library) error {
	var b strings.Builder
	b.WriteString("<!DOCTYPE NETSCAPE-Bookmark-file-1>\n<META HTTP-EQUIV=\"Content-Type\" CONTENT=\"text/html; charset=UTF-8\">\n<TITLE>Bookmarks</TITLE>\n<H1>Bookmarks Menu</H1>\n<DL><p>\n<DT><A HREF=\"place:sort=8\">Most visited</A>\n<DT><H3 ADD_DATE=\"1\" PERSONAL_TOOLBAR_FOLDER=\"true\">Bar</H3>\n<DL><p>\n")
	for i, e := range lib {
		if i == len(lib)/2 {
			b.WriteString("</DL><p>\n<DT><H3>Sea</H3>\n<DL><p>\n<DT><H3>Shore</H3>\n<DL><p>\n")
		}
		added := e.saved.Unix()
		if i%3 == 0 {
			added *= 1_000_000
		}
		fmt.Fprintf(&b, "<DT><A HREF=%q ADD_DATE=\"%d\" TAGS=%q>%s</A>\n<DD>About it\n", html.EscapeString(e.url), added, strings.Join(e.tags, ","), html.EscapeString(e.title))
	}
	b.WriteString("</DL><p>\n</DL><p>\n</DL><p>\n")
	return os.WriteFile(name, []byte(b.String()), 0o644)
}
