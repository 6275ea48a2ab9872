package ui

import (
	"fmt"
	"strings"

	tea "charm.land/bubbletea/v2"

	"manicule/internal/page"
)

// action is one thing the reader can do. The tables below are the only place
// that binds keys: dispatch, the hint line, the help page, the palette and the
// README's table of keys are all made from them.
type action struct {
	name string   // as the palette lists it
	keys []string // as tea.Key.String gives them; the first is shown
	hint string   // two words for the hint line; empty: not there
	help string   // one sentence for the help page
	run  func(*Model) tea.Cmd
}

// mode is a set of actions that are possible at one time.
type mode struct {
	title   string
	actions []action
}

// find returns the action bound to the key.
func (k *mode) find(key string) *action {
	for i := range k.actions {
		for _, bound := range k.actions[i].keys {
			if bound == key {
				return &k.actions[i]
			}
		}
	}
	return nil
}

func libraryMode() *mode {
	return &mode{"Library", []action{
		{"move down", []string{"j", "down", "ctrl+n"}, "", "next article", func(m *Model) tea.Cmd { return m.listMove(1) }},
		{"move up", []string{"k", "up", "ctrl+p"}, "", "previous article", func(m *Model) tea.Cmd { return m.listMove(-1) }},
		{"page down", []string{"space", "pgdown", "ctrl+d", "ctrl+f"}, "", "a screen down", func(m *Model) tea.Cmd { return m.listMove(m.lib.list.height - 1) }},
		{"page up", []string{"b", "pgup", "ctrl+u", "ctrl+b"}, "", "a screen up", func(m *Model) tea.Cmd { return m.listMove(1 - m.lib.list.height) }},
		{"first", []string{"g", "home"}, "", "first article", func(m *Model) tea.Cmd { return m.listJump(0) }},
		{"last", []string{"G", "end"}, "", "last article", func(m *Model) tea.Cmd { return m.listJump(len(m.lib.list.items) - 1) }},
		{"read", []string{"enter", "l", "right"}, "read", "open the article where you left it", (*Model).openSelected},
		{"filter", []string{"/"}, "filter", "filter by title as you type; enter opens the article, esc clears the filter", (*Model).startFilter},
		{"sort", []string{"s"}, "sort", "change the order: path, title, newest, longest, last read", (*Model).nextSort},
		{"star", []string{"*"}, "", "star the article, or take the star off", (*Model).toggleStar},
		{"mark read", []string{"r"}, "", "mark the article read, or unread", (*Model).toggleRead},
		{"scroll preview down", []string{"J", "shift+down"}, "", "scroll the preview down", func(m *Model) tea.Cmd { return m.scrollPreview(3) }},
		{"scroll preview up", []string{"K", "shift+up"}, "", "scroll the preview up", func(m *Model) tea.Cmd { return m.scrollPreview(-3) }},
		{"article info", []string{"i"}, "", "what is known about the article, and what was left out of its text", (*Model).showInfo},
		{"theme", []string{"T"}, "", "next theme: light, dark, plain", (*Model).nextTheme},
		{"undo", []string{"u"}, "", "undo the last change", (*Model).undo},
		{"redo", []string{"ctrl+r"}, "", "redo what was undone", (*Model).redo},
		{"actions", []string{":"}, "", "list every action and pick one by name", (*Model).showPalette},
		{"help", []string{"?", "f1"}, "help", "all keys", (*Model).showHelp},
		{"back", []string{"esc"}, "", "clear the filter", (*Model).clearFilter},
		{"quit", []string{"q", "ctrl+c"}, "quit", "leave; everything is saved", (*Model).quit},
	}}
}

