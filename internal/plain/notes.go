package plain

import (
	"cmp"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"

	"manicule/internal/article"
	"manicule/internal/note"
	"manicule/internal/search"
	"manicule/internal/store"
)

// placed is a note and where its passage stands.
type placed struct {
	note.Note
	match note.Match
}

// placeNotes finds the passages of the notes on the open article.
func (s *Session) placeNotes() {
	r := s.reading
	if r.file == nil {
		return
	}
	r.notes = placeAll(r.file, note.NewFinder(r.art.Text, s.store.FormerTexts(r.file)...))
}

// placeAll are the notes of a file in order of their places, those that are
// lost first.
func placeAll(f *note.File, in *note.Finder) []placed {
	var all []placed
	for _, n := range f.Notes() {
		p := placed{Note: n, match: note.Match{State: note.Exact, Confidence: 1}}
		if !n.OnArticle() {
			p.match = in.Find(n.Anchor)
		}
		all = append(all, p)
	}
	slices.SortStableFunc(all, func(a, b placed) int {
		return cmp.Or(cmp.Compare(a.match.Span.Start, b.match.Span.Start), cmp.Compare(b.match.Span.End, a.match.Span.End))
	})
	return all
}

func lostOf(notes []placed) (n int) {
	for _, p := range notes {
		if p.match.State == note.Lost {
			n++
		}
	}
	return n
}

// followNotes takes in what others did to the notes.
func (s *Session) followNotes() error {
	r := s.reading
	f, err := s.store.Notes(r.path)
	if err != nil {
		return err
	}
	if r.file == nil || string(f.Format()) != string(r.file.Format()) {
		r.file = f
		s.placeNotes()
	}
	return nil
}

// mention tells of a note on a paragraph that was read.
func (n placed) mention(number int, in article.Span) string {
	words := fmt.Sprintf("Note %d, %s", number, n.Kind)
	if in.Start < n.match.Span.Start || n.match.Span.End < in.End {
		words += " on " + quoted(shortened(n.Anchor.Quote, 60))
	}
	if n.Body != "" {
		words += ": " + article.CleanLine(n.Body)
	}
	return words
}

// describe is a note in the list of them.
func (n placed) describe() string {
	words := article.CleanLine(n.Kind)
	switch {
	case n.OnArticle():
		words += " on the whole article"
	default:
		words += " on " + quoted(shortened(n.Anchor.Quote, 120))
	}
	if state := stateOf(n.match.State); state != "" {
		words += ", " + state
	}
	if tags := n.AllTags(); len(tags) > 0 {
		words += ", tagged " + article.CleanLine(strings.Join(tags, " and "))
	}
	if n.Body != "" {
		return sentence(words) + "\n" + n.Body
	}
	return sentence(words)
}

// stateOf says what became of a note's passage; "" when all is as it was.
func stateOf(st note.State) string {
	return map[note.State]string{
		note.Edited: "whose words were changed",
		note.Moved:  "which was moved",
		note.Lost:   "lost: these words are not in the text any more",
	}[st]
}

// listNotes lists the notes on the article, or of the collection.
func (s *Session) listNotes(arg string) error {
	word, query := cutWord(arg)
	switch {
	case word == "all" || s.reading == nil && s.store != nil:
		return s.listAllNotes(strings.TrimPrefix(query, " "))
	case s.reading == nil:
		return errors.New("no article is open")
	}
	notes := s.reading.notes
	if len(notes) == 0 {
		s.out.say("There are no notes on this article. Type highlight to mark the paragraph read last, note to write on it.")
		return nil
	}
	for i, n := range notes {
		s.out.say("%d. %s", i+1, n.describe())
	}
	s.offer("note", len(notes), func(i int) error { return s.toNote(notes[i]) })
	return nil
}

// toNote reads the paragraph that a note is on.
func (s *Session) toNote(n placed) error {
	if n.match.Span.Empty() {
		s.out.say("%s", n.describe())
		return nil
	}
	s.jumpTo(s.reading.number(n.match.Span.Start))
	return nil
}

