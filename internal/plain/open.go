package plain

import (
	"errors"
	"math"
	"slices"
	"strings"

	"manicule/internal/article"
	"manicule/internal/library"
	"manicule/internal/store"
)

// open opens an article of the collection: at a byte, or where it was left.
func (s *Session) open(path string, at int) error {
	stamp := s.fileNow(path)
	a, err := s.store.Read(path)
	if err != nil {
		return err
	}
	file, err := s.store.Notes(path)
	if err != nil {
		return err
	}
	if err := s.keepPlace(); err != nil {
		return err
	}
	s.trail.leave(s.spot())
	was := s.store.Reading(path)
	jump := at != unset
	if !jump {
		at = library.LeftAt(was, a.Text)
	}
	s.start(a, at)
	s.reading.stamp, s.reading.file = stamp, file
	s.placeNotes()
	s.introduce()
	if !jump {
		s.tellPlace(was)
	}
	return nil
}

// introduce says what the article is.
func (s *Session) introduce() {
	r := s.reading
	m := r.art.Meta
	about := []string{count(r.art.Minutes(), "minute", "minutes")}
	if r.complete {
		about = append(about, count(len(r.paragraphs), "paragraph", "paragraphs"))
	}
	about = append(about, m.Author, m.Site, day(m.Published), s.stateNow())
	if len(r.notes) > 0 {
		about = append(about, count(len(r.notes), "note", "notes"))
	}
	s.out.say("%s", ended(m.Title))
	s.out.say("%s", sentence(strings.Join(slices.DeleteFunc(about, func(p string) bool { return p == "" }), ", ")))
	if r.art.Warning != "" {
		s.out.say("%s", sentence(r.art.Warning))
	}
	if n := lostOf(r.notes); n > 0 {
		s.out.say("%s not in the text any more.", count(n, "note stands on words that are", "notes stand on words that are"))
	}
	if len(r.paragraphs) == 0 && r.complete {
		s.out.say("The article is empty.")
	}
}

// stateNow is the reading state of the open article, in words.
func (s *Session) stateNow() string {
	if s.store == nil {
		return ""
	}
	was := s.store.Reading(s.reading.path)
	words := stateWords(was)
	if was.Star {
		words += ", starred"
	}
	if len(was.Tags) > 0 {
		words += ", tagged " + strings.Join(was.Tags, " and ")
	}
	return words
}

// tellPlace says where reading goes on.
func (s *Session) tellPlace(was store.Reading) {
	if was.Place > 0 && s.reading.next > 0 {
		s.out.say("You were at paragraph %d. An empty line goes on from there, top begins anew.", s.reading.next+1)
	}
}

// closeArticle goes back to the list.
func (s *Session) closeArticle(string) error {
	if s.store == nil {
		return errors.New("there is no list to go back to: quit leaves")
	}
	if err := s.keepPlace(); err != nil {
		return err
	}
	s.trail.leave(s.spot())
	s.reading, s.chosen, s.goOn = nil, choices{}, nil // they were of the article
	s.out.say("The article is closed, your place is kept.")
	return nil
}

// info says what is known of the article.
func (s *Session) info(string) error {
	r := s.reading
	s.introduce()
	m := r.art.Meta
	for _, f := range [][2]string{
		{"Path", r.path},
		{"Source", m.Source},
		{"Tags of the article", strings.Join(m.Tags, ", ")},
		{"Language", m.Language},
		{"Description", m.Description},
	} {
		if f[1] != "" {
			s.out.say("%s: %s", f[0], article.CleanLine(f[1]))
		}
	}
	r.countTo(math.MaxInt)
	s.out.say("It has %s, %s, %s and %s.", count(r.art.Words(), "word", "words"), count(len(r.paragraphs), "paragraph", "paragraphs"),
		count(len(r.art.Headings()), "heading", "headings"), count(len(r.links), "link", "links"))
	s.tellBacklinks()
	for _, gone := range r.art.Removed {
		s.out.say("Left out of the text, %s: %s", gone.Why, quoted(shortened(gone.What, 80)))
	}
	return s.where("")
}
