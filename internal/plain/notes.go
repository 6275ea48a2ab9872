package plain

import (
	"fmt"
	"strings"

	"manicule/internal/article"
	"manicule/internal/note"
)

func lostOf(notes []note.ResolvedNote) (n int) {
	for _, p := range notes {
		if p.Match.State == note.Lost {
			n++
		}
	}
	return n
}

// mention tells of a note on a paragraph that was read.
func mention(n note.ResolvedNote, number int, in article.Span) string {
	words := fmt.Sprintf("Note %d, %s", number, n.Kind)
	if in.Start < n.Match.Span.Start || n.Match.Span.End < in.End {
		words += " on " + quoted(shortened(n.Anchor.Quote, 60))
	}
	if n.Body != "" {
		words += ": " + article.CleanLine(n.Body)
	}
	return words
}

// describe is a note in the list of them.
func describe(n note.ResolvedNote) string {
	words := article.CleanLine(n.Kind)
	if n.OnArticle() {
		words += " on the whole article"
	} else {
		words += " on " + quoted(shortened(n.Anchor.Quote, 120)) + fates[n.Match.State]
	}
	if tags := n.AllTags(); len(tags) > 0 {
		words += ", tagged " + article.CleanLine(strings.Join(tags, " and "))
	}
	if n.Body != "" {
		return sentence(words) + "\n" + n.Body
	}
	return sentence(words)
}

// fates say what became of a note's passage.
var fates = [...]string{
	note.Exact:  "",
	note.Edited: ", edited",
	note.Moved:  ", moved",
	note.Lost:   ", lost: these words are no longer in the text",
}

// listNotes lists the notes on the article, or of the collection.
func (c *Conversation) listNotes(arg string) error {
	word, query := cutWord(arg)
	switch {
	case word == "all":
		return c.listAllNotes(query)
	case word != "":
		return fmt.Errorf("notes lists those on the article; type notes all %s for those of the collection that say it", arg)
	case c.reading == nil:
		return c.listAllNotes("")
	}
	notes := c.reading.Notes
	if len(notes) == 0 {
		c.out.say("There are no notes on this article. Type highlight to mark the paragraph read last, note to write on it.")
		return nil
	}
	for i, n := range notes {
		c.out.say("%d. %s", i+1, describe(n))
	}
	c.offer("note", len(notes), func(i int) error { return c.toNote(notes[i]) })
	return nil
}

// toNote reads the paragraph that a note is on.
func (c *Conversation) toNote(n note.ResolvedNote) error {
	if n.Match.Span.Empty() {
		c.out.say("%s", describe(n))
		return nil
	}
	c.jumpTo(c.reading.number(n.Match.Span.Start))
	return nil
}
