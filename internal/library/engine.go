package library

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"os/exec"
	"strings"
	"time"

	"manicule/internal/article"
	"manicule/internal/search"
	"manicule/internal/stopwatch"
)

// Bounds of what another search engine answers.
const (
	engineLimit   = 10_000           // articles
	engineBytes   = 32 << 20         // of all its lines
	enginePassage = 1_000            // bytes of a passage
	enginePatient = 10 * time.Second // it is waited for
)

// engineQuestion is what another search engine is asked, a line of JSON.
type engineQuestion struct {
	Query  string   `json:"query"` // as it was typed
	Words  []string `json:"words"` // that are to be found: as typed, in small letters, without qualifiers
	Limit  int      `json:"limit"`
	Folder string   `json:"folder"` // of the collection
}

// engineAnswer is an article that it finds, a line of JSON; the best comes first.
type engineAnswer struct {
	Path    string `json:"path"`    // in the folder, parted by slashes
	Passage string `json:"passage"` // what it found there; shown where the words of the query do not stand
}

// enginePassages are what another engine found of a query, by path; clean.
type enginePassages struct {
	query string
	of    map[string]string
}

// passageOf is what another engine found of a query in an article, "" if it
// said nothing or another query was asked since.
func (l *Library) passageOf(q search.Query, path string) string {
	if p := l.passages.Load(); p != nil && p.query == q.Text {
		return p.of[path]
	}
	return ""
}

// UseEngine has a command answer what asks for words, instead of the index; the
// rest of a query, such as is:unread, stays the index's. Set it before the first
// search. Nil is the index alone.
func (l *Library) UseEngine(command []string) { l.engine = command }

// ask asks the other engine for the articles with the words of a query, and the
// index which of them have all else that it asks for.
func (a *Articles) ask(ctx context.Context, q search.Query) (found search.Found, err error) {
	took := stopwatch.Start()
	ranked, passages, err := a.l.answer(ctx, q)
	if err != nil {
		return found, err
	}
	a.l.passages.Store(&enginePassages{q.Text, passages})
	rest := q.WithoutWords()
	fits, err := a.snap.Search(ctx, rest, search.Reader{Readings: a.readings, Text: a.l.text})
	if err != nil {
		return found, err
	}
	in := make(map[ID]bool, len(fits.IDs))
	for _, id := range fits.IDs {
		in[id] = true
	}
	for _, path := range ranked {
		if id, ok := a.snap.Find(path); ok && in[id] {
			found.IDs = append(found.IDs, id)
			delete(in, id)
		}
	}
	if q.Order().By != search.ByRelevance {
		found.IDs = only(fits.IDs, found.IDs)
	}
	found.Took = took.Elapsed()
	return found, nil
}

// only are those of all that are wanted, in the order of all.
func only(all, wanted []ID) (out []ID) {
	want := make(map[ID]bool, len(wanted))
	for _, id := range wanted {
		want[id] = true
	}
	for _, id := range all {
		if want[id] {
			out = append(out, id)
		}
	}
	return out
}

// answer runs the command and lists the paths that it prints, and the passages
// in them.
func (l *Library) answer(ctx context.Context, q search.Query) (paths []string, passages map[string]string, err error) {
	ctx, cancel := context.WithTimeout(ctx, enginePatient)
	defer cancel()
	question := engineQuestion{Query: q.Text, Limit: engineLimit, Folder: l.c.Folder()}
	for _, w := range q.Words() {
		if w.InText() {
			question.Words = append(question.Words, q.Typed(w)...)
		}
	}
	var asked bytes.Buffer
	line := json.NewEncoder(&asked)
	line.SetEscapeHTML(false) // a script looks for at&t as it is
	if err := line.Encode(question); err != nil {
		return nil, nil, fmt.Errorf("ask the search command: %w", err)
	}
	cmd := exec.CommandContext(ctx, l.engine[0], l.engine[1:]...)
	cmd.Dir, cmd.Stdin, cmd.WaitDelay = l.c.Folder(), &asked, time.Second
	var said bytes.Buffer
	cmd.Stderr = &said
	out, err := cmd.StdoutPipe()
	if err == nil {
		err = cmd.Start()
	}
	if err != nil {
		return nil, nil, fmt.Errorf("run the search command %s: %w", l.engine[0], err)
	}
	paths, passages, wrong := readAnswers(io.LimitReader(out, engineBytes))
	cancelled := ctx.Err()
	_, _ = io.Copy(io.Discard, io.LimitReader(out, engineBytes))
	err = cmd.Wait()
	switch {
	case wrong != nil:
		return nil, nil, wrong
	case err != nil && cancelled == nil && len(paths) == 0:
		why, _, _ := strings.Cut(strings.TrimSpace(said.String()), "\n")
		return nil, nil, fmt.Errorf("the search command %s failed: %w: %s", l.engine[0], err, article.CleanLine(why[:min(len(why), 200)]))
	}
	return paths, passages, ctx.Err()
}

// readAnswers reads the lines of an engine, at most engineLimit.
func readAnswers(r io.Reader) (paths []string, passages map[string]string, err error) {
	passages = map[string]string{}
	lines := bufio.NewScanner(r)
	lines.Buffer(nil, 1<<20)
	for n := 1; lines.Scan() && len(paths) < engineLimit; n++ {
		line := bytes.TrimSpace(lines.Bytes())
		if len(line) == 0 {
			continue
		}
		var a engineAnswer
		if err := json.Unmarshal(line, &a); err != nil || a.Path == "" {
			return nil, nil, fmt.Errorf("the search command's line %d is no answer: it takes {\"path\": \"…\"}", n)
		}
		path := strings.TrimPrefix(a.Path, "./")
		paths = append(paths, path)
		if a.Passage != "" {
			passages[path] = article.CleanLine(a.Passage[:min(len(a.Passage), enginePassage)])
		}
	}
	if err := lines.Err(); err != nil {
		return nil, nil, fmt.Errorf("read the search command's answer: %w", err)
	}
	return paths, passages, nil
}
