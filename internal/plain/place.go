package plain

import (
	"fmt"

	"manicule/internal/library"
	"manicule/internal/session"
	"manicule/internal/store"
)

// fileNow is the article's file as it is now; zero if it is gone.
func (c *Conversation) fileNow(path string) (now store.File) {
	_ = c.store.Files(c.ctx, path, func(f store.File) error {
		now = f
		return nil
	})
	return now
}

// followChange takes in what others did to the open article and its notes.
func (c *Conversation) followChange() error {
	r := c.reading
	if r == nil || c.store == nil {
		return nil
	}
	now := c.fileNow(r.Path)
	switch {
	case c.ctx.Err() != nil:
		return nil
	case now == (store.File{}):
		return c.onGone()
	}
	r.Gone = false
	var err error
	f, unread := c.store.NotesOn(r.Article) // which is said when it is opened
	others := unread == nil && string(f.Format()) != string(r.File().Format())
	if others {
		err = c.do(c.session.PutBack(c.ctx, map[string]store.ChangeKind{r.Path: store.NotesChanged}))
	}
	if now == r.stamp && !others {
		return err
	}
	return c.reload()
}

// onGone looks where the article went, and says so when it is nowhere.
func (c *Conversation) onGone() error {
	if c.reading.Gone {
		return nil
	}
	c.reading.Gone = true
	err := c.refresh()
	if c.reading.Gone {
		c.out.say("The article's file is gone. Its text can be read on until you close it.")
	}
	return err
}

// reload reads the open article and its notes again.
func (c *Conversation) reload() error {
	stamp := c.fileNow(c.reading.Path)
	if to := c.reading.Renamed; to != "" {
		stamp = c.fileNow(to)
	}
	err := c.do(c.session.Reload())
	c.reading.stamp = stamp
	return err
}

// reread takes the new text of the open article. The place and what was found
// are found again.
func (c *Conversation) reread() {
	was, d := c.reading, c.session.Document()
	c.start(d, d.Place)
	r := c.reading
	if was.last != unset && r.has(r.next) {
		r.last = r.next
		r.next++
	}
	if q := was.hits.Query; len(was.hits.Spans) > 0 {
		c.found(session.Hits{Query: q, Spans: q.Hits(d.Article.Text)}, d.Place)
	}
	words := "The article changed on disk and was reloaded."
	switch {
	case d.Path != was.Path:
		words = fmt.Sprintf("The article is %s now.", quoted(d.Path))
	case was.last != unset && library.QuoteAt(d.Article.Text, d.Place) != library.QuoteAt(was.Article.Text, was.Place):
		words += " The words where you were are not in it any more."
	}
	c.out.say("%s You are at paragraph %d.", words, r.number(d.Place)+1)
}

// spot is a place that back returns to; the zero spot is the list.
type spot struct {
	path string
	at   int
}

// Where is the article and the byte.
func (s spot) Where() (path string, at int) { return s.path, s.at }

// leave remembers the present place before a jump.
func (c *Conversation) leave() {
	if c.reading != nil {
		c.jumps.Leave(c.spot())
	}
}

func (c *Conversation) spot() spot {
	if c.reading == nil {
		return spot{}
	}
	return spot{c.reading.Path, c.reading.place()}
}

func (c *Conversation) back(string) error {
	return c.walk((*session.JumpList[spot]).Back, (*session.JumpList[spot]).Forward)
}

func (c *Conversation) forward(string) error {
	return c.walk((*session.JumpList[spot]).Forward, (*session.JumpList[spot]).Back)
}

// walk goes to the next place in one direction; the other one takes it back if
// it can't be gone to.
func (c *Conversation) walk(one, other func(*session.JumpList[spot], spot) (spot, bool)) error {
	to, ok := one(&c.jumps, c.spot())
	switch {
	case !ok:
		c.out.say("There is no place to go to.")
		return nil
	case to.path == "":
		return c.closeArticle("")
	case c.reading == nil || c.reading.Path != to.path:
		if err := c.show(to.path, to.at); err != nil {
			other(&c.jumps, to)
			return fmt.Errorf("go back: %w", err)
		}
	}
	c.speak(c.reading.number(to.at))
	return nil
}
