package service

import (
	"archive/zip"
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net/url"
	"os"
	"path"
	"path/filepath"
	"strings"
)

// What of an export is read: how many files it may have, how large one may be
// and all that are read, unpacked, in bytes.
const (
	maxFiles = 500_000
	maxFile  = 128 << 20
	maxTotal = 16 << 30
)

// file is a file of an export.
type file struct {
	name string // slash-separated, as the export has it; never used on the disk
	open func() (io.ReadCloser, error)
}

// tree are the files of an export in their order: those of a folder or an
// archive, or the one file that it is.
type tree struct {
	files []file
	path  string          // the export's own, on the disk
	left  int64           // of maxTotal
	names map[string]file // the files by name, after named
	head  []byte          // of the only file, to recognise it by
	done  func() error
}

func (t *tree) close() error {
	if t.done == nil {
		return nil
	}
	return t.done()
}

func newTree(name string) (*tree, error) {
	info, err := os.Stat(name)
	if err != nil {
		return nil, err
	}
	t := &tree{path: name, left: maxTotal}
	switch {
	case info.IsDir():
		return t, t.readFolder()
	case !info.Mode().IsRegular():
		return nil, errors.New("it is no file")
	}
	f, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	z, broken := zip.NewReader(f, info.Size())
	if broken == nil {
		t.done = f.Close
		return t, t.readArchive(z)
	}
	defer f.Close()
	t.files = []file{{filepath.Base(name), func() (io.ReadCloser, error) { return os.Open(name) }}}
	t.head, err = io.ReadAll(io.LimitReader(f, headSize))
	if err == nil && bytes.HasPrefix(t.head, archiveMagic) {
		err = fmt.Errorf("the archive is damaged, perhaps only a part of it was downloaded: %w", broken)
	}
	return t, err
}

// archiveMagic is how an archive begins.
var archiveMagic = []byte("PK\x03\x04")

// headSize is by how much of a file it is recognised, in bytes.
const headSize = 64 << 10

// readFolder lists the files of a folder, which no link leads out of.
func (t *tree) readFolder() error {
	root, err := os.OpenRoot(t.path)
	if err != nil {
		return err
	}
	t.done = root.Close
	return fs.WalkDir(root.FS(), ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || !d.Type().IsRegular() {
			return nil // what can't be read is missed where it is asked for
		}
		if len(t.files) >= maxFiles {
			return fmt.Errorf("there are more than %d files in it", maxFiles)
		}
		t.files = append(t.files, file{name, func() (io.ReadCloser, error) { return root.Open(filepath.FromSlash(name)) }})
		return nil
	})
}

func (t *tree) readArchive(z *zip.Reader) error {
	if len(z.File) > maxFiles {
		return errors.Join(fmt.Errorf("there are more than %d files in it", maxFiles), t.close())
	}
	for _, f := range z.File {
		if name := strings.ReplaceAll(f.Name, `\`, "/"); !strings.HasSuffix(name, "/") {
			t.files = append(t.files, file{name, f.Open})
		}
	}
	return nil
}

// single is the one file that the export is; false if it is a folder or an
// archive.
func (t *tree) single() (file, bool) {
	if t.head == nil || len(t.files) != 1 {
		return file{}, false
	}
	return t.files[0], true
}

// matching are the files whose names fit a pattern of path.Match, in whatever
// folder they are.
func (t *tree) matching(pattern string) (found []file) {
	for _, f := range t.files {
		if ok, _ := path.Match(pattern, strings.ToLower(path.Base(f.name))); ok && !strings.HasPrefix(f.name, "__MACOSX/") {
			found = append(found, f)
		}
	}
	return found
}

// read reads a file within the limits.
func (t *tree) read(f file) ([]byte, error) {
	r, err := f.open()
	if err != nil {
		return nil, fmt.Errorf("%s: %w", f.name, err)
	}
	defer r.Close()
	data, err := io.ReadAll(io.LimitReader(r, maxFile+1))
	t.left -= int64(len(data))
	switch {
	case err != nil:
		return nil, fmt.Errorf("%s: %w", f.name, err)
	case len(data) > maxFile:
		return nil, fmt.Errorf("%s is larger than %d MiB", f.name, maxFile>>20)
	case t.left < 0:
		return nil, fmt.Errorf("the export is larger than %d GiB", maxTotal>>30)
	}
	return data, nil
}

// named is the file of that name; false if there is none.
func (t *tree) named(name string) (file, bool) {
	if t.names == nil {
		t.names = map[string]file{}
		for _, f := range t.files {
			if _, there := t.names[f.name]; !there {
				t.names[f.name] = f
			}
		}
	}
	f, ok := t.names[name]
	return f, ok
}

// pictureAt reads the picture that a text in a folder shows by a relative
// reference.
func (t *tree) pictureAt(folder, ref string) ([]byte, bool) {
	u, err := url.Parse(ref)
	if err != nil || u.Scheme != "" || u.Host != "" || u.Path == "" {
		return nil, false
	}
	f, ok := t.named(path.Join(folder, u.Path))
	if !ok {
		return nil, false
	}
	data, err := t.read(f)
	return data, err == nil
}

// pageOf reads a file that is a part of the page at an address.
func (t *tree) pageOf(f file, address string) func() (string, []byte, error) {
	return func() (string, []byte, error) {
		data, err := t.read(f)
		if err != nil {
			return "", nil, err
		}
		return "page.html", page(address, string(data)), nil
	}
}

// limited reads a file of a tree within the limits.
type limited struct {
	io.Reader
	t     *tree
	since int // bytes since a value began
}

func (l *limited) Read(p []byte) (int, error) {
	n, err := l.Reader.Read(p)
	l.since += n
	if l.t.left -= int64(n); l.since > maxFile {
		return n, fmt.Errorf("one thing in it is larger than %d MiB", maxFile>>20)
	}
	if l.t.left < 0 {
		return n, fmt.Errorf("the export is larger than %d GiB", maxTotal>>30)
	}
	return n, err
}

// skipMark reads on behind a byte order mark.
func skipMark(r io.Reader) io.Reader {
	b := bufio.NewReader(r)
	if head, _ := b.Peek(len(byteOrderMark)); bytes.Equal(head, byteOrderMark) {
		_, _ = b.Discard(len(byteOrderMark)) // it was there a moment ago
	}
	return b
}
