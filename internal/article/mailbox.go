package article

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"net/mail"
	"net/textproto"
	"slices"
	"strings"

	"manicule/internal/pattern"
)

// maxMail is how large a message of a mailbox may be that is read, in bytes.
const maxMail = 64 << 20

// openMailbox finds the messages of a mailbox (RFC 4155): each begins behind a
// line "From ". They are called by their days and subjects.
func openMailbox(r io.ReaderAt, size int64) (*Book, error) {
	starts, err := mailStarts(r, size)
	if err != nil {
		return nil, err
	}
	b := &Book{}
	taken := map[string]int{}
	for i := range len(starts) - 1 {
		name := mailName(r, starts[i], starts[i+1])
		if taken[name]++; taken[name] > 1 {
			name = fmt.Sprintf("%s-%d", name, taken[name])
		}
		b.Chapters = append(b.Chapters, Chapter{Name: name, Size: starts[i+1] - starts[i], number: i})
	}
	slices.SortStableFunc(b.Chapters, func(x, y Chapter) int { return strings.Compare(x.Name, y.Name) })
	b.Chapters = slices.CompactFunc(b.Chapters, func(x, y Chapter) bool { return x.Name == y.Name })
	b.read = func(c Chapter, name string) (*Article, error) {
		data, err := readMailAt(r, starts[c.number], starts[c.number+1])
		if err != nil {
			return nil, err
		}
		a := &Article{Name: name, Format: Mail}
		a.readMail(data)
		return a, nil
	}
	b.picture = func(name string) ([]byte, error) {
		chapter, part, _ := strings.Cut(name, "/")
		i := b.number(chapter)
		if i < 0 {
			return nil, errNoPart
		}
		data, err := readMailAt(r, starts[b.Chapters[i].number], starts[b.Chapters[i].number+1])
		if err != nil {
			return nil, err
		}
		return messagePart(data, part)
	}
	return b, nil
}

// mailLine is the line before a message: who sent it, and when, as asctime has it.
var mailLine = pattern.Lazy(`^From \S.*\d\d:\d\d`)

// mailStarts are where messages begin, and where the last one ends.
func mailStarts(r io.ReaderAt, size int64) (starts []int64, err error) {
	in := bufio.NewReaderSize(io.NewSectionReader(r, 0, size), 256<<10)
	var at int64
	blank := true
	for {
		line, err := in.ReadSlice('\n')
		if blank && bytes.HasPrefix(line, []byte("From ")) && (at == 0 || mailLine().Match(line[:min(len(line), 300)])) {
			starts = append(starts, at)
		}
		whole := !errors.Is(err, bufio.ErrBufferFull)
		blank = whole && len(bytes.TrimSpace(line)) == 0
		at += int64(len(line))
		if errors.Is(err, io.EOF) || len(starts) > maxMessages {
			break
		}
		if err != nil && whole {
			return nil, err
		}
	}
	if len(starts) == 0 {
		return nil, errors.New("it is no mailbox: no message begins with a line \"From \"")
	}
	if len(starts) > maxMessages {
		return starts, nil
	}
	return append(starts, at), nil
}

// readMailAt is a message without the line before it and the marks that keep
// its lines from being taken for such.
func readMailAt(r io.ReaderAt, from, to int64) ([]byte, error) {
	if to-from > maxMail {
		return nil, fmt.Errorf("it is larger than %d MiB", maxMail>>20)
	}
	data := make([]byte, to-from)
	if _, err := io.ReadFull(io.NewSectionReader(r, from, to-from), data); err != nil {
		return nil, err
	}
	_, data, _ = bytes.Cut(data, []byte("\n"))
	return mailFrom().ReplaceAll(data, []byte("${1}From ")), nil
}

var mailFrom = pattern.Lazy(`(?m)^>(>*)From `)

// mailName is what a message is called, by its head.
func mailName(r io.ReaderAt, from, to int64) string {
	const head = 64 << 10
	in := bufio.NewReader(io.NewSectionReader(r, from, min(to-from, head)))
	_, _ = in.ReadString('\n')
	h, _ := textproto.NewReader(in).ReadMIMEHeader()
	subject := fileWords(decodedWords(h.Get("Subject")))
	if subject == "" {
		subject = "mail"
	}
	if t, err := mail.ParseDate(h.Get("Date")); err == nil && t.Year() > 0 && t.Year() < 10_000 {
		return t.Format("2006-01-02") + "-" + subject
	}
	return "undated-" + subject
}
