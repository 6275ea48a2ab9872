package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"manicule/docs"
	"manicule/internal/article"
	"manicule/internal/config"
	"manicule/internal/fetch"
	"manicule/internal/plain"
	"manicule/internal/store"
	"manicule/internal/ui"
)

// open shows what the argument names: in the reader, or printed.
func (c *cli) open(ctx context.Context, arg string) error {
	switch {
	case arg == "-":
		return c.openInput(ctx)
	case fetch.IsAddress(arg):
		return c.openAddress(ctx, arg)
	}
	o, err := c.opening(ctx, arg)
	if err != nil {
		return err
	}
	defer o.col.Close()
	switch {
	case c.surface() != printed:
		lib := c.openLibrary(o.col)
		defer lib.Close()
		return c.startReader(ctx, ui.Options{Library: lib, Article: o.path, At: o.at, Note: o.note, Query: o.query})
	case o.path == "":
		return c.list(ctx, o.col, listing{})
	}
	return c.printArticle(o.col, o.path, o.at.Start)
}

func (c *cli) printArticle(col *store.Collection, path string, from int) error {
	a, err := col.Read(path)
	if err != nil {
		return err
	}
	return c.printFrom(a, from)
}

func (c *cli) openInput(ctx context.Context) error {
	a, err := c.readInput(false)
	if err != nil {
		return err
	}
	return c.openParsed(ctx, a)
}

// openAddress fetches an article, to be read once.
func (c *cli) openAddress(ctx context.Context, address string) error {
	a, err := c.fetchArticle(ctx, address)
	if err != nil {
		return err
	}
	return c.openParsed(ctx, a)
}

// openParsed shows an article of no collection.
func (c *cli) openParsed(ctx context.Context, a *article.Article) error {
	if c.surface() == printed {
		return c.print(a)
	}
	return c.startReader(ctx, ui.Options{Parsed: a})
}

// startReader starts the reader, on a full screen or in lines.
func (c *cli) startReader(ctx context.Context, o ui.Options) error {
	if c.surface() == inLines {
		return c.converse(ctx, plain.Options{Now: c.now, Library: o.Library, Article: o.Article, At: o.At, Commands: c.config.Commands, Parsed: o.Parsed})
	}
	return c.run(ctx, o)
}

// run starts the reader on a full screen.
func (c *cli) run(ctx context.Context, o ui.Options) error {
	name, _, err := c.style()
	if err != nil {
		return err
	}
	o.Now, o.Justify, o.Notice = c.now, c.justify, c.notice()
	o.Keys, o.Kinds, o.Commands, o.Renderers = c.config.Keys, c.looks(), c.config.Commands, c.config.Renderers
	o.Editor, o.Browser = c.config.Editor, c.config.Browser
	o.Theme, o.Own, o.Width, o.NoMouse, o.Images = name, c.ownThemes(), c.width, c.noMouse, c.images
	if program, err := os.Executable(); err == nil && !c.inManual {
		o.Manual = []string{program, "help", docs.Topics()[0]}
	}
	if o.Library != nil {
		c.restoreView(&o, o.Library.Collection().View())
	}
	return c.broken(ui.Run(ctx, o))
}

// restoreView has hold what the reader last set on the screen, where neither a
// flag nor the configuration says otherwise.
func (c *cli) restoreView(o *ui.Options, v store.View) {
	said := func(option string) bool { return c.given[option] || slices.Contains(c.config.Given, option) }
	if !said("theme") && v.Theme != "" && v.Theme != "auto" && c.known(v.Theme) {
		o.Theme = v.Theme
	}
	if !said("width") && v.Width >= config.MinWidth {
		o.Width = v.Width
	}
	if !said("justify") {
		o.Justify = v.Justify
	}
}

// target finds what a person named on the command line: a collection, and the
// path of an article in it when they named a file.
func (c *cli) target(arg string) (*store.Collection, string, error) {
	if arg == "" {
		col, err := c.collection()
		return col, "", err
	}
	info, err := os.Stat(arg)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil, "", c.unknown(arg)
	case err != nil:
		return c.chapter(arg, err)
	case info.IsDir():
		col, err := store.Open(arg, c.storeOptions())
		return col, "", err
	}
	return c.file(arg)
}

// chapter is target for an article that lies in a book; otherwise says what is
// wrong with the name.
func (c *cli) chapter(arg string, otherwise error) (*store.Collection, string, error) {
	for file := filepath.Dir(arg); file != filepath.Dir(file); file = filepath.Dir(file) {
		if !isFile(file) || !article.IsBook(file) {
			continue
		}
		col, path, err := c.homeOf(file)
		if err != nil {
			return nil, "", err
		}
		path += "/" + filepath.ToSlash(strings.TrimPrefix(filepath.Clean(arg)[len(file):], string(filepath.Separator)))
		if err := col.CheckArticle(path); err != nil {
			col.Close()
			return nil, "", fmt.Errorf("open %s: %w", article.CleanLine(arg), err)
		}
		return col, path, nil
	}
	return nil, "", otherwise
}

// unknown says that there is no such file, and what may have been meant.
func (c *cli) unknown(arg string) error {
	try := "\n  manicule list " + arg + " looks for it in titles and texts"
	if near := c.rootCommand().SuggestionsFor(arg); len(near) > 0 {
		try = "\n  did you mean: manicule " + strings.Join(near, ", manicule ")
	}
	return fmt.Errorf("open %s: there is no such file or folder%s", arg, try)
}