// listAllNotes lists the notes of the collection, or of the articles that a
// query finds and that say its words.
func (s *Session) listAllNotes(text string) error {
	q, problem := search.Parse(text, time.Now())
	if problem != nil {
		return queryProblem(q.Text, problem)
	}
	wanted, err := s.pathsOf(q)
	if err != nil {
		return err
	}
	type at struct {
		path string
		placed
	}
	var all []at
	err = s.store.AllNotes(s.ctx, func(path string, f *note.File) {
		if s.ctx.Err() != nil || wanted != nil && !wanted[path] {
			return
		}
		for i, n := range s.placeIn(path, f) {
			if !fits(q, n) {
				continue
			}
			if i == 0 || len(all) == 0 || all[len(all)-1].path != path {
				s.out.say("On %s:", sentenceless(quoted(cmp.Or(f.Header().Title, path))))
			}
			all = append(all, at{path, n})
			s.out.say("%d. %s", len(all), n.describe())
		}
	})
	if len(all) == 0 && err == nil {
		s.out.say("There are no such notes.")
	}
	s.offer("note", len(all), func(i int) error { return s.openAtNote(all[i].path, all[i].placed) })
	return err
}

// fits tells whether a note says one of the query's words, if it asks for
// words and its article is not all that is asked for.
func fits(q search.Query, n placed) bool {
	if len(q.Words()) == 0 {
		return true
	}
	for _, text := range []string{n.Body, n.Anchor.Quote, strings.Join(n.AllTags(), " ")} {
		if len(q.Lit(text, search.InNote)) > 0 {
			return true
		}
	}
	return false
}

// pathsOf are the articles that a query finds; nil when it asks for nothing.
func (s *Session) pathsOf(q search.Query) (map[string]bool, error) {
	if q.Root == nil {
		return nil, nil
	}
	if err := s.refresh(); err != nil {
		return nil, err
	}
	a := s.Library.Articles()
	found, err := a.Search(s.ctx, q)
	paths := map[string]bool{}
	for _, id := range found.IDs {
		paths[a.Entry(id).Path] = true
	}
	return paths, err
}

// placeIn finds the notes on an article; all are lost when it can't be read.
func (s *Session) placeIn(path string, f *note.File) []placed {
	a, err := s.store.Read(path)
	if err != nil {
		return placeAll(f, note.NewFinder(""))
	}
	return placeAll(f, note.NewFinder(a.Text, s.store.FormerTexts(f)...))
}

func (s *Session) openAtNote(path string, n placed) error {
	at := unset
	if !n.match.Span.Empty() {
		at = n.match.Span.Start
	}
	if s.reading == nil || s.reading.path != path {
		if err := s.open(path, at); err != nil {
			return err
		}
	}
	return s.toNote(n)
}

// marker is the command that marks a passage with a kind.
func marker(kind string) func(*Session, string) error {
	return func(s *Session, arg string) error {
		if err := s.canNote(); err != nil {
			return err
		}
		span, err := s.passage(arg)
		if err != nil {
			return err
		}
		return s.put(nil, s.noteOn(span, kind, ""), "marked as "+kind)
	}
}

// canNote tells why notes can't be written, if so.
func (s *Session) canNote() error {
	if s.store == nil {
		return errors.New("notes on standard input have no place to stay: save the article as a file, and open that")
	}
	return nil
}

// noteOn is a new note on a passage; an empty one is the whole article.
func (s *Session) noteOn(span article.Span, kind, body string) *note.Note {
	r := s.reading
	n := note.Note{ID: note.NewID(), Kind: kind, Made: time.Now().UTC().Truncate(time.Second), Body: body}
	if !span.Empty() {
		n.Anchor = note.NewAnchor(r.art.Text, span, r.page.Quote(span))
	}
	return &n
}