func readerMode() *mode {
	return &mode{"Reader", []action{
		{"next paragraph", []string{"}"}, "focus", "put the focus on the next paragraph", func(m *Model) tea.Cmd { return m.focusNext(page.Paragraph) }},
		{"previous paragraph", []string{"{"}, "", "put the focus on the previous paragraph", func(m *Model) tea.Cmd { return m.focusPrev(page.Paragraph) }},
		{"next sentence", []string{")"}, "", "put the focus on the next sentence", func(m *Model) tea.Cmd { return m.focusNext(page.Sentence) }},
		{"previous sentence", []string{"("}, "", "put the focus on the previous sentence", func(m *Model) tea.Cmd { return m.focusPrev(page.Sentence) }},
		{"highlight", []string{"h"}, "highlight", "highlight what is in focus; again takes it back", (*Model).highlightFocus},
		{"annotate", []string{"a"}, "note", "highlight what is in focus and write a note on it", (*Model).annotateFocus},
		{"note on article", []string{"A"}, "", "write a note on the whole article", (*Model).annotateArticle},
		{"select", []string{"v"}, "select", "start a selection at the focus", (*Model).startSelection},
		{"copy", []string{"y"}, "", "copy what is in focus", (*Model).copyFocus},
		{"copy with source", []string{"Y"}, "", "copy what is in focus with title and source", (*Model).copyCitation},
		{"next note", []string{"]"}, "", "go to the next note", func(m *Model) tea.Cmd { return m.noteStep(1) }},
		{"previous note", []string{"["}, "", "go to the previous note", func(m *Model) tea.Cmd { return m.noteStep(-1) }},
		{"edit note", []string{"enter"}, "", "edit the note in focus", (*Model).editNote},
		{"delete note", []string{"d"}, "", "delete the note in focus", (*Model).deleteNote},
		{"change kind", []string{"c"}, "", "change the kind of the note in focus; its letter follows", (*Model).changeKind},
		{"undo", []string{"u"}, "", "undo the last change", (*Model).undo},
		{"redo", []string{"ctrl+r"}, "", "redo what was undone", (*Model).redo},
		{"line down", []string{"j", "down", "ctrl+e"}, "", "a line down", func(m *Model) tea.Cmd { return m.scroll(m.times()) }},
		{"line up", []string{"k", "up", "ctrl+y"}, "", "a line up", func(m *Model) tea.Cmd { return m.scroll(-m.times()) }},
		{"half page down", []string{"ctrl+d"}, "", "half a screen down", func(m *Model) tea.Cmd { return m.scroll(m.pageRows() / 2) }},
		{"half page up", []string{"ctrl+u"}, "", "half a screen up", func(m *Model) tea.Cmd { return m.scroll(-m.pageRows() / 2) }},
		{"page down", []string{"space", "pgdown", "ctrl+f"}, "", "a screen down", func(m *Model) tea.Cmd { return m.scroll(m.pageRows() - 2) }},
		{"page up", []string{"b", "pgup", "ctrl+b", "shift+space"}, "", "a screen up", func(m *Model) tea.Cmd { return m.scroll(2 - m.pageRows()) }},
		{"beginning", []string{"g", "home"}, "", "the beginning", (*Model).goFirst},
		{"end", []string{"G", "end"}, "", "the end", (*Model).goLast},
		{"percent", []string{"%"}, "", "with a number before it: go to that percentage, as in 42%", (*Model).goPercent},
		{"next article", []string{">"}, "", "next article of the list", func(m *Model) tea.Cmd { return m.openNeighbour(1) }},
		{"previous article", []string{"<"}, "", "previous article of the list", func(m *Model) tea.Cmd { return m.openNeighbour(-1) }},
		{"mark read", []string{"r"}, "", "mark the article read, or unread", (*Model).toggleRead},
		{"star", []string{"*"}, "", "star the article, or take the star off", (*Model).toggleStar},
		{"article info", []string{"i"}, "", "what is known about the article, and what was left out of its text", (*Model).showInfo},
		{"wider", []string{"+", "="}, "", "a wider column", func(m *Model) tea.Cmd { return m.measure(4) }},
		{"narrower", []string{"-"}, "", "a narrower column", func(m *Model) tea.Cmd { return m.measure(-4) }},
		{"zen", []string{"z"}, "", "hide all but the text, and bring it back", (*Model).toggleZen},
		{"theme", []string{"T"}, "", "next theme: light, dark, plain", (*Model).nextTheme},
		{"actions", []string{":"}, "", "list every action and pick one by name", (*Model).showPalette},
		{"help", []string{"?", "f1"}, "help", "all keys", (*Model).showHelp},
		{"back", []string{"esc", "left"}, "", "take the focus away; then back to the library", (*Model).peel},
		{"leave", []string{"q"}, "back", "back to the library; out of the program if it was started with this article", (*Model).leaveReader},
		{"quit", []string{"Q", "ctrl+c"}, "", "leave; everything is saved", (*Model).quit},
	}}
}

