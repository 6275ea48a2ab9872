package library

import (
	"slices"

	"manicule/internal/store"
)

// How many words a minute people read: what is reckoned with until the reader
// is known (see article.Article.Minutes), and the bounds of what is believed
// of them. Brysbaert (2019) found 100 to 400 where people read to understand;
// twice that is skimming.
const (
	UsualPace   = 230
	SlowestPace = 100
	FastestPace = 800
)

// How many reading sessions tell a reader's pace: of late, and at least.
const (
	lateReadingSessions = 15
	fewReadingSessions  = 3
)

// PaceOf is a reader's pace in words a minute: the median of the last
// reading sessions, which a phone call or a skimmed list does not move; UsualPace
// while there are few.
func PaceOf(all []store.ReadingSession) int {
	var paces []int
	for i := len(all) - 1; i >= 0 && len(paces) < lateReadingSessions; i-- {
		if all[i].Pace > 0 {
			paces = append(paces, BoundedPace(all[i].Pace))
		}
	}
	if len(paces) < fewReadingSessions {
		return UsualPace
	}
	slices.Sort(paces)
	return paces[len(paces)/2]
}

// BoundedPace is a pace that can be believed.
func BoundedPace(pace int) int { return min(max(pace, SlowestPace), FastestPace) }