// writeNote asks for the words of a note.
func (s *Session) writeNote(arg string) error {
	if err := s.canNote(); err != nil {
		return err
	}
	var span article.Span
	if arg != "article" {
		var err error
		if span, err = s.passage(arg); err != nil {
			return err
		}
	}
	n := s.noteOn(span, note.Kinds[0].Name, "")
	if s.Prompt && !span.Empty() {
		s.out.say("On %s.", quoted(shortened(n.Anchor.Quote, 120)))
	}
	body, err := s.compose(*n)
	if err != nil {
		return err
	}
	n.Body = body
	return s.put(nil, n, "noted")
}

// compose reads a note's words up to a line with a full stop alone, or the end
// of the input. What is typed is kept as a draft line by line.
func (s *Session) compose(n note.Note) (string, error) {
	if s.Prompt {
		s.out.say("Write the note. A line with a full stop alone ends it.")
	}
	s.out.end()
	var lines []string
	before := n.Body
	for {
		line, err := s.in.line(s.ctx)
		if errors.Is(err, errTooLong) {
			return "", err
		}
		if err != nil && !errors.Is(err, io.EOF) {
			return "", fmt.Errorf("the note is not finished; drafts lists it: %w", err)
		}
		if line != "." && (err == nil || line != "") {
			lines = append(lines, line)
			n.Body = joined(before, strings.Join(lines, "\n"))
			if err := s.store.SaveDraft(store.Draft{ID: n.ID, Article: s.reading.path, Note: n, At: time.Now()}); err != nil {
				s.out.say("%s", sentence(err.Error()))
			}
		}
		if line == "." || err != nil {
			break
		}
	}
	body := strings.TrimSpace(strings.Join(lines, "\n"))
	if body == "" {
		_ = s.store.DropDraft(n.ID) // there is none
		return "", errors.New("nothing was written, and nothing is changed")
	}
	return body, nil
}

// joined are words with others added below.
func joined(before, more string) string { return strings.TrimSpace(before + "\n\n" + more) }

// noteNumber is the note of that number.
func (s *Session) noteNumber(arg string) (note.Note, error) {
	n, err := atLeastOne(arg)
	switch {
	case err != nil:
		return note.Note{}, fmt.Errorf("which note? %w", err)
	case n > len(s.reading.notes):
		return note.Note{}, fmt.Errorf("there is no note %d; the article has %s", n, count(len(s.reading.notes), "note", "notes"))
	}
	if why := s.reading.file.ReadOnly(); why != "" {
		return note.Note{}, fmt.Errorf("the notes can't be changed: %s", why)
	}
	return s.reading.notes[n-1].Note, nil
}

func (s *Session) editNote(arg string) error {
	old, err := s.noteNumber(arg)
	if err != nil {
		return err
	}
	if old.Body != "" && s.Prompt {
		s.out.say("The note says:\n%s", old.Body)
	}
	changed := old
	changed.Body = ""
	if changed.Body, err = s.compose(changed); err != nil {
		return err
	}
	return s.put(&old, &changed, "changed")
}

func (s *Session) appendNote(arg string) error {
	old, err := s.noteNumber(arg)
	if err != nil {
		return err
	}
	more, err := s.compose(old)
	if err != nil {
		return err
	}
	changed := old
	changed.Body = joined(old.Body, more)
	return s.put(&old, &changed, "changed")
}

func (s *Session) changeKind(arg string) error {
	number, kind := cutWord(arg)
	old, err := s.noteNumber(number)
	if err != nil {
		return err
	}
	i := slices.IndexFunc(note.Kinds, func(k note.Kind) bool { return kind != "" && strings.HasPrefix(k.Name, kind) })
	if i < 0 {
		names := make([]string, len(note.Kinds))
		for i, k := range note.Kinds {
			names[i] = k.Name
		}
		return fmt.Errorf("a note's kind is %s", either(names))
	}
	changed := old
	changed.Kind = note.Kinds[i].Name
	return s.put(&old, &changed, "marked as "+changed.Kind)
}

func (s *Session) label(arg string) error {
	number, tags := cutWord(arg)
	old, err := s.noteNumber(number)
	if err != nil {
		return err
	}
	changed := old
	changed.Tags = wordsOf(tags)
	return s.put(&old, &changed, "tagged")
}

