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

	"manicule/internal/article"
	"manicule/internal/library"
	"manicule/internal/search"
	"manicule/internal/store"
)

// Options say what a Session is about and how it talks.
type Options struct {
	Library *library.Library // the collection; nil when Parsed is all there is
	Article string           // path of the article to begin with; "" for the list
	Parsed  *article.Article // an article of no collection, such as one from standard input

	In        io.Reader
	Out       io.Writer
	Prompt    bool                       // a person answers: there is a prompt, and long answers stop after each screenful
	Size      func() (width, height int) // of the screen, asked before each answer; nil: lines are not wrapped
	Interrupt <-chan os.Signal           // stops the answer that is being given; may be nil
}

// Session is one conversation. It is used by one goroutine.
type Session struct {
	Options
	store *store.Collection // nil for an article of no collection
	in    *input
	out   *printer
	ctx   context.Context // of the present turn; ends when the reader interrupts it

	mu   sync.Mutex
	stop context.CancelFunc // interrupts the present turn

	shelf   shelf
	reading *reading // the open article; nil while there is none
	trail   trail
	chosen  choices
	goOn    func() error // what an empty line does; nil: reads on
	done    []deed
	undone  []deed
	drafts  []store.Draft // as last listed
	left    bool
}

// New prepares a session; Run holds it.
func New(o Options) *Session {
	s := &Session{Options: o, ctx: context.Background(), in: newInput(o.In)}
	if o.Library != nil {
		s.store = o.Library.Collection()
	}
	s.out = &printer{out: bufio.NewWriter(o.Out), size: o.Size, fixed: unset}
	s.out.waits = o.Prompt
	s.out.ask = func() (string, error) { return s.in.line(s.ctx) }
	return s
}

// Run answers until the reader leaves, the input ends or ctx does, and keeps
// the place. The error says that the answers could not be written, or the
// commands not be read.
func (s *Session) Run(ctx context.Context) error {
	defer s.in.close()
	stopWatching := s.watchInterrupts()
	defer stopWatching()
	s.turn(ctx, s.greet)
	for !s.left && s.out.err == nil && ctx.Err() == nil {
		line, err := s.prompt(ctx)
		switch {
		case errors.Is(err, context.Canceled):
			if ctx.Err() == nil {
				s.turn(ctx, func() error { s.out.say("Type quit to leave."); return nil })
			}
			continue
		case errors.Is(err, errTooLong):
			s.turn(ctx, func() error { return err })
			continue
		case err != nil && line == "":
			s.left = true
			if !errors.Is(err, io.EOF) {
				return errors.Join(fmt.Errorf("read the commands: %w", err), s.finish(ctx))
			}
			continue
		}
		s.turn(ctx, func() error { return s.obey(line) })
	}
	return s.finish(ctx)
}

// finish keeps the place, though ctx may have ended.
func (s *Session) finish(ctx context.Context) error {
	s.ctx = context.WithoutCancel(ctx)
	err := s.keepPlace()
	return errors.Join(err, s.out.finish())
}

// prompt waits for the next line.
func (s *Session) prompt(ctx context.Context) (string, error) {
	s.begin(ctx)
	if s.Prompt {
		s.out.bare("> ")
	}
	line, err := s.in.line(s.ctx)
	if s.Prompt && err != nil && !errors.Is(err, errTooLong) {
		s.out.bare("\n")
	}
	return line, err
}

// turn gives one answer. An error is said, and no end of anything.
func (s *Session) turn(ctx context.Context, answer func() error) {
	s.begin(ctx)
	s.out.begin(s.ctx)
	err := answer()
	if err == nil {
		err = s.keepPlace()
	}
	switch {
	case s.ctx.Err() != nil:
		s.out.begin(context.WithoutCancel(ctx))
		s.out.say("Stopped.")
	case err != nil && !errors.Is(err, errStopped):
		s.out.begin(s.ctx)
		s.out.say("%s", sentence(err.Error()))
	}
	s.out.end()
	s.stop()
}

// begin makes the context of a turn, which an interrupt ends.
func (s *Session) begin(ctx context.Context) {
	turn, stop := context.WithCancel(ctx)
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.stop != nil {
		s.stop()
	}
	s.ctx, s.stop = turn, stop
}

