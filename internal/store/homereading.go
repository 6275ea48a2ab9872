package store

import (
	"path"
	"slices"
)

// mergedReadings are the reading states of several homes together, and the
// state of the files that they were made of.
type mergedReadings struct {
	of  []homeStamps
	all map[string]Reading
}

type homeStamps struct {
	folder string
	stamps [2]stamp
}

// readingsIn is what the homes know of the articles. Of two that know
// something of one article, the latest counts.
func (c *Collection) readingsIn(homes []notesHome) map[string]Reading {
	states := make([]readingState, len(homes))
	of := make([]homeStamps, len(homes))
	for i, h := range homes {
		states[i] = h.readingNow()
		of[i] = homeStamps{h.folder, states[i].stamps}
	}
	if len(homes) == 1 {
		return states[0].newest
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.merged.all == nil || !slices.Equal(c.merged.of, of) {
		c.merged = mergedReadings{of, mergeReadings(homes, states)}
	}
	return c.merged.all
}

func mergeReadings(homes []notesHome, states []readingState) map[string]Reading {
	all := map[string]Reading{}
	for i, h := range homes {
		for name, r := range states[i].newest {
			name, ok := h.outward(name)
			if old, known := all[name]; !ok || known && !r.At.After(old.At) {
				continue
			}
			r.Article = name
			all[name] = r
		}
	}
	return all
}

// newestReading is the latest that one of the homes knows of an article.
func newestReading(homes []notesHome, name string, state func(*Collection) map[string]Reading) (newest Reading, ok bool) {
	for _, h := range homes {
		r, known := state(h.Collection)[h.inward(name)]
		if known && (!ok || r.At.After(newest.At)) {
			newest, ok = r, true
			newest.Article = name
		}
	}
	return newest, ok
}

// homePart is some articles that have one home.
type homePart struct {
	notesHome
	names  []string           // the home's
	before map[string]Reading // what another home knows that is newer, by the home's names
	of     map[string]string  // the collection's names, by the home's
}

// byHome sorts articles by their homes.
func (c *Collection) byHome(names []string) (parts []homePart) {
	state := once((*Collection).ownReadings)
	homesIn := once(c.homesIn)
	for _, name := range names {
		homes := homesIn(path.Dir(name))
		i := slices.IndexFunc(parts, func(p homePart) bool { return p.Collection == homes[0].Collection })
		if i < 0 {
			i = len(parts)
			parts = append(parts, homePart{homes[0], nil, map[string]Reading{}, map[string]string{}})
		}
		p, own := &parts[i], homes[0].inward(name)
		p.names = append(p.names, own)
		p.of[own] = name
		if r, ok := newestReading(homes, name, state); ok {
			p.before[own] = r
		}
	}
	return parts
}

// saveReadings edits what is known of the articles, wherever it is, and writes
// it to their home.
func (p homePart) saveReadings(edit func(*Reading)) error {
	return p.locked(func(home string) error {
		return p.editReadings(home, p.names, func(r *Reading) {
			own := r.Article
			if newer, ok := p.before[own]; ok && newer.At.After(r.At) {
				*r = newer
			}
			r.Article = p.of[own]
			edit(r)
		})
	})
}

func (c *Collection) ownReadings() map[string]Reading { return c.readingNow().newest }

// once is f that is asked for each key once.
func once[K comparable, V any](f func(K) V) func(K) V {
	known := map[K]V{}
	return func(k K) V {
		v, ok := known[k]
		if !ok {
			v = f(k)
			known[k] = v
		}
		return v
	}
}
