package ui

import (
	"slices"

	tea "charm.land/bubbletea/v2"

	"manicule/internal/note"
	"manicule/internal/page"
)

func readerMode(r *readerPane) *mode {
	return &mode{title: "Reader", actions: []action{
		act("next paragraph", "}", "paragraph", "put the focus on the next paragraph", func() tea.Cmd { return r.focusNext(page.Paragraph) }),
		act("previous paragraph", "{", "", "put the focus on the previous paragraph", func() tea.Cmd { return r.focusPrev(page.Paragraph) }),
		act("next sentence", ")", "sentence", "put the focus on the next sentence", func() tea.Cmd { return r.focusNext(page.Sentence) }),
		act("previous sentence", "(", "", "put the focus on the previous sentence", func() tea.Cmd { return r.focusPrev(page.Sentence) }),
		act("highlight", "h", "highlight", "highlight what is in focus; again takes it back", r.highlightFocus),
		act("annotate", "a", "note", "highlight what is in focus and write a note on it", r.annotateFocus),
		act("note on article", "A", "", "write a note on the whole article", r.annotateArticle),
		act("select", "v", "select", "start a selection at the focus", r.startSelection),
		act("pick words", "s", "", "put letters on the words: those of the first and of the last one select what lies between", r.pickWords),
		act("copy", "y", "", "copy what is in focus", r.copyFocus),
		act("copy with source", "Y", "", "copy what is in focus with title and source", r.copyCitation),
		act("next note", "]", "", "go to the next note", r.counted(r.noteStep, 1)),
		act("previous note", "[", "", "go to the previous note", r.counted(r.noteStep, -1)),
		act("edit note", "enter", "", "edit the note in focus", r.editNote),
		act("delete note", "d", "", "delete the note in focus", r.deleteNote),
		act("change kind", "c", "", "change the kind of the note in focus; its letter follows", r.changeKind),
		act("check note", "D", "", "what became of the passage of the note in focus: then and now, or where a lost one may be", r.check),
		act("merge versions", "M", "", "show the versions of these notes that a sync program or git put aside, or that lie in a second home, and merge them", func() tea.Cmd { return showVersions(r.env) }),
		act("undo", "u", "", "undo the last change", r.host.undo),
		act("redo", "ctrl+r", "", "redo what was undone", r.host.redo),
		act("line down", "j down ctrl+e", "", "a line down", r.counted(r.lineStep, 1)),
		act("line up", "k up ctrl+y", "", "a line up", r.counted(r.lineStep, -1)),
		act("half page down", "ctrl+d", "", "half a screen down", func() tea.Cmd { return r.scroll(r.times() * (r.pageRows() / 2)) }),
		act("half page up", "ctrl+u", "", "half a screen up", func() tea.Cmd { return r.scroll(-r.times() * (r.pageRows() / 2)) }),
		act("page down", "space pgdown ctrl+f", "", "a screen down", func() tea.Cmd { return r.scroll(r.times() * (r.pageRows() - 2)) }),
		act("page up", "b pgup ctrl+b shift+space", "", "a screen up", func() tea.Cmd { return r.scroll(-r.times() * (r.pageRows() - 2)) }),
		act("beginning", "g home", "", "the beginning", r.goFirst),
		act("end", "G end", "", "the end; with a number before it that paragraph, as in 42G", r.goEnd),
		act("percent", "%", "", "with a number before it: go to that percentage, as in 42%", r.goPercent),
		act("outline", "o", "", "list the article's headings and go to one of them", r.showOutline),
		act("next section", "ctrl+n shift+down", "", "put the focus on the next heading", r.counted(r.sectionStep, 1)),
		act("previous section", "ctrl+p shift+up", "", "put the focus on the heading before", r.counted(r.sectionStep, -1)),
		act("follow a link", "f", "", "put letters on the links: those of one follow it, in place or in the browser", r.followLink),
		act("look at a link", "K", "", "show a footnote, or what a link leads to, without leaving", r.peekLink),
		act("what links here", "B", "", "list the articles and notes that link to this article", r.showBacklinks),
		act("go back", "ctrl+o", "", "back to where you were before a jump to a match, a heading, a note, an end or another article", r.jumpBack),
		act("go forward", "tab ctrl+i", "", "make the jump again", r.jumpForward),
		act("mark place", "m", "", "mark this place with the letter typed after it", r.setMark),
		act("go to mark", "' `", "", "to the place marked with the letter typed after it; twice: back to where you were", r.goToMark),
		act("search", "/", "", "search in the article as you type; a pattern stands between slashes", r.startSeek),
		act("next match", "n", "", "to the next match of what was searched for, here or in the library", r.counted(r.hitStep, 1)),
		act("previous match", "N", "", "to the match before", r.counted(r.hitStep, -1)),
		act("next article", ">", "", "next article of the list", r.counted(r.host.openNeighbour, 1)),
		act("previous article", "<", "", "previous article of the list", r.counted(r.host.openNeighbour, -1)),
		act("mark read", "r", "", "mark the article read, or unread", r.host.toggleRead),
		act("star", "*", "", "star the article, or take the star off", r.host.toggleStar),
		act("tags", "t", "", "give the article tags, or take some away", r.host.openTagger),
		act("more like this", "L", "", "find articles that say much of the same", r.host.findLike),
		act("article info", "i", "", "what is known about the article, and what was left out of its text", r.host.showInfo),
		act("statistics", "I", "", "what you read and noted, day by day", r.host.showStatistics),
		act("edit file", "e", "", "open the article's file at this line in $EDITOR", r.host.editFile),
		act("wider", "+ =", "", "a wider column", r.counted(r.measure, 4)),
		act("narrower", "-", "", "a narrower column", r.counted(r.measure, -4)),
		act("justify", "J", "", "set paragraphs flush on both sides, or ragged on the right", r.host.toggleJustify),
		act("pan right", ". shift+right", "", "show more of a wide table or of unfolded code, to the right", r.counted(r.pan, 1)),
		act("pan left", ", shift+left", "", "back to the left", r.counted(r.pan, -1)),
		act("fold", "w", "", "fold a wide table or long lines of code into the column, or unfold them", r.turnWide),
		act("pictures", "P", "", "show pictures by the terminal, if it can, or made of blocks, or not at all", r.nextPictures),
		act("zen", "z", "", "hide all but the text, and bring it back", r.toggleZen),
		act("focus aid", "Z", "", "next focus aid: spotlight on the paragraph, on the sentence, reading ruler, none", r.nextAid),
		act("flash words", "R", "", "show the section's words one at a time; space stops", r.startFlash),
		act("theme", "T", "", "next theme: light, dark, sepia, high contrast, plain", r.host.nextTheme),
		act(noticeAction, "!", "", "answer what the program asks: a renamed article's notes, an unfinished note", r.host.openNotice),
		act("actions", ":", "", "list every action and pick one by name", r.host.showPalette),
		act("help", "? f1", "help", "all keys", r.host.showHelp),
		act("back", "esc left", "", "clear the highlights of the search, then the focus; then back to the library", r.stepBack),
		act("leave", "q", "back", "back to the library; out of the program if it was started with this article", r.host.leaveReader),
		act(quitAction, "Q ctrl+c", "", "leave; everything is saved", r.quit),
	}}
}

