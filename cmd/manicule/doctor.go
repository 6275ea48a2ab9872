package main

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
	"github.com/charmbracelet/x/term"
	"github.com/kballard/go-shellquote"
	"github.com/spf13/cobra"

	"manicule/internal/article"
	"manicule/internal/config"
	"manicule/internal/library"
	"manicule/internal/note"
	"manicule/internal/search"
	"manicule/internal/store"
)

func (c *cli) doctorCommand() *cobra.Command {
	var asJSON bool
	cmd := &cobra.Command{
		Use:   "doctor",
		Short: "Check the collection, its notes, the index and the terminal",
		Long: `Check what reading and note taking rest on, and say of each thing whether it is well, and if not, what to do: the collection's folder, its articles, the notes, the search index, the folders for drafts and the cache, the terminal, the editor, the browser, git.

Nothing is changed but the search index, which is brought up to date. If anything needs a person the exit status is 1.`,
		Example: `manicule doctor
manicule doctor --json | jq '.[] | select(.advice)'`,
		Args: arguments(0, 0),
		RunE: func(cmd *cobra.Command, _ []string) error { return c.doctor(cmd.Context(), asJSON) },
	}
	cmd.Flags().BoolVar(&asJSON, "json", false, "print a JSON array")
	return cmd
}

// finding is what the doctor has to say of one thing. With advice it needs a
// person.
type finding struct {
	What   string `json:"what"`
	State  string `json:"state"`
	Advice string `json:"advice,omitempty"`
}

func (c *cli) doctor(ctx context.Context, asJSON bool) error {
	lib, done, err := c.opened()
	if err != nil {
		return err
	}
	defer done()
	col := lib.Collection()
	findings := []finding{aboutFolder(col)}
	if err := c.refresh(ctx, lib); err != nil {
		return err
	}
	findings = append(findings, aboutArticles(ctx, lib), aboutNotes(ctx, col), aboutHomes(ctx, col), aboutIndex(lib),
		aboutHome("state folder", store.StateHome(), "half-typed notes are lost in a crash"),
		aboutHome("cache folder", store.CacheHome(), "the index is made anew at every start"),
		c.aboutTerminal(), c.aboutEditor(), c.aboutBrowser(), aboutGit())
	return c.printFindings(findings, asJSON)
}

func aboutFolder(col *store.Collection) finding {
	f := finding{What: "collection", State: article.CleanLine(col.Folder())}
	if col.Within() != "." {
		f.State += ", opened at its folder " + article.CleanLine(col.Within())
	}
	if w := col.Warning(); w != "" {
		f.State, f.Advice = f.State+": "+w, "make the folder writable, or name another one for the notes with --notes"
	}
	return f
}

// aboutHomes tells where notes are kept, and on what articles in two places.
func aboutHomes(ctx context.Context, col *store.Collection) finding {
	var names []string
	for _, home := range col.Homes(ctx) {
		names = append(names, article.CleanLine(shownIn(col.Folder(), home)))
	}
	f := finding{What: "notes kept in", State: strings.Join(names, ", ")}
	two := col.TwoHomes(ctx)
	if len(two) == 0 {
		return f
	}
	var where []string
	for _, x := range two {
		where = append(where, article.CleanLine(x.Article)+" (also in "+article.CleanLine(x.Home)+")")
	}
	f.State += "; in two homes: " + strings.Join(where, ", ")
	f.Advice = "open the article with manicule and press M, which joins the notes"
	return f
}

// aboutArticles counts those that can't be read.
func aboutArticles(ctx context.Context, lib *library.Library) finding {
	list := lib.Articles()
	found, err := list.Search(ctx, search.Query{})
	f := finding{What: "articles", State: howMany(list.Len(), "article")}
	if err != nil {
		f.Advice = err.Error()
		return f
	}
	broken, first := 0, ""
	for _, id := range found.IDs {
		if e := list.Entry(id); e.Err != nil {
			broken++
			first = cmp.Or(first, article.CleanLine(e.Path)+": "+e.Err.Error())
		}
	}
	if broken > 0 {
		f.State += fmt.Sprintf(", %d of them can't be read, the first is %s", broken, first)
		f.Advice = "manicule list tells each with its reason"
	}
	return f
}

func aboutNotes(ctx context.Context, col *store.Collection) finding {
	f := finding{What: "notes"}
	var v verdict
	err := v.checkFiles(ctx, col)
	if err == nil {
		err = col.AllNotes(ctx, func(path string, file *note.File) { v.checkNotes(col, path, file) })
	}
	f.State = fmt.Sprintf("%s on %s: %d exact, %d edited, %d moved, %d lost", howMany(v.Notes, "note"), howMany(v.Articles, "article"), v.Exact, v.Edited, v.Moved, v.Lost)
	switch {
	case err != nil:
		f.State, f.Advice = f.State+"; "+article.CleanLine(err.Error()), "manicule notes verify"
	case len(v.Problems) > 0:
		f.State, f.Advice = f.State+"; "+needs(len(v.Problems))+" you", "manicule notes verify lists them"
	}
	return f
}

