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
	run  func() tea.Cmd
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

func libraryMode(sh *shelf) *mode {
	return &mode{"Library", []action{
		{"move down", []string{"j", "down", "ctrl+n"}, "", "next article", func() tea.Cmd { return sh.listMove(1) }},
		{"move up", []string{"k", "up", "ctrl+p"}, "", "previous article", func() tea.Cmd { return sh.listMove(-1) }},
		{"page down", []string{"pgdown", "ctrl+d", "ctrl+f"}, "", "a screen down", func() tea.Cmd { return sh.listPage(1) }},
		{"page up", []string{"b", "pgup", "ctrl+u", "ctrl+b"}, "", "a screen up", func() tea.Cmd { return sh.listPage(-1) }},
		{"first", []string{"g", "home"}, "", "first article", func() tea.Cmd { return sh.listJump(0) }},
		{"last", []string{"G", "end"}, "", "last article", func() tea.Cmd { return sh.listJump(len(sh.list.Items) - 1) }},
		{"read", []string{"enter", "l", "right"}, "read", "open the article where you left it, or at what was searched for", sh.openSelected},
		{"continue", []string{"c"}, "", "go on with the article that you read last and did not finish", sh.readOn},
		{"search", []string{"/"}, "search", "search every word of the articles and your notes as you type", sh.startBox},
		{"notes", []string{"n"}, "notes", "all notes of the collection, the lost ones first", sh.host.showNotes},
		{"sort", []string{"s"}, "sort", "change the order: path, title, newest, longest, least time left, last read; of what words find, the best match first", sh.nextSort},
		{"mark", []string{"space"}, "", "mark the article for the next action, or take the mark off", sh.toggleMark},
		{"mark all", []string{"V", "ctrl+a"}, "", "mark all articles listed; again takes the marks off", sh.markFound},
		{"mark read", []string{"r"}, "", "mark the article, or those marked, read or unread", sh.host.toggleRead},
		{"star", []string{"*"}, "", "star the article, or those marked; or take the star off", sh.host.toggleStar},
		{"tags", []string{"t"}, "", "give the article, or those marked, tags, or take some away", sh.host.openTagger},
		{"save search", []string{"S"}, "", "keep what is searched for above the articles; again takes it away", sh.toggleSaved},
		{"saved search", []string{"1", "2", "3", "4", "5", "6", "7", "8", "9"}, "", "search for what was kept under that number", sh.runSaved},
		{"scroll preview down", []string{"J", "shift+down"}, "", "scroll the preview down", func() tea.Cmd { return sh.scrollPreview(3) }},
		{"scroll preview up", []string{"K", "shift+up"}, "", "scroll the preview up", func() tea.Cmd { return sh.scrollPreview(-3) }},
		{"copies", []string{"x"}, "", "list the other articles that tell the same story, or fold them up again", sh.toggleCopies},
		{"more like this", []string{"L"}, "", "find articles that say much of the same", sh.host.findLike},
		{"whole collection", []string{"a"}, "", "show the whole collection, or again only the folder in it that was opened", sh.host.toggleWhole},
		{"review", []string{"R"}, "", "meet a few of your notes again, others each day", sh.startReview},
		{"article info", []string{"i"}, "", "what is known about the article, and what was left out of its text", sh.host.showInfo},
		{"statistics", []string{"I"}, "", "what you read and noted, day by day", sh.showStatistics},
		{"edit file", []string{"e"}, "", "open the article's file at this line in $EDITOR", sh.host.editFile},
		{"theme", []string{"T"}, "", "next theme: light, dark, sepia, high contrast, plain", sh.host.nextTheme},
		{"undo", []string{"u"}, "", "undo the last change", sh.host.undo},
		{"redo", []string{"ctrl+r"}, "", "redo what was undone", sh.host.redo},
		{noticeAction, []string{"!"}, "", "answer what the program asks of its own accord: a renamed article's notes, an unfinished note", sh.host.openNotice},
		{"actions", []string{":"}, "", "list every action and pick one by name", sh.host.showPalette},
		{"help", []string{"?", "f1"}, "help", "all keys", sh.host.showHelp},
		{"back", []string{"esc"}, "", "take the search away, then the marks", sh.back},
		{"quit", []string{"q", "ctrl+c"}, "quit", "leave; everything is saved", sh.quit},
	}}
}

