package ui

import tea "charm.land/bubbletea/v2"

func libraryMode(lp *libraryPane) *mode {
	return &mode{title: "Library", actions: append(lp.listActions("article", lp.listMove, lp.listPage), []action{
		{"read", []string{"enter", "l", "right"}, "read", "open the article where you left it, or at what was searched for", lp.openSelected},
		{"continue", []string{"c"}, "", "go on with the article that you read last and did not finish", lp.readOn},
		{"search", []string{"/"}, "search", "search every word of the articles and your notes as you type", lp.startBox},
		{"notes", []string{"n"}, "notes", "all notes of the collection, the lost ones first", lp.host.showNotes},
		{"sort", []string{"s"}, "sort", "change the order: path, title, newest, longest, least time left, last read; of what words find, the best match first", lp.nextSort},
		{"mark", []string{"space"}, "", "mark the article for the next action, or take the mark off", lp.toggleMark},
		{"mark all", []string{"V", "ctrl+a"}, "", "mark all articles listed; again takes the marks off", lp.markFound},
		{"mark read", []string{"r"}, "", "mark the article, or those marked, read or unread", lp.host.toggleRead},
		{"star", []string{"*"}, "", "star the article, or those marked; or take the star off", lp.host.toggleStar},
		{"tags", []string{"t"}, "", "give the article, or those marked, tags, or take some away", lp.host.openTagger},
		{"save search", []string{"S"}, "", "keep what is searched for above the articles; again takes it away", lp.toggleSaved},
		{"saved search", []string{"1", "2", "3", "4", "5", "6", "7", "8", "9"}, "", "search for what was kept under that number", lp.runSaved},
		{"scroll preview down", []string{"J", "shift+down"}, "", "scroll the preview down", lp.counted(lp.scrollPreview, 3)},
		{"scroll preview up", []string{"K", "shift+up"}, "", "scroll the preview up", lp.counted(lp.scrollPreview, -3)},
		{"copies", []string{"x"}, "", "list the other articles that tell the same story, or fold them up again", lp.toggleCopies},
		{"more like this", []string{"L"}, "", "find articles that say much of the same", lp.host.findLike},
		{"whole collection", []string{"a"}, "", "show the whole collection, or again only the folder in it that was opened", lp.host.toggleWhole},
		{"review", []string{"R"}, "", "meet a few of your notes again, others each day", lp.startReview},
		{"article info", []string{"i"}, "", "what is known about the article, and what was left out of its text", lp.host.showInfo},
		{"statistics", []string{"I"}, "", "what you read and noted, day by day", lp.showStatistics},
		{"edit file", []string{"e"}, "", "open the article's file at this line in $EDITOR", lp.host.editFile},
		{"theme", []string{"T"}, "", "next theme: light, dark, sepia, high contrast, plain", lp.host.nextTheme},
		{"undo", []string{"u"}, "", "undo the last change", lp.host.undo},
		{"redo", []string{"ctrl+r"}, "", "redo what was undone", lp.host.redo},
		{noticeAction, []string{"!"}, "", "answer what the program asks: a renamed article's notes, an unfinished note", lp.host.openNotice},
		{"actions", []string{":"}, "", "list every action and pick one by name", lp.host.showPalette},
		{"help", []string{"?", "f1"}, "help", "all keys", lp.host.showHelp},
		{"back", []string{"esc"}, "", "take the search away, then the marks", lp.back},
		{quitAction, []string{"q", "ctrl+c"}, "quit", "leave; everything is saved", lp.quit},
	}...)}
}

func boxMode(lp *libraryPane) *mode {
	return &mode{title: "Search box", text: true, actions: append([]action{
		{"read", []string{"enter"}, "read", "open the article at what was found, its words lit", lp.openFound},
		{"complete", []string{"tab"}, "complete", "complete the word: fields, tags, sites, authors, kinds; again for the next one", func() tea.Cmd { return lp.complete(1) }},
		{"complete back", []string{"shift+tab"}, "", "the completion before", func() tea.Cmd { return lp.complete(-1) }},
		{"up", []string{"up"}, "earlier", "up in the list; from its first article, to the search before", lp.boxUp},
		{"down", []string{"down"}, "", "down in the list; or back from the searches before", lp.boxDown},
		{"move down", []string{"ctrl+n"}, "", "next article", func() tea.Cmd { return lp.listMove(1) }},
		{"move up", []string{"ctrl+p"}, "", "previous article", func() tea.Cmd { return lp.listMove(-1) }},
		{"page down", []string{"pgdown"}, "", "a screen down", func() tea.Cmd { return lp.listMove(lp.listPage()) }},
		{"page up", []string{"pgup"}, "", "a screen up", func() tea.Cmd { return lp.listMove(-lp.listPage()) }},
		{"list", []string{"esc"}, "list", "go to the list of what was found; esc there takes the search away", lp.leaveBox},
		{"help", []string{"f1"}, "", "all keys", lp.host.showHelp},
		{quitAction, []string{"ctrl+c"}, "", "leave; everything is saved", lp.quit},
	}, editActions(lp.editBox)...)}
}
