package reader

import (
	"slices"

	tea "charm.land/bubbletea/v2"

	"manicule/internal/note"
	"manicule/internal/page"
	"manicule/internal/ui/notes"
	"manicule/internal/ui/pane"
)

func readerMode(r *Pane) *pane.Mode {
	return &pane.Mode{Title: "Reader", Actions: slices.Concat(r.ownActions(), []pane.Action{
		pane.Act("next paragraph", "}", "paragraph", "put the focus on the next paragraph", func() tea.Cmd { return r.focusNext(page.Paragraph) }),
		pane.Act("previous paragraph", "{", "", "put the focus on the previous paragraph", func() tea.Cmd { return r.focusPrev(page.Paragraph) }),
		pane.Act("next sentence", ")", "sentence", "put the focus on the next sentence", func() tea.Cmd { return r.focusNext(page.Sentence) }),
		pane.Act("previous sentence", "(", "", "put the focus on the previous sentence", func() tea.Cmd { return r.focusPrev(page.Sentence) }),
		pane.Act("highlight", "h", "highlight", "highlight what is in focus; again takes it back", r.highlightFocus),
		pane.Act("annotate", "a", "note", "highlight what is in focus and write a note on it", r.annotateFocus),
		pane.Act("note on article", "A", "", "write a note on the whole article", r.annotateArticle),
		pane.Act("select", "v", "select", "start a selection at the focus", r.startSelection),
		pane.Act("pick words", "s", "", "pick a word by its first letter and the letter that then stands on it; the first and the last one select what lies between", r.pickWords),
		pane.Act("copy", "y", "", "copy what is in focus", r.copyFocus),
		pane.Act("copy with source", "Y", "", "copy what is in focus with title and source", r.copyCitation),
		pane.Act("next note", "]", "", "go to the next note", r.Counted(r.noteStep, 1)),
		pane.Act("previous note", "[", "", "go to the previous note", r.Counted(r.noteStep, -1)),
		pane.Act("edit note", "enter", "", "edit the note in focus", r.editNote),
		pane.Act("delete note", "d", "", "delete the note in focus", r.deleteNote),
		pane.Act("change kind", "c", "", "change the kind of the note in focus; its letter follows", r.changeKind),
		pane.Act("check note", "D", "", "what became of the passage of the note in focus: then and now, or where a lost one may be", r.check),
		pane.Act("merge versions", "M", "", "show the versions of these notes that a sync program or git put aside, or that lie in a second home, and merge them", func() tea.Cmd { return notes.ShowVersions(r.Env) }),
		pane.Act("undo", "u", "", "undo the last change", r.Host.Undo),
		pane.Act("redo", "ctrl+r", "", "redo what was undone", r.Host.Redo),
		pane.Act("line down", "j down ctrl+e", "", "a line down", r.Counted(r.lineStep, 1)),
		pane.Act("line up", "k up ctrl+y", "", "a line up", r.Counted(r.lineStep, -1)),
		pane.Act("half page down", "ctrl+d", "", "half a screen down", func() tea.Cmd { return r.Scroll(r.Times() * (r.pageRows() / 2)) }),
		pane.Act("half page up", "ctrl+u", "", "half a screen up", func() tea.Cmd { return r.Scroll(-r.Times() * (r.pageRows() / 2)) }),
		pane.Act("page down", "space pgdown ctrl+f", "", "a screen down", func() tea.Cmd { return r.Scroll(r.Times() * (r.pageRows() - 2)) }),
		pane.Act("page up", "b pgup ctrl+b shift+space", "", "a screen up", func() tea.Cmd { return r.Scroll(-r.Times() * (r.pageRows() - 2)) }),
		pane.Act("beginning", "g home", "", "the beginning", r.goFirst),
		pane.Act("end", "G end", "", "the end; with a number before it that paragraph, as in 42G", r.goEnd),
		pane.Act("percent", "%", "", "with a number before it: go to that percentage, as in 42%", r.goPercent),
		pane.Act("outline", "o", "", "list the article's headings and go to one of them", r.showOutline),
		pane.Act("next section", "ctrl+n shift+down", "", "put the focus on the next heading", r.Counted(r.sectionStep, 1)),
		pane.Act("previous section", "ctrl+p shift+up", "", "put the focus on the heading before", r.Counted(r.sectionStep, -1)),
		pane.Act("follow a link", "f", "", "put letters on the links: those of one follow it, in place or in the browser", r.followLink),
		pane.Act("look at a link", "K", "", "show a footnote, or what a link leads to, without leaving", r.peekLink),
		pane.Act("open page", "O", "", "open the article's own page in the browser", r.Host.OpenPage),
		pane.Act("copy address", "U", "", "copy the address of the article's page", r.Host.CopyAddress),
		pane.Act("what links here", "B", "", "list the articles and notes that link to this article", r.showBacklinks),
		pane.Act("go back", "ctrl+o", "", "back to where you were before a jump to a match, a heading, a note, an end or another article", r.jumpBack),
		pane.Act("go forward", "tab ctrl+i", "", "make the jump again", r.jumpForward),
		pane.Act("mark place", "m", "", "mark this place with the letter typed after it", r.setMark),
		pane.Act("go to mark", "' `", "", "to the place marked with the letter typed after it; twice: back to where you were", r.goToMark),
		pane.Act("search", "/", "", "search in the article as you type; a pattern stands between slashes", r.startSeek),
		pane.Act("next match", "n", "", "to the next match of what was searched for, here or in the library", r.Counted(r.hitStep, 1)),
		pane.Act("previous match", "N", "", "to the match before", r.Counted(r.hitStep, -1)),
		pane.Act("next article", ">", "", "next article of the list", r.Counted(r.Host.OpenNeighbour, 1)),
		pane.Act("previous article", "<", "", "previous article of the list", r.Counted(r.Host.OpenNeighbour, -1)),
		pane.Act("mark read", "r", "", "mark the article read, or unread", r.Host.ToggleRead),
		pane.Act("star", "*", "", "star the article, or take the star off", r.Host.ToggleStar),
		pane.Act("archive", "E", "", "put the article out of the list, where is:archived finds it; or back into it", r.Host.ToggleArchive),
		pane.Act("tags", "t", "", "give the article tags, or take some away", r.Host.OpenTagger),
		pane.Act("more like this", "L", "", "find articles that say much of the same", r.Host.FindLike),
		pane.Act("article info", "i", "", "what is known about the article, and what was left out of its text", r.Host.ShowInfo),
		pane.Act("whole page", "W", "", "show all of a saved page, also what was found to stand around its article; again only the article", r.showWhole),
		pane.Act("statistics", "I", "", "what you read and noted, day by day", r.Host.ShowStatistics),
		pane.Act("edit file", "e", "", "open the article's file at this line in $EDITOR", r.Host.EditFile),
		pane.Act("wider", "+ =", "", "a wider column", r.Counted(r.measure, 4)),
		pane.Act("narrower", "-", "", "a narrower column", r.Counted(r.measure, -4)),
		pane.Act("justify", "J", "", "set paragraphs flush on both sides, or ragged on the right", r.Host.ToggleJustify),
		pane.Act("pan right", ". shift+right", "", "show more of a wide table or of unfolded code, to the right", r.Counted(r.pan, 1)),
		pane.Act("pan left", ", shift+left", "", "back to the left", r.Counted(r.pan, -1)),
		pane.Act("fold", "w", "", "fold a wide table or long lines of code into the column, or unfold them", r.turnWide),
		pane.Act("pictures", "P", "", "show pictures by the terminal, if it can, or made of blocks, or not at all", r.nextPictures),
		pane.Act("zen", "z", "", "hide all but the text, and bring it back", r.toggleZen),
		pane.Act("focus aid", "Z", "", "next focus aid: spotlight on the paragraph, on the sentence, reading ruler, none", r.nextAid),
		pane.Act("flash words", "R", "", "show the section's words one at a time; space stops", r.startFlash),
		pane.Act("theme", "T", "", "list the themes, each shown as you move", r.Host.ShowThemes),
		pane.Act(pane.NoticeAction, "!", "", "answer what the program asks: a renamed article's notes, an unfinished note", r.Host.OpenNotice),
		pane.Act("actions", ":", "", "list every action and pick one by name", r.Host.ShowPalette),
		pane.Act("help", "? f1", "help", "all keys", r.Host.ShowHelp),
		pane.Act("back", "esc left", "", "clear the highlights of the search, then the focus; then back to the library", r.stepBack),
		pane.Act("leave", "q", "back", "back to the library; out of the program if it was started with this article", r.Host.LeaveReader),
		pane.Act(pane.QuitAction, "Q ctrl+c", "", "leave; everything is saved", r.Quit),
	})}
}

