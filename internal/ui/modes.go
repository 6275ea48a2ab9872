package ui

// modes are all the tables, in the order of the help page.
func modes() []*mode {
	e := &env{host: (*Model)(nil)}
	sh, r, p, v := &shelf{env: e}, &reader{env: e}, &notesPane{env: e}, &review{env: e}
	return []*mode{
		libraryMode(sh), boxMode(sh), readerMode(r), seekMode(r), selectMode(r), editorMode(&editor{reader: r}),
		notesMode(p), notesTypingMode(p), checkMode(&checker{env: e}), renameMode(&renamePane{env: e}),
		reviewMode(v), reviewEditMode(v), reviewTagMode(v),
		labelsMode(&lettered{reader: r}), peekMode(&peek{reader: r}), picksMode(&picks{env: e}), bookmarksMode(&bookmarks{reader: r}),
		outlineMode(&outline{reader: r}), flashMode(&flash{reader: r}), versionsMode(&versions{reader: r}), tagMode(&tagger{env: e}),
		paletteMode(&palette{env: e}), pagerMode(&pager{env: e}), waitMode(&awaited{env: e}),
	}
}
