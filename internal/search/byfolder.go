package search

import (
	"bytes"
	"slices"
)

// Folder is a folder and articles that lie in it, not in those below.
type Folder struct {
	Path string // "." is the collection's own
	IDs  []ID
}

// ByFolder parts articles by their folders. They stay in their order, and a
// folder stands before those in it.
func (s *Snapshot) ByFolder(ids []ID) (all []Folder) {
	at, last, path := map[string]int{}, -1, []byte(nil)
	_ = s.read(func() { // the index is rebuilt if it is damaged
		for _, id := range ids {
			dir := folderOf(s.path(id))
			if last < 0 || !bytes.Equal(dir, path) {
				n, ok := at[string(dir)]
				if !ok {
					n = len(all)
					at[string(dir)] = n
					all = append(all, Folder{Path: string(dir)})
				}
				last, path = n, []byte(all[n].Path)
			}
			all[last].IDs = append(all[last].IDs, id)
		}
	})
	slices.SortFunc(all, func(a, b Folder) int {
		return ComparePaths(within(a.Path), within(b.Path))
	})
	return all
}

// within is the path of a folder as it is compared: the collection's own stands
// before all.
func within(folder string) string {
	if folder == "." {
		return ""
	}
	return folder
}

// folderOf is the folder of a path.
func folderOf(path []byte) []byte {
	if i := bytes.LastIndexByte(path, '/'); i >= 0 {
		return path[:i]
	}
	return []byte(".")
}
