package plain

import (
	"errors"
	"math"
	"slices"
	"strings"

	"manicule/internal/article"
)

// open opens an article of the collection: at a byte, or where it was left.
// Back returns from there.
func (c *Conversation) open(path string, at int) error {
	from := c.spot()
	err := c.show(path, at)
	if err == nil && from.path != "" {
		c.jumps.Leave(from)
	}
	return err
}

// show is open without a jump.
func (c *Conversation) show(path string, at int) error {
	stamp := c.fileNow(path)
	d, err := c.session.Load(path)
	if err != nil {
		return err
	}
	c.session.Open(d)
	if at == unset {
		c.start(d, d.Place)
	} else {
		c.start(d, at)
	}
	c.reading.stamp = stamp
	c.introduce()
	if at == unset {
		c.printPlace()
	}
	return errors.Join(c.offerDraft(), c.do(c.session.FindConflicts()))
}

// introduce says what the article is.
func (c *Conversation) introduce() {
	r := c.reading
	m := r.Article.Meta
	about := []string{count(r.Article.Minutes(), "minute", "minutes")}
	if r.complete {
		about = append(about, count(len(r.paragraphs), "paragraph", "paragraphs"))
	}
	about = append(about, m.Author, m.Site, day(m.Published), c.stateNow())
	if len(r.Notes) > 0 {
		about = append(about, count(len(r.Notes), "note", "notes"))
	}
	c.out.say("%s", ended(m.Title))
	c.out.say("%s", sentence(strings.Join(slices.DeleteFunc(about, func(p string) bool { return p == "" }), ", ")))
	if r.Article.Warning != "" {
		c.out.say("%s", sentence(r.Article.Warning))
	}
	if wrong := r.NotesProblem(); wrong != "" {
		c.out.say("%s", sentence(wrong))
	}
	if n := lostOf(r.Notes); n > 0 {
		c.out.say("%s no longer in the text.", count(n, "note stands on words that are", "notes stand on words that are"))
	}
	if len(r.paragraphs) == 0 && r.complete {
		c.out.say("The article is empty.")
	}
}

// stateNow is the reading state of the open article, in words.
func (c *Conversation) stateNow() string {
	if c.store == nil {
		return ""
	}
	was := c.store.Reading(c.reading.Path)
	words := stateWords(was)
	if was.Star {
		words += ", starred"
	}
	if len(was.Tags) > 0 {
		words += ", tagged " + strings.Join(was.Tags, " and ")
	}
	return words
}

// printPlace says where reading goes on.
func (c *Conversation) printPlace() {
	if c.reading.Reading.Place > 0 && c.reading.next > 0 {
		c.out.say("You were at paragraph %d. An empty line goes on from there, top begins again.", c.reading.next+1)
	}
}

// closeArticle goes back to the list.
func (c *Conversation) closeArticle(string) error {
	if c.store == nil {
		return errors.New("there is no list to go back to; quit leaves")
	}
	c.leave()
	c.session.Leave()
	c.reading, c.chosen, c.goOn = nil, choices{}, nil // they were of the article
	c.out.say("The article is closed, your place is kept.")
	return nil
}

// info says what is known of the article.
func (c *Conversation) info(string) error {
	r := c.reading
	c.introduce()
	m := r.Article.Meta
	for _, f := range [][2]string{
		{"Path", r.Path},
		{"Source", m.Source},
		{"Tags of the article", strings.Join(m.Tags, ", ")},
		{"Language", m.Language},
		{"Description", m.Description},
	} {
		if f[1] != "" {
			c.out.say("%s: %s", f[0], article.CleanLine(f[1]))
		}
	}
	r.countTo(math.MaxInt)
	c.out.say("It has %s, %s, %s and %s.", count(r.Article.Words(), "word", "words"), count(len(r.paragraphs), "paragraph", "paragraphs"),
		count(len(r.Article.Headings()), "heading", "headings"), count(len(r.links), "link", "links"))
	c.printBacklinks()
	for _, gone := range r.Article.Removed {
		c.out.say("Left out of the text, %s: %s", gone.Why, quoted(shortened(gone.What, 80)))
	}
	return c.where("")
}
