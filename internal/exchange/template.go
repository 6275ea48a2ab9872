package exchange

import (
	"bytes"
	"cmp"
	"crypto/sha256"
	"errors"
	"fmt"
	"path"
	"slices"
	"strings"
	"text/template"
	"time"

	"manicule/internal/article"
	"manicule/internal/note"
	"manicule/internal/pattern"
)

// NoteTemplate is how notes become files: "head" is what a new file begins
// with, "note" is one note.
type NoteTemplate struct {
	Extension string // of the files
	t         *template.Template
}

// templates are the templates that come along, by name. Each defines head and
// note.
var templates = map[string]struct{ extension, text string }{
	"obsidian": {".md", `{{define "head"}}---
title: {{yaml .Title}}
{{- if .Author}}
author: {{yaml .Author}}{{end}}
{{- if .Source}}
source: {{yaml .Source}}{{end}}
tags: [manicule]
---

# {{.Title}}
{{end}}{{define "note"}}> [!quote] {{.Kind}}{{if .Heading}} · {{.Heading}}{{end}}{{if .Day}} · {{.Article.Title}}{{end}}
{{with .Quote}}{{prefix "> " .}}{{end}}{{with .Body}}
{{.}}
{{end}}{{with .Tags}}
{{range $i, $t := .}}{{if $i}} {{end}}#{{tag $t}}{{end}}
{{end}}{{end}}`},
	"logseq": {".md", `{{define "head"}}title:: {{.Title}}
{{- if .Author}}
author:: {{.Author}}{{end}}
{{- if .Source}}
source:: {{.Source}}{{end}}
{{end}}{{define "note"}}- {{with .Quote}}> {{line .}}{{else}}{{line .Body}}{{end}}
  kind:: {{.Kind}}{{with .Tags}}
  tags:: {{range $i, $t := .}}{{if $i}}, {{end}}{{tag $t}}{{end}}{{end}}
{{if and .Quote .Body}}	- {{line .Body}}
{{end}}{{end}}`},
	"org": {".org", `{{define "head"}}#+title: {{.Title}}
{{- if .Author}}
#+author: {{.Author}}{{end}}
{{- if .Source}}
#+source: {{.Source}}{{end}}
{{end}}{{define "note"}}* {{.Kind}}{{with .Heading}} · {{.}}{{end}}{{with .Tags}} :{{range .}}{{orgtag .}}:{{end}}{{end}}
{{with .Quote}}#+begin_quote
{{org .}}
#+end_quote
{{end}}{{with .Body}}{{org .}}
{{end}}{{end}}`},
	"plain": {".txt", `{{define "head"}}{{.Title}}
{{with .Author}}{{.}}
{{end}}{{with .Source}}{{.}}
{{end}}{{end}}{{define "note"}}{{with .Quote}}“{{.}}”
{{end}}{{with .Body}}{{.}}
{{end}}({{.Kind}}{{range .Tags}} #{{.}}{{end}})
{{end}}`},
}

// TemplateNames are the names of the templates that come along.
func TemplateNames() []string { return []string{"obsidian", "logseq", "org", "plain"} }

// NewTemplate is the template of that name.
func NewTemplate(name string) (NoteTemplate, bool) {
	t, ok := templates[name]
	if !ok {
		return NoteTemplate{}, false
	}
	return NoteTemplate{t.extension, template.Must(template.New(name).Funcs(templateFuncs).Parse(t.text))}, true
}

