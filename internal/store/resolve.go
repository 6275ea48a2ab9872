package store

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"path"
	"path/filepath"
	"strings"

	"manicule/internal/article"
)

// Ambiguous is the error of a name that could mean several articles.
type Ambiguous struct {
	Name  string
	Paths []string
}

func (a *Ambiguous) Error() string {
	const shown = 8
	names := make([]string, 0, shown)
	for _, p := range a.Paths[:min(len(a.Paths), shown)] {
		names = append(names, show(p))
	}
	if more := len(a.Paths) - shown; more > 0 {
		names = append(names, fmt.Sprintf("and %d more", more))
	}
	return fmt.Sprintf("%q could be any of: %s", show(a.Name), strings.Join(names, ", "))
}

// errNoArticle is wrapped by Resolve's error when nothing has that name.
var errNoArticle = errors.New("no such article")

// CheckArticle says why no list shows the file of that path in the collection,
// or is nil where one does. Only what is listed is opened: notes on anything
// else would be on an article that nobody finds again. A file that is not there
// is not listed.
func (c *Collection) CheckArticle(p string) error {
	listed := false
	err := c.Files(context.Background(), p, func(f File) error {
		listed = listed || f.Path == p
		return nil
	})
	switch {
	case err != nil || listed:
		return err
	case article.IsBook(p):
		return fmt.Errorf("%w: it is a book, which is to its chapters what a folder is", errNotArticle)
	case !c.isArticle(p) && !strings.HasPrefix(path.Base(p), "."):
		return fmt.Errorf("%w: its name ends in none of %s", errNotArticle, strings.Join(article.Extensions(), " "))
	}
	return fmt.Errorf("%w: it is hidden, or in a folder that lists leave out", errNotArticle)
}

// errNotArticle is wrapped by CheckArticle's errors.
var errNotArticle = errors.New("not an article")

// Resolve turns what a user typed into an article's path: a path in the
// collection, a path relative to the working folder that leads into it, else
// a file's name, with or without extension, the end of a path, the beginning
// of a name, or part of a path, each regardless of case, composition of letters
// and separators, and the first of these that fits anything. If that is several, the error is an *Ambiguous. A
// file that is no article is not found, see CheckArticle.
func (c *Collection) Resolve(arg string) (string, error) {
	var unlisted error
	for _, p := range c.asPaths(arg) {
		info, err := c.root.Stat(filepath.FromSlash(p))
		if err == nil && !info.IsDir() || c.InBook(p) != "" && c.has(p) {
			if err = c.CheckArticle(p); err == nil {
				return p, nil
			}
			unlisted = cmp.Or(unlisted, err)
		}
	}
	var all []string
	err := c.Files(context.Background(), ".", func(f File) error {
		all = append(all, f.Path)
		return nil
	})
	if err != nil {
		return "", err
	}
	want := twin(strings.ReplaceAll(filepath.ToSlash(arg), `\`, "/"))
	for _, fits := range namings {
		var found, inside []string
		for _, p := range all {
			if want != "" && fits(twin(p), want) {
				found = append(found, p)
				if strings.HasPrefix(p, prefix(c.within)) {
					inside = append(inside, p)
				}
			}
		}
		if len(inside) > 0 { // in the folder that was opened
			found = inside
		}
		if len(found) == 1 {
			return found[0], nil
		}
		if len(found) > 1 {
			return "", &Ambiguous{arg, found}
		}
	}
	if unlisted != nil {
		return "", fmt.Errorf("%s is %w", show(arg), unlisted)
	}
	return "", fmt.Errorf("%w: nothing in %s is called %q; \"list\" shows what there is", errNoArticle, show(c.folder), show(arg))
}

// namings are the ways to name an article, the strictest first.
var namings = []func(p, want string) bool{
	func(p, want string) bool { return path.Base(p) == want },
	func(p, want string) bool { return strings.TrimSuffix(path.Base(p), path.Ext(p)) == want },
	func(p, want string) bool { return strings.HasSuffix(p, "/"+want) },
	func(p, want string) bool { return strings.HasPrefix(path.Base(p), want) },
	strings.Contains,
}

// asPaths lists the paths of the collection that arg may be as it stands.
func (c *Collection) asPaths(arg string) []string {
	var paths []string
	if slashed := path.Clean(filepath.ToSlash(arg)); filepath.IsLocal(slashed) && arg != "" {
		if c.within != "" {
			paths = append(paths, path.Join(c.within, slashed))
		}
		paths = append(paths, slashed)
	}
	abs, err := filepath.Abs(arg)
	if err != nil {
		return paths
	}
	for _, folder := range []string{c.folder, realPath(c.folder)} {
		for _, name := range []string{abs, filepath.Join(realPath(filepath.Dir(abs)), filepath.Base(abs))} {
			if rel, err := filepath.Rel(folder, name); err == nil && filepath.IsLocal(rel) {
				paths = append(paths, filepath.ToSlash(rel))
			}
		}
	}
	return paths
}

// realPath follows links; a path that can't be followed stays as it is.
func realPath(name string) string {
	if real, err := filepath.EvalSymlinks(name); err == nil {
		return real
	}
	return name
}
