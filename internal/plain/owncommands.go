package plain

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"manicule/internal/article"
	"manicule/internal/config"
	"manicule/internal/page"
	"manicule/internal/session"
)

// runOwn runs a command of the reader's own on a passage, or lists them.
func (c *Conversation) runOwn(arg string) error {
	if len(c.Commands) == 0 {
		return errors.New("the configuration has no commands; manicule help own-commands has some")
	}
	if arg == "" {
		for i, o := range c.Commands {
			c.out.say("%d. %s: %s", i+1, o.Name, o.Run)
		}
		return nil
	}
	own, where, err := c.ownNamed(arg)
	if err != nil {
		return err
	}
	var target session.CommandTarget
	if where != "" || c.reading.last != unset { // else it is run on the whole article
		if err := c.aim(&target, where); err != nil {
			return err
		}
	}
	task, err := c.session.RunCommand(c.ctx, own, target)
	if err != nil {
		return err
	}
	return c.finish(c.session.Take(task()))
}

// ownNamed is the command that an argument begins with, by its name or the
// start of one, and the rest of it.
func (c *Conversation) ownNamed(arg string) (own config.OwnCommand, where string, err error) {
	var found []config.OwnCommand
	for _, o := range c.Commands {
		if rest, ok := strings.CutPrefix(arg, o.Name); ok && (rest == "" || rest[0] == ' ') {
			return o, strings.TrimSpace(rest), nil
		}
		if word, _ := cutWord(arg); strings.HasPrefix(o.Name, word) {
			found = append(found, o)
		}
	}
	if len(found) != 1 {
		var names []string
		for _, o := range c.Commands {
			names = append(names, o.Name)
		}
		slices.Sort(names)
		return own, "", fmt.Errorf("run which command? There is %s", strings.Join(names, ", "))
	}
	_, where = cutWord(arg)
	return found[0], where, nil
}

// aim is the passage that a person means, and the note on it.
func (c *Conversation) aim(t *session.CommandTarget, where string) (err error) {
	r := c.reading
	if t.Span, err = c.passage(where); err != nil {
		return err
	}
	t.Quote, t.Paragraph = r.page.Quote(t.Span), r.page.Quote(r.page.Unit(t.Span.Start, page.Paragraph))
	for _, n := range r.Notes {
		if n.Match.Span.Overlaps(t.Span) && (where == "" || n.Match.Span == t.Span) {
			t.Note = &n.Note
			break
		}
	}
	return nil
}

// printAnswer says what a command printed.
func (c *Conversation) printAnswer(a *session.CommandAnswer) {
	if a.Copy {
		c.out.say("%s says, to be copied:", a.Command)
	}
	c.out.say("%s", article.Clean(a.Text))
}
