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
		pane.Act("highlight", "h", "highlight", "highlight the focus; again removes it", r.highlightFocus),
		pane.Act("annotate", "a", "note", "highlight the focus and write a note on it", r.annotateFocus),
		pane.Act("note on article", "A", "", "write a note on the whole article", r.annotateArticle),
		pane.Act("select", "v", "select", "start a selection at the focus", r.startSelection),
		pane.Act("pick words", "s", "", "pick a word by its first letter and the letter that then stands on it; the first and the last one select what lies between", r.pickWords),
		pane.Act("copy", "y", "", "copy the focus", r.copyFocus),
		pane.Act("copy with source", "Y", "", "copy the focus with title and source", r.copyCitation),
		pane.Act("next note", "]", "", "go to the next note", r.Counted(r.noteStep, 1)),
		pane.Act("previous note", "[", "", "go to the previous note", r.Counted(r.noteStep, -1)),
		pane.Act("edit note", "enter", "", "edit the note in focus", r.editNote),
		pane.Act("delete note", "d", "", "delete the note in focus", r.deleteNote),
		pane.Act("change kind", "c", "", "change the kind of the note in focus; type its letter", r.changeKind),
		pane.Act("check note", "D", "", "compare the passage of the note in focus then and now, or find a lost one", r.check),
		pane.Act("merge versions", "M", "", "show conflicting copies of these notes and merge them", func() tea.Cmd { return notes.ShowVersions(r.Env) }),
		pane.Act("undo", "u", "", "undo the last change", r.Host.Undo),
		pane.Act("redo", "ctrl+r", "", "redo what was undone", r.Host.Redo),
		pane.Act("line down", "j down ctrl+e", "", "a line down", r.Counted(r.lineStep, 1)),
		pane.Act("line up", "k up ctrl+y", "", "a line up", r.Counted(r.lineStep, -1)),
		pane.Act("half page down", "ctrl+d", "", "half a screen down", func() tea.Cmd { return r.Scroll(r.Times() * (r.pageRows() / 2)) }),
		pane.Act("half page up", "ctrl+u", "", "half a screen up", func() tea.Cmd { return r.Scroll(-r.Times() * (r.pageRows() / 2)) }),
		pane.Act("page down", "space pgdown ctrl+f", "", "a screen down", func() tea.Cmd { return r.Scroll(r.Times() * (r.pageRows() - 2)) }),
		pane.Act("page up", "b pgup ctrl+b shift+space", "", "a screen up", func() tea.Cmd { return r.Scroll(-r.Times() * (r.pageRows() - 2)) }),
		pane.Act("beginning", "g home", "", "the beginning", r.goFirst),
		pane.Act("end", "G end", "", "the end; with a number, that paragraph: 42G", r.goEnd),
		pane.Act("percent", "%", "", "with a number, that percentage: 42%", r.goPercent),
		pane.Act("outline", "o", "", "list the article's headings and go to one of them", r.showOutline),
		pane.Act("next section", "ctrl+n shift+down", "", "put the focus on the next heading", r.Counted(r.sectionStep, 1)),
		pane.Act("previous section", "ctrl+p shift+up", "", "put the focus on the heading before", r.Counted(r.sectionStep, -1)),
		pane.Act("follow a link", "f", "", "put letters on the links; type those of one to open it", r.followLink),
		pane.Act("preview link", "K", "", "preview a footnote or a link's target", r.peekLink),
		pane.Act("open page", "O", "", "open the article's own page in the browser", r.Host.OpenPage),
		pane.Act("copy address", "U", "", "copy the address of the article's page", r.Host.CopyAddress),
		pane.Act("what links here", "B", "", "list the articles and notes that link to this article", r.showBacklinks),
		pane.Act("go back", "ctrl+o", "", "go back in the jump list, in other articles too", r.jumpBack),
		pane.Act("go forward", "tab ctrl+i", "", "go forward in the jump list", r.jumpForward),
		pane.Act("mark place", "m", "", "mark this place with the letter typed next", r.setMark),
		pane.Act("go to mark", "' `", "", "go to the mark of the letter typed next; twice goes back", r.goToMark),
		pane.Act("search", "/", "", "search the article as you type; /pattern/ for a regular expression", r.startSeek),
		pane.Act("next match", "n", "", "next match of the search, here or from the library", r.Counted(r.hitStep, 1)),
		pane.Act("previous match", "N", "", "previous match of the search", r.Counted(r.hitStep, -1)),
		pane.Act("next article", ">", "", "next article of the list", r.Counted(r.Host.OpenNeighbour, 1)),
		pane.Act("previous article", "<", "", "previous article of the list", r.Counted(r.Host.OpenNeighbour, -1)),
		pane.Act("mark read", "r", "", "mark the article read or unread", r.Host.ToggleRead),
		pane.Act("star", "*", "", "star or unstar the article", r.Host.ToggleStar),
		pane.Act("archive", "E", "", "put the article out of the list, where is:archived finds it; or back into it", r.Host.ToggleArchive),
		pane.Act("tags", "t", "", "add or remove tags of the article", r.Host.OpenTagger),
		pane.Act("more like this", "L", "", "similar articles", r.Host.FindLike),
		pane.Act("article info", "i", "", "information about the article, and what was removed from its text", r.Host.ShowInfo),
		pane.Act("whole page", "W", "", "show all of a saved page, also what was found to stand around its article; again only the article", r.showWhole),
		pane.Act("statistics", "I", "", "what you read and noted, by day", r.Host.ShowStatistics),
		pane.Act("edit file", "e", "", "open the article's file at this line in $EDITOR", r.Host.EditFile),
		pane.Act("wider", "+ =", "", "a wider column", r.Counted(r.measure, 4)),
		pane.Act("narrower", "-", "", "a narrower column", r.Counted(r.measure, -4)),
		pane.Act("justify", "J", "", "justified or ragged right", r.Host.ToggleJustify),
		pane.Act("pan right", ". shift+right", "", "scroll a wide table or code right", r.Counted(r.pan, 1)),
		pane.Act("pan left", ", shift+left", "", "scroll it left", r.Counted(r.pan, -1)),
		pane.Act("fold", "w", "", "fold or unfold a callout, a wide table or code; the source of a drawing", r.turn),
		pane.Act("pictures", "P", "", "pictures by the terminal, as blocks, or off", r.nextPictures),
		pane.Act("zen", "z", "", "hide everything but the text", r.toggleZen),
		pane.Act("focus aid", "Z", "", "next focus aid: spotlight on the paragraph, on the sentence, reading ruler, none", r.nextAid),
		pane.Act("flash words", "R", "", "flash the section's words one at a time; space pauses", r.startFlash),
		pane.Act("theme", "T", "", "list the themes, each shown as you move", r.Host.ShowThemes),
		pane.Act(pane.NoticeAction, "!", "", "open a pending question: a renamed article, an unfinished note", r.Host.OpenNotice),
		pane.Act("actions", ":", "", "list all actions and pick one by name", r.Host.ShowPalette),
		pane.Act("help", "? f1", "help", "all keys", r.Host.ShowHelp),
		pane.Act("manual", "f2", "", "read the manual; its keys are these, and q comes back", r.Host.ShowManual),
		pane.Act("back", "esc left", "", "clear the search highlights, then the focus; then back to the library", r.stepBack),
		pane.Act("leave", "q", "back", "back to the library, or quit if started with this article", r.Host.LeaveReader),
		pane.Act(pane.QuitAction, "Q ctrl+c", "", "quit; everything is saved", r.Quit),
	})}
}

