package ui

import tea "charm.land/bubbletea/v2"

func libraryMode(sh *shelf) *mode {
	return &mode{title: "Library", actions: append(sh.listActions("article", sh.listMove, sh.listPage), []action{
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
		{"scroll preview down", []string{"J", "shift+down"}, "", "scroll the preview down", sh.counted(sh.scrollPreview, 3)},
		{"scroll preview up", []string{"K", "shift+up"}, "", "scroll the preview up", sh.counted(sh.scrollPreview, -3)},
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
		{quitAction, []string{"q", "ctrl+c"}, "quit", "leave; everything is saved", sh.quit},
	}...)}
}

func boxMode(sh *shelf) *mode {
	return &mode{title: "Search box", text: true, actions: append([]action{
		{"read", []string{"enter"}, "read", "open the article at what was found, its words lit", sh.openFound},
		{"complete", []string{"tab"}, "complete", "complete the word: fields, tags, sites, authors, kinds; again for the next one", func() tea.Cmd { return sh.complete(1) }},
		{"complete back", []string{"shift+tab"}, "", "the completion before", func() tea.Cmd { return sh.complete(-1) }},
		{"up", []string{"up"}, "earlier", "up in the list; from its first article, to the search before", sh.boxUp},
		{"down", []string{"down"}, "", "down in the list; or back from the searches before", sh.boxDown},
		{"move down", []string{"ctrl+n"}, "", "next article", func() tea.Cmd { return sh.listMove(1) }},
		{"move up", []string{"ctrl+p"}, "", "previous article", func() tea.Cmd { return sh.listMove(-1) }},
		{"page down", []string{"pgdown"}, "", "a screen down", func() tea.Cmd { return sh.listMove(sh.listPage()) }},
		{"page up", []string{"pgup"}, "", "a screen up", func() tea.Cmd { return sh.listMove(-sh.listPage()) }},
		{"list", []string{"esc"}, "list", "go to the list of what was found; esc there takes the search away", sh.leaveBox},
		{"help", []string{"f1"}, "", "all keys", sh.host.showHelp},
		{quitAction, []string{"ctrl+c"}, "", "leave; everything is saved", sh.quit},
	}, editActions(sh.editBox)...)}
}