func aboutIndex(lib *library.Library) finding {
	s := lib.Status()
	f := finding{What: "index", State: fmt.Sprintf("%s, %.1f MB in %s", howMany(s.Articles, "article"), float64(s.Bytes)/1e6, article.CleanLine(cmp.Or(s.Folder, "memory")))}
	if s.Problem != "" {
		f.State, f.Advice = f.State+"; "+article.CleanLine(s.Problem), "manicule index --rebuild; if that says the same, look at the cache folder's permissions and space"
	}
	return f
}

// aboutHome tells whether a folder of the system can be written.
func aboutHome(what, home, otherwise string) finding {
	if home == "" {
		return finding{What: what, State: "there is none: " + otherwise, Advice: "set HOME"}
	}
	dir := filepath.Join(home, "manicule")
	f := finding{What: what, State: article.CleanLine(dir)}
	if err := tryWriting(dir); err != nil {
		f.State, f.Advice = f.State+" can't be written: "+otherwise, "make the folder writable, or set HOME"
	}
	return f
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

// aboutTerminal tells what the terminal says of itself.
func (c *cli) aboutTerminal() finding {
	f := finding{What: "terminal", State: "none; the output goes elsewhere"}
	if !c.terminal() {
		return f
	}
	name := cmp.Or(os.Getenv("TERM"), "unknown")
	profile := colorprofile.Detect(c.stdout, os.Environ())
	f.State = article.CleanLine(name) + ", " + map[colorprofile.Profile]string{
		colorprofile.TrueColor: "16 million colours", colorprofile.ANSI256: "256 colours", colorprofile.ANSI: "16 colours",
		colorprofile.ASCII: "no colours", colorprofile.NoTTY: "no colours",
	}[profile]
	w, h, err := term.GetSize(c.stdout.Fd())
	if err == nil {
		f.State += fmt.Sprintf(", %d×%d cells", w, h)
	}
	switch {
	case name == "dumb" || name == "unknown":
		f.Advice = "it can't move its cursor; manicule talks in lines there, as with --plain"
	case err == nil && (w < 40 || h < 10):
		f.Advice = "make the window at least 40×10 cells"
	case !utf8Locale():
		f.Advice = "set LANG to a UTF-8 locale, such as C.UTF-8; else signs may show as others"
	case os.Getenv("TMUX") != "" && profile < colorprofile.TrueColor:
		f.Advice = "for all colours in tmux: set -as terminal-features ',*:RGB' in its configuration"
	}
	return f
}

// utf8Locale tells whether the environment says so, or nothing at all.
func utf8Locale() bool {
	locale := cmp.Or(os.Getenv("LC_ALL"), os.Getenv("LC_CTYPE"), os.Getenv("LANG"))
	locale = strings.ToLower(strings.ReplaceAll(locale, "-", ""))
	return locale == "" || strings.Contains(locale, "utf8")
}

func (c *cli) aboutEditor() finding {
	words, from, err := config.Editor(c.config.Editor, os.Getenv)
	if from == "" {
		return finding{What: "editor", State: "$VISUAL and $EDITOR are not set; " + words[0] + " is tried"}
	}
	return aboutProgram("editor", from, words, err)
}

// aboutBrowser tells of the browser that the configuration names.
func (c *cli) aboutBrowser() finding {
	if c.config.Browser == "" {
		return finding{What: "browser", State: "the system's"}
	}
	words, err := config.Command(c.config.Browser)
	return aboutProgram("browser", "browser", words, err)
}

// aboutProgram tells whether the program of a command line is there; from is
// where the line is from.
func aboutProgram(what, from string, words []string, err error) finding {
	f := finding{What: what, State: article.CleanLine(shellquote.Join(words...))}
	if err != nil {
		f.State, f.Advice = article.CleanLine(err.Error()), "correct "+from+"; quotes come in pairs"
	} else if _, err := exec.LookPath(words[0]); err != nil {
		f.State, f.Advice = article.CleanLine(words[0])+" is not found", "set "+from+" to a program that is there"
	}
	return f
}

func aboutGit() finding {
	if path, err := exec.LookPath("git"); err == nil {
		return finding{What: "git", State: article.CleanLine(path)}
	}
	return finding{What: "git", State: "not found; only manicule sync needs it"}
}

// howMany is a number with what it counts, also none.
func howMany(n int, what string) string {
	if n == 1 {
		return "1 " + what
	}
	return fmt.Sprintf("%d %ss", n, what)
}

func (c *cli) printFindings(findings []finding, asJSON bool) error {
	var b strings.Builder
	bad := 0
	for _, f := range findings {
		sign := "✓"
		if f.Advice != "" {
			sign = "!"
			bad++
		}
		fmt.Fprintf(&b, "%s %-13s %s\n", sign, f.What, f.State)
		if f.Advice != "" {
			fmt.Fprintf(&b, "  %-13s → %s\n", "", f.Advice)
		}
	}
	var err error
	if asJSON {
		err = printJSON(c.stdout, findings)
	} else {
		_, err = c.stdout.WriteString(b.String())
	}
	switch {
	case err != nil:
		return fmt.Errorf("print what was found: %w", err)
	case bad > 0:
		return nothing("doctor: %s you", needs(bad))
	}
	return nil
}