func seekMode(r *Pane) *pane.Mode {
	return &pane.Mode{Title: "Search in the article", Text: true, Actions: append([]pane.Action{
		pane.Act("keep", "enter", "keep", "keep the match; n and N go to the others", r.commitSeek),
		pane.Act("earlier", "up ctrl+p", "earlier", "previous search", r.seekOlder),
		pane.Act("later", "down ctrl+n", "", "next search", r.seekNewer),
		pane.Act("leave", "esc", "back", "go back to where you were and clear the highlights", r.leaveSeek),
		pane.Act("help", "f1", "", "all keys", r.Host.ShowHelp),
		pane.Act(pane.QuitAction, "ctrl+c", "", "quit; everything is saved", r.Quit),
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
		pane.Act("attach note", "D", "", "attach the note in focus to the selection", r.attachSelection),
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
		pane.Act("find character", "f", "", "to the next occurrence of the character typed next", r.selectFind),
		pane.Act("whole", "i", "", "then w, s or p: the whole word, sentence, paragraph", r.selectObject),
		pane.Act("pick a word", "s", "", "pick a word by its first letter and the letter that then stands on it: the selection ends there", r.pickWords),
		pane.Act("other end", "o", "", "move the other end", r.swapEnds),
		pane.Act("actions", ":", "", "list all actions and pick one by name", r.Host.ShowPalette),
		pane.Act("help", "f1", "", "all keys", r.Host.ShowHelp),
		pane.Act("cancel", "esc v q", "cancel", "drop the selection", r.dropSelection),
		pane.Act(pane.QuitAction, "ctrl+c", "", "quit; everything is saved", r.Quit),
	}
}

// Modes are the tables of the reader, in the order of the help page.
func Modes(e *pane.Env) []*pane.Mode {
	r := &Pane{Env: e}
	return []*pane.Mode{readerMode(r), seekMode(r), selectMode(r)}
}
