package note

// Header is the front matter of a notes file.
type Header struct {
	Article string // path in the collection: exact bytes; decides which article the notes are on
	Title   string
	Source  string // URL
	Text    string // article.Fingerprint of the text that the positions belong to
}

// Problem is something in a notes file that needs a person.
type Problem struct {
	Line int // 1-based
	What string
}

// File is a notes file.
type File struct {
	raw string
	h   Header
}

// New returns an empty notes file.
func New(h Header) *File { return &File{h: h} }

// Parse reads a notes file. It never fails; see Problems and ReadOnly.
func Parse(data []byte) *File { return &File{raw: string(data)} }

// Format returns the file's bytes.
func (f *File) Format() []byte { return []byte(f.raw) }

// Header returns the front matter.
func (f *File) Header() Header { return f.h }

// SetHeader changes the front matter's known keys and nothing else.
func (f *File) SetHeader(h Header) { f.h = h }

// Notes returns the notes in the order of the file.
func (f *File) Notes() []Note { return nil }

// Note returns the first note with that id.
func (f *File) Note(id string) (Note, bool) { return Note{}, false }

// Put adds the note, or replaces the one of the same id.
func (f *File) Put(n Note) {}

// Remove takes out the first note with that id.
func (f *File) Remove(id string) bool { return false }

// Problems lists what could not be understood.
func (f *File) Problems() []Problem { return nil }

// ReadOnly says why the file must not be written, or "".
func (f *File) ReadOnly() string { return "" }
