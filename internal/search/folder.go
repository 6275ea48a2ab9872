package search

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"hash/crc32"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/gofrs/flock"
)

// folder is where an index is kept. Its files are checked by sums, not synced:
// what a crash leaves half written is rebuilt.
type folder struct {
	dir    string
	seen   fs.FileInfo                                 // the manifest as it was last read or written; nil before
	create func(dir, pattern string) (*os.File, error) // os.CreateTemp, but in tests
	begun  bool                                        // what load found is not all of the folder yet

	mu   sync.Mutex
	made map[string]bool // files that were made since lock and that no manifest lists
}

func newFolder(dir string) *folder {
	return &folder{dir: dir, create: os.CreateTemp, made: map[string]bool{}}
}

// Why an index is not kept on disk, besides that its folder can't be written.
var (
	errNoFolder = errors.New("there is no folder for the search index")
	errLocked   = errors.New("keep the search index: another program is writing it")
)

// manifestName is the file that lists the segments; the others don't count.
const (
	manifestName = "segments"
	segmentName  = "articles-*.seg"
	lockName     = "lock"
)

// manifest is the list of an index's segments, as JSON on one line, with a
// line behind it that holds its sum.
type manifest struct {
	Version  int
	Begun    bool // the folder was not looked through to the end yet
	Segments []manifestSegment
}

type manifestSegment struct {
	Name string
	Sum  uint32   // of the segment's footer
	Dead []uint64 // a bit for each article that went, by its number
}

// load opens the segments of the manifest. No manifest is no error.
func (f *folder) load() ([]*segment, []bitset, error) {
	name := filepath.Join(f.dir, manifestName)
	f.seen, _ = os.Stat(name)
	data, err := os.ReadFile(name)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil, nil
	}
	if err != nil {
		return nil, nil, fmt.Errorf("read the search index: %w", err)
	}
	m, err := decodeManifest(data)
	if err != nil {
		return nil, nil, err
	}
	var segs []*segment
	var dead []bitset
	for _, ms := range m.Segments {
		s, err := openSegment(filepath.Join(f.dir, ms.Name), ms.Name)
		if err == nil && (s.foot.OwnCRC != ms.Sum || ms.Dead != nil && len(ms.Dead) != len(newBitset(s.len()))) {
			err = errBroken
		}
		if err != nil {
			return nil, nil, fmt.Errorf("open the search index: %w", err)
		}
		segs, dead = append(segs, s), append(dead, ms.Dead)
	}
	f.begun = m.Begun
	return segs, dead, nil
}

func decodeManifest(data []byte) (m manifest, err error) {
	body, sum, _ := strings.Cut(string(data), "\n")
	if strings.TrimSpace(sum) != manifestSum(body) || json.Unmarshal([]byte(body), &m) != nil {
		return m, errBroken
	}
	if m.Version != version {
		return m, fmt.Errorf("the search index is of version %d, this program's of version %d", m.Version, version)
	}
	for _, s := range m.Segments {
		if filepath.Base(s.Name) != s.Name {
			return m, errBroken
		}
	}
	return m, nil
}

func manifestSum(body string) string {
	return fmt.Sprintf("%08x", crc32.Checksum([]byte(body), castagnoli))
}

// changed reports whether another program wrote the manifest since load or save.
func (f *folder) changed() bool {
	now, err := os.Stat(filepath.Join(f.dir, manifestName))
	if err != nil {
		return f.seen != nil
	}
	return f.seen == nil || !os.SameFile(now, f.seen) || now.ModTime() != f.seen.ModTime()
}

// written is when the manifest was last written; zero if there is none.
func (f *folder) written() time.Time {
	info, err := os.Stat(filepath.Join(f.dir, manifestName))
	if err != nil {
		return time.Time{}
	}
	return info.ModTime()
}

// lock makes this program the one that writes; errLocked says that another
// one is. unlock is never nil.
func (f *folder) lock() (unlock func(), err error) {
	unlock = func() {}
	if err := os.MkdirAll(f.dir, 0o700); err != nil {
		return unlock, fmt.Errorf("keep the search index: %w", err)
	}
	l := flock.New(filepath.Join(f.dir, lockName))
	ok, err := l.TryLock()
	switch {
	case err != nil:
		return unlock, fmt.Errorf("keep the search index: %w", err)
	case !ok:
		return unlock, errLocked
	}
	clear(f.made)
	return func() { _ = l.Close() }, nil
}

