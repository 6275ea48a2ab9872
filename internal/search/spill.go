package search

import (
	"bufio"
	"fmt"
	"io"
	"os"
)

// spilled keeps bytes until they are wanted: the first ones in memory, more in a
// file, if one can be made.
type spilled struct {
	file func() (*os.File, error) // nil: memory holds all
	head pieces
	f    *os.File
	out  *bufio.Writer
	err  error
}

func (s *spilled) write(b []byte) {
	switch {
	case s.err != nil:
		return
	case s.f == nil && (s.file == nil || s.head.len()+len(b) <= inMemory):
		s.head.write(b)
		return
	case s.f == nil:
		if s.f, s.err = s.file(); s.err != nil {
			return
		}
		s.out = bufio.NewWriterSize(s.f, 256<<10)
	}
	_, s.err = s.out.Write(b)
}

// each calls back with the bytes in order, a piece at a time.
func (s *spilled) each(emit func([]byte)) error {
	for piece := range s.head.all() {
		emit(piece)
	}
	if s.f == nil || s.err != nil {
		return s.failed()
	}
	if s.err = s.out.Flush(); s.err == nil {
		_, s.err = s.f.Seek(0, io.SeekStart)
	}
	buf := make([]byte, 256<<10)
	for s.err == nil {
		n, err := s.f.Read(buf)
		emit(buf[:n])
		s.err = err
	}
	if s.err == io.EOF {
		s.err = nil
	}
	return s.failed()
}

func (s *spilled) failed() error {
	if s.err == nil {
		return nil
	}
	return fmt.Errorf("keep the search index: write it in parts: %w", s.err)
}

// close removes the file.
func (s *spilled) close() {
	if s.f != nil {
		_ = s.f.Close()
		_ = os.Remove(s.f.Name())
	}
}
