package store

import (
	"bytes"
	"crypto/rand"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
)

// mostNamesakes is how many articles may have one name but for their number.
const mostNamesakes = 1000

// Attachment is a file that comes with an article, such as a picture.
type Attachment struct {
	Name string // one component
	Data []byte
}

// AddArticle writes a new article into the collection, at that path or, if
// something is there, at one with a number behind its name, and returns the
// path. It never writes over anything, makes the folders that it needs, and
// leaves the collection's folder by no link. Either all of it is there or
// nothing.
func (c *Collection) AddArticle(name string, data []byte) (string, error) {
	return c.AddArticleWith(name, nil, func(string) []byte { return data })
}

// AddArticleWith is AddArticle with files in a folder beside the article, of
// its name and _files. The article's text is asked for when the folder's name
// is known.
func (c *Collection) AddArticleWith(name string, files []Attachment, text func(folder string) []byte) (string, error) {
	name = path.Clean(name)
	if !filepath.IsLocal(filepath.FromSlash(name)) {
		return "", fmt.Errorf("%s is not within the collection", show(name))
	}
	dir, base := path.Split(name)
	if dir != "" {
		if err := c.root.MkdirAll(filepath.FromSlash(path.Clean(dir)), 0o755); err != nil {
			return "", fmt.Errorf("make the folder %s: %w", show(dir), reason(err))
		}
	}
	c.sweepAdded(path.Clean(dir + "."))
	ext := path.Ext(base)
	stem := portable(strings.TrimSuffix(base, ext), nameLimit-len(ext)-len("-1000_files"))
	for n := 1; n <= mostNamesakes; n++ {
		numbered := path.Join(dir, stem)
		if n > 1 {
			numbered += "-" + strconv.Itoa(n)
		}
		err := c.createWith(numbered, ext, files, text)
		if err == nil {
			return numbered + ext, nil
		}
		if !errors.Is(err, fs.ErrExist) {
			return "", fmt.Errorf("write %s: %w", show(numbered+ext), reason(err))
		}
	}
	return "", fmt.Errorf("there are already %d articles named %s", mostNamesakes, show(base))
}

// filesFolder is the folder of what comes with an article.
func filesFolder(stem string) string { return stem + "_files" }

// createWith makes an article and the folder of its files. The folder is filled
// under another name, so that a program that is killed leaves at most a whole
// one without its article: the next addition of that article takes it over.
func (c *Collection) createWith(stem, ext string, files []Attachment, text func(folder string) []byte) error {
	folder := filesFolder(stem)
	if len(files) == 0 {
		return c.create(stem+ext, text(path.Base(folder)))
	}
	if _, err := c.root.Lstat(filepath.FromSlash(stem + ext)); err == nil {
		return fs.ErrExist
	}
	left := c.leftOver(stem, files)
	if _, err := c.root.Lstat(filepath.FromSlash(folder)); err == nil && !left {
		return fs.ErrExist
	}
	if err := c.fillFolder(folder, files, left); err != nil {
		return err
	}
	err := c.create(stem+ext, text(path.Base(folder)))
	if err != nil && !(left && errors.Is(err, fs.ErrExist)) { // then it belongs to the article that is there
		_ = c.root.RemoveAll(filepath.FromSlash(folder))
	}
	return err
}

// fillFolder makes the folder of an article's files, whole or not at all; one
// that is there is completed.
func (c *Collection) fillFolder(folder string, files []Attachment, there bool) error {
	if there {
		return c.attach(folder, files)
	}
	temp := path.Join(path.Dir(folder), tempPrefix+rand.Text()[:12]+tempSuffix)
	if err := c.root.Mkdir(filepath.FromSlash(temp), 0o755); err != nil {
		return err
	}
	defer c.root.RemoveAll(filepath.FromSlash(temp))
	if err := c.attach(temp, files); err != nil {
		return err
	}
	return c.root.Rename(filepath.FromSlash(temp), filepath.FromSlash(folder))
}

// leftOver reports whether the folder of an article's files is what a program
// that was killed left: no file has its name, and in it is nothing but what
// comes again.
func (c *Collection) leftOver(stem string, files []Attachment) bool {
	f, err := c.root.Open(filepath.FromSlash(path.Dir(stem)))
	if err != nil {
		return false
	}
	beside, err := f.Readdirnames(-1)
	_ = f.Close() // only read from
	base := path.Base(stem)
	owned := slices.ContainsFunc(beside, func(name string) bool { return strings.TrimSuffix(name, path.Ext(name)) == base })
	if err != nil || owned {
		return false
	}
	inside, err := fs.ReadDir(c.root.FS(), filesFolder(stem))
	return err == nil && !slices.ContainsFunc(inside, func(d fs.DirEntry) bool {
		i := slices.IndexFunc(files, func(f Attachment) bool { return f.Name == d.Name() })
		if i < 0 {
			return true
		}
		data, err := c.root.ReadFile(filepath.Join(filepath.FromSlash(filesFolder(stem)), d.Name()))
		return err != nil || !bytes.Equal(data, files[i].Data)
	})
}

