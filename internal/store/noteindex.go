package store

import (
	"cmp"
	"fmt"
	"hash/fnv"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"manicule/internal/note"
)

// noteFile is what is known of a notes file without reading it again.
type noteFile struct {
	article string   // whose notes these are: what the file says, else what its name does
	texts   []string // fingerprints of the texts that its positions belong to
	stamp   stamp
}

// stamp tells one content of a file from another.
type stamp struct {
	size     int64
	modified time.Time
}

func stampOf(info fs.FileInfo) stamp { return stamp{info.Size(), info.ModTime()} }

// noteFiles are the notes files that there are. But for those of a batch they
// are not changed once they are made.
type noteFiles struct {
	byName    map[string]noteFile // by absolute name
	byArticle map[string][]string // names, sorted

	byText map[string][]string // names by the text in the head, sorted; these three only after index
	uses   map[string]int      // how many positions belong to a text
	twins  map[string]int      // how many files have names that are the same to some systems
}

func newNoteFiles(byName map[string]noteFile) *noteFiles {
	all := &noteFiles{byName: byName, byArticle: map[string][]string{}}
	for _, name := range slices.Sorted(maps.Keys(byName)) {
		article := byName[name].article
		all.byArticle[article] = append(all.byArticle[article], name)
	}
	return all
}

// fileFor returns the notes file of an article, which may not exist yet, and
// the one in the other folder, "" if there is none. The article named in a
// file decides, not the file's name; a name that is taken, or that some
// system would take for another's, gets a hash.
func (c *Collection) fileFor(all *noteFiles, article string) (file, spare string) {
	dir := c.NotesFolder()
	plain := filepath.Join(dir, filepath.FromSlash(notesName(article)))
	spare = all.find(c.spareNotes(), article)
	if f, ok := all.byName[plain]; ok && f.article == article {
		return plain, spare
	}
	if file = all.find(dir, article); file != "" {
		return file, spare
	}
	if all.hasTwin(dir, plain) {
		return filepath.Join(dir, filepath.FromSlash(hashedName(article))), spare
	}
	return plain, spare
}

// find returns the first file below dir that says it belongs to the article.
func (n *noteFiles) find(dir, article string) string {
	for _, name := range n.byArticle[article] {
		if below(dir, name) && !strings.HasSuffix(name, newName("")) && !isAside(name, article) && lateOf(name) == name {
			return name
		}
	}
	return ""
}

func below(dir, name string) bool {
	return strings.HasPrefix(name, dir+string(filepath.Separator))
}

func (c *Collection) spareNotes() string { return filepath.Join(c.homes()[1], "notes") }

// scanNotes brings what is known of the notes files up to date: those whose
// stamp changed are read again.
func (c *Collection) scanNotes() *noteFiles {
	known := c.knownNotes()
	all := map[string]noteFile{}
	for _, dir := range []string{c.spareNotes(), c.NotesFolder()} {
		_ = filepath.WalkDir(dir, func(name string, d fs.DirEntry, err error) error {
			switch {
			case err != nil, strings.HasPrefix(d.Name(), "."), !strings.HasSuffix(name, ".md"):
				return skipHidden(d)
			}
			if f, ok := c.lookAt(dir, name, known[name]); ok {
				all[name] = f
			}
			return nil
		})
	}
	files := newNoteFiles(all)
	c.mu.Lock()
	defer c.mu.Unlock()
	c.noted = files
	return files
}

// NoteFiles are the notes files of a collection as they were at one moment.
type NoteFiles struct {
	c *Collection
	m *moment
}

// NoteFiles looks at all notes files, and reads those that changed since the
// last time.
func (c *Collection) NoteFiles() NoteFiles {
	n := NoteFiles{c, &moment{}}
	for _, h := range c.knownHomes() {
		n.m.in(h)
	}
	return n
}

// Articles lists the articles that there are notes files for, sorted; some may be
// gone.
func (n NoteFiles) Articles() []string { return n.m.articles(n.c.knownHomes()) }

