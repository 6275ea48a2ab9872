// Package doctor checks what reading and note taking rest on: the folder, the
// notes, the index, the terminal and the programs that are called.
package doctor

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"

	"github.com/charmbracelet/colorprofile"
	"github.com/kballard/go-shellquote"

	"manicule/internal/article"
	"manicule/internal/config"
	"manicule/internal/desktop"
	"manicule/internal/library"
	"manicule/internal/search"
)

// Check looks at one thing. Run says in words how it is, and what to do about
// it; advice is "" if it is well.
type Check struct {
	Name string
	Run  func(context.Context) (state, advice string)
}

// Patient is what is looked at.
type Patient struct {
	Library         *library.Library // up to date with its folder
	Terminal        Terminal
	Getenv          func(string) string
	Editor, Browser string // command lines of the configuration
	StateHome       string // folders of the system; "" if there are none
	CacheHome       string
}

// Terminal is what the output is shown on; the zero Terminal is none.
type Terminal struct {
	Is            bool
	Colours       colorprofile.Profile
	Width, Height int // cells; 0 if it doesn't tell
}

// Checks are all there are, in the order in which a person reads them.
func (p Patient) Checks() []Check {
	return []Check{
		{"collection", p.folder},
		{"articles", p.articles},
		{"other files", p.others},
		{"notes", p.notes},
		{"notes kept in", p.homes},
		{"index", p.index},
		{"state folder", func(context.Context) (string, string) {
			return home(p.StateHome, "unfinished notes are lost in a crash")
		}},
		{"cache folder", func(context.Context) (string, string) {
			return home(p.CacheHome, "the index is rebuilt at every start")
		}},
		{"terminal", p.terminal},
		{"editor", p.editor},
		{"browser", p.browser},
		{"git", git},
	}
}

func (p Patient) folder(context.Context) (state, advice string) {
	c := p.Library.Collection()
	state = article.CleanLine(c.Folder())
	if c.Within() != "." {
		state += ", opened at its folder " + article.CleanLine(c.Within())
	}
	if w := c.Warning(); w != "" {
		return state + ": " + w, "make the folder writable, or name another one for the notes with --notes"
	}
	return state, ""
}

// articles counts those that can't be read.
func (p Patient) articles(ctx context.Context) (state, advice string) {
	list := p.Library.Articles()
	state = count(list.Len(), "article")
	found, err := list.Search(ctx, search.Query{})
	if err != nil {
		return state, err.Error()
	}
	broken, first := 0, ""
	for _, id := range found.IDs {
		if e := list.Entry(id); e.Err != nil {
			broken++
			first = cmp.Or(first, article.CleanLine(e.Path)+": "+e.Err.Error())
		}
	}
	if broken == 0 {
		return state, ""
	}
	return fmt.Sprintf("%s, %d of them can't be read, the first is %s", state, broken, first), "manicule list tells each with its reason"
}

// others counts the files that are not shown.
func (p Patient) others(context.Context) (state, advice string) {
	return cmp.Or(p.Library.Collection().Others().String(), "none"), ""
}

func (p Patient) notes(ctx context.Context) (state, advice string) {
	v, err := library.Verify(ctx, p.Library.Collection())
	state = v.String()
	switch {
	case err != nil:
		return state + "; " + article.CleanLine(err.Error()), "manicule notes verify"
	case len(v.Problems) > 0:
		return state + "; " + Needing(len(v.Problems)), "manicule notes verify lists them"
	}
	return state, ""
}

// homes tells where notes are kept, and on what articles in two places.
func (p Patient) homes(ctx context.Context) (state, advice string) {
	c := p.Library.Collection()
	var names, twice []string
	for _, home := range c.Homes(ctx) {
		names = append(names, article.CleanLine(library.ShownIn(c, home)))
	}
	for _, two := range c.TwoHomes(ctx) {
		twice = append(twice, article.CleanLine(two.Article)+" (also in "+article.CleanLine(two.Home)+")")
	}
	state = strings.Join(names, ", ")
	if len(twice) == 0 {
		return state, ""
	}
	return state + "; in two homes: " + strings.Join(twice, ", "), "open the article and press M to merge them"
}

// Needing says that n things need the reader.
func Needing(n int) string {
	if n == 1 {
		return "1 problem needs attention"
	}
	return fmt.Sprintf("%d problems need attention", n)
}

