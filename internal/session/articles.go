package session

import (
	"context"
	"slices"
	"strings"

	"manicule/internal/library"
	"manicule/internal/store"
)

// Paths lists the articles that something is done to. It may take long, and is
// called away from the session.
type Paths func() []string

// One is a single article.
func One(path string) Paths { return func() []string { return []string{path} } }

// Switch is what to do with a quality that an article has or has not.
type Switch int

// Toggle gives the quality to all of the articles, or takes it from all when
// each has it.
const (
	Toggle Switch = iota
	On
	Off
)

// decide reports whether the quality is to be on.
func (w Switch) decide(now []store.Reading, has func(store.Reading) bool) bool {
	if w != Toggle {
		return w == On
	}
	return slices.ContainsFunc(now, func(r store.Reading) bool { return !has(r) })
}

// Star stars articles, or takes their stars away.
func (s *Session) Star(paths Paths, to Switch) Event {
	return s.changeReadings(paths, readingChange{
		part: func(to *store.Reading, from store.Reading) { to.Star = from.Star },
		decide: func(now []store.Reading) (func(*store.Reading), string) {
			if to.decide(now, func(r store.Reading) bool { return r.Star }) {
				return func(r *store.Reading) { r.Star = true }, "starred"
			}
			return func(r *store.Reading) { r.Star = false }, "star removed"
		},
	})
}

// ShowWhole has all of web pages shown, or again only what is found to be their
// articles.
func (s *Session) ShowWhole(paths Paths, to Switch) Event {
	return s.changeReadings(paths, readingChange{
		part:  func(to *store.Reading, from store.Reading) { to.Whole = from.Whole },
		shown: true,
		decide: func(now []store.Reading) (func(*store.Reading), string) {
			if to.decide(now, func(r store.Reading) bool { return r.Whole }) {
				return func(r *store.Reading) { r.Whole = true }, "all of the page is shown"
			}
			return func(r *store.Reading) { r.Whole = false }, "only the page's article is shown"
		},
	})
}

// Archive puts articles out of the way, or back into the list.
func (s *Session) Archive(paths Paths, to Switch) Event {
	return s.changeReadings(paths, readingChange{
		part: func(to *store.Reading, from store.Reading) { to.Archived = from.Archived },
		decide: func(now []store.Reading) (func(*store.Reading), string) {
			if to.decide(now, func(r store.Reading) bool { return r.Archived }) {
				return func(r *store.Reading) { r.Archived = true }, "archived"
			}
			return func(r *store.Reading) { r.Archived = false }, "back in the list"
		},
	})
}

// MarkRead marks articles as read or unread. What the reader says of the open
// article by hand stays.
func (s *Session) MarkRead(paths Paths, to Switch) Event {
	return s.changeReadings(paths, readingChange{
		byHand: true,
		part: func(to *store.Reading, from store.Reading) {
			to.Read, to.Progress, to.Position, to.Seen = from.Read, from.Progress, from.Position, from.Seen
		},
		decide: func(now []store.Reading) (func(*store.Reading), string) {
			if to.decide(now, func(r store.Reading) bool { return r.Read }) {
				return func(r *store.Reading) { r.Read = true }, "marked read"
			}
			return func(r *store.Reading) { r.Read, r.Progress, r.Position, r.Seen = false, 0, 0, nil }, "marked unread"
		},
	})
}

// Tag gives articles tags and takes others away; see Retag.
func (s *Session) Tag(paths Paths, give, take []string) Event {
	var said []string
	if len(give) > 0 {
		said = append(said, "tagged "+strings.Join(give, " "))
	}
	if len(take) > 0 {
		said = append(said, "untagged "+strings.Join(take, " "))
	}
	if len(said) == 0 {
		return Event{}
	}
	return s.changeReadings(paths, readingChange{
		part: func(to *store.Reading, from store.Reading) { to.Tags = slices.Clone(from.Tags) },
		decide: func([]store.Reading) (func(*store.Reading), string) {
			return func(r *store.Reading) { r.Tags = Retag(r.Tags, give, take) }, strings.Join(said, ", ")
		},
	})
}