// watchInterrupts ends the present turn at each interrupt.
func (s *Session) watchInterrupts() (stop func()) {
	done := make(chan struct{})
	go func() {
		for {
			select {
			case <-s.Interrupt:
				s.mu.Lock()
				if s.stop != nil {
					s.stop()
				}
				s.mu.Unlock()
			case <-done:
				return
			}
		}
	}()
	return func() { close(done) }
}

// greet says where one is, or opens the article that was asked for.
func (s *Session) greet() error {
	switch {
	case s.Parsed != nil:
		s.start(s.Parsed, 0)
		s.introduce()
		return nil
	case s.Article != "":
		return s.open(s.Article, unset)
	case !s.Prompt: // a script knows where it is
		return nil
	}
	if err := s.refresh(); err != nil {
		return err
	}
	a := s.Library.Articles()
	s.out.say("%s", s.store.Shown())
	if s.store.Within() != "." {
		s.out.say("It is part of the collection %s; type whole to list all of that.", s.store.Folder())
	}
	s.out.say("%s, %d unread, %s.", count(a.Len(), "article", "articles"), a.Unread(), count(a.Notes(), "note", "notes"))
	if w := s.store.Warning(); w != "" {
		s.out.say("%s", sentence(w))
	}
	s.tellDrafts()
	s.tellLast()
	s.out.say("Type list to list the articles and a number to open one, help for all commands, quit to leave.")
	return nil
}

// tellLast offers the article that was read last.
func (s *Session) tellLast() {
	q := search.Query{Root: search.Is{State: search.Begun}, Sort: search.Sort{By: search.ByLastRead}}
	a := s.Library.Articles()
	found, err := a.Search(s.ctx, q)
	if err != nil || len(found.IDs) == 0 {
		return
	}
	e := a.Entry(found.IDs[0])
	s.out.say("You last read %s. Type 1 to go on with it.", quoted(title(e)))
	s.offer("article", 1, func(int) error { return s.open(e.Path, unset) })
}

// obey does what a line asks for.
func (s *Session) obey(line string) error {
	if err := s.followChange(); err != nil {
		return err
	}
	line = strings.TrimSpace(line)
	if line == "" {
		return s.further()
	}
	if done, err := s.number(line); done {
		return err
	}
	word, rest := cutWord(line)
	c, err := lookUp(word)
	if err != nil {
		return err
	}
	if c.needs == anArticle && s.reading == nil {
		return fmt.Errorf("%s needs an open article: list the articles, then type the number of one", c.name)
	}
	if c.needs == aCollection && s.store == nil {
		return fmt.Errorf("%s needs a folder of articles; this article was read from standard input", c.name)
	}
	s.goOn = nil
	return c.run(s, rest)
}

// further goes on with what was last begun.
func (s *Session) further() error {
	if goOn := s.goOn; goOn != nil {
		s.goOn = nil
		return goOn()
	}
	if s.reading == nil {
		return errors.New("there is nothing to go on with: type list, or help")
	}
	return s.next("")
}

// choices are what a number chooses from.
type choices struct {
	what string // "article"
	n    int
	pick func(i int) error // i from 0
}

func (s *Session) offer(what string, n int, pick func(i int) error) {
	s.chosen = choices{what, n, pick}
}

// number obeys a line that is a number, or a part of the article such as 40%.
func (s *Session) number(line string) (done bool, err error) {
	if percent, ok := strings.CutSuffix(line, "%"); ok && isNumber(percent) {
		if s.reading == nil {
			return true, errors.New("no article is open")
		}
		s.goOn = nil
		return true, s.percent(percent)
	}
	if !isNumber(line) {
		return false, nil
	}
	s.goOn = nil
	n, err := atLeastOne(line)
	switch {
	case err != nil:
		return true, err
	case s.chosen.n > 0 && n <= s.chosen.n:
		return true, s.chosen.pick(n - 1)
	case s.chosen.n > 0:
		return true, fmt.Errorf("there is no %s %d; the last one listed is %d", s.chosen.what, n, s.chosen.n)
	case s.reading != nil:
		return true, s.paragraph(line)
	}
	return true, errors.New("nothing is listed that a number could choose from: type list")
}
