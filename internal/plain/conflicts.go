package plain

import (
	"fmt"
	"path/filepath"
	"strings"

	"manicule/internal/article"
	"manicule/internal/diff"
	"manicule/internal/note"
	"manicule/internal/store"
)

// merge lists the versions of the notes that other programs put aside, and
// what merging would bring, or merges one.
func (c *Conversation) merge(arg string) error {
	if err := c.do(c.session.FindConflicts()); err != nil {
		return err
	}
	all := c.reading.Conflicts
	if len(all) == 0 {
		c.out.say("No conflicting copies of these notes.")
		return nil
	}
	number, whose, _ := strings.Cut(arg, " ")
	side, known := sides[strings.TrimSpace(whose)]
	switch n, err := atLeastOne(number); {
	case arg != "" && (err != nil || n > len(all) || !known):
		return fmt.Errorf("merge takes a number from 1 to %d, and then perhaps mine, theirs or both", len(all))
	case arg != "":
		return c.mergeOne(all[n-1], side)
	}
	for i, x := range all {
		c.out.say("%d. %s, left by %s.", i+1, filepath.Base(x.File), x.By)
		c.describeVersion(x)
	}
	c.out.say("Type a number to merge that copy. Of a note that both changed, both versions stay; \"merge 1 mine\" or \"merge 1 theirs\" keeps one. The earlier versions are kept.")
	c.offer("version", len(all), func(i int) error { return c.mergeOne(all[i], store.Both) })
	return nil
}

// sides are whose version of changed notes merging keeps.
var sides = map[string]store.Side{"": store.Both, "both": store.Both, "mine": store.Mine, "theirs": store.Theirs}

func (c *Conversation) mergeOne(x store.Conflict, side store.Side) error {
	c.chosen = choices{}
	chosen := map[string]store.Side{}
	for _, n := range x.Changed {
		chosen[n.Both.ID] = side
	}
	c.session.Merge(x, chosen)
	err := c.save()
	if err == nil {
		err = c.do(c.session.FindConflicts())
	}
	return err
}

// describeVersion says what merging a version brings, note by note.
func (c *Conversation) describeVersion(x store.Conflict) {
	for _, n := range x.Added {
		c.out.say("It adds: %s", describe(note.ResolvedNote{Note: n}))
	}
	for _, changed := range x.Changed {
		n := changed.Both
		now, _ := c.reading.Note(n.ID)
		c.out.say("It changes the note %s:", subject(&now.Note))
		c.printChange("kind", now.Kind, n.Kind)
		c.printChange("tags", strings.Join(now.Tags, ", "), strings.Join(n.Tags, ", "))
		for _, p := range diff.Lines(now.Body, n.Body) {
			if p.Op != diff.Kept && strings.TrimSpace(p.Text) != "" {
				c.out.say("%s: %s", [...]string{diff.Deleted: "Taken away", diff.Inserted: "Added"}[p.Op], article.CleanLine(p.Text))
			}
		}
	}
	if len(x.Added)+len(x.Changed) == 0 {
		c.out.say("It adds nothing to these notes; merging removes it.")
	}
}

func (c *Conversation) printChange(what, was, is string) {
	if was != is {
		c.out.say("The %s: from %s to %s.", what, quoted(was), quoted(is))
	}
}
