package ui

import tea "charm.land/bubbletea/v2"

func libraryMode(lp *libraryPane) *mode {
	return &mode{title: "Library", actions: append(lp.listActions("article", lp.listMove, lp.listPage), []action{
		act("read", "enter l right", "read", "open the article where you left it, or at what was searched for", lp.openSelected),
		act("continue", "c", "", "go on with the article that you read last and did not finish", lp.readOn),
		act("search", "/", "search", "search every word of the articles and your notes as you type", lp.startBox),
		act("notes", "n", "notes", "all notes of the collection, the lost ones first", lp.host.showNotes),
		act("sort", "s", "sort", "change the order: path, title, newest, longest, least time left, last read; of what words find, the best match first", lp.nextSort),
		act("mark", "space", "", "mark the article for the next action, or take the mark off", lp.toggleMark),
		act("mark all", "V ctrl+a", "", "mark all articles listed; again takes the marks off", lp.markFound),
		act("mark read", "r", "", "mark the article, or those marked, read or unread", lp.host.toggleRead),
		act("star", "*", "", "star the article, or those marked; or take the star off", lp.host.toggleStar),
		act("tags", "t", "", "give the article, or those marked, tags, or take some away", lp.host.openTagger),
		act("save search", "S", "", "keep what is searched for above the articles; again takes it away", lp.toggleSaved),
		act("saved search", "1 2 3 4 5 6 7 8 9", "", "search for what was kept under that number", lp.runSaved),
		act("scroll preview down", "J shift+down", "", "scroll the preview down", lp.counted(lp.scrollPreview, 3)),
		act("scroll preview up", "K shift+up", "", "scroll the preview up", lp.counted(lp.scrollPreview, -3)),
		act("copies", "x", "", "list the other articles that tell the same story, or fold them up again", lp.toggleCopies),
		act("more like this", "L", "", "find articles that say much of the same", lp.host.findLike),
		act("whole collection", "a", "", "show the whole collection, or again only the folder in it that was opened", lp.host.toggleWhole),
		act("review", "R", "", "meet a few of your notes again, others each day", lp.host.startReview),
		act("article info", "i", "", "what is known about the article, and what was left out of its text", lp.host.showInfo),
		act("statistics", "I", "", "what you read and noted, day by day", lp.host.showStatistics),
		act("edit file", "e", "", "open the article's file at this line in $EDITOR", lp.host.editFile),
		act("theme", "T", "", "next theme: light, dark, sepia, high contrast, plain", lp.host.nextTheme),
		act("undo", "u", "", "undo the last change", lp.host.undo),
		act("redo", "ctrl+r", "", "redo what was undone", lp.host.redo),
		act(noticeAction, "!", "", "answer what the program asks: a renamed article's notes, an unfinished note", lp.host.openNotice),
		act("actions", ":", "", "list every action and pick one by name", lp.host.showPalette),
		act("help", "? f1", "help", "all keys", lp.host.showHelp),
		act("back", "esc", "", "take the search away, then the marks", lp.back),
		act(quitAction, "q ctrl+c", "quit", "leave; everything is saved", lp.quit),
	}...)}
}

func boxMode(lp *libraryPane) *mode {
	return &mode{title: "Search box", text: true, actions: append([]action{
		act("read", "enter", "read", "open the article at what was found, its words lit", lp.openFound),
		act("complete", "tab", "complete", "complete the word: fields, tags, sites, authors, kinds; again for the next one", func() tea.Cmd { return lp.complete(1) }),
		act("complete back", "shift+tab", "", "the completion before", func() tea.Cmd { return lp.complete(-1) }),
		act("up", "up", "earlier", "up in the list; from its first article, to the search before", lp.boxUp),
		act("down", "down", "", "down in the list; or back from the searches before", lp.boxDown),
		act("move down", "ctrl+n", "", "next article", func() tea.Cmd { return lp.listMove(1) }),
		act("move up", "ctrl+p", "", "previous article", func() tea.Cmd { return lp.listMove(-1) }),
		act("page down", "pgdown", "", "a screen down", func() tea.Cmd { return lp.listMove(lp.listPage()) }),
		act("page up", "pgup", "", "a screen up", func() tea.Cmd { return lp.listMove(-lp.listPage()) }),
		act("list", "esc", "list", "go to the list of what was found; esc there takes the search away", lp.leaveBox),
		act("help", "f1", "", "all keys", lp.host.showHelp),
		act(quitAction, "ctrl+c", "", "leave; everything is saved", lp.quit),
	}, editActions(lp.editBox)...)}
}

// libraryModes are the tables of the library, in the order of the help page.
func libraryModes(e *env) []*mode {
	lp := &libraryPane{env: e}
	return []*mode{libraryMode(lp), boxMode(lp)}
}
