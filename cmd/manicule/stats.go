package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"time"

	"github.com/spf13/cobra"

	"manicule/internal/article"
	"manicule/internal/library"
	"manicule/internal/ui/overlay"
)

// How many days stats tells of: to who didn't say, and at most.
const (
	usualDays = 14
	mostDays  = 3660
)

func (c *cli) statsCommand() *cobra.Command {
	var days int
	var asJSON bool
	cmd := &cobra.Command{
		Use:   "stats",
		Short: "Show what you read, day by day",
		Long: `Show how long and how many words you read in the last days, how many articles you finished and how many notes you made, and your reading speed.

Words count once, when they have been on the screen for as long as the fastest reader needs for them. The time ends when nobody can still be reading what is shown. The record is .manicule/sittings.jsonl; delete that file to stop tracking.`,
		Example: `manicule stats
manicule stats --days 30 --json`,
		Args: arguments(0, 0),
		RunE: func(cmd *cobra.Command, _ []string) error {
			if days < 1 || days > mostDays {
				return usage("--days %d: from 1 to %d", days, mostDays)
			}
			lib, done, err := c.opened()
			if err != nil {
				return err
			}
			defer done()
			s, err := lib.Statistics(cmd.Context(), c.now(), days)
			if err != nil {
				c.warn("some notes were not counted: %v", err)
			}
			if asJSON {
				return c.printStatisticsJSON(s)
			}
			return c.printStatistics(s)
		},
	}
	cmd.Flags().IntVar(&days, "days", usualDays, "how many days, today the last one")
	cmd.Flags().BoolVar(&asJSON, "json", false, "print JSON")
	return cmd
}

func (c *cli) printStatistics(s library.Statistics) error {
	out := bufio.NewWriter(c.stdout)
	for _, l := range overlay.StatisticsLines(s) {
		if l[0] == "" {
			fmt.Fprintf(out, "\n%s\n", l[1])
			continue
		}
		fmt.Fprintf(out, "%-18s %s\n", article.CleanLine(l[0]), article.CleanLine(l[1]))
	}
	if err := out.Flush(); err != nil {
		return fmt.Errorf("print the statistics: %w", err)
	}
	return nil
}

// statisticsJSON is the output of stats --json.
type statisticsJSON struct {
	Pace int       `json:"pace"` // words a minute
	Sum  dayJSON   `json:"sum"`
	Days []dayJSON `json:"days"` // the present one last
}

type dayJSON struct {
	Date     string  `json:"date"` // the first one's, of a sum
	Minutes  float64 `json:"minutes"`
	Words    int     `json:"words"`
	Finished int     `json:"finished"`
	Notes    int     `json:"notes"`
}

func newDayJSON(d library.Day) dayJSON {
	return dayJSON{Date: d.Date.Format(time.DateOnly), Minutes: d.Time.Round(time.Second).Minutes(), Words: d.Words, Finished: d.Finished, Notes: d.Notes}
}

func (c *cli) printStatisticsJSON(s library.Statistics) error {
	out := statisticsJSON{Pace: s.Pace, Sum: newDayJSON(s.Sum), Days: make([]dayJSON, len(s.Days))}
	for i, d := range s.Days {
		out.Days[i] = newDayJSON(d)
	}
	e := json.NewEncoder(c.stdout)
	e.SetIndent("", "  ")
	if err := e.Encode(out); err != nil {
		return fmt.Errorf("print the statistics: %w", err)
	}
	return nil
}