// ParseTemplate reads a template of the reader's own. One that defines no note
// is a note itself; one that defines no head has the title as its head.
func ParseTemplate(name, text string) (NoteTemplate, error) {
	base := strings.TrimSuffix(path.Base(strings.ReplaceAll(name, `\`, "/")), ".tmpl")
	t, err := template.New("note").Funcs(templateFuncs).Option("missingkey=error").Parse(text)
	if err != nil {
		return NoteTemplate{}, fmt.Errorf("read the template: %w", err)
	}
	if t.Lookup("head") == nil {
		t = template.Must(t.New("head").Parse("# {{.Title}}\n"))
	}
	return NoteTemplate{cmp.Or(path.Ext(base), ".md"), t}, nil
}

// templateFuncs are the functions that templates have besides text/template's.
var templateFuncs = template.FuncMap{
	"line": oneLine,
	"prefix": func(by, s string) string {
		return strings.ReplaceAll(by+strings.ReplaceAll(s, "\n", "\n"+by)+"\n", "\n"+by+"\n", "\n"+strings.TrimRight(by, " ")+"\n")
	},
	"yaml":   func(s string) string { return fmt.Sprintf("%q", article.CleanLine(s)) },
	"tag":    func(s string) string { return strings.Join(strings.Fields(s), "-") },
	"orgtag": func(s string) string { return strings.Trim(orgTags([]string{s}), " :") },
	"org":    orgText,
	"date": func(layout string, t time.Time) string {
		if t.IsZero() {
			return ""
		}
		return t.Format(layout)
	},
}

// TemplateArticle is what head gets: an article, or a day.
type TemplateArticle struct {
	Path, Title, Author, Site, Source string
	Published                         time.Time
}

// TemplateNote is what note gets.
type TemplateNote struct {
	ID, Kind, Quote, Body string
	Tags                  []string
	Made, Changed         time.Time
	State                 string // exact, edited, moved or lost
	Line                  int    // of the article's file; 0 when unknown
	Open                  string // the word that opens the article there
	Heading               string // that the passage stands under
	Article               TemplateArticle
	Day                   bool // the file is of a day, not of an article
}

// NotesFile is a file of notes as a template makes it.
type NotesFile struct {
	Name   string // slash-separated, with its extension
	Head   string
	Blocks []NoteBlock
}

// NoteBlock is one note of it.
type NoteBlock struct{ ID, Text string }

// Files makes the files of notes: one for each article, in its folder, or one
// for each day on which notes were made.
func (t NoteTemplate) Files(all []note.ArticleNotes, byDay bool) ([]NotesFile, error) {
	var files []NotesFile
	at := map[string]int{}
	for _, m := range all {
		a := TemplateArticle{m.Path, article.CleanLine(m.Title), article.CleanLine(m.Author), article.CleanLine(m.Site), article.CleanLine(m.Source), m.Published}
		for _, n := range m.Notes {
			name, head := strings.TrimSuffix(m.Path, path.Ext(m.Path)), a
			if byDay {
				name = cmp.Or(day(n.Made), "undated")
				head = TemplateArticle{Title: name}
			}
			i, ok := at[name]
			if !ok {
				i, at[name] = len(files), len(files)
				text, err := t.run("head", head)
				if err != nil {
					return nil, err
				}
				files = append(files, NotesFile{Name: name + t.Extension, Head: text})
			}
			text, err := t.run("note", t.note(n, m, a, byDay))
			if err != nil {
				return nil, err
			}
			files[i].Blocks = append(files[i].Blocks, NoteBlock{n.ID, unnamed(text)})
		}
	}
	return files, nil
}

func day(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.Local().Format(time.DateOnly)
}

func (t NoteTemplate) note(n note.ResolvedNote, m note.ArticleNotes, a TemplateArticle, byDay bool) TemplateNote {
	out := TemplateNote{
		ID: n.ID, Kind: article.CleanLine(n.Kind), Quote: article.Clean(n.Anchor.Quote), Body: strings.TrimSpace(article.Clean(n.Body)), Tags: ownTags(n.Note),
		Made: n.Made, Changed: n.Changed, State: n.Match.State.String(), Open: OpenWord(m, n), Article: a, Day: byDay,
	}
	if stands(n) && m.Lines != nil {
		out.Line, out.Heading = m.Lines(n.Match.Span.Start)
	}
	return out
}

// maxRendered is how much a template may write for one note, in bytes.
const maxRendered = 4 << 20

var errRendered = errors.New("the template writes too much")

func (t NoteTemplate) run(name string, data any) (string, error) {
	var b boundedBuffer
	if err := t.t.ExecuteTemplate(&b, name, data); err != nil {
		return "", fmt.Errorf("the template's %s: %w", name, err)
	}
	return strings.TrimRight(b.String(), "\n") + "\n", nil
}

type boundedBuffer struct{ bytes.Buffer }

func (b *boundedBuffer) Write(p []byte) (int, error) {
	if b.Len()+len(p) > maxRendered {
		return 0, errRendered
	}
	return b.Buffer.Write(p)
}

// Blocks in a file are between two lines that name the note, as comments of
// the file's format. The first has a hash of what was written, by which it is
// told whether somebody changed the block since.
var (
	blockStart = pattern.Lazy(`^[\s>*-]*(?:<!--|#|\[)\s*manicule ([0-9a-z]{10}) ([0-9a-f]{8})\s*(?:-->|\])?\s*$`)
	blockEnd   = pattern.Lazy(`^[\s>*-]*(?:<!--|#|\[)\s*/manicule ([0-9a-z]{10})\s*(?:-->|\])?\s*$`)
)

func blockHash(text string) string { return fmt.Sprintf("%x", sha256.Sum256([]byte(text)))[:8] }

func (b NoteBlock) format(name string) string {
	open, close := "<!-- ", " -->"
	switch path.Ext(name) {
	case ".org":
		open, close = "# ", ""
	case ".txt":
		open, close = "[", "]"
	}
	return open + "manicule " + b.ID + " " + blockHash(b.Text) + close + "\n" + b.Text + open + "/manicule " + b.ID + close + "\n"
}

// unnamed is a text in which no line names a note.
func unnamed(text string) string {
	var b strings.Builder
	for line := range strings.Lines(text) {
		if l := strings.TrimRight(line, "\r\n"); blockStart().MatchString(l) || blockEnd().MatchString(l) {
			line = strings.Replace(line, "manicule ", "manicule: ", 1)
		}
		b.WriteString(line)
	}
	return b.String()
}

// filePart is a part of a file of notes: a block, or what stands between.
type filePart struct {
	id, hash   string
	text       string // with the lines that name it
	inside     string
	unfinished bool
}

// changed reports whether somebody changed the block since it was written.
func (p filePart) changed() bool { return p.hash != blockHash(p.inside) }

// partsOf takes a file apart. A block without its end is what stands between.
func partsOf(text string) (all []filePart) {
	var now filePart
	flush := func() {
		if now.text != "" {
			if now.unfinished {
				now.id = ""
			}
			all = append(all, now)
		}
		now = filePart{}
	}
	for line := range strings.Lines(text) {
		l := strings.TrimRight(line, "\r\n")
		start := blockStart().FindStringSubmatch(l)
		end := blockEnd().FindStringSubmatch(l)
		switch {
		case start != nil:
			flush()
			now = filePart{id: start[1], hash: start[2], text: line, unfinished: true}
		case end != nil && now.id == end[1]:
			now.text += line
			now.unfinished = false
			flush()
		default:
			now.text += line
			if now.id != "" {
				now.inside += line
			}
		}
	}
	flush()
	return all
}

// Update is the file with the notes as they are now, of what it is. What
// somebody wrote between the blocks stays where it is, and so do blocks that
// somebody changed. Notes that gone finds deleted go; new ones come behind the
// note that they follow.
func (f NotesFile) Update(was string, gone func(id string) bool) string {
	if was == "" {
		was = f.Head
	}
	parts := partsOf(was)
	parts = slices.DeleteFunc(parts, func(p filePart) bool { return p.id != "" && gone(p.id) && !p.changed() })
	at := -1 // the part behind which the next new block comes
	for _, b := range f.Blocks {
		i := slices.IndexFunc(parts, func(p filePart) bool { return p.id == b.ID })
		if i >= 0 {
			if !parts[i].changed() {
				parts[i].text = b.format(f.Name)
			}
			at = i
			continue
		}
		if at < 0 {
			at = firstBlock(parts) - 1
		}
		text := b.format(f.Name)
		if at >= 0 && !strings.HasSuffix(parts[at].text, "\n") {
			parts[at].text += "\n"
		}
		if at >= 0 && !strings.HasSuffix(parts[at].text, "\n\n") {
			text = "\n" + text
		}
		at++
		parts = slices.Insert(parts, at, filePart{id: b.ID, hash: blockHash(b.Text), text: text, inside: b.Text})
	}
	var out strings.Builder
	for _, p := range parts {
		out.WriteString(p.text)
	}
	return out.String()
}

// firstBlock is the place of the first block, or the end.
func firstBlock(parts []filePart) int {
	if i := slices.IndexFunc(parts, func(p filePart) bool { return p.id != "" }); i >= 0 {
		return i
	}
	return len(parts)
}