// save makes the segments the folder's, and removes what was there before.
// All of them are files.
func (f *folder) save(segs []*segment, dead []bitset, begun bool) error {
	m := manifest{Version: version, Begun: begun}
	keep := map[string]bool{manifestName: true, lockName: true}
	for i, s := range segs {
		m.Segments = append(m.Segments, manifestSegment{s.name, s.foot.OwnCRC, dead[i]})
		keep[s.name] = true
	}
	body, err := json.Marshal(m)
	if err != nil {
		return fmt.Errorf("keep the search index: %w", err)
	}
	name, err := f.write(manifestName+"-*", func(w io.Writer) error {
		_, err := fmt.Fprintf(w, "%s\n%s\n", body, manifestSum(string(body)))
		return err
	})
	if err != nil {
		return err
	}
	target := filepath.Join(f.dir, manifestName)
	if err := os.Rename(name, target); err != nil {
		return fmt.Errorf("keep the search index: %w", err)
	}
	f.seen, _ = os.Stat(target)
	f.clean(keep)
	return nil
}

// clean removes what an index left here. What can't be removed now, because
// it is mapped on Windows, is removed another time.
func (f *folder) clean(keep map[string]bool) {
	f.mu.Lock()
	defer f.mu.Unlock()
	for name := range keep {
		delete(f.made, name)
	}
	found, _ := os.ReadDir(f.dir)
	for _, d := range found {
		if !keep[d.Name()] && !f.made[d.Name()] && !d.IsDir() {
			_ = os.Remove(filepath.Join(f.dir, d.Name()))
		}
	}
}

// inPieces writes in small pieces: the system keeps the pages of one write together,
// and a merge that reads a little of each of many files would hold them whole.
type inPieces struct{ to io.Writer }

func (w inPieces) Write(b []byte) (n int, err error) {
	for piece := range slices.Chunk(b, 16<<10) {
		m, err := w.to.Write(piece)
		if n += m; err != nil {
			return n, err
		}
	}
	return n, nil
}

// write makes a new file and returns its name.
func (f *folder) write(pattern string, fill func(io.Writer) error) (name string, err error) {
	out, err := f.make(pattern)
	if err != nil {
		return "", fmt.Errorf("keep the search index: %w", err)
	}
	w := bufio.NewWriterSize(inPieces{out}, 256<<10)
	err = fill(w)
	if err == nil {
		err = w.Flush()
	}
	if closed := out.Close(); err == nil {
		err = closed
	}
	if err != nil {
		_ = os.Remove(out.Name())
		return "", fmt.Errorf("keep the search index: %w", err)
	}
	return out.Name(), nil
}

// make makes a file that clean leaves alone until a manifest lists it: workers write
// them while what is done is saved.
func (f *folder) make(pattern string) (*os.File, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	out, err := f.create(f.dir, pattern)
	if err == nil {
		f.made[filepath.Base(out.Name())] = true
	}
	return out, err
}

// drop has files be cleaned that no manifest will list.
func (f *folder) drop(segs []*segment) {
	f.mu.Lock()
	defer f.mu.Unlock()
	for _, s := range segs {
		delete(f.made, s.name)
	}
}

// spill makes a file for a while. It is gone when the index is next written.
func (f *folder) spill() (*os.File, error) { return f.create(f.dir, "spill-*") }

// merge writes the segments, without their dead articles, as one file.
func (f *folder) merge(ctx context.Context, segs []*segment, dead []bitset) (*segment, error) {
	return f.segment(func(w io.Writer) error { return merge(ctx, w, segs, dead, f.spill) })
}

// put writes a segment's bytes as a file.
func (f *folder) put(data []byte) (*segment, error) {
	return f.segment(func(w io.Writer) error {
		_, err := w.Write(data)
		return err
	})
}

// segment writes a new file, and opens it.
func (f *folder) segment(fill func(io.Writer) error) (*segment, error) {
	name, err := f.write(segmentName, fill)
	if err != nil {
		return nil, err
	}
	s, err := openSegment(name, filepath.Base(name))
	if err != nil { // not damage that a new attempt would mend
		return nil, fmt.Errorf("keep the search index: read what was written: %v", err)
	}
	return s, nil
}
