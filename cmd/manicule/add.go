package main

import (
	"context"
	"errors"
	"fmt"
	"path"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"manicule/internal/article"
	"manicule/internal/exchange"
	"manicule/internal/feed"
	"manicule/internal/fetch"
	"manicule/internal/intake"
	"manicule/internal/library"
	"manicule/internal/store"
)

// adding is what add was asked for.
type adding struct {
	intake.Options
	source  string
	json    bool
	exports addingExports
}

func (c *cli) addCommand() *cobra.Command {
	var a adding
	cmd := &cobra.Command{
		Use:   "add ADDRESS|FILE|FOLDER|-...",
		Short: "Bring articles into the collection",
		Long: `Bring articles into the collection, from the web or from files: of a web page its readable part, of text or Markdown all of it, as a Markdown file with front matter that tells title, author, site, source, dates and tags as far as they are known. The file is named after the title; one that is there is never written over: a number follows the name then.

An ADDRESS is fetched, and nothing else is: one address from this machine or a private network needs --private. What is there already, by its address or its text, is named and not written; --again puts the new version in its place, keeps the former one in .manicule/former, and notes follow. --pictures brings what is shown along, into a folder beside the article.

A feed (RSS, Atom, JSON Feed; an address or a file) brings its entries, each an article; manicule update asks for more. With --full the pages of entries are fetched where the feed has only a summary. Of a page that names a feed --feed brings in that. A file of feeds (OPML) brings in all of them.

- reads standard input: an article, or a list of addresses, one a line; lines that begin with # are comments.

What another service gave out of a library comes in whole, with its state, tags and highlights: with texts of Omnivore (its archive, or the folder that was in it), wallabag (JSON), Readeck (its archive of Markdown, EPUB) and Zotero (its data folder, also while Zotero runs); as stubs, addresses whose texts are not here, of Pocket (its archive, CSV, or the page of former years), Instapaper, Raindrop, Readwise Reader and Readeck (CSV), Karakeep (JSON), and browsers (their page of bookmarks). They go into a folder of the service's name, or --in. Archived is is:archived, a favourite has a star, folders, lists and labels are tags, the time of saving is added. Rows of one address are one article, also of several exports. It prints how many of what came, which adds up to the rows of the export; a second time only what is new comes in. --fetch-stubs fetches the texts of all stubs that are there; what can't be had stays a stub, and asking again goes on with those.

It prints the path of each new article in the collection. What can't be had stops none of the others; the exit status is 1 then.`,
		Example: `manicule add https://example.org/essay.html --pictures
manicule add https://example.org/feed.xml --in news --full
manicule add feeds.opml
manicule add - < addresses.txt
manicule add ~/Downloads/*.html --in inbox --tag later
manicule add pocket.zip instapaper-export.csv --dry-run
manicule add ~/Zotero
manicule add --fetch-stubs`,
		Args: func(cmd *cobra.Command, args []string) error {
			if a.exports.fetchStubs {
				return arguments(0, -1)(cmd, args)
			}
			return arguments(1, -1)(cmd, args)
		},
		RunE: func(cmd *cobra.Command, args []string) error {
			exports, others, err := c.takeExports(args, a)
			for _, e := range exports {
				defer e.Close()
			}
			if err == nil && len(exports) > 0 {
				err = c.addExports(cmd.Context(), exports, a)
			}
			if err == nil && len(others) > 0 {
				err = c.add(cmd.Context(), others, a)
			}
			if err == nil && a.exports.fetchStubs {
				err = c.fetchStubs(cmd.Context(), a)
			}
			return err
		},
	}
	f := cmd.Flags()
	f.StringVar(&a.Folder, "in", "", "folder in the collection to put it in")
	f.StringVar(&a.Title, "title", "", "its title, instead of the one it tells")
	f.StringVar(&a.source, "source", "", "the address that a file is from")
	tagFlag(cmd, &a.Tags, "tag of the article")
	f.BoolVar(&a.Again, "again", false, "put another version in the place of an article that is there; of an export: bring back what was deleted since")
	f.BoolVar(&a.Pictures, "pictures", false, "bring pictures along")
	f.BoolVar(&a.Private, "private", false, "fetch from this machine and private networks, too")
	f.BoolVar(&a.Full, "full", false, "fetch the pages of a feed's entries without their text")
	f.BoolVar(&a.Feed, "feed", false, "of a page that names a feed: bring in and follow that")
	f.BoolVar(&a.json, "json", false, "print a JSON array of what became of each, of an export its summary")
	a.exports.flags(f)
	return cmd
}

