package overlay

import "manicule/internal/ui/pane"

// Modes are the tables of the overlays, in the order of the help page.
func Modes(e *pane.Env) []*pane.Mode {
	return []*pane.Mode{
		renameMode(&renamePane{Env: e}), labelsMode(&Labels{Env: e}), peekMode(&peek{Env: e}), picksMode(&picks{Env: e}),
		bookmarksMode(&Bookmarks{Env: e}), outlineMode(&Outline{Env: e}), flashMode(&flash{Env: e}), tagMode(&tagger{Env: e}), paletteMode(&palette{Env: e}), keysMode(&keysPage{Env: e}), themesMode(&Themes{Env: e}),
	}
}
