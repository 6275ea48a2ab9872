package library

import (
	"slices"

	"manicule/internal/search"
	"manicule/internal/store"
)

// archive is the articles that are archived, and whether each is unread.
type archive map[ID]bool

func newArchive(snap *search.Snapshot, state map[string]store.Reading) archive {
	all := archive{}
	for path, r := range state {
		if !r.Archived {
			continue
		}
		if id, ok := snap.Find(path); ok {
			all[id] = !r.Begun()
		}
	}
	return all
}

func (ar archive) has(id ID) bool {
	_, ok := ar[id]
	return ok
}

// within counts those in a folder, and the unread ones of them.
func (ar archive) within(in *search.Inside) (n, unread int) {
	for id, isUnread := range ar {
		if !in.Has(id) {
			continue
		}
		n++
		if isUnread {
			unread++
		}
	}
	return n, unread
}

// asksForArchived reports whether a query speaks of archived articles.
func asksForArchived(n search.Node) bool {
	switch n := n.(type) {
	case search.And:
		return slices.ContainsFunc(n, asksForArchived)
	case search.Or:
		return slices.ContainsFunc(n, asksForArchived)
	case search.Not:
		return asksForArchived(n.Node)
	case search.Is:
		return n.State == search.Archived
	}
	return false
}
