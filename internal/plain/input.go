package plain

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"strings"
)

// longestLine is how long a line of input may be, in bytes.
const longestLine = 64 << 10

var errTooLong = fmt.Errorf("line longer than %d characters ignored", longestLine)

// input reads lines on a goroutine of its own, one when one is asked for, so
// that waiting for a line can be given up. A line that comes late is the answer
// to the next question.
type input struct {
	want  chan struct{}
	lines chan typed
	asked bool // a line was asked for and has not come yet
	ended error
}

type typed struct {
	text string
	err  error
}

func newInput(r io.Reader) *input {
	in := &input{want: make(chan struct{}, 1), lines: make(chan typed, 1)}
	go in.read(bufio.NewReaderSize(r, longestLine))
	return in
}

func (in *input) read(r *bufio.Reader) {
	for range in.want {
		line, err := r.ReadSlice('\n')
		text := string(line)
		for errors.Is(err, bufio.ErrBufferFull) {
			if _, err = r.ReadSlice('\n'); !errors.Is(err, bufio.ErrBufferFull) {
				text, err = "", errTooLong
			}
		}
		in.lines <- typed{text, err}
	}
}

// line is the next line without its end. At the end of the input the error is
// io.EOF, perhaps with a last line.
func (in *input) line(ctx context.Context) (string, error) {
	if in.ended != nil {
		return "", in.ended
	}
	if !in.asked {
		in.want <- struct{}{}
		in.asked = true
	}
	select {
	case l := <-in.lines:
		in.asked = false
		if l.err != nil && !errors.Is(l.err, errTooLong) {
			in.ended = l.err
		}
		return strings.TrimRight(l.text, "\r\n"), l.err
	case <-ctx.Done():
		return "", context.Canceled
	}
}

func (in *input) close() { close(in.want) }
