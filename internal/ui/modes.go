package ui

// modes are all the tables, in the order of the help page.
func modes() []*mode {
	e := &env{host: (*Model)(nil)}
	sh, r, p := &shelf{env: e}, &reader{env: e}, &notesPane{env: e}
	return []*mode{
		libraryMode(sh), boxMode(sh), readerMode(r), seekMode(r), selectMode(r), editorMode(&editor{reader: r}),
		notesMode(p), checkMode(&checker{env: e}), kinMode(&kinAsker{env: e}), reviewMode(&review{env: e}),
	}
}