// collection opens the folder that commands work on.
func (c *cli) collection() (*store.Collection, error) {
	folder := c.folder
	if folder == "" {
		wd, err := os.Getwd()
		if err != nil {
			return nil, fmt.Errorf("find the current folder: %w", err)
		}
		folder = c.usualFolder(wd)
	}
	return store.Open(folder, c.storeOptions())
}

func (c *cli) storeOptions() store.Options {
	return store.Options{Converters: c.converters(), NotesDir: c.notesDir, NotesHome: fromHome(c.config.Notes), Now: c.now}
}

// converters are those of the configuration.
func (c *cli) converters() map[string]store.Converter {
	formats := map[string]article.Format{"html": article.HTML, "markdown": article.Markdown, "text": article.PlainText}
	all := map[string]store.Converter{}
	for ext, v := range c.config.Converters {
		if command, err := config.Command(v.Command); err == nil && len(command) > 0 {
			all[ext] = store.Converter{Command: command, Output: formats[v.Output]}
		}
	}
	return all
}

// file opens the collection that a file belongs to: the nearest folder above
// it that keeps notes, else the collection that one is in if the file lies
// there, else its own folder.
func (c *cli) file(name string) (*store.Collection, string, error) {
	col, path, err := c.homeOf(name)
	if err != nil {
		return nil, "", err
	}
	if article.IsBook(path) {
		if err := col.LookInto(path); err != nil {
			col.Close()
			return nil, "", err
		}
		return col, "", nil
	}
	if err := col.CheckArticle(path); err != nil {
		col.Close()
		return nil, "", fmt.Errorf("open %s: %w\n  manicule - < %[1]s reads it without a collection", article.CleanLine(name), err)
	}
	return col, path, nil
}

func (c *cli) homeOf(name string) (*store.Collection, string, error) {
	folder, path, ok := c.lieUnderUsual(name)
	if !ok {
		return store.OpenFile(name, c.storeOptions())
	}
	col, err := store.Open(folder, c.storeOptions())
	return col, path, err
}

// lieUnderUsual reports whether a file that no folder keeping notes holds lies
// in the collection one is in, and as what.
func (c *cli) lieUnderUsual(name string) (folder, path string, ok bool) {
	file, err := realPath(name)
	if err != nil || store.Home(filepath.Dir(file), c.storeOptions()) != "" {
		return "", "", false
	}
	wd, err := os.Getwd()
	if err != nil {
		return "", "", false
	}
	usual := c.usualFolder(wd)
	if folder, err = realPath(usual); err != nil || usual == wd && tooWide(wd) {
		return "", "", false
	}
	path, err = filepath.Rel(folder, file)
	return folder, filepath.ToSlash(path), err == nil && filepath.IsLocal(path)
}

// tooWide tells the folders that hold everything of somebody's: a file opened
// from there does not make them a collection.
func tooWide(dir string) bool {
	home, err := os.UserHomeDir()
	return err == nil && dir == filepath.Clean(home) || dir == filepath.Dir(dir)
}

func realPath(name string) (string, error) {
	abs, err := filepath.Abs(name)
	if err != nil {
		return "", err
	}
	return filepath.EvalSymlinks(abs)
}

// usualFolder is the collection of somebody who works in wd and names none.
func (c *cli) usualFolder(wd string) string {
	home := store.Home(wd, c.storeOptions())
	if articles := filepath.Join(wd, "articles"); isFolder(articles) && home != wd {
		return articles
	}
	return cmp.Or(home, wd)
}

func isFolder(name string) bool {
	info, err := os.Stat(name)
	return err == nil && info.IsDir()
}

func isFile(name string) bool {
	info, err := os.Stat(name)
	return err == nil && !info.IsDir()
}

// maxInput is how much of standard input is read: as much as of a file.
const maxInput = 64 << 20

// readInput reads the article on standard input: HTML if it looks like that,
// else Markdown.
func (c *cli) readInput(whole bool) (*article.Article, error) {
	data, err := io.ReadAll(io.LimitReader(c.stdin, maxInput+1))
	switch {
	case err != nil:
		return nil, fmt.Errorf("read standard input: %w", err)
	case len(data) > maxInput:
		return nil, fmt.Errorf("read standard input: it is larger than %d MiB", maxInput>>20)
	}
	c.inputTaken = true
	return parseStandardInput(data, whole)
}

func parseStandardInput(data []byte, whole bool) (*article.Article, error) {
	parse := article.Parse
	if whole {
		parse = article.ParseWhole
	}
	a, err := parse("standard input", data)
	if err == nil && a.Format != article.HTML {
		a, err = article.Parse("standard input.md", data)
	}
	if err != nil {
		return nil, fmt.Errorf("read standard input: %w", err)
	}
	return a, nil
}

// maxSettings is more bytes than any file of options or looks has.
const maxSettings = 1 << 20

// readSettings reads such a file.
func readSettings(name string) ([]byte, error) {
	f, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	data, err := io.ReadAll(io.LimitReader(f, maxSettings+1))
	if len(data) > maxSettings {
		return nil, fmt.Errorf("%s: it is larger than 1 MiB", article.CleanLine(name))
	}
	return data, err
}