// SetMark keeps a place of the open article under a letter; said tells how to
// come back.
func (s *Session) SetMark(letter string, at int, said string) Event {
	d := s.doc
	one := store.Mark{Letter: letter, Place: at, Quote: library.QuoteAt(d.Article.Text, at)}
	d.Marks = library.Marked(d.Marks, one)
	d.Reading.Marks = d.Marks
	return s.changeReadings(One(d.Path), readingChange{
		part: func(to *store.Reading, from store.Reading) { to.Marks = slices.Clone(from.Marks) },
		decide: func([]store.Reading) (func(*store.Reading), string) {
			return func(r *store.Reading) { r.Marks = library.Marked(r.Marks, one) }, said
		},
	})
}

// readingChange changes one part of the reading state of articles. Done again
// it brings back what was there before.
type readingChange struct {
	decide func(now []store.Reading) (edit func(*store.Reading), said string)
	part   func(to *store.Reading, from store.Reading) // copies the part it is about
	byHand bool                                        // reaching the end of the open article changes nothing then
	shown  bool                                        // it is about what is shown of them, which is to be found

	paths []string
	said  string
	want  map[string]store.Reading // what it is to be the next time; nil before the first
	made  map[string]store.Reading // what it was made the last time
}

// run changes the state on disk, away from the session.
func (ch *readingChange) run(c *store.Collection, list Paths) error {
	now := c.Readings()
	if ch.want == nil {
		ch.plan(list(), now)
	}
	err := c.SaveReadings(ch.paths, func(r *store.Reading) { ch.part(r, ch.want[r.Article]) })
	if err != nil {
		return err
	}
	before := make(map[string]store.Reading, len(ch.paths))
	for _, path := range ch.paths {
		before[path] = now[path]
	}
	ch.made, ch.want = ch.want, before
	return nil
}

// plan finds out what the state is to be.
func (ch *readingChange) plan(paths []string, now map[string]store.Reading) {
	states := make([]store.Reading, len(paths))
	for i, path := range paths {
		states[i] = now[path]
		states[i].Article = path
	}
	edit, said := ch.decide(states)
	ch.want = make(map[string]store.Reading, len(paths))
	for _, r := range states {
		edit(&r)
		ch.want[r.Article] = r
	}
	if ch.paths, ch.said = paths, said; len(paths) > 1 {
		ch.said += ": " + plural(len(paths), "article")
	}
}

// changeReadings makes a change of reading state that Undo takes back.
func (s *Session) changeReadings(paths Paths, ch readingChange) Event {
	if paths == nil || s.store == nil {
		return Event{}
	}
	return s.perform(action{do: func(s *Session, undo bool) Event {
		s.queue.add(&write{
			keys: []string{readingKey},
			do: func() error {
				err := ch.run(s.store, paths)
				if err == nil && ch.shown && s.lib != nil {
					_ = s.lib.ReadAgain(context.Background(), ch.paths) // else the next look through the folder does
				}
				return err
			},
			after: func(err error) Event {
				said := ch.said
				if undo {
					said = "undone: " + said
				}
				changed := ReadingsChanged
				if d := s.doc; d != nil && err == nil && slices.Contains(ch.paths, d.Path) {
					whole := d.Reading.Whole
					ch.part(&d.Reading, ch.made[d.Path])
					d.Marks, d.unread = d.Reading.Marks, d.unread || ch.byHand
					if d.Reading.Whole != whole {
						changed |= StaleDocument
					}
				}
				return Event{Said: said, Err: err, Changed: changed}
			},
		})
		return Event{}
	}})
}

// RememberView keeps how the reader set what they see.
func (s *Session) RememberView(edit func(*store.View)) {
	if c := s.store; c != nil {
		s.queue.add(&write{keys: []string{"view"}, do: func() error { return c.SaveView(edit) }})
	}
}
