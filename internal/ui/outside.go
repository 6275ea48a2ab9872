package ui

import (
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	tea "charm.land/bubbletea/v2"

	"manicule/internal/article"
)

// editFile opens the article's file in $VISUAL or $EDITOR: the open one at the
// line of the focus, or of the first row shown; that under the cursor of the
// library where it was left.
func (m *Model) editFile() tea.Cmd {
	path, ok := m.currentPath()
	switch {
	case m.store == nil:
		m.say("this article has no file")
		return m.statusTimer()
	case !ok:
		return nil
	case m.rd != nil && m.rd.gone:
		m.say("the article's file was deleted")
		m.status.bad = true
		return nil
	}
	a, at := (*article.Article)(nil), 0
	if m.rd != nil {
		if a, at = m.rd.art, m.rd.anchor; !m.rd.focus.Empty() {
			at = m.rd.focus.Start
		}
	}
	c := m.store
	return func() tea.Msg {
		msg := outsideMsg{path: path, name: filepath.Join(c.Folder(), filepath.FromSlash(path))}
		if a == nil {
			if a, msg.err = c.Read(path); msg.err != nil {
				return msg
			}
			at = rememberedPlace(a.Text, c.Reading(path))
		}
		var file []byte
		if file, msg.err = c.Source(path); msg.err == nil {
			msg.line = lineOf(string(file), a.Text, at)
		}
		return msg
	}
}

// outsideMsg says at which line the file is to be opened.
type outsideMsg struct {
	path string
	name string // of the file, absolute
	line int
	err  error
}

func (m *Model) goOutside(msg outsideMsg) tea.Cmd {
	args, err := editorCommand()
	if msg.err != nil {
		err = msg.err
	}
	if err != nil {
		m.complain(err)
		return nil
	}
	args = append(args, atLine(args, msg.name, msg.line)...)
	return tea.ExecProcess(exec.Command(args[0], args[1:]...), func(err error) tea.Msg { return returnedMsg{msg.path, err} })
}

// returnedMsg says that the editor was left.
type returnedMsg struct {
	path string
	err  error
}

// returned shows the article as it is now, at the same place. The library is
// told by the folder itself.
func (m *Model) returned(msg returnedMsg) tea.Cmd {
	if msg.err != nil {
		m.complain(msg.err)
	}
	if !m.isOpen(msg.path) {
		return nil
	}
	return m.reload()
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

// lineOf is the line of the file, 1 being the first, that a byte of the
// article's text was made from. Where the text is the end of the file, which
// is Markdown without its front matter, lines are counted; else the words
// that stand at the place are looked for.
func lineOf(file, text string, at int) int {
	at = min(at, len(text))
	file = article.Clean(file)
	if before, ok := strings.CutSuffix(strings.TrimRight(file, "\n"), strings.TrimRight(text, "\n")); ok {
		return 1 + strings.Count(before, "\n") + strings.Count(text[:at], "\n")
	}
	return lineOfWords(file, text, at)
}

// soughtWords is how many words are looked for in a file.
const soughtWords = 8

// lineOfWords is the line where the most of the words at the place follow one
// another, and of several the one that lies as deep in the file.
func lineOfWords(file, text string, at int) int {
	sought, all := wordsAndLines(text[at:], soughtWords), wordsAndLines(file, len(file))
	if len(sought) == 0 {
		return 1
	}
	depth := len(all) * at / max(len(text), 1)
	best, most, near := 1, 0, 0
	for i := range all {
		n := 0
		for n < len(sought) && i+n < len(all) && all[i+n].word == sought[n].word {
			n++
		}
		far := max(i-depth, depth-i)
		if n > most || n == most && n > 0 && far < near {
			best, most, near = all[i].line, n, far
		}
	}
	return best
}

// lineWord is a word of a text and the number of its line.
type lineWord struct {
	word string
	line int
}

// wordsAndLines are the first words of a text, in small letters.
func wordsAndLines(text string, most int) (words []lineWord) {
	line, start := 1, -1
	for i, r := range text + "\n" {
		switch in := inWord(r); {
		case in && start < 0:
			start = i
		case !in && start >= 0:
			words = append(words, lineWord{strings.ToLower(text[start:i]), line})
			start = -1
		}
		if r == '\n' {
			line++
		}
		if len(words) == most {
			break
		}
	}
	return words
}
