package search

import "strings"

func (k Kind) fits(kind string) bool {
	return strings.HasPrefix(strings.ToLower(kind), k.Name)
}

func (s *segment) hasWhat(w What) func(doc int) bool {
	c, mask := flagColumn, int64(tagsFlag)
	switch w {
	case Notes:
		c, mask = noteColumn, -1
	case LostNotes:
		c, mask = lostColumn, -1
	case Code:
		mask = codeFlag
	}
	value := s.valuesOf(c)
	return func(doc int) bool { return value(doc)&mask != 0 }
}

func (s *segment) inRange(r Range) func(doc int) bool {
	value := s.valuesOf(map[Measure]column{
		Minutes: minutesColumn, WordCount: wordsColumn, Date: publishedColumn, Added: addedColumn, Modified: modifiedColumn,
	}[r.Of])
	if r.Of == Modified {
		r.Min, r.Max = instant(r.Min)*1e9, instant(r.Max)*1e9+1e9-1
	}
	flags := s.valuesOf(flagColumn)
	return func(doc int) bool {
		v := value(doc)
		return v != noDate && r.Min <= v && v <= r.Max && flags(doc)&(problemFlag|pendingFlag) == 0
	}
}
