package ui

// overlayModes are the tables of the overlays, in the order of the help page.
func overlayModes(e *env) []*mode {
	return []*mode{
		renameMode(&renamePane{env: e}), labelsMode(&lettered{env: e}), peekMode(&peek{env: e}), picksMode(&picks{env: e}),
		bookmarksMode(&bookmarks{env: e}), outlineMode(&outline{env: e}), flashMode(&flash{env: e}), tagMode(&tagger{env: e}), paletteMode(&palette{env: e}),
	}
}
