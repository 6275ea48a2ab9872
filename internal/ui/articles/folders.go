package articles

import (
	"fmt"
	"maps"
	"path"
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"manicule/internal/article"
	"manicule/internal/library"
	"manicule/internal/search"
	"manicule/internal/store"
	"manicule/internal/ui/pane"
	"manicule/internal/ui/term"
)

// row is a row of the list: an article or, where these stand by folder, a
// folder's heading.
type row struct {
	id      library.ID // of a heading, the first article under it
	heading int32      // its index in found.folders plus 1; 0 is an article
	passage int8       // which of the further passages of the article; 0 is the article
}

// article reports whether the row is that of an article.
func (r row) article() bool { return r.heading == 0 && r.passage == 0 }

// folder is a heading.
type folder struct {
	path      string
	n, unread int  // articles under it; where it is folded, also those of the folders in it
	folded    bool // no article is listed under it
}

// folded are the folders whose articles are not listed, by path. It is not
// changed once it is made: an answer on its way may be reading it.
type folded map[string]bool

func foldedOf(paths []string) folded {
	f := folded{}
	for _, p := range paths {
		f[p] = true
	}
	return f
}

// arrange makes the rows of what was found. In the order of the paths each
// folder has a heading, unless there is only one. A search looks into all.
func (k folded) arrange(f found, s spread) found {
	var parts []search.Folder
	if f.query.Order().By == search.ByPath && !words(f.query.Root) {
		parts = f.articles.ByFolder(f.ids)
	}
	if len(parts) < 2 {
		f.rows = s.with(&f)
		return f
	}
	if f.query.Root != nil {
		k = nil
	}
	f.rows = make([]row, 0, len(f.ids)+len(parts))
	for _, part := range parts {
		f.addFolder(part, k[part.Path])
	}
	if f.query.Order().Reverse {
		f.rows = turned(f.rows)
	}
	return f
}

// addFolder adds a heading and the articles under it; of a folder in one that
// is folded, only their number to that one's.
func (f *found) addFolder(part search.Folder, folded bool) {
	unread := f.articles.UnreadIn(part.IDs)
	if n := len(f.folders) - 1; n >= 0 && f.folders[n].folded && below(part.Path, f.folders[n].path) {
		f.folders[n].n += len(part.IDs)
		f.folders[n].unread += unread
		return
	}
	f.folders = append(f.folders, folder{part.Path, len(part.IDs), unread, folded})
	f.rows = append(f.rows, row{id: part.IDs[0], heading: int32(len(f.folders))})
	for _, id := range part.IDs {
		if !folded {
			f.rows = append(f.rows, row{id: id})
		}
	}
}

// below reports whether a folder lies in another one. None lies in the
// collection's own, which stands for what is in no folder.
func below(dir, in string) bool { return strings.HasPrefix(dir, in+"/") }

// turned has the folders from the last to the first.
func turned(rows []row) []row {
	out := make([]row, 0, len(rows))
	for to := len(rows); to > 0; {
		from := to - 1
		for rows[from].heading == 0 {
			from--
		}
		out = append(out, rows[from:to]...)
		to = from
	}
	return out
}

// headingOver is the row of a folder's heading, or of that of the folded one
// that it lies in; else the row given.
func (f *found) headingOver(dir string, row int) int {
	for i, r := range f.rows {
		if r.heading == 0 {
			continue
		}
		if h := &f.folders[r.heading-1]; h.path == dir || h.folded && below(dir, h.path) {
			return i
		}
	}
	return row
}

// first is the row where the cursor begins: that of the first article, unless a
// heading that is folded stands before it.
func (f *found) first() int {
	if len(f.folders) > 0 && !f.folders[f.rows[0].heading-1].folded {
		return 1
	}
	return 0
}

// headed is the heading under the cursor.
func (lp *Pane) headed() (f *folder, ok bool) {
	r, ok := lp.list.Selected()
	if !ok || r.heading == 0 {
		return nil, false
	}
	return &lp.found.folders[r.heading-1], true
}

// toggleFold folds the folder under the cursor, or that of the article there,
// or unfolds it.
func (lp *Pane) toggleFold() tea.Cmd {
	if cmd, ok := lp.saysNoFolders(); !ok {
		return cmd
	}
	at := lp.list.Cursor
	for lp.list.Items[at].heading == 0 {
		at--
	}
	lp.list.Jump(at)
	next := maps.Clone(lp.folded)
	if f := lp.found.folders[lp.list.Items[at].heading-1]; f.folded {
		delete(next, f.path)
	} else {
		next[f.path] = true
	}
	return lp.setFolded(next)
}

// foldAll folds all folders, or unfolds them when all are.
func (lp *Pane) foldAll() tea.Cmd {
	if cmd, ok := lp.saysNoFolders(); !ok {
		return cmd
	}
	next, all := maps.Clone(lp.folded), true
	for _, f := range lp.found.folders {
		all = all && f.folded
		next[f.path] = true
	}
	if all {
		next = folded{}
	}
	return lp.setFolded(next)
}

// saysNoFolders says why there is nothing to fold, unless there is.
func (lp *Pane) saysNoFolders() (cmd tea.Cmd, ok bool) {
	switch {
	case len(lp.found.folders) == 0 && lp.found.query.Order().By == search.ByPath:
		lp.Say("all these articles lie in one folder")
	case len(lp.found.folders) == 0:
		lp.Say(lp.mode.Named("folders fold where the list is by folder: {sort} changes the order"))
	case lp.found.query.Root != nil:
		lp.Say(lp.mode.Named("a search looks into all folders; {back} clears it"))
	default:
		return nil, true
	}
	return lp.StatusTimer(), false
}

// setFolded folds these folders and no others, and remembers that.
func (lp *Pane) setFolded(next folded) tea.Cmd {
	lp.folded, lp.touched = next, true
	paths := slices.Sorted(maps.Keys(next))
	lp.Session.RememberView(func(v *store.View) { v.Folded = paths })
	return lp.find(lp.asked.query)
}

// unfoldPointed unfolds the folder of the article that the cursor is to go to.
func (lp *Pane) unfoldPointed() tea.Cmd {
	if lp.pointed == "" || lp.asked.running || len(lp.found.folders) == 0 || lp.Host.ArticleOpen() {
		return nil
	}
	if _, ok := lp.found.articles.Find(lp.pointed); !ok {
		return nil
	}
	next := maps.Clone(lp.folded)
	delete(next, path.Dir(lp.pointed))
	for dir := path.Dir(lp.pointed); dir != "."; dir = path.Dir(dir) {
		delete(next, dir)
	}
	if len(next) == len(lp.folded) {
		return nil
	}
	return lp.setFolded(next)
}

// drawHeading writes a folder's heading.
func (lp *Pane) drawHeading(c *term.Canvas, y, width int, f *folder) {
	sign := "▾"
	if f.folded {
		sign = "▸"
	}
	c.Text(2, y, 1, sign, lp.Theme.Key)
	right := c.TextRight(width-1, y, width/2, f.about(), lp.Theme.Quiet)
	c.Text(headingX, y, right-headingX-2, f.name(), lp.Theme.Key)
}

// headingX is the column where folders' names begin.
const headingX = 4

func (f *folder) name() string { return article.CleanLine(f.path) + "/" }

// about is how many articles there are, and how many of them are unread where
// these are not all.
func (f *folder) about() string {
	if f.unread == f.n {
		return pane.Count(f.n, "article")
	}
	return fmt.Sprintf("%s · %d unread", pane.Count(f.n, "article"), f.unread)
}