func boxMode(sh *shelf) *mode {
	k := &mode{"Search box", []action{
		{"read", []string{"enter"}, "read", "open the article at what was found, its words lit", sh.openFound},
		{"complete", []string{"tab"}, "complete", "complete the word: fields, tags, sites, authors, kinds; again for the next one", func() tea.Cmd { return sh.complete(1) }},
		{"complete back", []string{"shift+tab"}, "", "the completion before", func() tea.Cmd { return sh.complete(-1) }},
		{"up", []string{"up"}, "earlier", "up in the list; from its first article, to the search before", sh.boxUp},
		{"down", []string{"down"}, "", "down in the list; or back from the searches before", sh.boxDown},
		{"move down", []string{"ctrl+n"}, "", "next article", func() tea.Cmd { return sh.listMove(1) }},
		{"move up", []string{"ctrl+p"}, "", "previous article", func() tea.Cmd { return sh.listMove(-1) }},
		{"page down", []string{"pgdown"}, "", "a screen down", func() tea.Cmd { return sh.listPage(1) }},
		{"page up", []string{"pgup"}, "", "a screen up", func() tea.Cmd { return sh.listPage(-1) }},
		{"list", []string{"esc"}, "list", "go to the list of what was found; esc there takes the search away", sh.leaveBox},
		{"help", []string{"f1"}, "", "all keys", sh.host.showHelp},
		{"quit", []string{"ctrl+c"}, "", "leave; everything is saved", sh.quit},
	}}
	for _, e := range term.Edits() {
		k.actions = append(k.actions, action{e.Name, e.Keys, "", e.Help, func() tea.Cmd { return sh.editBox(e.Run) }})
	}
	return k
}

func seekMode(r *reader) *mode {
	k := &mode{"Search in the article", []action{
		{"keep", []string{"enter"}, "keep", "go on reading at the match; n and N go to the others", r.keepSeek},
		{"earlier", []string{"up", "ctrl+p"}, "earlier", "what was searched for before", r.seekOlder},
		{"later", []string{"down", "ctrl+n"}, "", "back from what was searched for before", r.seekNewer},
		{"leave", []string{"esc"}, "back", "go back to where you were and put the light out", r.leaveSeek},
		{"help", []string{"f1"}, "", "all keys", r.host.showHelp},
		{"quit", []string{"ctrl+c"}, "", "leave; everything is saved", r.quit},
	}}
	for _, e := range term.Edits() {
		k.actions = append(k.actions, action{e.Name, e.Keys, "", e.Help, func() tea.Cmd { return r.editSeek(e.Run) }})
	}
	return k
}