// attach puts a note on the passage that the reader says is its now.
func (s *Session) attach(arg string) error {
	number, where := cutWord(arg)
	old, err := s.noteNumber(number)
	if err != nil {
		return err
	}
	span, err := s.passage(where)
	if err != nil {
		return err
	}
	changed := old
	if old.OnArticle() {
		changed.Anchor = note.NewAnchor(s.reading.art.Text, span, s.reading.page.Quote(span))
	} else {
		changed.Anchor = note.Confirm(s.reading.art.Text, old.Anchor, span)
	}
	changed.Text = ""
	return s.put(&old, &changed, "attached")
}

func (s *Session) deleteNote(arg string) error {
	old, err := s.noteNumber(arg)
	if err != nil {
		return err
	}
	return s.put(&old, nil, "deleted")
}

// quote says a passage with its source.
func (s *Session) quote(arg string) error {
	span, err := s.passage(arg)
	if err != nil {
		return err
	}
	m := s.reading.art.Meta
	s.out.say("%s", s.reading.page.Quote(span))
	source := slices.DeleteFunc([]string{m.Author, quoted(m.Title), m.Site, day(m.Published), m.Source}, func(p string) bool { return p == "" })
	s.out.say("\n%s", sentence(strings.Join(source, ", ")))
	return nil
}

// passage is what a person means by WHERE, see whereHelp.
func (s *Session) passage(where string) (article.Span, error) {
	r := s.reading
	switch {
	case where == "" && r.last == unset:
		return article.Span{}, errors.New("read a paragraph first, or say which one")
	case where == "":
		return r.paragraphs[r.last], nil
	case strings.ContainsAny(where[:1], `"'“`):
		return s.quotedPassage(strings.Trim(where, `"'“”`))
	}
	number, sentences, within := strings.Cut(where, ".")
	if !within {
		from, to, err := numbers(number)
		if err != nil {
			return article.Span{}, err
		}
		if !r.has(to - 1) {
			return article.Span{}, fmt.Errorf("the article has only %s", count(len(r.paragraphs), "paragraph", "paragraphs"))
		}
		return article.Span{Start: r.paragraphs[from-1].Start, End: r.paragraphs[to-1].End}, nil
	}
	return r.sentencePassage(number, sentences)
}

func (r *reading) sentencePassage(number, sentences string) (article.Span, error) {
	i, err := atLeastOne(number)
	if err != nil || !r.has(i-1) {
		return article.Span{}, fmt.Errorf("there is no paragraph %s", quoted(number))
	}
	from, to, err := numbers(sentences)
	if err != nil {
		return article.Span{}, err
	}
	all := r.sentencesOf(i - 1)
	if to > len(all) {
		return article.Span{}, fmt.Errorf("paragraph %d has only %s", i, count(len(all), "sentence", "sentences"))
	}
	return article.Span{Start: all[from-1].Start, End: all[to-1].End}, nil
}

// numbers reads "3" and "3-5".
func numbers(s string) (from, to int, err error) {
	first, last, isRange := strings.Cut(s, "-")
	if from, err = atLeastOne(first); err != nil {
		return 0, 0, fmt.Errorf("%w; help where tells how to name a passage", err)
	}
	if !isRange {
		return from, from, nil
	}
	if to, err = atLeastOne(last); err == nil && to < from {
		err = fmt.Errorf("%d comes before %d", to, from)
	}
	return from, to, err
}

// quotedPassage is where these words stand: in the paragraph read last, or
// else the next place. Words that stand nowhere as they are may be written in
// another way.
func (s *Session) quotedPassage(words string) (article.Span, error) {
	r := s.reading
	found := note.Locate(r.art.Text, words, "", "")
	if len(found) == 0 && words != "" {
		found, _ = s.matches(words)
	}
	if len(found) == 0 {
		return article.Span{}, fmt.Errorf("the article does not say %s", quoted(words))
	}
	from := 0
	if r.last != unset {
		from = r.paragraphs[r.last].Start
	}
	if i := slices.IndexFunc(found, func(span article.Span) bool { return span.Start >= from }); i >= 0 {
		return found[i], nil
	}
	return found[0], nil
}