func seekMode(r *Pane) *pane.Mode {
	return &pane.Mode{Title: "Search in the article", Text: true, Actions: append([]pane.Action{
		pane.Act("keep", "enter", "keep", "go on reading at the match; n and N go to the others", r.keepSeek),
		pane.Act("earlier", "up ctrl+p", "earlier", "what was searched for before", r.seekOlder),
		pane.Act("later", "down ctrl+n", "", "back from what was searched for before", r.seekNewer),
		pane.Act("leave", "esc", "back", "go back to where you were and clear the highlights", r.leaveSeek),
		pane.Act("help", "f1", "", "all keys", r.Host.ShowHelp),
		pane.Act(pane.QuitAction, "ctrl+c", "", "leave; everything is saved", r.Quit),
	}, pane.EditActions(r.editSeek)...)}
}

// markActions mark the selection as one of the kinds. A letter that a motion
// has already is the motion's; the kind can be picked by name then.
func markActions(r *Pane, motions []pane.Action) []pane.Action {
	var marks []pane.Action
	for i, k := range note.Kinds {
		a := pane.Act(k.Name, "", "", "mark the selection: "+k.Name, func() tea.Cmd { return r.markSelection(k.Name) })
		if i == 0 {
			a.Hint, a.Help = k.Name, "highlight the selection"
		}
		key := string(k.Letter)
		if k.Letter != 0 && (&pane.Mode{Actions: motions}).Find(key) == nil {
			a.Keys = []string{key}
		}
		marks = append(marks, a)
	}
	return marks
}

