// Command faults breaks the program while it saves notes, from outside, and
// checks that none is lost and no file is torn. It needs Linux, and for the
// first two x86-64, since they stop the program by ptrace(2):
//
//	go run ./internal/dev/faults calls    # SIGKILL at every file-system call of note add
//	go run ./internal/dev/faults errors   # ENOSPC, EIO, EDQUOT, EROFS, EMFILE at each of them
//	go run ./internal/dev/faults kills    # a writing loop, killed 1,000 times at random
//	go run ./internal/dev/faults writers  # three processes and an editor on one file
//
// A note counts as acknowledged when the program has said that it is saved.
package main

import (
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"

	"manicule/internal/anchor"
	"manicule/internal/article"
	"manicule/internal/note"
	"manicule/internal/store"
)

func main() {
	n := flag.Int("n", 1000, "number of random kills")
	seed := flag.Uint64("seed", 1, "another number gives other moments to kill at")
	each := flag.Int("notes", 300, "notes that each of the writers adds")
	write := flag.String("write", "", "be a writer that adds notes to this folder")
	prefix := flag.String("prefix", "n", "with -write: what the ids begin with")
	flag.Parse()
	var err error
	switch what := flag.Arg(0); {
	case *write != "":
		err = writeLoop(*write, *prefix, *each)
	case what == "calls":
		err = sweep(faults[:1])
	case what == "errors":
		err = sweep(faults[1:])
	case what == "kills":
		err = randomKills(*n, *seed)
	case what == "writers":
		err = writers(*each)
	default:
		flag.Usage()
		os.Exit(2)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "faults:", err)
		os.Exit(1)
	}
}

const words = "# Tea\n\nTwo leaves, hot water, a cup and a pot.\n"

// place is a collection of one article, and folders of its own for the rest.
type place struct{ home, folder string }

func newPlace() (place, error) {
	home, err := os.MkdirTemp("", "manicule-faults-")
	if err != nil {
		return place{}, err
	}
	p := place{home, filepath.Join(home, "articles")}
	if err := os.Mkdir(p.folder, 0o755); err != nil {
		return place{}, err
	}
	return p, os.WriteFile(filepath.Join(p.folder, "tea.md"), []byte(words), 0o644)
}

func (p place) remove() { _ = os.RemoveAll(p.home) }

func (p place) options() store.Options {
	in := func(name string) string { return filepath.Join(p.home, name) }
	return store.Options{DataHome: in("data"), StateHome: in("state"), CacheHome: in("cache")}
}

func (p place) env() []string {
	return append(os.Environ(), "HOME="+p.home, "XDG_DATA_HOME="+filepath.Join(p.home, "data"), "XDG_STATE_HOME="+filepath.Join(p.home, "state"), "XDG_CACHE_HOME="+filepath.Join(p.home, "cache"))
}

func (p place) file() string { return filepath.Join(p.folder, ".manicule", "notes", "tea.md.md") }

// notes reads the notes, and complains of anything torn.
func (p place) notes() (map[string]int, error) {
	c, err := store.Open(p.folder, p.options())
	if err != nil {
		return nil, err
	}
	defer c.Close()
	f, err := c.Notes("tea.md")
	if err != nil {
		return nil, err
	}
	if problems := f.Problems(); len(problems) > 0 || f.ReadOnly() != "" {
		return nil, fmt.Errorf("torn: %v %s", problems, f.ReadOnly())
	}
	times := map[string]int{}
	for _, n := range f.Notes() {
		times[n.Body]++
	}
	return times, nil
}

// check tells what of the acknowledged notes is not there exactly once.
func (p place) check(acknowledged []string) error {
	times, err := p.notes()
	if err != nil {
		return err
	}
	for _, body := range acknowledged {
		if times[body] != 1 {
			return fmt.Errorf("the note %q is there %d times", body, times[body])
		}
	}
	return nil
}

// writeLoop adds notes, one save each, and prints each one's words when it is
// saved; without end when n is 0.
func writeLoop(folder, prefix string, n int) error {
	c, err := store.Open(folder, store.Options{})
	if err != nil {
		return err
	}
	defer c.Close()
	a, err := c.Read("tea.md")
	for i := 0; err == nil && (n == 0 || i < n); i++ {
		one := note.Note{ID: note.NewID(), Kind: "highlight", Body: fmt.Sprintf("%s-%d", prefix, i), Anchor: anchor.New(a.Text, article.Span{Start: 7, End: 17}, "Two leaves")}
		for err = add(c, a, one); err != nil && strings.Contains(err.Error(), "another program"); err = add(c, a, one) {
			continue // the machine is busy; what counts is that no note is lost
		}
		if err == nil {
			fmt.Println(one.Body)
		}
	}
	return err
}

func add(c *store.Collection, a *article.Article, n note.Note) error {
	_, err := c.SaveNotes(a, func(f *note.File) error { f.Put(n); return nil })
	return err
}

// writer starts this program as a writer.
func (p place) writer(prefix string, n int) *exec.Cmd {
	cmd := exec.Command("/proc/self/exe", "-write", p.folder, "-prefix", prefix, "-notes", fmt.Sprint(n))
	cmd.Env = p.env()
	cmd.Stderr = os.Stderr
	return cmd
}