// sweepAdded removes what killed programs left beside the articles of a folder;
// once for each.
func (c *Collection) sweepAdded(dir string) {
	c.mu.Lock()
	was := c.sweptAdded[dir]
	if c.sweptAdded == nil {
		c.sweptAdded = map[string]bool{}
	}
	c.sweptAdded[dir] = true
	c.mu.Unlock()
	if was {
		return
	}
	found, err := fs.ReadDir(c.root.FS(), path.Clean(dir))
	if err != nil {
		return
	}
	for _, d := range found {
		if info, err := d.Info(); ours(d.Name()) && err == nil && c.opt.Now().Sub(info.ModTime()) > tempAge {
			_ = c.root.RemoveAll(filepath.Join(filepath.FromSlash(dir), d.Name()))
		}
	}
}

// attach writes the files that are not in a folder yet.
func (c *Collection) attach(folder string, files []Attachment) error {
	for _, f := range files {
		if err := c.create(path.Join(folder, f.Name), f.Data); err != nil && !errors.Is(err, fs.ErrExist) {
			return err
		}
	}
	return nil
}

// create writes a file that must not be there yet: whole, beside it, and then
// gives it the name. Where a file system has no second names, the name is taken
// first.
func (c *Collection) create(name string, data []byte) error {
	name = filepath.FromSlash(name)
	temp, err := c.fillTemp(filepath.Dir(name), data, nil)
	if err != nil {
		return err
	}
	defer c.root.Remove(temp)
	if err = c.root.Link(temp, name); err == nil || errors.Is(err, fs.ErrExist) {
		return err
	}
	f, err := c.root.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
	if err != nil {
		return err
	}
	if err = errors.Join(f.Close(), c.root.Rename(temp, name)); err != nil {
		_ = c.root.Remove(name)
	}
	return err
}

// fillTemp writes a temporary file in a folder of the collection, with the mode
// of another one, if there is one.
func (c *Collection) fillTemp(dir string, data []byte, like fs.FileInfo) (string, error) {
	temp := filepath.Join(dir, tempPrefix+rand.Text()[:12]+tempSuffix)
	f, err := c.root.OpenFile(temp, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
	if err != nil {
		return "", err
	}
	if err := fill(f, data, like); err != nil {
		_ = c.root.Remove(temp)
		return "", err
	}
	return temp, nil
}

// formerFolder keeps the articles whose place another version took.
const formerFolder = "former"

// ReplaceArticle puts another version in the place of an article, whole or not
// at all. What was there is kept among the reader's things, under a name that
// is returned for the reader.
func (c *Collection) ReplaceArticle(name string, files []Attachment, text func(folder string) []byte) (former string, err error) {
	old, err := c.Source(name)
	if err != nil {
		return "", err
	}
	if former, err = c.saveFormer(name, old); err != nil {
		return "", fmt.Errorf("keep the former version of %s: %w", show(name), reason(err))
	}
	if err := c.replaceArticle(name, files, text); err != nil {
		return former, fmt.Errorf("write %s: %w", show(name), reason(err))
	}
	return former, nil
}

func (c *Collection) replaceArticle(name string, files []Attachment, text func(folder string) []byte) error {
	folder := filesFolder(strings.TrimSuffix(name, path.Ext(name)))
	if len(files) > 0 {
		if err := c.root.MkdirAll(filepath.FromSlash(folder), 0o755); err != nil {
			return err
		}
		if err := c.attach(folder, files); err != nil {
			return err
		}
	}
	local := filepath.FromSlash(name)
	info, err := c.root.Lstat(local)
	if err != nil {
		return err
	}
	temp, err := c.fillTemp(filepath.Dir(local), text(path.Base(folder)), info)
	if err != nil {
		return err
	}
	if err = c.root.Rename(temp, local); err != nil {
		_ = c.root.Remove(temp)
	}
	return err
}

// saveFormer keeps the bytes of an article.
func (c *Collection) saveFormer(name string, data []byte) (shown string, err error) {
	err = c.locked(func(home string) error {
		ext := path.Ext(name)
		stem := strings.TrimSuffix(name, ext)
		for n := 1; n <= mostNamesakes; n++ {
			file := filepath.Join(home, formerFolder, filepath.FromSlash(strings.TrimSuffix(notesName(stem+"-"+strconv.Itoa(n)+ext), ".md")))
			if _, err := c.disk.Lstat(file); err == nil {
				continue
			}
			shown = c.shortName(file)
			if err := c.disk.MkdirAll(filepath.Dir(file), 0o755); err != nil {
				return err
			}
			return replace(c.disk, file, data, 0o644)
		}
		return fmt.Errorf("there are %d of them", mostNamesakes)
	})
	return shown, err
}
