package articles

import (
	"slices"

	tea "charm.land/bubbletea/v2"

	"manicule/internal/config"
	"manicule/internal/session"
	"manicule/internal/ui/pane"
)

func libraryMode(lp *Pane) *pane.Mode {
	return &pane.Mode{Title: "Library", Actions: slices.Concat(lp.OwnActions("library", "the article", lp.runOwn), lp.ListActions("article", lp.listMove, lp.listPage), []pane.Action{
		pane.Act("read", "enter l right", "read", "open the article where you left it, or at what was searched for", lp.openSelected),
		pane.Act("continue", "c", "", "go on with the article that you read last and did not finish", lp.readOn),
		pane.Act("search", "/", "search", "search every word of the articles and your notes as you type", lp.startBox),
		pane.Act("notes", "n", "notes", "all notes of the collection, the lost ones first", lp.Host.ShowNotes),
		pane.Act("sort", "s", "sort", "change the order: newest, last added, last read, title, by folder, longest, least time left; of what words find, best match first", lp.nextSort),
		pane.Act("fold folder", "z left", "", "sorted by folder: fold or unfold the folder; so does enter on its heading", lp.toggleFold),
		pane.Act("fold all folders", "Z", "", "fold or unfold all folders", lp.foldAll),
		pane.Act("passages", "o", "", "show up to three passages of the article that the search matched, or one again; the article opens at the one under the cursor", lp.togglePassages),
		pane.Act("select", "space", "", "select the article for the next action, or deselect it", lp.toggleMark),
		pane.Act("select all", "V ctrl+a", "", "select all articles listed; again deselects them", lp.markFound),
		pane.Act("mark read", "r", "", "mark the article, or those selected, read or unread", lp.Host.ToggleRead),
		pane.Act("star", "*", "", "star or unstar the article, or those selected", lp.Host.ToggleStar),
		pane.Act("archive", "E", "", "archive the article, or those selected: out of the list, found by is:archived; again brings it back", lp.Host.ToggleArchive),
		pane.Act("trash", "D", "", "move the article, or those selected, to the system's trash; asks twice, notes stay", lp.Host.AskTrash),
		pane.Act("open page", "O", "", "open the article's own page in the browser", lp.Host.OpenPage),
		pane.Act("copy address", "U", "", "copy the address of the article's page", lp.Host.CopyAddress),
		pane.Act("tags", "t", "", "add or remove tags of the article, or of those selected", lp.Host.OpenTagger),
		pane.Act("save search", "S", "", "save the search above the list; again removes it", lp.toggleSaved),
		pane.Act("saved search", "1 2 3 4 5 6 7 8 9", "", "run the saved search of that number", lp.runSaved),
		pane.Act("preview", "p", "", "show or hide the article beside the list", lp.togglePreview),
		pane.Act("narrower list", "<", "", "move the line between list and article to the left; the mouse drags it", lp.Counted(lp.moveDivide, -1)),
		pane.Act("wider list", ">", "", "move it to the right", lp.Counted(lp.moveDivide, 1)),
		pane.Act("scroll preview down", "J shift+down", "", "scroll the preview down", lp.Counted(lp.scrollPreview, 3)),
		pane.Act("scroll preview up", "K shift+up", "", "scroll the preview up", lp.Counted(lp.scrollPreview, -3)),
		pane.Act("copies", "x", "", "show or hide the article's duplicates", lp.toggleCopies),
		pane.Act("more like this", "L", "", "similar articles", lp.Host.FindLike),
		pane.Act("whole collection", "a", "", "show the whole collection, or only the folder that was opened", lp.Host.ToggleWhole),
		pane.Act("review", "R", "", "revisit a few of your notes each day", lp.Host.StartReview),
		pane.Act("article info", "i", "", "information about the article, and what was removed from its text", lp.Host.ShowInfo),
		pane.Act("statistics", "I", "", "what you read and noted, by day", lp.Host.ShowStatistics),
		pane.Act("edit file", "e", "", "open the article's file at this line in $EDITOR", lp.Host.EditFile),
		pane.Act("theme", "T", "", "list the themes, each shown as you move", lp.Host.ShowThemes),
		pane.Act("undo", "u", "", "undo the last change", lp.Host.Undo),
		pane.Act("redo", "ctrl+r", "", "redo what was undone", lp.Host.Redo),
		pane.Act(pane.NoticeAction, "!", "", "open a pending question: a renamed article, an unfinished note", lp.Host.OpenNotice),
		pane.Act("actions", ":", "", "list all actions and pick one by name", lp.Host.ShowPalette),
		pane.Act("help", "? f1", "help", "all keys", lp.Host.ShowHelp),
		pane.Act("manual", "f2", "", "read the manual; its keys are these, and q comes back", lp.Host.ShowManual),
		pane.Act("back", "esc", "", "clear the search, then the selection", lp.back),
		pane.Act(pane.QuitAction, "q ctrl+c", "quit", "quit; everything is saved", lp.Quit),
	})}
}

// runOwn runs a command of the reader's own on the article.
func (lp *Pane) runOwn(o config.OwnCommand) tea.Cmd {
	e, ok := lp.selected()
	if !ok {
		return nil
	}
	return lp.Host.RunOwn(o, session.CommandTarget{Path: e.Path})
}

func boxMode(lp *Pane) *pane.Mode {
	return &pane.Mode{Title: "Search box", Text: true, Actions: append([]pane.Action{
		pane.Act("read", "enter", "read", "open the article at the match, highlighted", lp.openFound),
		pane.Act("complete", "tab", "complete", "complete the word: fields, tags, sites, authors, kinds; again for the next one. Where no word is begun: list kinds of notes, tags, sites and years with how many articles have them, and narrow to one", func() tea.Cmd { return lp.complete(1) }),
		pane.Act("complete back", "shift+tab", "", "the completion before", func() tea.Cmd { return lp.complete(-1) }),
		pane.Act("up", "up", "earlier", "up in the list; from the top, the previous search", lp.boxUp),
		pane.Act("down", "down", "", "down in the list; or the next search", lp.boxDown),
		pane.Act("move down", "ctrl+n", "", "next article", func() tea.Cmd { return lp.listMove(1) }),
		pane.Act("move up", "ctrl+p", "", "previous article", func() tea.Cmd { return lp.listMove(-1) }),
		pane.Act("page down", "pgdown", "", "a screen down", func() tea.Cmd { return lp.listMove(lp.listPage()) }),
		pane.Act("page up", "pgup", "", "a screen up", func() tea.Cmd { return lp.listMove(-lp.listPage()) }),
		pane.Act("list", "esc", "list", "go to the results; esc there clears the search", lp.leaveBox),
		pane.Act("help", "f1", "", "all keys", lp.Host.ShowHelp),
		pane.Act(pane.QuitAction, "ctrl+c", "", "quit; everything is saved", lp.Quit),
	}, pane.EditActions(lp.editBox)...)}
}

// Modes are the tables of the library, in the order of the help page.
func Modes(e *pane.Env) []*pane.Mode {
	lp := &Pane{Env: e}
	return []*pane.Mode{libraryMode(lp), boxMode(lp), facetsMode(&facets{Env: e})}
}