func seekMode(r *readerPane) *mode {
	return &mode{title: "Search in the article", text: true, actions: append([]action{
		act("keep", "enter", "keep", "go on reading at the match; n and N go to the others", r.keepSeek),
		act("earlier", "up ctrl+p", "earlier", "what was searched for before", r.seekOlder),
		act("later", "down ctrl+n", "", "back from what was searched for before", r.seekNewer),
		act("leave", "esc", "back", "go back to where you were and clear the highlights", r.leaveSeek),
		act("help", "f1", "", "all keys", r.host.showHelp),
		act(quitAction, "ctrl+c", "", "leave; everything is saved", r.quit),
	}, editActions(r.editSeek)...)}
}

// markActions mark the selection as one of the kinds. A letter that a motion
// has already is the motion's; the kind can be picked by name then.
func markActions(r *readerPane, motions []action) []action {
	var marks []action
	for i, k := range note.Kinds {
		a := act(k.Name, "", "", "mark the selection: "+k.Name, func() tea.Cmd { return r.markSelection(k.Name) })
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
		act("annotate", "a enter", "note", "highlight the selection and write a note on it", r.annotateSelection),
		act("attach note", "D", "", "put the note that was in focus onto the selection", r.attachSelection),
		act("copy", "y", "copy", "copy the selection", r.copySelection),
		act("copy with source", "Y", "", "copy the selection with title and source", r.copyCitation),
		act("word", "w", "words", "to the next word", r.selectWord),
		act("word back", "b", "", "to the previous word", r.selectWordBack),
		act("end of word", "e", "", "to the end of the word", r.selectWordEnd),
		act("right", "l right", "", "a character on", func() tea.Cmd { return r.selectChar(1) }),
		act("left", "left backspace", "", "a character back", func() tea.Cmd { return r.selectChar(-1) }),
		act("line down", "j down", "", "a line down", func() tea.Cmd { return r.selectLine(1) }),
		act("line up", "k up", "", "a line up", func() tea.Cmd { return r.selectLine(-1) }),
		act("line end", "$ end", "", "to the end of the line", r.selectLineEnd),
		act("line start", "0 home", "", "to the start of the line", r.selectLineStart),
		act("sentence", ")", "sentence", "to the end of the sentence, then of the next", func() tea.Cmd { return r.selectUnit(page.Sentence) }),
		act("sentence back", "(", "", "to the start of the sentence, then of the one before", func() tea.Cmd { return r.selectUnitBack(page.Sentence) }),
		act("paragraph", "}", "", "to the end of the paragraph, then of the next", func() tea.Cmd { return r.selectUnit(page.Paragraph) }),
		act("paragraph back", "{", "", "to the start of the paragraph, then of the one before", func() tea.Cmd { return r.selectUnitBack(page.Paragraph) }),
		act("find character", "f", "", "to the next place of the character typed after it", r.selectFind),
		act("whole", "i", "", "with w, s or p after it: the whole word, sentence, paragraph", r.selectObject),
		act("pick a word", "s", "", "put letters on the words: those of one end the selection there", r.pickWords),
		act("other end", "o", "", "move the other end", r.swapEnds),
		act("actions", ":", "", "list every action and pick one by name", r.host.showPalette),
		act("help", "f1", "", "all keys", r.host.showHelp),
		act("cancel", "esc v q", "cancel", "drop the selection", r.dropSelection),
		act(quitAction, "ctrl+c", "", "leave; everything is saved", r.quit),
	}
}

// readerModes are the tables of the reader, in the order of the help page.
func readerModes(e *env) []*mode {
	r := &readerPane{env: e}
	return []*mode{readerMode(r), seekMode(r), selectMode(r)}
}