func selectMode(r *Pane) *pane.Mode {
	motions := selectMotions(r)
	return &pane.Mode{Title: "Selection", Actions: slices.Concat(r.ownActions(), markActions(r, motions), motions)}
}

func selectMotions(r *Pane) []pane.Action {
	return []pane.Action{
		pane.Act("annotate", "a enter", "note", "highlight the selection and write a note on it", r.annotateSelection),
		pane.Act("attach note", "D", "", "put the note that was in focus onto the selection", r.attachSelection),
		pane.Act("copy", "y", "copy", "copy the selection", r.copySelection),
		pane.Act("copy with source", "Y", "", "copy the selection with title and source", r.copyCitation),
		pane.Act("word", "w", "words", "to the end of the next word", r.selectWord),
		pane.Act("word back", "b", "", "to the start of the previous word", r.selectWordBack),
		pane.Act("end of word", "e", "", "to the end of the word, then of the next", r.selectWordEnd),
		pane.Act("right", "l right", "", "a character on", func() tea.Cmd { return r.selectChar(1) }),
		pane.Act("left", "left backspace", "", "a character back", func() tea.Cmd { return r.selectChar(-1) }),
		pane.Act("line down", "j down", "", "a line down", func() tea.Cmd { return r.selectLine(1) }),
		pane.Act("line up", "k up", "", "a line up", func() tea.Cmd { return r.selectLine(-1) }),
		pane.Act("line end", "$ end", "", "to the end of the line", r.selectLineEnd),
		pane.Act("line start", "0 home", "", "to the start of the line", r.selectLineStart),
		pane.Act("sentence", ")", "sentence", "to the end of the sentence, then of the next", func() tea.Cmd { return r.selectUnit(page.Sentence) }),
		pane.Act("sentence back", "(", "", "to the start of the sentence, then of the one before", func() tea.Cmd { return r.selectUnitBack(page.Sentence) }),
		pane.Act("paragraph", "}", "", "to the end of the paragraph, then of the next", func() tea.Cmd { return r.selectUnit(page.Paragraph) }),
		pane.Act("paragraph back", "{", "", "to the start of the paragraph, then of the one before", func() tea.Cmd { return r.selectUnitBack(page.Paragraph) }),
		pane.Act("find character", "f", "", "to the next place of the character typed after it", r.selectFind),
		pane.Act("whole", "i", "", "with w, s or p after it: the whole word, sentence, paragraph", r.selectObject),
		pane.Act("pick a word", "s", "", "pick a word by its first letter and the letter that then stands on it: the selection ends there", r.pickWords),
		pane.Act("other end", "o", "", "move the other end", r.swapEnds),
		pane.Act("actions", ":", "", "list every action and pick one by name", r.Host.ShowPalette),
		pane.Act("help", "f1", "", "all keys", r.Host.ShowHelp),
		pane.Act("cancel", "esc v q", "cancel", "drop the selection", r.dropSelection),
		pane.Act(pane.QuitAction, "ctrl+c", "", "leave; everything is saved", r.Quit),
	}
}

// Modes are the tables of the reader, in the order of the help page.
func Modes(e *pane.Env) []*pane.Mode {
	r := &Pane{Env: e}
	return []*pane.Mode{readerMode(r), seekMode(r), selectMode(r)}
}