func selectMode() *mode {
	return &mode{"Selection", []action{
		{"highlight", []string{"h"}, "highlight", "highlight the selection", func(m *Model) tea.Cmd { return m.markSelection("highlight") }},
		{"annotate", []string{"a", "enter"}, "note", "highlight the selection and write a note on it", (*Model).annotateSelection},
		{"question", []string{"?"}, "", "mark the selection as a question", func(m *Model) tea.Cmd { return m.markSelection("question") }},
		{"important", []string{"!"}, "", "mark the selection as important", func(m *Model) tea.Cmd { return m.markSelection("important") }},
		{"definition", []string{"="}, "", "mark the selection as a definition", func(m *Model) tea.Cmd { return m.markSelection("definition") }},
		{"doubt", []string{"x"}, "", "mark the selection as doubtful", func(m *Model) tea.Cmd { return m.markSelection("doubt") }},
		{"copy", []string{"y"}, "copy", "copy the selection", (*Model).copySelection},
		{"copy with source", []string{"Y"}, "", "copy the selection with title and source", (*Model).copyCitation},
		{"word", []string{"w"}, "words", "to the next word", (*Model).selectWord},
		{"word back", []string{"b"}, "", "to the previous word", (*Model).selectWordBack},
		{"end of word", []string{"e"}, "", "to the end of the word", (*Model).selectWordEnd},
		{"right", []string{"l", "right"}, "", "a character on", func(m *Model) tea.Cmd { return m.selectChar(1) }},
		{"left", []string{"left", "backspace"}, "", "a character back", func(m *Model) tea.Cmd { return m.selectChar(-1) }},
		{"line down", []string{"j", "down"}, "", "a line down", func(m *Model) tea.Cmd { return m.selectLine(1) }},
		{"line up", []string{"k", "up"}, "", "a line up", func(m *Model) tea.Cmd { return m.selectLine(-1) }},
		{"line end", []string{"$", "end"}, "", "to the end of the line", (*Model).selectLineEnd},
		{"line start", []string{"0", "home"}, "", "to the start of the line", (*Model).selectLineStart},
		{"sentence", []string{")"}, "sentence", "to the end of the sentence, then of the next", func(m *Model) tea.Cmd { return m.selectUnit(page.Sentence) }},
		{"sentence back", []string{"("}, "", "to the start of the sentence, then of the one before", func(m *Model) tea.Cmd { return m.selectUnitBack(page.Sentence) }},
		{"paragraph", []string{"}"}, "", "to the end of the paragraph, then of the next", func(m *Model) tea.Cmd { return m.selectUnit(page.Paragraph) }},
		{"paragraph back", []string{"{"}, "", "to the start of the paragraph, then of the one before", func(m *Model) tea.Cmd { return m.selectUnitBack(page.Paragraph) }},
		{"find character", []string{"f"}, "", "to the next place of the character typed after it", (*Model).selectFind},
		{"whole", []string{"i"}, "", "with w, s or p after it: the whole word, sentence, paragraph", (*Model).selectObject},
		{"other end", []string{"o"}, "", "move the other end", (*Model).swapEnds},
		{"actions", []string{":"}, "", "list every action and pick one by name", (*Model).showPalette},
		{"help", []string{"f1"}, "", "all keys", (*Model).showHelp},
		{"cancel", []string{"esc", "v", "q"}, "cancel", "drop the selection", (*Model).dropSelection},
		{"quit", []string{"ctrl+c"}, "", "leave; everything is saved", (*Model).quit},
	}}
}

func editorMode() *mode {
	return &mode{"Note editor", []action{
		{"save", []string{"esc", "ctrl+s"}, "save", "save the note and go back to the text", (*Model).saveEditor},
		{"abandon", []string{"ctrl+g"}, "abandon", "drop what was typed; undo brings it back", (*Model).abandonEditor},
		{"external editor", []string{"ctrl+e"}, "$EDITOR", "go on writing in $EDITOR", (*Model).editOutside},
	}}
}

// modes are all the tables, in the order of the help page.
func modes() []*mode {
	return []*mode{libraryMode(), readerMode(), selectMode(), editorMode()}
}

// KeysMarkdown is the README's chapter on keys: a table for each mode.
func KeysMarkdown() string {
	var b strings.Builder
	for i, k := range modes() {
		if i > 0 {
			b.WriteByte('\n')
		}
		fmt.Fprintf(&b, "**%s**\n\n| key | does |\n| --- | --- |\n", k.title)
		for _, a := range k.actions {
			fmt.Fprintf(&b, "| %s | %s |\n", keysMarkdown(a.keys), a.help)
		}
	}
	return b.String()
}

func keysMarkdown(keys []string) string {
	shown := make([]string, len(keys))
	for i, k := range keys {
		shown[i] = "`" + keyName(k) + "`"
	}
	return strings.Join(shown, " ")
}

// keyName is how a key is written for people.
func keyName(key string) string {
	switch key {
	case "up":
		return "↑"
	case "down":
		return "↓"
	case "left":
		return "←"
	case "right":
		return "→"
	case "pgdown":
		return "pgdn"
	}
	return strings.NewReplacer("ctrl+", "ctrl-", "shift+down", "shift-↓", "shift+up", "shift-↑", "shift+", "shift-").Replace(key)
}
