package article

import (
	"strings"
	"testing"
	"time"
)

func TestHeadOfKeys(t *testing.T) {
	tests := []struct {
		name, file, head string
		title, author    string
		tags             string
		date             string
	}{
		{"pelican", "bees.md", "Title: The glass hive\nDate: 2022-05-06 07:08\nTags: bees, glass\nAuthor: Ann Roe\n", "The glass hive", "Ann Roe", "bees glass", "2022-05-06"},
		{"multimarkdown, with a line set in", "bees.md", "title:  The glass hive,\n    second part\nauthor: Ann Roe\nbase header level: 2\n", "The glass hive, second part", "Ann Roe", "", ""},
		{"a title alone", "bees.md", "Title: The glass hive\n", "The glass hive", "", "", ""},
		{"mail", "bees.txt", "From: Ann Roe <ann@example.org>\nTo: Per Lund <per@example.org>\nSubject: =?utf-8?q?The_gl=C3=A4ss_hive?=\nDate: 2022-05-06\n", "The gläss hive", "Ann Roe", "", "2022-05-06"},
		{"rfc", "bees.txt", "RFC: 7\nTitle: The glass hive\nAuthor: Ann Roe <ann@example.org>\nCreated: 2022-05-06\n", "The glass hive", "Ann Roe", "", "2022-05-06"},
		{"keys before another markup", "bees.rst", "PEP: 7\nTitle: The glass hive\nAuthor: Ann Roe <ann@example.org>\nCreated: 06-May-2022\n", "The glass hive", "Ann Roe", "", "2022-05-06"},
		{"fences before another markup", "bees.adoc", "---\ntitle: The glass hive\nauthor: Ann Roe\n---\n", "The glass hive", "Ann Roe", "", ""},
		{"fences before an outline", "bees.org", "+++\ntitle = 'The glass hive'\ntags = ['bees']\n+++\n", "The glass hive", "", "bees", ""},
		{"field list", "bees.rst", ":title: The glass hive\n:author: Ann Roe\n:date: 2022-05-06\n:orphan:\n", "The glass hive", "Ann Roe", "", "2022-05-06"},
		{"field list below the title", "bees.rst", "The glass hive\n==============\n\n:Author: Ann Roe\n:Date: 2022-05-06\n", "The glass hive", "Ann Roe", "", "2022-05-06"},
		{"org", "bees.org", "#+TITLE: The glass hive\n#+AUTHOR: Ann Roe\n#+OPTIONS: toc:nil\n", "The glass hive", "Ann Roe", "", ""},
		{"pandoc", "bees.md", "% The glass\n  hive\n% Ann Roe; Per Lund\n% 6 May 2022\n", "The glass hive", "Ann Roe, Per Lund", "", "2022-05-06"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			a, err := Parse(tt.file, []byte(tt.head+"\nBees build behind the pane.\n"))
			if err != nil {
				t.Fatal(err)
			}
			date := ""
			if !a.Meta.Published.IsZero() {
				date = a.Meta.Published.Format(time.DateOnly)
			}
			if a.Meta.Title != tt.title || a.Meta.Author != tt.author || strings.Join(a.Meta.Tags, " ") != tt.tags || date != tt.date {
				t.Errorf("%q by %q of %q, tags %q", a.Meta.Title, a.Meta.Author, date, a.Meta.Tags)
			}
			if got := strings.TrimSpace(a.Text); got != "Bees build behind the pane." {
				t.Errorf("text %q", got)
			}
			if len(a.Removed) == 0 || !strings.Contains(a.Removed[0].What, "lass") && !strings.Contains(a.Removed[0].What, "Ann Roe") {
				t.Errorf("removed %q", a.Removed)
			}
		})
	}
	for name, text := range map[string]string{
		"a note":             "Note: the hive is closed.\n\nBees build behind the pane.\n",
		"an address":         "Name: Ann\nStreet: 4 Quay\n\nBees build behind the pane.\n",
		"a dialogue":         "Ann: Is it closed?\nPer: It is.\n\nBees build behind the pane.\n",
		"nothing behind it":  "Title: The glass hive\nAuthor: Ann Roe\n",
		"keys amid a text":   "Title: The glass hive\nbees build here\n\nBees build behind the pane.\n",
		"a comment of TeX":   "% one\n% two\n% three\n% four\n\nBees build behind the pane.\n",
		"a percentage":       "%5 of it\n\nBees build behind the pane.\n",
		"one key of no note": "Date: today, as ever\n\nBees build behind the pane.\n",
	} {
		if head, _, _ := splitKeys(text); head != "" {
			t.Errorf("%s: %q was taken for a head", name, head)
		}
	}
}

func FuzzSplitKeys(f *testing.F) {
	f.Add("Title: a\n b\n\nc")
	f.Add("% a\n  b\n% c\n\nd")
	f.Add("a\n===\n\n:b: c\n\nd")
	f.Fuzz(func(t *testing.T, text string) {
		head, _, rest := splitKeys(text)
		if head == "" && rest != text || len(head)+len(rest) > len(text) || !strings.Contains(text, head) {
			t.Errorf("%q: head %q, rest %q", text, head, rest)
		}
	})
}
