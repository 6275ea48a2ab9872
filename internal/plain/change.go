package plain

import (
	"errors"
	"fmt"
	"strings"

	"manicule/internal/article"
	"manicule/internal/note"
	"manicule/internal/session"
)

// save has written what is to be: the place too, and what waits for another
// try.
func (c *Conversation) save() error {
	c.session.SavePlace()
	if r := c.reading; r != nil && r.ReadingSessionTime() > session.LongReadingSession {
		c.session.EndReading()
	}
	c.session.Retry()
	return c.finish(session.Event{})
}

// finish says what became of something, and does at once what the session has
// to be done.
func (c *Conversation) finish(e session.Event) error {
	errs := []error{c.onEvent(e)}
	for tasks := c.session.Tasks(); len(tasks) > 0; tasks = c.session.Tasks() {
		for _, task := range tasks {
			errs = append(errs, c.do(task))
		}
	}
	return errors.Join(errs...)
}

// do runs a task, which may be nil, and says what became of it.
func (c *Conversation) do(task session.Task) error {
	if task == nil {
		return nil
	}
	return c.onEvent(c.session.Take(task()))
}

// onEvent says what became of something. What could not be saved is said once,
// and tried again after each line.
func (c *Conversation) onEvent(e session.Event) error {
	again := e.Retries && c.failing
	c.failing = e.Retries || c.failing && e.Saved == nil
	switch {
	case again:
		return nil
	case e.Err != nil:
		return e.Err
	case e.Command != nil:
		c.printAnswer(e.Command)
	case e.Said != "":
		c.out.say("%s", sentence(wordsOf(e)))
	}
	is := func(what session.Changed) bool { return e.Changed&what != 0 }
	if is(session.ReadingsChanged) && e.Said != "" {
		c.Library.Reread()
	}
	if is(session.FolderChanged) {
		return c.refresh()
	}
	if is(session.TextChanged) {
		c.reread()
	} else if is(session.NotesChanged) && c.reading != nil {
		c.reading.Document = c.session.Document()
	}
	if is(session.AsksRename) {
		c.printUnsure()
	}
	if is(session.StaleDocument) && c.reading != nil {
		return c.reload()
	}
	return nil
}

// wordsOf says what was done, and where it was saved.
func wordsOf(e session.Event) string {
	s := e.Saved
	switch {
	case e.Changed&session.ConflictsChanged != 0:
		return e.Said + "; merge lists them"
	case e.Unasked:
		return e.Said + "; undo takes it back"
	case s == nil:
		return e.Said
	case s.Kept:
		return "not deleted: it was changed outside meanwhile; delete again to delete it as it is now"
	}
	words := fmt.Sprintf("%s, %s; saved in %s.", e.Said, subject(s.Change.Note()), s.File)
	if s.Merged {
		words += " Merged with changes made outside."
	}
	if s.Restored > 0 {
		words += fmt.Sprintf(" The file had just disappeared; notes restored: %d.", s.Restored)
	}
	return words
}

// subject is what a note is on, in a few words.
func subject(n *note.Note) string {
	if n.OnArticle() {
		return "on the whole article"
	}
	return "on " + quoted(shortened(n.Anchor.Quote, 60))
}

func (c *Conversation) undo(string) error {
	e, ok := c.session.Undo()
	if !ok {
		c.out.say("There is nothing to undo.")
	}
	return c.finish(e)
}

func (c *Conversation) redo(string) error {
	e, ok := c.session.Redo()
	if !ok {
		c.out.say("There is nothing to redo.")
	}
	return c.finish(e)
}

// targets are the open article or, when asked for all, those of the list.
func (c *Conversation) targets(arg string) (session.Paths, error) {
	switch {
	case arg == "all" && len(c.listing.paths) == 0:
		return nil, errors.New("nothing is listed: type list, or search for something")
	case arg == "all":
		paths := c.listing.paths
		return func() []string { return paths }, nil
	case arg != "":
		return nil, fmt.Errorf("%s: type all for those of the list, or nothing for the open article", quoted(arg))
	case c.reading == nil:
		return nil, errors.New("no article is open: type all for those of the list")
	}
	return session.One(c.reading.Path), nil
}

// onTargets does something to articles.
func (c *Conversation) onTargets(arg string, do func(session.Paths, session.Switch) session.Event, to session.Switch) error {
	paths, err := c.targets(arg)
	if err != nil {
		return err
	}
	return c.finish(do(paths, to))
}

func (c *Conversation) markRead(arg string) error {
	return c.onTargets(arg, c.session.MarkRead, session.On)
}

func (c *Conversation) markUnread(arg string) error {
	return c.onTargets(arg, c.session.MarkRead, session.Off)
}

func (c *Conversation) star(arg string) error {
	return c.onTargets(arg, c.session.Star, session.Toggle)
}

// wholePage has all of the open page read, or again only its article.
func (c *Conversation) wholePage(string) error {
	switch {
	case c.reading.Article.Format != article.HTML:
		return errors.New("the article is no web page: all of it is read")
	case c.store == nil:
		return errors.New("the article is in no collection, which could remember that: manicule show --whole shows all of it")
	}
	return c.finish(c.session.ShowWhole(session.One(c.reading.Path), session.Toggle))
}

func (c *Conversation) archive(arg string) error {
	return c.onTargets(arg, c.session.Archive, session.Toggle)
}

// trash moves articles to the system's trash, after it was asked twice.
func (c *Conversation) trash(arg string) error {
	which, yes := strings.CutSuffix(arg, "yes")
	which, twice := strings.CutSuffix(strings.TrimSpace(which), "yes")
	which = strings.TrimSpace(which)
	paths, err := c.targets(which)
	if err != nil {
		return err
	}
	n, command := len(paths()), strings.TrimSpace("trash "+which)
	switch {
	case !yes:
		c.out.say("This moves %s to the system's trash; notes are kept. If you want that, type %s yes.", count(n, "article", "articles"), command)
		return nil
	case !twice:
		c.out.say("%s will leave the folder. If you are sure, type %s yes yes.", count(n, "article", "articles"), command)
		return nil
	}
	return c.finish(c.session.Trash(paths))
}

// tag gives the article tags, or lists those there are.
func (c *Conversation) tag(arg string) error {
	if tags := wordsIn(arg); len(tags) > 0 {
		return c.finish(c.session.Tag(session.One(c.reading.Path), tags, nil))
	}
	c.out.say("%s", sentence(listed("your tags", c.store.Reading(c.reading.Path).Tags)))
	c.out.say("%s", sentence(listed("the article's own tags", c.reading.Article.Meta.Tags)))
	return nil
}

func listed(what string, words []string) string {
	if len(words) == 0 {
		return what + ": none"
	}
	return what + ": " + strings.Join(words, ", ")
}

func (c *Conversation) untag(arg string) error {
	tags := wordsIn(arg)
	if len(tags) == 0 {
		return errors.New("remove which tags?")
	}
	return c.finish(c.session.Tag(session.One(c.reading.Path), nil, tags))
}
