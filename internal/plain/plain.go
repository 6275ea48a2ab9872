// Package plain is the program for dumb terminals, screen readers and scripts:
// it reads commands line by line and answers in sentences. Nothing is drawn
// again, no cursor is moved, nothing is in colour, and every state is in words.
//
// The commands are a table (commands.go), which the help and the manual are
// made of. An empty line goes on with what was last begun, and a number chooses
// from what was last listed.
package plain

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
	"sync"
	"time"

	"manicule/internal/article"
	"manicule/internal/config"
	"manicule/internal/library"
	"manicule/internal/search"
	"manicule/internal/session"
	"manicule/internal/store"
)

// Options say what a Conversation is about and how it talks.
type Options struct {
	Library  *library.Library    // the collection; nil when Parsed is all there is
	Article  string              // path of the article to begin with; "" for the list
	At       article.Span        // where in it; empty is where it was left
	Commands []config.OwnCommand // of the reader's own
	Parsed   *article.Article    // an article of no collection, such as one from standard input

	In        io.Reader
	Out       io.Writer
	Prompt    bool                       // a person answers: there is a prompt, and long answers stop after each screenful
	Size      func() (width, height int) // of the screen, asked before each answer; nil: lines are not wrapped
	Interrupt <-chan os.Signal           // stops the answer that is being given; may be nil
	Now       func() time.Time           // nil is the collection's, or time.Now without one
}

// Conversation is a session held in lines. It is used by one goroutine.
type Conversation struct {
	Options
	store   *store.Collection // nil for an article of no collection
	session *session.Session
	in      *input
	out     *printer
	ctx     context.Context // of the present turn; ends when the reader interrupts it

	mu   sync.Mutex
	stop context.CancelFunc // interrupts the present turn

	listing listing
	reading *reading     // the open article; nil while there is none
	spoken  article.Span // what was read in the present turn
	jumps   session.JumpList[spot]
	chosen  choices
	goOn    func() error   // what an empty line does; nil: reads on
	cards   []session.Card // that are left to review
	failing bool           // something could not be saved, which was said
	left    bool
}

// New prepares a conversation; Run holds it.
func New(o Options) *Conversation {
	switch {
	case o.Now != nil:
	case o.Library != nil:
		o.Now = o.Library.Collection().Now
	default:
		o.Now = time.Now
	}
	c := &Conversation{Options: o, session: session.New(o.Library, o.Now), ctx: context.Background(), in: newInput(o.In)}
	if o.Library != nil {
		c.store = o.Library.Collection()
	}
	c.out = &printer{out: bufio.NewWriter(o.Out), size: o.Size, fixed: unset}
	c.out.waits = o.Prompt
	c.out.ask = c.wait
	return c
}

// Run answers until the reader leaves, the input ends or ctx does, and keeps
// the place. The error says that the answers could not be written, or the
// commands not be read.
func (c *Conversation) Run(ctx context.Context) error {
	defer c.in.close()
	stopWatching := c.watchInterrupts()
	defer stopWatching()
	c.turn(ctx, c.greet)
	for !c.left && c.out.err == nil && ctx.Err() == nil {
		line, err := c.prompt(ctx)
		switch {
		case errors.Is(err, context.Canceled):
			if ctx.Err() == nil {
				c.turn(ctx, func() error { c.out.say("Type quit to leave."); return nil })
			}
			continue
		case errors.Is(err, errTooLong):
			c.turn(ctx, func() error { return err })
			continue
		case err != nil && line == "":
			c.left = true
			if !errors.Is(err, io.EOF) {
				return errors.Join(fmt.Errorf("read the commands: %w", err), c.close(ctx))
			}
			continue
		}
		c.turn(ctx, func() error { return c.obey(line) })
	}
	return c.close(ctx)
}

// close writes what is left, though ctx may have ended.
func (c *Conversation) close(ctx context.Context) error {
	c.ctx = context.WithoutCancel(ctx)
	return errors.Join(c.session.Close(), c.out.finish())
}

// prompt waits for the next line.
func (c *Conversation) prompt(ctx context.Context) (string, error) {
	c.begin(ctx)
	if c.Prompt {
		c.out.bare("> ")
	}
	line, err := c.wait()
	if c.Prompt && err != nil && !errors.Is(err, errTooLong) {
		c.out.bare("\n")
	}
	return line, err
}

// wait waits for a line. What was read is listened to meanwhile.
func (c *Conversation) wait() (string, error) {
	if c.reading != nil {
		c.session.Show(c.spoken, c.spoken.Empty())
		defer c.session.Show(article.Span{}, true)
	}
	return c.in.line(c.ctx)
}

// turn gives one answer. An error is said, and no end of anything.
func (c *Conversation) turn(ctx context.Context, answer func() error) {
	c.begin(ctx)
	c.out.begin(c.ctx)
	c.spoken = article.Span{}
	err := answer()
	if saved := c.save(); err == nil {
		err = saved
	}
	switch {
	case c.ctx.Err() != nil:
		c.out.begin(context.WithoutCancel(ctx))
		c.out.say("Stopped.")
	case err != nil && !errors.Is(err, errStopped):
		c.out.begin(c.ctx)
		c.out.say("%s", sentence(err.Error()))
	}
	c.out.end()
	c.stop()
}

