package notes

import (
	"path/filepath"
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"
	uv "github.com/charmbracelet/ultraviolet"

	"manicule/internal/article"
	"manicule/internal/diff"
	"manicule/internal/note"
	"manicule/internal/script"
	"manicule/internal/store"
	"manicule/internal/ui/pane"
	"manicule/internal/ui/term"
)

// versions is the pane that shows what was put aside, and merges it.
type versions struct {
	*pane.Env
	pane.NoText
	mode  pane.Mode
	list  term.List[string]     // the files of the conflicts
	lines []versionLine         // what merging the selected one brings
	top   int                   // the first of them shown
	rows  int                   // how many are shown
	at    int                   // which of the changed notes a choice is for
	sides map[string]store.Side // chosen, by the note's id
}

// versionLine is a line of what merging brings: with its op a line of a
// note, without a sign what is said of the note.
type versionLine struct {
	sign string
	text string
	op   diff.EditOp
	on   bool // of the note that a choice is for
}

// ShowVersions opens the pane on the versions of the open article's notes.
func ShowVersions(e *pane.Env) tea.Cmd {
	if len(e.Session.Document().Conflicts) == 0 {
		e.Say("no conflicting copies of these notes")
		return e.StatusTimer()
	}
	v := &versions{Env: e, sides: map[string]store.Side{}}
	v.mode = e.Bound(versionsMode(v))
	v.OnConflicts()
	e.Push(v)
	return nil
}

// OnConflicts takes the versions that there are now behind those listed. One that went
// stays listed: the next key must not act on another one.
func (v *versions) OnConflicts() {
	all := slices.Clone(v.list.Items)
	for _, x := range v.Session.Document().Conflicts {
		if !slices.Contains(all, x.File) {
			all = append(all, x.File)
		}
	}
	v.list.Set(all)
	v.Resize()
}

// conflict is the version that was put aside in that file.
func (v *versions) conflict(file string) (store.Conflict, bool) {
	all := v.Session.Document().Conflicts
	i := slices.IndexFunc(all, func(x store.Conflict) bool { return x.File == file })
	if i < 0 {
		return store.Conflict{}, false
	}
	return all[i], true
}

func (v *versions) selected() (store.Conflict, bool) {
	file, ok := v.list.Selected()
	if !ok {
		return store.Conflict{}, false
	}
	return v.conflict(file)
}

// Resize gives the list what it needs up to a third, and what the selected one
// brings the rest.
func (v *versions) Resize() {
	v.list.Resize(max(min(len(v.list.Items), (v.H-5)/3), 1))
	v.describe()
}

// describe says what merging the selected version does, note by note.
func (v *versions) describe() {
	v.lines, v.top = nil, 0
	x, ok := v.selected()
	width := max(min(v.W-2, pane.PanelWidth)-4, 1)
	if !ok {
		v.say("this copy is gone", width)
		v.rows = len(v.lines)
		return
	}
	where := "only there"
	if x.Home != "" {
		where = "kept there"
	}
	for _, n := range x.Added {
		v.add(where, note.Note{Kind: n.Kind, Tags: n.Tags}, n, width)
	}
	for i, n := range x.Changed {
		from := len(v.lines)
		side := v.sides[n.Both.ID]
		v.add("changed there, "+sideNames[side]+" kept", n.Mine, n.Of(side), width)
		for k := range v.lines[from : len(v.lines)-1] {
			v.lines[from+k].on = i == v.at && len(x.Changed) > 1
		}
	}
	switch {
	case x.Home != "":
		v.say("merging moves these notes to the article's other notes; all are shown already", width)
	case len(v.lines) == 0:
		v.say("it adds nothing to these notes; merging removes it", width)
	default:
		v.say("merging adds + lines, removes - lines", width)
	}
	v.rows = min(len(v.lines), v.H-5-v.list.Height)
}

// add tells what becomes of a note.
func (v *versions) add(what string, now, merged note.Note, width int) {
	if quote := article.CleanLine(merged.Anchor.Quote); quote != "" {
		what += " · on " + script.Quoted(quote)
	}
	v.say(term.Truncate(what, 2*width-1), width)
	v.change("kind: ", now.Kind, merged.Kind, width)
	v.change("tags: ", strings.Join(now.Tags, ", "), strings.Join(merged.Tags, ", "), width)
	for _, p := range diff.Lines(now.Body, merged.Body) {
		v.put(p, width)
	}
	v.lines = append(v.lines, versionLine{})
}

// change tells what a value was and what it would be.
func (v *versions) change(name, was, is string, width int) {
	if was != is && was != "" {
		v.put(diff.Piece{Text: name + was, Op: diff.Deleted}, width)
	}
	if was != is && is != "" {
		v.put(diff.Piece{Text: name + is, Op: diff.Inserted}, width)
	}
}

// say adds what is said of a note.
func (v *versions) say(text string, width int) {
	for _, line := range term.Wrap(text, width) {
		v.lines = append(v.lines, versionLine{text: line})
	}
}

// put adds a line of a note, with the sign of its op before it.
func (v *versions) put(p diff.Piece, width int) {
	sign := [...]string{" ", "-", "+"}[p.Op]
	for _, line := range term.Wrap(article.CleanLine(p.Text), width-2) {
		v.lines = append(v.lines, versionLine{sign: sign, text: line, op: p.Op})
		sign = " "
	}
}

func (v *versions) scroll(n int) { v.top = max(0, min(v.top+n, len(v.lines)-v.rows)) }

