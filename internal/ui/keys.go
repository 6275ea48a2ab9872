package ui

import (
	"fmt"
	"slices"
	"strings"

	"manicule/internal/ui/term"

	tea "charm.land/bubbletea/v2"

	"manicule/internal/note"
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

// quits reports whether the key is bound to leaving the program.
func (k *mode) quits(key string) bool {
	a := k.find(key)
	return a != nil && a.name == "quit"
}

func libraryMode() *mode {
	return &mode{"Library", []action{
		{"move down", []string{"j", "down", "ctrl+n"}, "", "next article", func(m *Model) tea.Cmd { return m.listMove(1) }},
		{"move up", []string{"k", "up", "ctrl+p"}, "", "previous article", func(m *Model) tea.Cmd { return m.listMove(-1) }},
		{"page down", []string{"pgdown", "ctrl+d", "ctrl+f"}, "", "a screen down", func(m *Model) tea.Cmd { return m.listPage(1) }},
		{"page up", []string{"b", "pgup", "ctrl+u", "ctrl+b"}, "", "a screen up", func(m *Model) tea.Cmd { return m.listPage(-1) }},
		{"first", []string{"g", "home"}, "", "first article", func(m *Model) tea.Cmd { return m.listJump(0) }},
		{"last", []string{"G", "end"}, "", "last article", func(m *Model) tea.Cmd { return m.listJump(len(m.shelf.list.Items) - 1) }},
		{"read", []string{"enter", "l", "right"}, "read", "open the article where you left it, or at what was searched for", (*Model).openSelected},
		{"continue", []string{"c"}, "", "go on with the article that you read last and did not finish", (*Model).readOn},
		{"search", []string{"/"}, "search", "search every word of the articles and your notes as you type", (*Model).startBox},
		{"notes", []string{"n"}, "notes", "all notes of the collection, the lost ones first", (*Model).showNotes},
		{"sort", []string{"s"}, "sort", "change the order: path, title, newest, longest, least time left, last read; of what words find, the best match first", (*Model).nextSort},
		{"mark", []string{"space"}, "", "mark the article for the next action, or take the mark off", (*Model).toggleMark},
		{"mark all", []string{"V", "ctrl+a"}, "", "mark all articles listed; again takes the marks off", (*Model).markFound},
		{"mark read", []string{"r"}, "", "mark the article, or those marked, read or unread", (*Model).toggleRead},
		{"star", []string{"*"}, "", "star the article, or those marked; or take the star off", (*Model).toggleStar},
		{"tags", []string{"t"}, "", "give the article, or those marked, tags, or take some away", (*Model).openTagger},
		{"save search", []string{"S"}, "", "keep what is searched for above the articles; again takes it away", (*Model).toggleSaved},
		{"saved search", []string{"1", "2", "3", "4", "5", "6", "7", "8", "9"}, "", "search for what was kept under that number", (*Model).runSaved},
		{"scroll preview down", []string{"J", "shift+down"}, "", "scroll the preview down", func(m *Model) tea.Cmd { return m.scrollPreview(3) }},
		{"scroll preview up", []string{"K", "shift+up"}, "", "scroll the preview up", func(m *Model) tea.Cmd { return m.scrollPreview(-3) }},
		{"copies", []string{"x"}, "", "list the other articles that tell the same story, or fold them up again", (*Model).toggleCopies},
		{"more like this", []string{"L"}, "", "find articles that say much of the same", (*Model).findLike},
		{"whole collection", []string{"a"}, "", "show the whole collection, or again only the folder in it that was opened", (*Model).toggleWhole},
		{"review", []string{"R"}, "", "meet a few of your notes again, others each day", (*Model).startReview},
		{"article info", []string{"i"}, "", "what is known about the article, and what was left out of its text", (*Model).showInfo},
		{"statistics", []string{"I"}, "", "what you read and noted, day by day", (*Model).showStatistics},
		{"edit file", []string{"e"}, "", "open the article's file at this line in $EDITOR", (*Model).editFile},
		{"theme", []string{"T"}, "", "next theme: light, dark, sepia, high contrast, plain", (*Model).nextTheme},
		{"undo", []string{"u"}, "", "undo the last change", (*Model).undo},
		{"redo", []string{"ctrl+r"}, "", "redo what was undone", (*Model).redo},
		{noticeAction, []string{"!"}, "", "answer what the program asks of its own accord: a renamed article's notes, an unfinished note", (*Model).openNotice},
		{"actions", []string{":"}, "", "list every action and pick one by name", (*Model).showPalette},
		{"help", []string{"?", "f1"}, "help", "all keys", (*Model).showHelp},
		{"back", []string{"esc"}, "", "take the search away, then the marks", (*Model).back},
		{"quit", []string{"q", "ctrl+c"}, "quit", "leave; everything is saved", (*Model).quit},
	}}
}

func boxMode() *mode {
	k := &mode{"Search box", []action{
		{"read", []string{"enter"}, "read", "open the article at what was found, its words lit", (*Model).openFound},
		{"complete", []string{"tab"}, "complete", "complete the word: fields, tags, sites, authors, kinds; again for the next one", func(m *Model) tea.Cmd { return m.complete(1) }},
		{"complete back", []string{"shift+tab"}, "", "the completion before", func(m *Model) tea.Cmd { return m.complete(-1) }},
		{"up", []string{"up"}, "earlier", "up in the list; from its first article, to the search before", (*Model).boxUp},
		{"down", []string{"down"}, "", "down in the list; or back from the searches before", (*Model).boxDown},
		{"move down", []string{"ctrl+n"}, "", "next article", func(m *Model) tea.Cmd { return m.listMove(1) }},
		{"move up", []string{"ctrl+p"}, "", "previous article", func(m *Model) tea.Cmd { return m.listMove(-1) }},
		{"page down", []string{"pgdown"}, "", "a screen down", func(m *Model) tea.Cmd { return m.listPage(1) }},
		{"page up", []string{"pgup"}, "", "a screen up", func(m *Model) tea.Cmd { return m.listPage(-1) }},
		{"list", []string{"esc"}, "list", "go to the list of what was found; esc there takes the search away", (*Model).leaveBox},
		{"help", []string{"f1"}, "", "all keys", (*Model).showHelp},
		{"quit", []string{"ctrl+c"}, "", "leave; everything is saved", (*Model).quit},
	}}
	for _, e := range term.Edits() {
		k.actions = append(k.actions, action{e.Name, e.Keys, "", e.Help, func(m *Model) tea.Cmd { return m.editBox(e.Run) }})
	}
	return k
}

func seekMode() *mode {
	k := &mode{"Search in the article", []action{
		{"keep", []string{"enter"}, "keep", "go on reading at the match; n and N go to the others", (*Model).keepSeek},
		{"earlier", []string{"up", "ctrl+p"}, "earlier", "what was searched for before", (*Model).seekOlder},
		{"later", []string{"down", "ctrl+n"}, "", "back from what was searched for before", (*Model).seekNewer},
		{"leave", []string{"esc"}, "back", "go back to where you were and put the light out", (*Model).leaveSeek},
		{"help", []string{"f1"}, "", "all keys", (*Model).showHelp},
		{"quit", []string{"ctrl+c"}, "", "leave; everything is saved", (*Model).quit},
	}}
	for _, e := range term.Edits() {
		k.actions = append(k.actions, action{e.Name, e.Keys, "", e.Help, func(m *Model) tea.Cmd { return m.editSeek(e.Run) }})
	}
	return k
}

func readerMode() *mode {
	return &mode{"Reader", []action{
		{"next paragraph", []string{"}"}, "paragraph", "put the focus on the next paragraph", func(m *Model) tea.Cmd { return m.focusNext(page.Paragraph) }},
		{"previous paragraph", []string{"{"}, "", "put the focus on the previous paragraph", func(m *Model) tea.Cmd { return m.focusPrev(page.Paragraph) }},
		{"next sentence", []string{")"}, "sentence", "put the focus on the next sentence", func(m *Model) tea.Cmd { return m.focusNext(page.Sentence) }},
		{"previous sentence", []string{"("}, "", "put the focus on the previous sentence", func(m *Model) tea.Cmd { return m.focusPrev(page.Sentence) }},
		{"highlight", []string{"h"}, "highlight", "highlight what is in focus; again takes it back", (*Model).highlightFocus},
		{"annotate", []string{"a"}, "note", "highlight what is in focus and write a note on it", (*Model).annotateFocus},
		{"note on article", []string{"A"}, "", "write a note on the whole article", (*Model).annotateArticle},
		{"select", []string{"v"}, "select", "start a selection at the focus", (*Model).startSelection},
		{"pick words", []string{"s"}, "", "put letters on the words: those of the first and of the last one select what lies between", (*Model).pickWords},
		{"copy", []string{"y"}, "", "copy what is in focus", (*Model).copyFocus},
		{"copy with source", []string{"Y"}, "", "copy what is in focus with title and source", (*Model).copyCitation},
		{"next note", []string{"]"}, "", "go to the next note", func(m *Model) tea.Cmd { return m.noteStep(1) }},
		{"previous note", []string{"["}, "", "go to the previous note", func(m *Model) tea.Cmd { return m.noteStep(-1) }},
		{"edit note", []string{"enter"}, "", "edit the note in focus", (*Model).editNote},
		{"delete note", []string{"d"}, "", "delete the note in focus", (*Model).deleteNote},
		{"change kind", []string{"c"}, "", "change the kind of the note in focus; its letter follows", (*Model).changeKind},
		{"check note", []string{"D"}, "", "what became of the passage of the note in focus: then and now, or where a lost one may be", (*Model).check},
		{"merge versions", []string{"M"}, "", "show the versions of these notes that a sync program or git put aside, or that lie in a second home, and merge them", (*Model).showVersions},
		{"undo", []string{"u"}, "", "undo the last change", (*Model).undo},
		{"redo", []string{"ctrl+r"}, "", "redo what was undone", (*Model).redo},
		{"line down", []string{"j", "down", "ctrl+e"}, "", "a line down", func(m *Model) tea.Cmd { return m.lineStep(m.times()) }},
		{"line up", []string{"k", "up", "ctrl+y"}, "", "a line up", func(m *Model) tea.Cmd { return m.lineStep(-m.times()) }},
		{"half page down", []string{"ctrl+d"}, "", "half a screen down", func(m *Model) tea.Cmd { return m.scroll(m.pageRows() / 2) }},
		{"half page up", []string{"ctrl+u"}, "", "half a screen up", func(m *Model) tea.Cmd { return m.scroll(-m.pageRows() / 2) }},
		{"page down", []string{"space", "pgdown", "ctrl+f"}, "", "a screen down", func(m *Model) tea.Cmd { return m.scroll(m.pageRows() - 2) }},
		{"page up", []string{"b", "pgup", "ctrl+b", "shift+space"}, "", "a screen up", func(m *Model) tea.Cmd { return m.scroll(2 - m.pageRows()) }},
		{"beginning", []string{"g", "home"}, "", "the beginning", (*Model).goFirst},
		{"end", []string{"G", "end"}, "", "the end; with a number before it that paragraph, as in 42G", (*Model).goEnd},
		{"percent", []string{"%"}, "", "with a number before it: go to that percentage, as in 42%", (*Model).goPercent},
		{"outline", []string{"o"}, "", "list the article's headings and go to one of them", (*Model).showOutline},
		{"next section", []string{"ctrl+n", "shift+down"}, "", "put the focus on the next heading", func(m *Model) tea.Cmd { return m.sectionStep(1) }},
		{"previous section", []string{"ctrl+p", "shift+up"}, "", "put the focus on the heading before", func(m *Model) tea.Cmd { return m.sectionStep(-1) }},
		{"follow a link", []string{"f"}, "", "put letters on the links: those of one follow it, in place or in the browser", (*Model).followLink},
		{"look at a link", []string{"K"}, "", "show a footnote, or what a link leads to, without leaving", (*Model).peekLink},
		{"what links here", []string{"B"}, "", "list the articles and notes that link to this article", (*Model).showBacklinks},
		{"go back", []string{"ctrl+o"}, "", "back to where you were before a leap to a match, a heading, a note, an end or another article", (*Model).jumpBack},
		{"go forward", []string{"tab", "ctrl+i"}, "", "make the leap again", (*Model).jumpForth},
		{"mark place", []string{"m"}, "", "mark this place with the letter typed after it", (*Model).setMark},
		{"go to mark", []string{"'", "`"}, "", "to the place marked with the letter typed after it; twice: back to where you were", (*Model).goToMark},
		{"search", []string{"/"}, "", "search in the article as you type; a pattern stands between slashes", (*Model).startSeek},
		{"next match", []string{"n"}, "", "to the next match of what was searched for, here or in the library", func(m *Model) tea.Cmd { return m.hitStep(1) }},
		{"previous match", []string{"N"}, "", "to the match before", func(m *Model) tea.Cmd { return m.hitStep(-1) }},
		{"next article", []string{">"}, "", "next article of the list", func(m *Model) tea.Cmd { return m.openNeighbour(1) }},
		{"previous article", []string{"<"}, "", "previous article of the list", func(m *Model) tea.Cmd { return m.openNeighbour(-1) }},
		{"mark read", []string{"r"}, "", "mark the article read, or unread", (*Model).toggleRead},
		{"star", []string{"*"}, "", "star the article, or take the star off", (*Model).toggleStar},
		{"tags", []string{"t"}, "", "give the article tags, or take some away", (*Model).openTagger},
		{"more like this", []string{"L"}, "", "find articles that say much of the same", (*Model).findLike},
		{"article info", []string{"i"}, "", "what is known about the article, and what was left out of its text", (*Model).showInfo},
		{"statistics", []string{"I"}, "", "what you read and noted, day by day", (*Model).showStatistics},
		{"edit file", []string{"e"}, "", "open the article's file at this line in $EDITOR", (*Model).editFile},
		{"wider", []string{"+", "="}, "", "a wider column", func(m *Model) tea.Cmd { return m.measure(4) }},
		{"narrower", []string{"-"}, "", "a narrower column", func(m *Model) tea.Cmd { return m.measure(-4) }},
		{"justify", []string{"J"}, "", "set paragraphs flush on both sides, or ragged on the right", (*Model).toggleJustify},
		{"pan right", []string{".", "shift+right"}, "", "show more of a wide table or of unfolded code, to the right", func(m *Model) tea.Cmd { return m.pan(1) }},
		{"pan left", []string{",", "shift+left"}, "", "back to the left", func(m *Model) tea.Cmd { return m.pan(-1) }},
		{"fold", []string{"w"}, "", "fold a wide table or long lines of code into the column, or unfold them", (*Model).turnWide},
		{"pictures", []string{"P"}, "", "show pictures by the terminal, if it can, or made of blocks, or not at all", (*Model).nextPictures},
		{"zen", []string{"z"}, "", "hide all but the text, and bring it back", (*Model).toggleZen},
		{"focus aid", []string{"Z"}, "", "next focus aid: spotlight on the paragraph, on the sentence, reading ruler, none", (*Model).nextAid},
		{"flash words", []string{"R"}, "", "show the section's words one at a time; space stops", (*Model).startFlash},
		{"theme", []string{"T"}, "", "next theme: light, dark, sepia, high contrast, plain", (*Model).nextTheme},
		{noticeAction, []string{"!"}, "", "answer what the program asks of its own accord: a renamed article's notes, an unfinished note", (*Model).openNotice},
		{"actions", []string{":"}, "", "list every action and pick one by name", (*Model).showPalette},
		{"help", []string{"?", "f1"}, "help", "all keys", (*Model).showHelp},
		{"back", []string{"esc", "left"}, "", "take the light off what was searched for, then the focus; then back to the library", (*Model).peel},
		{"leave", []string{"q"}, "back", "back to the library; out of the program if it was started with this article", (*Model).leaveReader},
		{"quit", []string{"Q", "ctrl+c"}, "", "leave; everything is saved", (*Model).quit},
	}}
}

// markActions mark the selection as one of the kinds. A letter that a motion
// has already is the motion's; the kind can be picked by name then.
func markActions(motions []action) []action {
	var marks []action
	for i, k := range note.Kinds {
		a := action{k.Name, nil, "", "mark the selection: " + k.Name, func(m *Model) tea.Cmd { return m.markSelection(k.Name) }}
		if i == 0 {
			a.hint, a.help = k.Name, "highlight the selection"
		}
		key := string(k.Letter)
		if k.Letter != 0 && (&mode{actions: motions}).find(key) == nil {
			a.keys = []string{key}
		}
		marks = append(marks, a)
	}
	return marks
}

func selectMode() *mode {
	motions := selectMotions()
	return &mode{"Selection", slices.Concat(markActions(motions), motions)}
}

func selectMotions() []action {
	return []action{
		{"annotate", []string{"a", "enter"}, "note", "highlight the selection and write a note on it", (*Model).annotateSelection},
		{"attach note", []string{"D"}, "", "put the note that was in focus onto the selection", (*Model).attachSelection},
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
		{"pick a word", []string{"s"}, "", "put letters on the words: those of one end the selection there", (*Model).pickWords},
		{"other end", []string{"o"}, "", "move the other end", (*Model).swapEnds},
		{"actions", []string{":"}, "", "list every action and pick one by name", (*Model).showPalette},
		{"help", []string{"f1"}, "", "all keys", (*Model).showHelp},
		{"cancel", []string{"esc", "v", "q"}, "cancel", "drop the selection", (*Model).dropSelection},
		{"quit", []string{"ctrl+c"}, "", "leave; everything is saved", (*Model).quit},
	}
}

func editorMode() *mode {
	return &mode{"Note editor", []action{
		{"save", []string{"esc", "ctrl+s"}, "save", "save the note and go back to the text", (*Model).saveEditor},
		{"abandon", []string{"ctrl+g"}, "abandon", "drop what was typed; undo brings it back", (*Model).abandonEditor},
		{"external editor", []string{"ctrl+e"}, "$EDITOR", "go on writing in $EDITOR", (*Model).editOutside},
		{"complete tag", []string{"tab"}, "#tag", "go on with the #tag before the cursor; again for the next one", (*Model).completeTag},
	}}
}

func reviewMode() *mode {
	return &mode{"Review", []action{
		{"keep", []string{"space", "enter", "j"}, "keep", "the note stays as it is and comes again some day", (*Model).keepCard},
		{"edit", []string{"e"}, "edit", "edit the note's words", (*Model).editCard},
		{"tag", []string{"t"}, "tag", "give the note tags; -word takes one away", (*Model).tagCard},
		{"dismiss", []string{"d"}, "dismiss", "the note stays and never comes up for review again", (*Model).dismissCard},
		{"open", []string{"o"}, "open", "go to the passage in its article", (*Model).openCard},
		{"leave", []string{"esc", "q"}, "later", "go back; what is left comes when you ask again", (*Model).leaveReview},
		{"quit", []string{"ctrl+c"}, "", "leave; everything is saved", (*Model).quit},
	}}
}

// modes are all the tables, in the order of the help page.
func modes() []*mode {
	return []*mode{libraryMode(), boxMode(), readerMode(), seekMode(), selectMode(), editorMode(), notesMode(), checkMode(), kinMode(), reviewMode()}
}

// Binding is an action with the keys that it has in a mode.
type Binding struct {
	Mode   string   `json:"mode"`   // as [keys.MODE] in the configuration
	Action string   `json:"action"` // likewise
	Keys   []string `json:"keys"`   // as people write them: "ctrl-d"; empty if it has none
	Help   string   `json:"help"`
}

// All are the actions of all modes, in the order of the help page.
func (b Keys) All() (all []Binding) {
	for _, k := range b.modes() {
		for _, a := range k.actions {
			shown := make([]string, len(a.keys))
			for i, key := range a.keys {
				shown[i] = keyName(key)
			}
			all = append(all, Binding{strings.ToLower(k.title), a.name, shown, a.help})
		}
	}
	return all
}

// Markdown is a chapter on the keys, as the README has it of those that hold
// without a configuration: a table for each mode.
func (b Keys) Markdown() string {
	var out strings.Builder
	mode := ""
	for _, k := range b.All() {
		if k.Mode != mode {
			if mode != "" {
				out.WriteByte('\n')
			}
			mode = k.Mode
			fmt.Fprintf(&out, "**%s**\n\n| key | action | what it does |\n| --- | --- | --- |\n", strings.ToUpper(mode[:1])+mode[1:])
		}
		for i, key := range k.Keys {
			k.Keys[i] = keyMarkdown(key)
		}
		fmt.Fprintf(&out, "| %s | %s | %s |\n", strings.Join(k.Keys, " "), k.Action, k.Help)
	}
	return out.String()
}

// keyMarkdown is a key as code in a table.
func keyMarkdown(key string) string {
	if strings.Contains(key, "`") {
		return "`` " + key + " ``"
	}
	return "`" + strings.ReplaceAll(key, "|", `\|`) + "`"
}

// modifiers are how keys pressed together with others are written.
var modifiers = strings.NewReplacer(
	"shift+left", "shift-←", "shift+right", "shift-→", "shift+down", "shift-↓", "shift+up", "shift-↑",
	"ctrl+left", "ctrl-←", "ctrl+right", "ctrl-→", "alt+left", "alt-←", "alt+right", "alt-→",
	"ctrl+", "ctrl-", "alt+", "alt-", "shift+", "shift-",
)

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
	return modifiers.Replace(key)
}

// hints are those of the mode's keys that a newcomer needs, the most useful
// first.
func (k *mode) hints() []term.Hint {
	var all []term.Hint
	for i := range k.actions {
		if a := &k.actions[i]; a.hint != "" && a.key() != "" {
			all = append(all, term.Hint{Key: a.key(), Does: a.hint})
		}
	}
	return all
}