// Stamp tells one state of the notes files on an article from another, whoever
// changed them; 0 when there are none.
func (n NoteFiles) Stamp(article string) uint64 {
	h := fnv.New64a()
	none := true
	for _, home := range n.c.knownHomesOf(article) {
		all := n.m.in(home)
		for _, name := range all.byArticle[home.inward(article)] {
			s := all.byName[name].stamp
			fmt.Fprintf(h, "%s\x00%d %d\n", name, s.size, s.modified.UnixNano())
			none = false
		}
	}
	if none {
		return 0
	}
	return max(h.Sum64(), 1)
}

// Read reads the notes on an article as Collection.Notes does. It is no look
// that a later Saved.Merged compares with.
func (n NoteFiles) Read(article string) (*note.File, error) {
	return n.c.gather(n.m, n.c.knownHomesOf(article), article)
}

// knownNotes are the notes files as they were when last looked at.
func (c *Collection) knownNotes() map[string]noteFile {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.noted == nil {
		return nil
	}
	return c.noted.byName
}

func skipHidden(d fs.DirEntry) error {
	if d != nil && d.IsDir() && strings.HasPrefix(d.Name(), ".") {
		return fs.SkipDir
	}
	return nil
}

// lookAt reads a notes file unless it is known in this state.
func (c *Collection) lookAt(dir, name string, known noteFile) (noteFile, bool) {
	info, err := os.Stat(name)
	if err != nil || !info.Mode().IsRegular() {
		return noteFile{}, false
	}
	if known.stamp == stampOf(info) {
		return known, true
	}
	data, info, err := readWhole(c.disk, name)
	if err != nil {
		return noteFile{}, false
	}
	rel, _ := filepath.Rel(dir, name)
	return describe(note.Parse(data), filepath.ToSlash(rel), info), true
}

func describe(f *note.File, name string, info fs.FileInfo) noteFile {
	return noteFile{
		article: cmp.Or(f.Header().Article, articleName(lateOf(name))),
		texts:   textsOf(f),
		stamp:   stampOf(info),
	}
}

// textsOf lists the fingerprints that the notes' positions belong to.
func textsOf(f *note.File) []string {
	texts := []string{f.Header().Text}
	for _, n := range f.Notes() {
		if n.Text != "" {
			texts = append(texts, n.Text)
		}
	}
	return texts
}

// noteSaved makes a file that this Collection wrote known, so that it is not
// taken for somebody else's change; nil data is a file that is gone.
func (c *Collection) noteSaved(file string, data []byte) {
	info, err := os.Stat(file)
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.written == nil {
		c.written = map[string]stamp{}
	}
	c.written[file] = stamp{}
	if err == nil {
		c.written[file] = stampOf(info)
	}
	var now noteFile
	there := data != nil && err == nil
	if there {
		rel, _ := filepath.Rel(filepath.Join(c.home, "notes"), file)
		now = describe(note.Parse(data), filepath.ToSlash(rel), info)
	}
	if c.batch != nil {
		c.batch.files.set(file, now, there)
		return
	}
	all := map[string]noteFile{}
	if c.noted != nil {
		maps.Copy(all, c.noted.byName)
	}
	if delete(all, file); there {
		all[file] = now
	}
	c.noted = newNoteFiles(all)
}

// wrote reports whether this Collection made the file what it is; the zero
// stamp is a file that is gone.
func (c *Collection) wrote(file string, now stamp) bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	was, ok := c.written[file]
	return ok && was == now
}

// saw remembers an article's notes file as it was seen, and changed tells
// whether it is another one now.
func (c *Collection) saw(article string, data []byte) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.seen == nil {
		c.seen = map[string]string{}
	}
	c.seen[article] = hash(string(data))
}

func (c *Collection) changed(article string, data []byte) bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	was, ok := c.seen[article]
	return ok && was != hash(string(data))
}

// forget drops what is known, because the folder of notes is another one now.
func (c *Collection) forget() {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.noted, c.batch, c.seen, c.reading = nil, nil, nil, readingState{}
}
