package overlay

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"manicule/internal/library"
	"manicule/internal/session"
	"manicule/internal/ui/pane"
	"manicule/internal/ui/term"
)

// statisticsDays is how many days are told of.
const statisticsDays = 30

// ShowStatistics tells what was read and noted, day by day, up to now.
func ShowStatistics(e *pane.Env) tea.Cmd {
	if e.Store == nil {
		e.Say("statistics need a folder of articles")
		return e.StatusTimer()
	}
	read := e.Session.CountReading(e.Ctx, statisticsDays)
	return e.Await("loading statistics", func() pane.Arrival {
		found := read().(session.Statistics)
		return func() (pane.Pane, error) {
			if found.Err != nil {
				e.Complain(found.Err)
			}
			return newStatistics(e, found.Statistics), nil
		}
	})
}

func newStatistics(e *pane.Env, s library.Statistics) *pane.Pager {
	return pane.NewPager(e, "what you read", func(width int) []pane.HelpLine {
		var lines []pane.HelpLine
		for _, l := range StatisticsLines(s) {
			if l[0] == "" {
				lines = append(lines, pane.HelpLine{}, pane.HelpLine{Text: l[1]})
				continue
			}
			if l[0] == overTime {
				l[1] = ansi.TruncateLeft(l[1], max(term.Width(l[1])-width, 0), "") // the latest days
			}
			lines = append(lines, pane.Labelled(l[0], l[1], width)...)
		}
		if others := e.Store.Others().String(); others != "" {
			lines = append(append(lines, pane.HelpLine{}), pane.Labelled("not shown", others, width)...)
		}
		return lines
	})
}

const overTime = "over time"

// StatisticsLines tell in words what was read, as labels and what there is to
// say; a heading has no label. First the sum, then the days on which something
// happened, the latest first.
func StatisticsLines(s library.Statistics) [][2]string {
	lines := [][2]string{
		{"read", spentText(s.Sum)},
		{overTime, s.Sparkline()},
		{"finished", pane.Count(s.Sum.Finished, "article")},
		{"written", pane.Count(s.Sum.Notes, "note")},
		{"pace", fmt.Sprintf("%d words a minute", s.Pace)},
		{"", fmt.Sprintf("the last %d days", len(s.Days))},
	}
	for _, d := range slices.Backward(s.Days) {
		if text := dayText(d); text != "" {
			lines = append(lines, [2]string{d.Date.Format("Mon 2 Jan 2006"), text})
		}
	}
	if s.Sum == (library.Day{Date: s.Sum.Date}) {
		lines = append(lines, [2]string{" ", "nothing read yet"})
	}
	return lines
}

// dayText is what happened on a day, or "".
func dayText(d library.Day) string {
	var parts []string
	if d.Time > 0 {
		parts = append(parts, spentText(d))
	}
	if d.Finished > 0 {
		parts = append(parts, strconv.Itoa(d.Finished)+" finished")
	}
	if d.Notes > 0 {
		parts = append(parts, pane.Count(d.Notes, "note"))
	}
	return strings.Join(parts, " · ")
}

func spentText(d library.Day) string {
	return hours(d.Time) + " · " + thousands(d.Words) + " words"
}

// hours is a time in hours and minutes; what is less than a minute is one.
func hours(d time.Duration) string {
	switch n := int(d.Round(time.Minute).Minutes()); {
	case d > 0 && n == 0:
		return "1 min"
	case n < 60:
		return fmt.Sprintf("%d min", n)
	default:
		return fmt.Sprintf("%d h %d min", n/60, n%60)
	}
}

// thousands is a number as English writes it: 12,345.
func thousands(n int) string {
	s := strconv.Itoa(n)
	for i := len(s) - 3; i > 0; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	return s
}