// add brings in what each argument names, in order, addresses side by side.
func (c *cli) add(ctx context.Context, args []string, a adding) (err error) {
	if a.Tags, err = tagsGiven(a.Tags); err != nil {
		return err
	}
	inputs, err := c.inputsOf(args)
	if err != nil {
		return err
	}
	if len(inputs) > 1 && a.Title != "" {
		return usage("add: --title names one article, not %d", len(inputs))
	}
	col, err := c.collection()
	if err != nil {
		return err
	}
	defer col.Close()
	a.Folder = path.Join(col.Within(), a.Folder)
	out := c.outcomes("add", a.json)
	var in *intake.Intake
	if slices.ContainsFunc(inputs, input.fetches) {
		var done func()
		if in, done, err = c.intake(ctx, col, a.Options); err != nil {
			return err
		}
		defer done()
	}
	for len(inputs) > 0 {
		n := 1
		switch one := inputs[0]; {
		case one.address:
			for n < len(inputs) && inputs[n].address {
				n++
			}
			in.Add(ctx, namesOf(inputs[:n]), out.take)
		case feed.IsList(one.data):
			list, err := feed.ParseList(one.data)
			if err != nil {
				out.take(failedOutcome(one.name, err))
			}
			in.AddList(ctx, list, out.take)
		case feed.Is(one.data):
			in.AddFile(ctx, one.name, one.data, out.take)
		default:
			added, err := c.addFile(col, one, a)
			if err != nil && len(args) == 1 {
				return err
			}
			out.take(added)
		}
		inputs = inputs[n:]
	}
	return out.end()
}

// input is something to bring in.
type input struct {
	name    string
	address bool
	data    []byte // of a file
	err     error  // why it could not be read
}

// fetches reports whether something is to be fetched, or is a feed, whose
// entries are compared with what is there.
func (i input) fetches() bool { return i.address || feed.IsList(i.data) || feed.Is(i.data) }

func namesOf(inputs []input) (names []string) {
	for _, i := range inputs {
		names = append(names, i.name)
	}
	return names
}

// inputsOf reads what the arguments name, but what is to be fetched.
func (c *cli) inputsOf(args []string) (all []input, err error) {
	for _, name := range args {
		if fetch.IsAddress(name) {
			all = append(all, input{name: name, address: true})
			continue
		}
		data, err := c.readFileOrInput(name)
		if list := addressList(data); name == "-" && err == nil && list != nil {
			all = append(all, list...)
			continue
		}
		if err != nil && len(args) == 1 {
			return nil, fmt.Errorf("add %s: %w", name, err)
		}
		all = append(all, input{name: name, data: data, err: err})
	}
	return all, nil
}

// addressList are the addresses of a text in which each line that is not empty
// is one or a comment; nil if it is none.
func addressList(data []byte) (all []input) {
	for line := range strings.Lines(string(data)) {
		line = strings.TrimSpace(line)
		switch {
		case line == "" || strings.HasPrefix(line, "#"):
		case !fetch.IsAddress(line) || strings.ContainsAny(line, " \t"):
			return nil
		default:
			all = append(all, input{name: line, address: true})
		}
	}
	return all
}

// addFile makes an article of a file or of standard input.
func (c *cli) addFile(col *store.Collection, one input, a adding) (intake.Outcome, error) {
	art, err := c.parseInput(one)
	if err == nil {
		now := c.second()
		var added string
		added, err = library.AddArticle(col, library.NewArticle{
			Article: art, Folder: a.Folder, Title: a.titleOf(art, one.name, now), Source: a.source, Tags: a.Tags, Added: now,
		})
		if err == nil {
			c.warnAbout(art)
			return intake.Outcome{Address: one.name, State: intake.Added, Path: added}, nil
		}
	}
	err = fmt.Errorf("add %s: %w", one.name, err)
	return failedOutcome(one.name, err), err
}

// errNotes says that a file belongs to the other command.
var errNotes = errors.New("it holds notes, no articles: manicule import brings them in")

func failedOutcome(name string, err error) intake.Outcome {
	return intake.Outcome{Address: name, State: intake.Failed, Error: err.Error()}
}

func (c *cli) parseInput(one input) (*article.Article, error) {
	switch {
	case one.err != nil:
		return nil, one.err
	case one.name == "-":
		return parseStandardInput(one.data, false)
	case exchange.NotesFormat(one.name, one.data) != "":
		return nil, errNotes
	}
	return article.Parse(path.Base(strings.ReplaceAll(one.name, `\`, "/")), one.data)
}

// titleOf is what an article is to be called. One that standard input doesn't
// tell is the moment it came.
func (a adding) titleOf(art *article.Article, name string, now time.Time) string {
	if a.Title == "" && name == "-" && art.Meta.Title == "standard input" {
		return "added " + now.Format("2006-01-02 150405")
	}
	return a.Title
}
