// Hostile attacks the program with texts, names and files that were made to
// harm, and says what came of it:
//
//	go run ./internal/dev/hostile [-every N] [-only PARTS]
//	go run ./internal/dev/hostile -only broken -in FOLDER
//
// It writes a collection with a file for each kind of harmful text in each
// place of an article (-every 4: for one of four pairs), odd names, special
// files, and a notes file of the same kind; opens every file in every view of
// the program in a pseudo-terminal, and holds all that is written to the
// terminal against the grammar of internal/dev/pty. So it does with notes that were
// left unfinished and articles that change while they are open. Then it opens texts that
// keep parsers busy, each in three sizes, and tells which cost too much. With
// -only broken it breaks one of a hundred files of a copy of the folder, and
// looks for each one's reason in the list. The exit status is 1 when anything
// is not as it should be.
package main

import (
	"errors"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
)

// attack is what all parts share.
type attack struct {
	dir, program string // a folder of our own; the program
	folder       string // the hostile collection
	files        int    // in it
	show         bool   // the last screen of each view
	crowd        string // a large collection, of which a copy is broken

	mu    sync.Mutex
	found []string
}

// find notes something that is not as it should be.
func (a *attack) find(format string, args ...any) {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.found = append(a.found, fmt.Sprintf(format, args...))
	fmt.Printf("NOT AS IT SHOULD BE: %s\n", a.found[len(a.found)-1])
}

func main() {
	every := flag.Int("every", 4, "write one of this many pairs of text and place")
	only := flag.String("only", "views,lives,commands,growth", "the `parts` to run; there is also broken")
	crowd := flag.String("in", "", "the `folder` of a large collection, for broken")
	keep := flag.String("keep", "", "write the collection into this `folder` and end")
	show := flag.Bool("show", false, "print the last screen of each view")
	flag.Parse()
	a := &attack{show: *show, crowd: *crowd}
	var err error
	if *keep != "" {
		a.folder = *keep
		err = a.write(*every)
		fmt.Printf("%d files in %s\n", a.files, *keep)
	} else {
		err = a.run(*every, strings.Split(*only, ","))
	}
	if err == nil && len(a.found) > 0 {
		err = fmt.Errorf("%d things are not as they should be", len(a.found))
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "hostile:", err)
		os.Exit(1)
	}
}

func (a *attack) run(every int, parts []string) (err error) {
	if a.dir, err = os.MkdirTemp("", "manicule-hostile-"); err != nil {
		return err
	}
	defer os.RemoveAll(a.dir)
	a.program, a.folder = filepath.Join(a.dir, "manicule"), filepath.Join(a.dir, "collection")
	if out, err := exec.Command("go", "build", "-o", a.program, "./cmd/manicule").CombinedOutput(); err != nil {
		return fmt.Errorf("build manicule: %w\n%s", err, out)
	}
	if err := a.write(every); err != nil {
		return err
	}
	all := map[string]func() error{"views": a.views, "lives": a.lives, "commands": a.commands, "growth": a.growth, "broken": a.broken}
	for _, name := range parts {
		part, ok := all[name]
		if !ok {
			return fmt.Errorf("there is no part %q: -only takes views, lives, commands, growth and broken", name)
		}
		if err := part(); err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
	}
	return nil
}

// write writes the hostile collection, and beside it a file that nobody may
// read.
func (a *attack) write(every int) error {
	secret := filepath.Join(filepath.Dir(a.folder), "secret", "secret.md")
	texts, err := writeFiles(filepath.Join(a.folder, "texts"), every)
	odd, err2 := writeNames(filepath.Join(a.folder, "names"))
	a.files = texts + odd
	return errors.Join(err, err2,
		write(secret, "# "+outside+"\n"),
		writeSpecial(filepath.Join(a.folder, "special"), secret),
		writeNotes(a.folder, "texts/paragraph/colour.md"),
	)
}