// begin makes the context of a turn, which an interrupt ends.
func (c *Conversation) begin(ctx context.Context) {
	turn, stop := context.WithCancel(ctx)
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.stop != nil {
		c.stop()
	}
	c.ctx, c.stop = turn, stop
}

// watchInterrupts ends the present turn at each interrupt.
func (c *Conversation) watchInterrupts() (stop func()) {
	done := make(chan struct{})
	go func() {
		for {
			select {
			case <-c.Interrupt:
				c.mu.Lock()
				if c.stop != nil {
					c.stop()
				}
				c.mu.Unlock()
			case <-done:
				return
			}
		}
	}()
	return func() { close(done) }
}

// greet says where one is, or opens the article that was asked for.
func (c *Conversation) greet() error {
	switch {
	case c.Parsed != nil:
		d := session.NewDocument(c.Parsed.Name, c.Parsed, store.Reading{})
		c.session.Open(d)
		c.start(d, 0)
		c.introduce()
		return nil
	case c.Article != "":
		at := unset
		if !c.At.Empty() {
			at = c.At.Start
		}
		return c.open(c.Article, at)
	case !c.Prompt: // a script knows where it is
		return nil
	}
	if err := c.refresh(); err != nil {
		return err
	}
	a := c.Library.Articles()
	c.out.say("%s", c.store.Shown())
	if c.store.Within() != "." {
		c.out.say("It is part of the collection %s; type whole to list all of that.", c.store.Folder())
	}
	c.out.say("%s, %d unread, %s.", count(a.Len(), "article", "articles"), a.Unread(), count(a.Notes(), "note", "notes"))
	if others := c.store.Others().String(); others != "" {
		c.out.say("Not shown: %s.", others)
	}
	if w := c.store.Warning(); w != "" {
		c.out.say("%s", sentence(w))
	}
	err := c.printDrafts()
	c.printLast()
	c.out.say("Type list to list the articles and a number to open one, help for all commands, quit to leave.")
	return err
}

// printLast offers the article that was read last.
func (c *Conversation) printLast() {
	q := search.Query{Root: search.Is{State: search.Begun}, Sort: search.Sort{By: search.ByLastRead}}
	a := c.Library.Articles()
	found, err := a.Search(c.ctx, q)
	if err != nil || len(found.IDs) == 0 {
		return
	}
	e := a.Entry(found.IDs[0])
	c.out.say("You last read %s. Type 1 to go on with it.", quoted(title(e)))
	c.offer("article", 1, func(int) error { return c.open(e.Path, unset) })
}

// obey does what a line asks for.
func (c *Conversation) obey(line string) error {
	if err := c.followChange(); err != nil {
		return err
	}
	line = strings.TrimSpace(line)
	if line == "" {
		return c.further()
	}
	if done, err := c.number(line); done {
		return err
	}
	word, rest := cutWord(line)
	cmd, err := lookUp(word)
	switch {
	case err != nil:
		return err
	case cmd.needs&aCollection != 0 && c.store == nil:
		return fmt.Errorf("%s needs a folder of articles; this article lies in none: save it as a file and open that, or bring it in by manicule add", cmd.name)
	case cmd.needs&anArticle != 0 && c.reading == nil:
		return fmt.Errorf("%s needs an open article: list the articles, then type the number of one", cmd.name)
	}
	c.goOn = nil
	return cmd.run(c, rest)
}

// further goes on with what was last begun.
func (c *Conversation) further() error {
	if goOn := c.goOn; goOn != nil {
		c.goOn = nil
		return goOn()
	}
	if c.reading == nil {
		return errors.New("there is nothing to go on with: type list, or help")
	}
	return c.next("")
}

// choices are what a number chooses from.
type choices struct {
	what string // "article"
	n    int
	pick func(i int) error // i from 0
}

func (c *Conversation) offer(what string, n int, pick func(i int) error) {
	c.chosen = choices{what, n, pick}
}

// number obeys a line that is a number, or a part of the article such as 40%.
func (c *Conversation) number(line string) (done bool, err error) {
	if percent, ok := strings.CutSuffix(line, "%"); ok && isNumber(percent) {
		if c.reading == nil {
			return true, errors.New("no article is open")
		}
		c.goOn = nil
		return true, c.percent(percent)
	}
	if !isNumber(line) {
		return false, nil
	}
	c.goOn = nil
	n, err := atLeastOne(line)
	switch {
	case err != nil:
		return true, err
	case c.chosen.n > 0 && n <= c.chosen.n:
		return true, c.chosen.pick(n - 1)
	case c.chosen.n > 0:
		return true, fmt.Errorf("there is no %s %d; the last one listed is %d", c.chosen.what, n, c.chosen.n)
	case c.reading != nil:
		return true, c.paragraph(line)
	}
	return true, errors.New("nothing is listed that a number could choose from: type list")
}
