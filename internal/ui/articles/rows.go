package articles

import (
	"fmt"
	"strings"

	"manicule/internal/article"
	"manicule/internal/library"
	"manicule/internal/search"
	"manicule/internal/ui/pane"
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

func (f *folder) name() string { return article.CleanLine(f.path) + "/" }

// about is how many articles there are, and how many of them are unread where
// these are not all.
func (f *folder) about() string {
	if f.unread == f.n {
		return pane.Count(f.n, "article")
	}
	return fmt.Sprintf("%s · %d unread", pane.Count(f.n, "article"), f.unread)
}
