package ui

import (
	"cmp"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	tea "charm.land/bubbletea/v2"

	"manicule/internal/article"
	"manicule/internal/library"
	"manicule/internal/store"
	"manicule/internal/ui/pane"
)

// EditFile opens the article's file in $VISUAL or $EDITOR: the open one at the
// line of the focus, or of the first row shown; that under the cursor of the
// library where it was left.
func (m *Model) EditFile() tea.Cmd {
	path, ok := m.currentPath()
	switch {
	case m.Store == nil:
		m.Say("this article has no file")
		return m.StatusTimer()
	case !ok:
		return nil
	case m.reader != nil && m.reader.Gone:
		m.Say("the article's file was deleted")
		m.Status.Bad = true
		return nil
	}
	a, at := (*article.Article)(nil), 0
	if m.reader != nil {
		a, at = m.reader.Article, m.reader.Here()
	}
	c := m.Store
	return m.GoWhenFound(func() func() tea.Cmd {
		name := filepath.Join(c.Folder(), filepath.FromSlash(path))
		line, err := lineOnDisk(c, path, a, at)
		return func() tea.Cmd { return m.goOutside(path, name, line, err) }
	})
}

// lineOnDisk is the line of the article's file on which a byte of its text
// stands; without an article, that where it was left.
func lineOnDisk(c *store.Collection, path string, a *article.Article, at int) (line int, err error) {
	if a == nil {
		if a, err = c.Read(path); err != nil {
			return 0, err
		}
		at = library.LeftAt(c.Reading(path), a.Text)
	}
	file, err := c.Source(path)
	if err != nil {
		return 0, err
	}
	return a.LineIn(string(file), at), nil
}

// goOutside runs the editor. What was typed before it was there was meant for
// it, and is dropped.
func (m *Model) goOutside(path, name string, line int, err error) tea.Cmd {
	m.Held = nil
	args, bad := m.EditorCommand()
	if err = cmp.Or(err, bad); err != nil {
		m.Complain(err)
		return nil
	}
	args = append(args, atLine(args, name, line)...)
	return pane.Outside(exec.Command(args[0], args[1:]...), func(err error) tea.Msg { return returnedMsg{path, err} })
}

// ShowManual shows the manual in the screen's place.
func (m *Model) ShowManual() tea.Cmd {
	args := m.opts.Manual
	if len(args) == 0 {
		m.Say("this is the manual")
		return m.StatusTimer()
	}
	return pane.Outside(exec.Command(args[0], args[1:]...), func(err error) tea.Msg { return returnedMsg{"", err} })
}

// returnedMsg says that the editor or the manual was left.
type returnedMsg struct {
	path string // of the article that was edited; "" of the manual
	err  error
}

// onReturned shows the article as it is now, at the same place. The library is
// told by the folder itself.
func (m *Model) onReturned(msg returnedMsg) tea.Cmd {
	if msg.err != nil {
		m.Complain(msg.err)
	}
	if msg.path == "" || !m.isOpen(msg.path) {
		return nil
	}
	return m.reader.Reload()
}

// editors are the ways to name a file and a line, and the editors that take
// each, by their names. Editors with windows of their own are asked to wait
// until the file is closed.
var editors = []struct {
	names []string
	args  func(name, line string) []string
	wait  string
}{
	{
		[]string{"vi", "vim", "nvim", "nvi", "vis", "gvim", "view", "kak", "nano", "pico", "micro", "emacs", "emacsclient", "mg", "zile", "jed", "joe", "jmacs", "ne", "gedit", "xed", "pluma"},
		func(name, line string) []string { return []string{"+" + line, name} }, "",
	},
	{[]string{"hx", "helix"}, func(name, line string) []string { return []string{name + ":" + line} }, ""},
	{[]string{"subl", "sublime_text", "zed", "zeditor"}, func(name, line string) []string { return []string{name + ":" + line} }, "--wait"},
	{[]string{"code", "code-insiders", "codium", "vscodium", "cursor", "windsurf"}, func(name, line string) []string { return []string{"--goto", name + ":" + line} }, "--wait"},
	{[]string{"mate"}, func(name, line string) []string { return []string{"--line", line, name} }, "--wait"},
	{[]string{"bbedit"}, func(name, line string) []string { return []string{"+" + line, name} }, "--wait"},
	{[]string{"kate", "kwrite"}, func(name, line string) []string { return []string{"--line", line, name} }, ""},
	{[]string{"notepad++"}, func(name, line string) []string { return []string{"-n" + line, name} }, ""},
}

// atLine are the arguments by which the editor that a command line names opens
// the file at a line; one that is not known gets the name alone.
func atLine(command []string, name string, line int) []string {
	program := strings.ToLower(strings.TrimSuffix(filepath.Base(command[0]), ".exe"))
	for _, e := range editors {
		if !slices.Contains(e.names, program) {
			continue
		}
		args := e.args(name, strconv.Itoa(line))
		if e.wait != "" && !slices.Contains(command, e.wait) && !slices.Contains(command, "-w") {
			args = append([]string{e.wait}, args...)
		}
		return args
	}
	return []string{name}
}
