package ui

import (
	"slices"

	tea "charm.land/bubbletea/v2"

	"manicule/internal/note"
	"manicule/internal/page"
)

func readerMode(r *readerPane) *mode {
	return &mode{title: "Reader", actions: []action{
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
		{"next note", []string{"]"}, "", "go to the next note", r.counted(r.noteStep, 1)},
		{"previous note", []string{"["}, "", "go to the previous note", r.counted(r.noteStep, -1)},
		{"edit note", []string{"enter"}, "", "edit the note in focus", r.editNote},
		{"delete note", []string{"d"}, "", "delete the note in focus", r.deleteNote},
		{"change kind", []string{"c"}, "", "change the kind of the note in focus; its letter follows", r.changeKind},
		{"check note", []string{"D"}, "", "what became of the passage of the note in focus: then and now, or where a lost one may be", r.check},
		{"merge versions", []string{"M"}, "", "show the versions of these notes that a sync program or git put aside, or that lie in a second home, and merge them", r.showVersions},
		{"undo", []string{"u"}, "", "undo the last change", r.host.undo},
		{"redo", []string{"ctrl+r"}, "", "redo what was undone", r.host.redo},
		{"line down", []string{"j", "down", "ctrl+e"}, "", "a line down", r.counted(r.lineStep, 1)},
		{"line up", []string{"k", "up", "ctrl+y"}, "", "a line up", r.counted(r.lineStep, -1)},
		{"half page down", []string{"ctrl+d"}, "", "half a screen down", func() tea.Cmd { return r.scroll(r.times() * (r.pageRows() / 2)) }},
		{"half page up", []string{"ctrl+u"}, "", "half a screen up", func() tea.Cmd { return r.scroll(-r.times() * (r.pageRows() / 2)) }},
		{"page down", []string{"space", "pgdown", "ctrl+f"}, "", "a screen down", func() tea.Cmd { return r.scroll(r.times() * (r.pageRows() - 2)) }},
		{"page up", []string{"b", "pgup", "ctrl+b", "shift+space"}, "", "a screen up", func() tea.Cmd { return r.scroll(-r.times() * (r.pageRows() - 2)) }},
		{"beginning", []string{"g", "home"}, "", "the beginning", r.goFirst},
		{"end", []string{"G", "end"}, "", "the end; with a number before it that paragraph, as in 42G", r.goEnd},
		{"percent", []string{"%"}, "", "with a number before it: go to that percentage, as in 42%", r.goPercent},
		{"outline", []string{"o"}, "", "list the article's headings and go to one of them", r.showOutline},
		{"next section", []string{"ctrl+n", "shift+down"}, "", "put the focus on the next heading", r.counted(r.sectionStep, 1)},
		{"previous section", []string{"ctrl+p", "shift+up"}, "", "put the focus on the heading before", r.counted(r.sectionStep, -1)},
		{"follow a link", []string{"f"}, "", "put letters on the links: those of one follow it, in place or in the browser", r.followLink},
		{"look at a link", []string{"K"}, "", "show a footnote, or what a link leads to, without leaving", r.peekLink},
		{"what links here", []string{"B"}, "", "list the articles and notes that link to this article", r.showBacklinks},
		{"go back", []string{"ctrl+o"}, "", "back to where you were before a jump to a match, a heading, a note, an end or another article", r.jumpBack},
		{"go forward", []string{"tab", "ctrl+i"}, "", "make the jump again", r.jumpForward},
		{"mark place", []string{"m"}, "", "mark this place with the letter typed after it", r.setMark},
		{"go to mark", []string{"'", "`"}, "", "to the place marked with the letter typed after it; twice: back to where you were", r.goToMark},
		{"search", []string{"/"}, "", "search in the article as you type; a pattern stands between slashes", r.startSeek},
		{"next match", []string{"n"}, "", "to the next match of what was searched for, here or in the library", r.counted(r.hitStep, 1)},
		{"previous match", []string{"N"}, "", "to the match before", r.counted(r.hitStep, -1)},
		{"next article", []string{">"}, "", "next article of the list", r.counted(r.host.openNeighbour, 1)},
		{"previous article", []string{"<"}, "", "previous article of the list", r.counted(r.host.openNeighbour, -1)},
		{"mark read", []string{"r"}, "", "mark the article read, or unread", r.host.toggleRead},
		{"star", []string{"*"}, "", "star the article, or take the star off", r.host.toggleStar},
		{"tags", []string{"t"}, "", "give the article tags, or take some away", r.host.openTagger},
		{"more like this", []string{"L"}, "", "find articles that say much of the same", r.host.findLike},
		{"article info", []string{"i"}, "", "what is known about the article, and what was left out of its text", r.host.showInfo},
		{"statistics", []string{"I"}, "", "what you read and noted, day by day", r.showStatistics},
		{"edit file", []string{"e"}, "", "open the article's file at this line in $EDITOR", r.host.editFile},
		{"wider", []string{"+", "="}, "", "a wider column", r.counted(r.measure, 4)},
		{"narrower", []string{"-"}, "", "a narrower column", r.counted(r.measure, -4)},
		{"justify", []string{"J"}, "", "set paragraphs flush on both sides, or ragged on the right", r.host.toggleJustify},
		{"pan right", []string{".", "shift+right"}, "", "show more of a wide table or of unfolded code, to the right", r.counted(r.pan, 1)},
		{"pan left", []string{",", "shift+left"}, "", "back to the left", r.counted(r.pan, -1)},
		{"fold", []string{"w"}, "", "fold a wide table or long lines of code into the column, or unfold them", r.turnWide},
		{"pictures", []string{"P"}, "", "show pictures by the terminal, if it can, or made of blocks, or not at all", r.nextPictures},
		{"zen", []string{"z"}, "", "hide all but the text, and bring it back", r.toggleZen},
		{"focus aid", []string{"Z"}, "", "next focus aid: spotlight on the paragraph, on the sentence, reading ruler, none", r.nextAid},
		{"flash words", []string{"R"}, "", "show the section's words one at a time; space stops", r.startFlash},
		{"theme", []string{"T"}, "", "next theme: light, dark, sepia, high contrast, plain", r.host.nextTheme},
		{noticeAction, []string{"!"}, "", "answer what the program asks: a renamed article's notes, an unfinished note", r.host.openNotice},
		{"actions", []string{":"}, "", "list every action and pick one by name", r.host.showPalette},
		{"help", []string{"?", "f1"}, "help", "all keys", r.host.showHelp},
		{"back", []string{"esc", "left"}, "", "clear the highlights of the search, then the focus; then back to the library", r.stepBack},
		{"leave", []string{"q"}, "back", "back to the library; out of the program if it was started with this article", r.host.leaveReader},
		{quitAction, []string{"Q", "ctrl+c"}, "", "leave; everything is saved", r.quit},
	}}
}