func (v *versions) Draw(c *term.Canvas) *tea.Cursor {
	rows := len(v.list.Shown())
	x, y, width, height := v.DrawPanel(c, "conflicting copies", pane.PanelWidth, rows+1+v.rows+2)
	for i, name := range v.list.Shown() {
		one, _ := v.conflict(name)
		by, file := one.By, article.CleanLine(filepath.Base(name))
		if one.Home != "" {
			by, file = "a second home", v.Short(one.Home)
		}
		c.Text(x, y+i, v.LabelWidth()-1, by, term.Laid(v.Theme.Panel, v.Theme.Title))
		c.Text(x+v.LabelWidth(), y+i, width-v.LabelWidth(), file, term.Laid(v.Theme.Panel, v.Theme.Text))
		if v.list.Top+i == v.list.Cursor {
			v.Theme.DrawPicked(c, x-1, y+i, width+2)
		}
	}
	for i, l := range v.lines[v.top : v.top+v.rows] {
		l.draw(v.Env, c, x, y+rows+1+i, width)
	}
	v.Theme.DrawFrameHints(c, x, y+height, width, v.hints())
	return nil
}

func (v *versions) hints() []term.Hint {
	k := &v.mode
	all := k.Hints()
	if x, ok := v.selected(); ok && len(x.Changed) > 0 {
		all = slices.Insert(all, 1, slices.Concat(k.Hint("keep mine", "mine"), k.Hint("keep theirs", "theirs"), k.Hint("keep both", "both"))...)
	}
	if x, ok := v.selected(); ok && len(x.Changed) > 1 {
		all = append(all, k.Hint("next note", "next note")...)
	}
	if len(v.list.Items) > 1 {
		all = append(all, k.Pair("move down", "move up", "/", "another")...)
	}
	if len(v.lines) > v.rows {
		all = slices.Insert(all, 1, k.Hint("page down", "more")...)
	}
	return all
}

func (l versionLine) draw(e *pane.Env, c *term.Canvas, x, y, width int) {
	if l.on {
		c.Put(x-1, y, "▌", 1, &uv.Style{Fg: e.Theme.Bar.Fg, Bg: e.Theme.Panel.Bg}, "")
	}
	if l.sign == "" {
		c.Text(x, y, width, l.text, term.Laid(e.Theme.Panel, e.Theme.Quiet))
		return
	}
	st := term.Laid(e.Theme.Panel, map[diff.EditOp]uv.Style{diff.Kept: e.Theme.Text, diff.Deleted: {Fg: e.Theme.Bad.Fg}, diff.Inserted: e.Theme.Good}[l.op])
	c.Text(x, y, 1, l.sign, st)
	c.Text(x+2, y, width-2, l.text, st)
}

func (v *versions) Table() *pane.Mode { return &v.mode }

func versionsMode(v *versions) *pane.Mode {
	page := func(way int) func() tea.Cmd {
		return func() tea.Cmd {
			v.scroll(way * v.Times() * max(v.rows-1, 1))
			return nil
		}
	}
	return &pane.Mode{Title: "Conflicting copies", Actions: append([]pane.Action{
		pane.Act("merge", "m enter", "merge", "merge this version of the notes with those of the article", v.merge),
		pane.Act("keep mine", "o", "", "of a note that both changed keep your own version", func() tea.Cmd { return v.keep(store.Mine) }),
		pane.Act("keep theirs", "t", "", "keep the other version", func() tea.Cmd { return v.keep(store.Theirs) }),
		pane.Act("keep both", "B", "", "keep both, line by line", func() tea.Cmd { return v.keep(store.Both) }),
		pane.Act("next note", "]", "", "choose for the next of the notes that both changed", v.Counted(v.step, 1)),
		pane.Act("previous note", "[", "", "choose for the one before", v.Counted(v.step, -1)),
		pane.Act("help", "? f1", "", "all keys", v.Host.ShowHelp),
		pane.Act("leave", "esc q M", "leave", "close; leave the copies where they are", v.leave),
		pane.Act("move down", "j down ctrl+n", "", "next version", v.Counted(v.move, 1)),
		pane.Act("move up", "k up ctrl+p", "", "previous version", v.Counted(v.move, -1)),
		pane.Act("page down", "pgdown space ctrl+d", "", "scroll down in the preview", page(1)),
		pane.Act("page up", "pgup b ctrl+u", "", "scroll up in the preview", page(-1)),
	}, v.QuitActions()...)}
}

func (v *versions) leave() tea.Cmd {
	v.Close(v)
	return nil
}

func (v *versions) move(n int) tea.Cmd {
	v.list.Move(n)
	v.at = 0
	v.describe()
	return nil
}

// sideNames are whose version of a note is kept.
var sideNames = [...]string{store.Both: "both", store.Mine: "mine", store.Theirs: "theirs"}

// keep chooses whose version of a changed note is kept.
func (v *versions) keep(side store.Side) tea.Cmd {
	if x, ok := v.selected(); ok && v.at < len(x.Changed) {
		top := v.top
		v.sides[x.Changed[v.at].Both.ID] = side
		v.describe()
		v.scroll(top)
	}
	return nil
}

// step chooses for another one of the changed notes.
func (v *versions) step(n int) tea.Cmd {
	x, _ := v.selected()
	v.at = max(0, min(v.at+n, len(x.Changed)-1))
	v.describe()
	if i := slices.IndexFunc(v.lines, func(l versionLine) bool { return l.on }); i >= 0 {
		v.scroll(i)
	}
	return nil
}

func (v *versions) merge() tea.Cmd {
	x, ok := v.selected()
	if !ok {
		return nil
	}
	v.Close(v)
	v.Session.Merge(x, v.sides)
	return nil
}

func (v *versions) Wheel(rows int) { v.scroll(rows) }
