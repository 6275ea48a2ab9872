package plain

import (
	"time"

	"manicule/internal/session"
)

// statisticsDays is how many days statistics tell of.
const statisticsDays = 14

// statistics tells what was read on the last days.
func (c *Conversation) statistics(string) error {
	all := c.session.CountReading(c.ctx, statisticsDays)().(session.Statistics)
	if all.Err != nil {
		return all.Err
	}
	for _, d := range all.Days {
		if d.Time == 0 && d.Words == 0 && d.Notes == 0 && d.Finished == 0 {
			continue
		}
		c.out.say("%s: %s, %s, %s finished, %s.", day(d.Date), count(int(d.Time.Round(time.Minute).Minutes()), "minute", "minutes"),
			count(d.Words, "word", "words"), count(d.Finished, "article", "articles"), count(d.Notes, "note", "notes"))
	}
	c.out.say("In %d days: %s read, %s, %s finished, %s. Your pace is %d words a minute.", statisticsDays,
		count(int(all.Sum.Time.Round(time.Minute).Minutes()), "minute", "minutes"), count(all.Sum.Words, "word", "words"),
		count(all.Sum.Finished, "article", "articles"), count(all.Sum.Notes, "note", "notes"), all.Pace)
	return nil
}