func (p Patient) index(context.Context) (state, advice string) {
	s := p.Library.Status()
	state = fmt.Sprintf("%s, %.1f MB in %s", count(s.Articles, "article"), float64(s.Bytes)/1e6, article.CleanLine(cmp.Or(s.Folder, "memory")))
	if s.Problem != "" {
		return state + "; " + article.CleanLine(s.Problem), "manicule index --rebuild; if that says the same, look at the cache folder's permissions and space"
	}
	return state, ""
}

// home reports whether a folder of the system can be written.
func home(dir, otherwise string) (state, advice string) {
	if dir == "" {
		return "there is none: " + otherwise, "set HOME"
	}
	dir = filepath.Join(dir, "manicule")
	if err := tryWriting(dir); err != nil {
		return article.CleanLine(dir) + " can't be written: " + otherwise, "make the folder writable, or set HOME"
	}
	return article.CleanLine(dir), ""
}

// tryWriting makes the folder, and a file in it for a moment.
func tryWriting(dir string) error {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return err
	}
	tried, err := os.CreateTemp(dir, "doctor-*")
	if err != nil {
		return err
	}
	return errors.Join(tried.Close(), os.Remove(tried.Name()))
}

// terminal tells what the terminal says of itself.
func (p Patient) terminal(context.Context) (state, advice string) {
	t := p.Terminal
	if !t.Is {
		return "none; the output goes elsewhere", ""
	}
	name := cmp.Or(p.Getenv("TERM"), "unknown")
	state = article.CleanLine(name) + ", " + colours(t.Colours)
	if t.Width > 0 {
		state += fmt.Sprintf(", %d×%d cells", t.Width, t.Height)
	}
	switch {
	case name == "dumb" || name == "unknown":
		advice = "it can't move its cursor; manicule starts in plain mode there"
	case t.Width > 0 && (t.Width < 40 || t.Height < 10):
		advice = "make the window at least 40×10 cells"
	case !p.utf8Locale():
		advice = "set LANG to a UTF-8 locale, such as C.UTF-8; else signs may show as others"
	case p.Getenv("TMUX") != "" && t.Colours < colorprofile.TrueColor:
		advice = "for all colours in tmux: set -as terminal-features ',*:RGB' in its configuration"
	}
	return state, advice
}

func colours(p colorprofile.Profile) string {
	switch p {
	case colorprofile.TrueColor:
		return "16 million colours"
	case colorprofile.ANSI256:
		return "256 colours"
	case colorprofile.ANSI:
		return "16 colours"
	}
	return "no colours"
}

// utf8Locale reports whether the environment says so, or nothing at all.
func (p Patient) utf8Locale() bool {
	locale := cmp.Or(p.Getenv("LC_ALL"), p.Getenv("LC_CTYPE"), p.Getenv("LANG"))
	locale = strings.ToLower(strings.ReplaceAll(locale, "-", ""))
	return locale == "" || strings.Contains(locale, "utf8")
}

func (p Patient) editor(context.Context) (state, advice string) {
	words, from, err := config.Editor(p.Editor, p.Getenv)
	if from == "" {
		return "$VISUAL and $EDITOR are not set; " + words[0] + " is tried", ""
	}
	return program(from, words, err)
}

func (p Patient) browser(context.Context) (state, advice string) {
	b, err := desktop.FindBrowser(p.Browser, "", p.Getenv)
	switch {
	case errors.Is(err, desktop.ErrNoBrowser):
		return "none; addresses are copied", ""
	case err != nil:
		return article.CleanLine(err.Error()), "set browser to an installed program; close the quotes"
	}
	return article.CleanLine(shellquote.Join(b.Args...)), ""
}

// program reports whether the program of a command line is there; from is where
// the line is from.
func program(from string, words []string, err error) (state, advice string) {
	if err != nil {
		return article.CleanLine(err.Error()), "correct " + from + "; close the quotes"
	}
	if _, err := exec.LookPath(words[0]); err != nil {
		return article.CleanLine(words[0]) + " is not found", "set " + from + " to an installed program"
	}
	return article.CleanLine(shellquote.Join(words...)), ""
}

func git(context.Context) (state, advice string) {
	path, err := exec.LookPath("git")
	if err != nil {
		return "not found; only manicule sync needs it", ""
	}
	return article.CleanLine(path), ""
}

// count is a number with what it counts, also none.
func count(n int, what string) string {
	if n == 1 {
		return "1 " + what
	}
	return fmt.Sprintf("%d %ss", n, what)
}
