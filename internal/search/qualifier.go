package search

import (
	"slices"
	"strings"
)

// A qualifier is a name with a colon that says what its value is about. The
// parser, completion and the manual all go by the table of them.
type qualifier struct {
	name     string
	aliases  []string
	help     string
	examples []string // the first is shown where there is room for one only
	takes    string   // what stands behind the colon, unless it is one of choices
	choices  []choice
	suggest  []string // values to complete with, unless they are choices
	known    bool     // the collection knows its values
	field    Field    // where it looks for words; Anywhere: it takes other values
	read     reader   // of other values
}

// A reader makes a node of a qualifier's value. It returns nil and tells the
// parser of a problem if it can't, or if the value is about the order.
type reader func(p *parser, q *qualifier, t lexeme) Node

// A choice is one of the values that a qualifier takes. One without help is
// another name for the one before it.
type choice struct {
	name string
	code uint8
	help string
}

var states = []choice{
	{"unread", uint8(Unread), "not begun"},
	{"read", uint8(Read), "read to the end"},
	{"reading", uint8(Begun), "begun"},
	{"begun", uint8(Begun), ""},
	{"star", uint8(Starred), "with a star"},
	{"starred", uint8(Starred), ""},
	{"archived", uint8(Archived), "archived: kept, but out of the list"},
}

var possessions = []choice{
	{"notes", uint8(Notes), "with notes"},
	{"lost", uint8(LostNotes), "with notes that lost their passage"},
	{"code", uint8(Code), "with blocks of code"},
	{"tags", uint8(Tags), "with tags"},
}

var orders = []choice{
	{"relevance", uint8(ByRelevance), "best match first"},
	{"date", uint8(ByDate), "newest first"},
	{"newest", uint8(ByDate), ""},
	{"length", uint8(ByLength), "longest first"},
	{"left", uint8(ByTimeLeft), "least time left first"},
	{"title", uint8(ByTitle), "by title"},
	{"read", uint8(ByLastRead), "last read first"},
	{"added", uint8(ByAdded), "last added first"},
	{"path", uint8(ByPath), "by folder and name"},
}

const (
	takesMinutes = "minutes or hours, such as <5m, 5m..10m or >1h"
	takesNumber  = "a number, such as >2000, <2k or 500..1000"
	takesDate    = `a day, month or year such as 2024-04, a range such as 2023..2024, or words such as "last week"`
	takesBound   = `a day, month or year such as 2024-04, or words such as "2 weeks ago"`
)

var someDates = []string{"today", "yesterday", "this week", "last week", "this month", "last month", "this year", "last year"}

var qualifiers = []qualifier{
	{name: "title", help: "in the title", examples: []string{"title:alliance"}, field: InTitle},
	{name: "author", help: "in the author's name", examples: []string{"author:smith"}, known: true, field: InAuthor},
	{name: "source", aliases: []string{"site"}, help: "in the name or address of the site", examples: []string{"source:asiatimes.com"}, known: true, field: InSource},
	{name: "tag", aliases: []string{"tags"}, help: "in a tag of the article or its notes", examples: []string{"tag:economy", "#economy"}, known: true, field: InTag},
	{name: "note", help: "in a note or the passage it stands on", examples: []string{"note:doubtful"}, field: InNote},
	{name: "path", help: "in the names of folders and file", examples: []string{"path:news/2024"}, field: InPath},
	{name: "heading", help: "in a heading", examples: []string{"heading:conclusion"}, field: InHeading},
	{name: "text", help: "in the text", examples: []string{`text:"free trade"`}, field: InBody},
	{name: "is", help: "state of reading", examples: []string{"is:unread"}, choices: states, read: chosen(func(c uint8) Node { return Is{State(c)} })},
	{name: "has", help: "what it has", examples: []string{"has:notes"}, choices: possessions, read: chosen(func(c uint8) Node { return Has{What(c)} })},
	{name: "kind", help: "with a note of this kind", examples: []string{"kind:question"}, takes: "the kind of a note", known: true, read: (*parser).kind},
	{name: "len", help: "reading time", examples: []string{"len:<5m", "len:5m..10m", "len:>1h"}, takes: takesMinutes, suggest: []string{"<5m", "5m..15m", ">15m", ">1h"}, read: measured(Minutes, "")},
	{name: "words", help: "number of words", examples: []string{"words:>2000", "words:500..1000"}, takes: takesNumber, suggest: []string{"<500", "500..2000", ">2000"}, read: measured(WordCount, "")},
	{name: "date", help: "published then", examples: []string{"date:2024-04..2024-06", "date:2024", `date:"last month"`}, takes: takesDate, suggest: someDates, read: measured(Date, "")},
	{name: "after", help: "published then or later", examples: []string{`after:"2 weeks ago"`, "after:2024-05-01"}, takes: takesBound, suggest: someDates, read: measured(Date, ">=")},
	{name: "before", help: "published earlier", examples: []string{"before:2025"}, takes: takesBound, suggest: someDates, read: measured(Date, "<")},
	{name: "added", help: "added then: as the article says, else when it was first seen", examples: []string{"added:today", "added:2024-05"}, takes: takesDate, suggest: someDates, read: measured(Added, "")},
	{name: "modified", help: "its file was changed then", examples: []string{`modified:"this week"`}, takes: takesDate, suggest: someDates, read: measured(Modified, "")},
	{name: "like", help: "similar to this article", examples: []string{"like:news/alliance.txt"}, takes: "the path of an article", read: (*parser).like},
	{name: "link", help: "links to this article", examples: []string{"link:news/alliance.txt"}, takes: "the path of an article", read: (*parser).linksTo},
	{name: "sort", help: "the order, reversed by a minus", examples: []string{"sort:date", "sort:-length"}, choices: orders, read: (*parser).order},
}

// maxName is the length of the longest name, with room for misspelt ones.
const maxName = 20

// qualifierNamed finds a qualifier by its name or an alias; nil if there is none.
func qualifierNamed(name string) *qualifier {
	for i := range qualifiers {
		if q := &qualifiers[i]; q.name == name || slices.Contains(q.aliases, name) {
			return q
		}
	}
	return nil
}

// qualifierNames are all names of qualifiers, without aliases.
func qualifierNames() []string {
	all := make([]string, len(qualifiers))
	for i, q := range qualifiers {
		all[i] = q.name
	}
	return all
}

// nameOf is the name of a choice.
func nameOf(choices []choice, code uint8) string {
	for _, c := range choices {
		if c.code == code {
			return c.name
		}
	}
	return ""
}

// values are the choices' names, without the second names.
func (q *qualifier) values() []string {
	var names []string
	for _, c := range q.choices {
		if c.help != "" {
			names = append(names, c.name)
		}
	}
	return names
}

// wants says what the qualifier takes.
func (q *qualifier) wants() string {
	takes := q.takes
	if q.field != Anywhere {
		takes = `words or a "phrase"`
	}
	if names := q.values(); len(names) > 0 {
		end := len(names) - 1
		takes = strings.Join(names[:end], ", ") + " or " + names[end]
	}
	return q.name + ": takes " + takes
}
