package main

import (
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/spf13/cobra"

	"manicule/internal/article"
	"manicule/internal/intake"
	"manicule/internal/store"
)

// updating is what update was asked for.
type updating struct {
	list, json bool
	forget     string
}

func (c *cli) updateCommand() *cobra.Command {
	var u updating
	cmd := &cobra.Command{
		Use:   "update",
		Short: "Ask the feeds for new articles",
		Long: `Ask all feeds that manicule add brought in for what is new, and make articles of it as was said then: in the same folder, with the same tags, --full, --pictures and --private. Articles that were deleted stay away. A feed that did not change sends nothing.

Nothing runs by itself: docs/fetching.md has a line for cron and a timer for systemd.

It prints the path of each new article. A feed that can't be had stops none of the others; the exit status is 1 then.`,
		Example: `manicule update -C ~/articles
manicule update --list
manicule update --forget https://example.org/feed.xml`,
		Args: arguments(0, 0),
		RunE: func(cmd *cobra.Command, _ []string) error {
			col, err := c.collection()
			if err != nil {
				return err
			}
			defer col.Close()
			switch {
			case u.list:
				return c.listFeeds(col, u)
			case u.forget != "":
				return c.forgetFeed(col, u.forget)
			}
			return c.update(cmd.Context(), col, u)
		},
	}
	f := cmd.Flags()
	f.BoolVar(&u.list, "list", false, "only list the feeds")
	f.StringVar(&u.forget, "forget", "", "don't ask the feed of this address any more; its articles stay")
	f.BoolVar(&u.json, "json", false, "print a JSON array")
	return cmd
}

func (c *cli) update(ctx context.Context, col *store.Collection, u updating) error {
	feeds, err := followed(col)
	if err != nil {
		return err
	}
	if len(feeds) == 0 {
		return nothing("update: no feed is followed here\n  manicule add ADDRESS of a feed brings in its entries, and follows it")
	}
	in, done, err := c.intake(ctx, col, intake.Options{})
	if err != nil {
		return err
	}
	defer done()
	out := c.outcomes("update", u.json)
	if err := in.Update(ctx, out.take); err != nil {
		return err
	}
	return out.end()
}

// followed are the feeds that can be asked for more.
func followed(col *store.Collection) ([]store.Feed, error) {
	feeds, err := col.Feeds()
	return slices.DeleteFunc(feeds, func(f store.Feed) bool { return !intake.Followed(f) }), err
}

// feedJSON is a feed in the output of update --list --json.
type feedJSON struct {
	Address string   `json:"address"`
	Title   string   `json:"title"`
	Folder  string   `json:"folder,omitempty"`
	Tags    []string `json:"tags,omitempty"`
	Full    bool     `json:"full,omitempty"`
	Private bool     `json:"private,omitempty"`
	Entries int      `json:"entries"` // that have come
	Asked   string   `json:"asked"`   // when it last sent something new
}

func (c *cli) listFeeds(col *store.Collection, u updating) error {
	feeds, err := followed(col)
	if err != nil {
		return err
	}
	all := []feedJSON{}
	for _, f := range feeds {
		all = append(all, feedJSON{f.Address, f.Title, f.Folder, f.Tags, f.Full, f.Private, len(f.Known), f.At.UTC().Format(time.RFC3339)})
	}
	if u.json {
		return printJSON(c.stdout, all)
	}
	for _, f := range all {
		if _, err := fmt.Fprintf(c.stdout, "%s\t%s\t%d\n", article.CleanLine(f.Address), article.CleanLine(f.Title), f.Entries); err != nil {
			return fmt.Errorf("print the feeds: %w", err)
		}
	}
	if len(all) == 0 {
		return nothing("update: no feed is followed here")
	}
	return nil
}

func (c *cli) forgetFeed(col *store.Collection, address string) error {
	feeds, err := followed(col)
	if err != nil {
		return err
	}
	i := slices.IndexFunc(feeds, func(f store.Feed) bool { return f.Address == address })
	if i < 0 {
		return nothing("update: no feed of the address %s is followed\n  manicule update --list lists them", article.CleanLine(address))
	}
	feeds[i].Gone = true
	return col.SaveFeed(feeds[i])
}