func seekMode(r *readerPane) *mode {
	return &mode{title: "Search in the article", text: true, actions: append([]action{
		{"keep", []string{"enter"}, "keep", "go on reading at the match; n and N go to the others", r.keepSeek},
		{"earlier", []string{"up", "ctrl+p"}, "earlier", "what was searched for before", r.seekOlder},
		{"later", []string{"down", "ctrl+n"}, "", "back from what was searched for before", r.seekNewer},
		{"leave", []string{"esc"}, "back", "go back to where you were and clear the highlights", r.leaveSeek},
		{"help", []string{"f1"}, "", "all keys", r.host.showHelp},
		{quitAction, []string{"ctrl+c"}, "", "leave; everything is saved", r.quit},
	}, editActions(r.editSeek)...)}
}

// markActions mark the selection as one of the kinds. A letter that a motion
// has already is the motion's; the kind can be picked by name then.
func markActions(r *readerPane, motions []action) []action {
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

func selectMode(r *readerPane) *mode {
	motions := selectMotions(r)
	return &mode{title: "Selection", actions: slices.Concat(markActions(r, motions), motions)}
}

func selectMotions(r *readerPane) []action {
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
		{quitAction, []string{"ctrl+c"}, "", "leave; everything is saved", r.quit},
	}
}
