package store

import (
	"context"
	"errors"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
)

// textExtensions are those of articles; files without one are looked into,
// all others are left out without a word.
var textExtensions = map[string]bool{
	".md": true, ".markdown": true, ".mkd": true, ".mkdn": true, ".mdown": true, ".mdwn": true, ".mdx": true, ".qmd": true, ".rmd": true,
	".txt": true, ".text": true, ".html": true, ".htm": true, ".xhtml": true,
	".rst": true, ".adoc": true, ".asciidoc": true, ".org": true, ".textile": true, ".wiki": true,
}

// Files without extension that are no articles, and folders that programs
// fill. A folder named vendor is one of these only beside a file of
// vendorSigns; one with a CACHEDIR.TAG always (bford.info/cachedir).
var (
	toolFiles   = []string{"Makefile", "GNUmakefile", "Dockerfile", "Containerfile", "Vagrantfile", "Gemfile", "Rakefile", "Procfile", "Jenkinsfile", "Brewfile", "Podfile", "CODEOWNERS", "CNAME"}
	toolFolders = []string{"node_modules", "bower_components", "jspm_packages", "__pycache__", "site-packages", "__MACOSX"}
	vendorSigns = []string{"go.mod", "composer.json", "Gemfile", "Cargo.toml"}
	cacheTag    = "CACHEDIR.TAG"
)

// Walk lists the articles' names in order of the folders' listing, without
// reading them: of the entries only Path and Err are set, Err for what is
// shown but can't be read, such as a link that leads out of the folder. It
// returns an error when the folder itself can't be read, or ctx ended.
func (c *Collection) Walk(ctx context.Context, each func(Entry)) error {
	w := walker{c: c, ctx: ctx, each: each}
	return w.folder(".")
}

type walker struct {
	c    *Collection
	ctx  context.Context
	each func(Entry)
	dirs func(string) // told of every folder before it is read, if not nil
}

// folder walks one folder; only the top one's error ends the walk.
func (w *walker) folder(dir string) error {
	if err := w.ctx.Err(); err != nil {
		return err
	}
	if w.dirs != nil {
		w.dirs(dir)
	}
	found, err := w.c.readDir(dir)
	if err != nil && dir == "." {
		return wrapped{"read " + show(w.c.folder) + ": " + reason(err).Error(), err}
	}
	if err != nil {
		w.each(Entry{Path: dir, Err: wrapped{"this folder can't be read: " + reason(err).Error(), err}})
	}
	if slices.ContainsFunc(found, func(d fs.DirEntry) bool { return d.Name() == cacheTag }) {
		return nil
	}
	for _, d := range found {
		if err := w.entry(path.Join(dir, d.Name()), d, found); err != nil {
			return err
		}
	}
	return nil
}

func (w *walker) entry(name string, d fs.DirEntry, siblings []fs.DirEntry) error {
	base := d.Name()
	switch {
	case strings.HasPrefix(base, "."):
	case d.IsDir():
		if !foreign(base, siblings) && !w.c.own(name) {
			return w.folder(name)
		}
	case d.Type()&fs.ModeSymlink != 0:
		w.link(name)
	case isArticle(base):
		w.each(Entry{Path: name})
	}
	return nil
}

// own tells the folders that a notes folder among the articles consists of.
func (c *Collection) own(name string) bool {
	full, notes := filepath.Join(c.folder, filepath.FromSlash(name)), c.NotesFolder()
	return full == notes || full == filepath.Join(filepath.Dir(notes), "texts")
}

// link lists a link to a file in the folder. A link to a folder is listed
// only if it leads out: what lies in the folder is listed where it lies.
func (w *walker) link(name string) {
	info, err := w.c.root.Stat(name)
	switch {
	case err == nil && info.IsDir():
	case err == nil && isArticle(path.Base(name)):
		w.each(Entry{Path: name})
	case err != nil && (isArticle(path.Base(name)) || path.Ext(name) == ""):
		w.each(Entry{Path: name, Err: linkReason(err)})
	}
}

func linkReason(err error) error {
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return wrapped{"it is a link that leads nowhere", err}
	case strings.Contains(err.Error(), "escapes"):
		return wrapped{"it is a link that leads out of the folder", err}
	}
	return wrapped{"it is a link that can't be followed: " + reason(err).Error(), err}
}

// readDir lists a folder sorted by name. What could be read before an error
// is returned with it.
func (c *Collection) readDir(dir string) ([]fs.DirEntry, error) {
	f, err := c.root.OpenFile(dir, os.O_RDONLY|quickly, 0)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	found, err := f.ReadDir(-1)
	if errors.Is(err, io.EOF) {
		err = nil
	}
	slices.SortFunc(found, func(a, b fs.DirEntry) int { return strings.Compare(a.Name(), b.Name()) })
	return found, err
}

// isArticle goes by the name alone.
func isArticle(base string) bool {
	ext := strings.ToLower(path.Ext(base))
	if strings.HasPrefix(base, ".") || ext == base {
		return false
	}
	return textExtensions[ext] || ext == "" && !slices.Contains(toolFiles, base)
}

// foreign tells the folders that hold no articles: what package managers
// fetched, and what a browser saved beside a page.
func foreign(base string, siblings []fs.DirEntry) bool {
	if slices.Contains(toolFolders, base) {
		return true
	}
	page, saved := strings.CutSuffix(base, "_files")
	return slices.ContainsFunc(siblings, func(d fs.DirEntry) bool {
		name := d.Name()
		return base == "vendor" && slices.Contains(vendorSigns, name) || saved && (name == page+".html" || name == page+".htm")
	})
}

// ignored tells whether Walk leaves a path out, by the names in it alone.
func ignored(name string) bool {
	parts := strings.Split(name, "/")
	for _, part := range parts[:len(parts)-1] {
		if strings.HasPrefix(part, ".") || slices.Contains(toolFolders, part) {
			return true
		}
	}
	return !isArticle(parts[len(parts)-1])
}