func readerMode(r *reader) *mode {
	return &mode{"Reader", []action{
		{"next paragraph", []string{"}"}, "paragraph", "put the focus on the next paragraph", func() tea.Cmd { return r.focusNext(page.Paragraph) }},
		{"previous paragraph", []string{"{"}, "", "put the focus on the previous paragraph", func() tea.Cmd { return r.focusPrev(page.Paragraph) }},
		{"next sentence", []string{")"}, "sentence", "put the focus on the next sentence", func() tea.Cmd { return r.focusNext(page.Sentence) }},
		{"previous sentence", []string{"("}, "", "put the focus on the previous sentence", func() tea.Cmd { return r.focusPrev(page.Sentence) }},
		{"highlight", []string{"h"}, "highlight", "highlight what is in focus; again takes it back", r.highlightFocus},
		{"annotate", []string{"a"}, "note", "highlight what is in focus and write a note on it", r.annotateFocus},
		{"note on article", []string{"A"}, "", "write a note on the whole article", r.annotateArticle},
		{"select", []string{"v"}, "select", "start a selection at the focus", r.startSelection},
		{"pick words", []string{"s"}, "", "put letters on the words: those of the first and of the last one select what lies between", r.pickWords},
		{"copy", []string{"y"}, "", "copy what is in focus", r.copyFocus},
		{"copy with source", []string{"Y"}, "", "copy what is in focus with title and source", r.copyCitation},
		{"next note", []string{"]"}, "", "go to the next note", func() tea.Cmd { return r.noteStep(1) }},
		{"previous note", []string{"["}, "", "go to the previous note", func() tea.Cmd { return r.noteStep(-1) }},
		{"edit note", []string{"enter"}, "", "edit the note in focus", r.editNote},
		{"delete note", []string{"d"}, "", "delete the note in focus", r.deleteNote},
		{"change kind", []string{"c"}, "", "change the kind of the note in focus; its letter follows", r.changeKind},
		{"check note", []string{"D"}, "", "what became of the passage of the note in focus: then and now, or where a lost one may be", r.check},
		{"merge versions", []string{"M"}, "", "show the versions of these notes that a sync program or git put aside, or that lie in a second home, and merge them", r.showVersions},
		{"undo", []string{"u"}, "", "undo the last change", r.host.undo},
		{"redo", []string{"ctrl+r"}, "", "redo what was undone", r.host.redo},
		{"line down", []string{"j", "down", "ctrl+e"}, "", "a line down", func() tea.Cmd { return r.lineStep(r.times()) }},
		{"line up", []string{"k", "up", "ctrl+y"}, "", "a line up", func() tea.Cmd { return r.lineStep(-r.times()) }},
		{"half page down", []string{"ctrl+d"}, "", "half a screen down", func() tea.Cmd { return r.scroll(r.pageRows() / 2) }},
		{"half page up", []string{"ctrl+u"}, "", "half a screen up", func() tea.Cmd { return r.scroll(-r.pageRows() / 2) }},
		{"page down", []string{"space", "pgdown", "ctrl+f"}, "", "a screen down", func() tea.Cmd { return r.scroll(r.pageRows() - 2) }},
		{"page up", []string{"b", "pgup", "ctrl+b", "shift+space"}, "", "a screen up", func() tea.Cmd { return r.scroll(2 - r.pageRows()) }},
		{"beginning", []string{"g", "home"}, "", "the beginning", r.goFirst},
		{"end", []string{"G", "end"}, "", "the end; with a number before it that paragraph, as in 42G", r.goEnd},
		{"percent", []string{"%"}, "", "with a number before it: go to that percentage, as in 42%", r.goPercent},
		{"outline", []string{"o"}, "", "list the article's headings and go to one of them", r.showOutline},
		{"next section", []string{"ctrl+n", "shift+down"}, "", "put the focus on the next heading", func() tea.Cmd { return r.sectionStep(1) }},
		{"previous section", []string{"ctrl+p", "shift+up"}, "", "put the focus on the heading before", func() tea.Cmd { return r.sectionStep(-1) }},
		{"follow a link", []string{"f"}, "", "put letters on the links: those of one follow it, in place or in the browser", r.followLink},
		{"look at a link", []string{"K"}, "", "show a footnote, or what a link leads to, without leaving", r.peekLink},
		{"what links here", []string{"B"}, "", "list the articles and notes that link to this article", r.showBacklinks},
		{"go back", []string{"ctrl+o"}, "", "back to where you were before a leap to a match, a heading, a note, an end or another article", r.jumpBack},
		{"go forward", []string{"tab", "ctrl+i"}, "", "make the leap again", r.jumpForth},
		{"mark place", []string{"m"}, "", "mark this place with the letter typed after it", r.setMark},
		{"go to mark", []string{"'", "`"}, "", "to the place marked with the letter typed after it; twice: back to where you were", r.goToMark},
		{"search", []string{"/"}, "", "search in the article as you type; a pattern stands between slashes", r.startSeek},
		{"next match", []string{"n"}, "", "to the next match of what was searched for, here or in the library", func() tea.Cmd { return r.hitStep(1) }},
		{"previous match", []string{"N"}, "", "to the match before", func() tea.Cmd { return r.hitStep(-1) }},
		{"next article", []string{">"}, "", "next article of the list", func() tea.Cmd { return r.host.openNeighbour(1) }},
		{"previous article", []string{"<"}, "", "previous article of the list", func() tea.Cmd { return r.host.openNeighbour(-1) }},
		{"mark read", []string{"r"}, "", "mark the article read, or unread", r.host.toggleRead},
		{"star", []string{"*"}, "", "star the article, or take the star off", r.host.toggleStar},
		{"tags", []string{"t"}, "", "give the article tags, or take some away", r.host.openTagger},
		{"more like this", []string{"L"}, "", "find articles that say much of the same", r.host.findLike},
		{"article info", []string{"i"}, "", "what is known about the article, and what was left out of its text", r.host.showInfo},
		{"statistics", []string{"I"}, "", "what you read and noted, day by day", r.showStatistics},
		{"edit file", []string{"e"}, "", "open the article's file at this line in $EDITOR", r.host.editFile},
		{"wider", []string{"+", "="}, "", "a wider column", func() tea.Cmd { return r.measure(4) }},
		{"narrower", []string{"-"}, "", "a narrower column", func() tea.Cmd { return r.measure(-4) }},
		{"justify", []string{"J"}, "", "set paragraphs flush on both sides, or ragged on the right", r.host.toggleJustify},
		{"pan right", []string{".", "shift+right"}, "", "show more of a wide table or of unfolded code, to the right", func() tea.Cmd { return r.pan(1) }},
		{"pan left", []string{",", "shift+left"}, "", "back to the left", func() tea.Cmd { return r.pan(-1) }},
		{"fold", []string{"w"}, "", "fold a wide table or long lines of code into the column, or unfold them", r.turnWide},
		{"pictures", []string{"P"}, "", "show pictures by the terminal, if it can, or made of blocks, or not at all", r.nextPictures},
		{"zen", []string{"z"}, "", "hide all but the text, and bring it back", r.toggleZen},
		{"focus aid", []string{"Z"}, "", "next focus aid: spotlight on the paragraph, on the sentence, reading ruler, none", r.nextAid},
		{"flash words", []string{"R"}, "", "show the section's words one at a time; space stops", r.startFlash},
		{"theme", []string{"T"}, "", "next theme: light, dark, sepia, high contrast, plain", r.host.nextTheme},
		{noticeAction, []string{"!"}, "", "answer what the program asks of its own accord: a renamed article's notes, an unfinished note", r.host.openNotice},
		{"actions", []string{":"}, "", "list every action and pick one by name", r.host.showPalette},
		{"help", []string{"?", "f1"}, "help", "all keys", r.host.showHelp},
		{"back", []string{"esc", "left"}, "", "take the light off what was searched for, then the focus; then back to the library", r.peel},
		{"leave", []string{"q"}, "back", "back to the library; out of the program if it was started with this article", r.host.leaveReader},
		{"quit", []string{"Q", "ctrl+c"}, "", "leave; everything is saved", r.quit},
	}}
}

