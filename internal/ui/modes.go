package ui

// modes are all the tables, in the order of the help page.
func modes() []*mode {
	e := &env{host: (*Model)(nil)}
	lp, r, p, v := &libraryPane{env: e}, &readerPane{env: e}, &notesPane{env: e}, &review{env: e}
	return []*mode{
		libraryMode(lp), boxMode(lp), readerMode(r), seekMode(r), selectMode(r), editorMode(&editor{env: e}),
		notesMode(p), notesTypingMode(p), checkMode(&checker{env: e}), renameMode(&renamePane{env: e}),
		reviewMode(v), reviewEditMode(v), reviewTagMode(v),
		labelsMode(&lettered{env: e}), peekMode(&peek{env: e}), picksMode(&picks{env: e}), bookmarksMode(&bookmarks{env: e}),
		outlineMode(&outline{env: e}), flashMode(&flash{env: e}), versionsMode(&versions{env: e}), tagMode(&tagger{env: e}),
		paletteMode(&palette{env: e}), pagerMode(&pager{env: e}), waitMode(&awaited{env: e}),
	}
}
