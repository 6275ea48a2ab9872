package plain

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"manicule/internal/anchor"
	"manicule/internal/article"
	"manicule/internal/note"
)

// placeNotes finds the passages of the notes on the open article.
func (s *Session) placeNotes() {
	r := s.reading
	if r.file == nil {
		return
	}
	r.notes = placeAll(r.file, anchor.NewFinder(r.art.Text, s.store.FormerTexts(r.file)...))
}

// placeAll finds the passages of a file's notes.
func placeAll(f *note.File, in *anchor.Finder) (all []note.ResolvedNote) {
	for _, n := range f.Notes() {
		p := note.ResolvedNote{Note: n, Match: note.Match{State: note.Exact, Confidence: 1}}
		if !n.OnArticle() {
			p.Match = in.Find(n.Anchor)
		}
		all = append(all, p)
	}
	return inOrder(all)
}

// inOrder puts notes in order of their places, those that are lost first.
func inOrder(all []note.ResolvedNote) []note.ResolvedNote {
	slices.SortStableFunc(all, func(a, b note.ResolvedNote) int {
		x, y := a.Match.Span, b.Match.Span
		return cmp.Or(cmp.Compare(x.Start, y.Start), cmp.Compare(y.End, x.End))
	})
	return all
}

func lostOf(notes []note.ResolvedNote) (n int) {
	for _, p := range notes {
		if p.Match.State == note.Lost {
			n++
		}
	}
	return n
}

// followNotes takes in what others did to the notes.
func (s *Session) followNotes() error {
	r := s.reading
	f, err := s.store.Notes(r.path)
	if err != nil {
		return err
	}
	if r.file == nil || string(f.Format()) != string(r.file.Format()) {
		r.file = f
		s.placeNotes()
	}
	return nil
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
	note.Edited: ", whose words were changed",
	note.Moved:  ", which was moved",
	note.Lost:   ", lost: these words are not in the text any more",
}

// listNotes lists the notes on the article, or of the collection.
func (s *Session) listNotes(arg string) error {
	word, query := cutWord(arg)
	switch {
	case word == "all":
		return s.listAllNotes(query)
	case word != "":
		return fmt.Errorf("notes lists those on the article; type notes all %s for those of the collection that say it", arg)
	case s.reading == nil:
		return s.listAllNotes("")
	}
	notes := s.reading.notes
	if len(notes) == 0 {
		s.out.say("There are no notes on this article. Type highlight to mark the paragraph read last, note to write on it.")
		return nil
	}
	for i, n := range notes {
		s.out.say("%d. %s", i+1, describe(n))
	}
	s.offer("note", len(notes), func(i int) error { return s.toNote(notes[i]) })
	return nil
}

// toNote reads the paragraph that a note is on.
func (s *Session) toNote(n note.ResolvedNote) error {
	if n.Match.Span.Empty() {
		s.out.say("%s", describe(n))
		return nil
	}
	s.jumpTo(s.reading.number(n.Match.Span.Start))
	return nil
}