// markActions mark the selection as one of the kinds. A letter that a motion
// has already is the motion's; the kind can be picked by name then.
func markActions(r *reader, motions []action) []action {
	var marks []action
	for i, k := range note.Kinds {
		a := action{k.Name, nil, "", "mark the selection: " + k.Name, func() tea.Cmd { return r.markSelection(k.Name) }}
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

func selectMode(r *reader) *mode {
	motions := selectMotions(r)
	return &mode{"Selection", slices.Concat(markActions(r, motions), motions)}
}

func selectMotions(r *reader) []action {
	return []action{
		{"annotate", []string{"a", "enter"}, "note", "highlight the selection and write a note on it", r.annotateSelection},
		{"attach note", []string{"D"}, "", "put the note that was in focus onto the selection", r.attachSelection},
		{"copy", []string{"y"}, "copy", "copy the selection", r.copySelection},
		{"copy with source", []string{"Y"}, "", "copy the selection with title and source", r.copyCitation},
		{"word", []string{"w"}, "words", "to the next word", r.selectWord},
		{"word back", []string{"b"}, "", "to the previous word", r.selectWordBack},
		{"end of word", []string{"e"}, "", "to the end of the word", r.selectWordEnd},
		{"right", []string{"l", "right"}, "", "a character on", func() tea.Cmd { return r.selectChar(1) }},
		{"left", []string{"left", "backspace"}, "", "a character back", func() tea.Cmd { return r.selectChar(-1) }},
		{"line down", []string{"j", "down"}, "", "a line down", func() tea.Cmd { return r.selectLine(1) }},
		{"line up", []string{"k", "up"}, "", "a line up", func() tea.Cmd { return r.selectLine(-1) }},
		{"line end", []string{"$", "end"}, "", "to the end of the line", r.selectLineEnd},
		{"line start", []string{"0", "home"}, "", "to the start of the line", r.selectLineStart},
		{"sentence", []string{")"}, "sentence", "to the end of the sentence, then of the next", func() tea.Cmd { return r.selectUnit(page.Sentence) }},
		{"sentence back", []string{"("}, "", "to the start of the sentence, then of the one before", func() tea.Cmd { return r.selectUnitBack(page.Sentence) }},
		{"paragraph", []string{"}"}, "", "to the end of the paragraph, then of the next", func() tea.Cmd { return r.selectUnit(page.Paragraph) }},
		{"paragraph back", []string{"{"}, "", "to the start of the paragraph, then of the one before", func() tea.Cmd { return r.selectUnitBack(page.Paragraph) }},
		{"find character", []string{"f"}, "", "to the next place of the character typed after it", r.selectFind},
		{"whole", []string{"i"}, "", "with w, s or p after it: the whole word, sentence, paragraph", r.selectObject},
		{"pick a word", []string{"s"}, "", "put letters on the words: those of one end the selection there", r.pickWords},
		{"other end", []string{"o"}, "", "move the other end", r.swapEnds},
		{"actions", []string{":"}, "", "list every action and pick one by name", r.host.showPalette},
		{"help", []string{"f1"}, "", "all keys", r.host.showHelp},
		{"cancel", []string{"esc", "v", "q"}, "cancel", "drop the selection", r.dropSelection},
		{"quit", []string{"ctrl+c"}, "", "leave; everything is saved", r.quit},
	}
}

func editorMode(ed *editor) *mode {
	return &mode{"Note editor", []action{
		{"save", []string{"esc", "ctrl+s"}, "save", "save the note and go back to the text", ed.saveEditor},
		{"abandon", []string{"ctrl+g"}, "abandon", "drop what was typed; undo brings it back", ed.abandonEditor},
		{"external editor", []string{"ctrl+e"}, "$EDITOR", "go on writing in $EDITOR", ed.editOutside},
		{"complete tag", []string{"tab"}, "#tag", "go on with the #tag before the cursor; again for the next one", ed.completeTag},
	}}
}

func reviewMode(v *review) *mode {
	return &mode{"Review", []action{
		{"keep", []string{"space", "enter", "j"}, "keep", "the note stays as it is and comes again some day", v.keepCard},
		{"edit", []string{"e"}, "edit", "edit the note's words", v.editCard},
		{"tag", []string{"t"}, "tag", "give the note tags; -word takes one away", v.tagCard},
		{"dismiss", []string{"d"}, "dismiss", "the note stays and never comes up for review again", v.dismissCard},
		{"open", []string{"o"}, "open", "go to the passage in its article", v.openCard},
		{"leave", []string{"esc", "q"}, "later", "go back; what is left comes when you ask again", v.leaveReview},
		{"quit", []string{"ctrl+c"}, "", "leave; everything is saved", v.quit},
	}}
}

// modes are all the tables, in the order of the help page.
func modes() []*mode {
	e := &env{host: (*Model)(nil)}
	sh, r, p := &shelf{env: e}, &reader{env: e}, &notesPane{env: e}
	return []*mode{
		libraryMode(sh), boxMode(sh), readerMode(r), seekMode(r), selectMode(r), editorMode(&editor{reader: r}),
		notesMode(p), checkMode(&checker{env: e}), kinMode(&kinAsker{env: e}), reviewMode(&review{env: e}),
	}
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
