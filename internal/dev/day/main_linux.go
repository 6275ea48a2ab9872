// Day uses the program as a reader does in a day, in minutes: real keys at
// random, notes, searches and resizes, while the files change underneath.
//
//	go run ./internal/dev/day [-for 10m] [-seed N] [-race] [-bind]
//
// It starts on the collection or on a subfolder of it, by chance. With -bind
// the actions have other keys than the usual ones, or none; with -race the
// program is built with the race detector.
//
// At the end no note may be lost or doubled, no byte on the terminal other
// than the grammar of internal/dev/pty has it, the memory settled, and no
// goroutine left over. The seed is printed; with it the keys are the same. The
// exit status is 1 when anything is not as it should be.
package main

import (
	"bytes"
	"errors"
	"flag"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"syscall"
	"time"

	"manicule/internal/dev/pty"
)

// day is a collection, the program on it, and what its reader did.
type day struct {
	*session
	rand         *rand.Rand
	dir, program string
	folder       string
	notes        []string // the words of each note that is to be there
	taken        []string // and of each that was taken back
	did          map[string]int
	key          map[rune]rune // by the usual key, the one that was bound instead
	found        int
	race         bool // the program has the race detector

	typed, written, torn int // in the sessions before this one: keys, bytes, frames that broke the emulator
}

func main() {
	long := flag.Duration("for", 10*time.Minute, "how long to go on")
	seed := flag.Uint64("seed", uint64(time.Now().UnixNano()), "what chance begins with")
	race := flag.Bool("race", false, "build the program with the race detector")
	bind := flag.Bool("bind", false, "give actions other keys, or none, by chance")
	flag.Parse()
	fmt.Println("seed", *seed)
	d := &day{rand: rand.New(rand.NewPCG(*seed, 0)), did: map[string]int{}}
	if err := d.run(*long, *race, *bind); err != nil {
		d.find("%v", err)
	}
	if d.found > 0 {
		os.Exit(1)
	}
}

func (d *day) find(format string, args ...any) {
	d.found++
	fmt.Printf("NOT AS IT SHOULD BE: "+format+"\n", args...)
}

func (d *day) run(long time.Duration, race, bind bool) (err error) {
	if d.dir, err = os.MkdirTemp("", "manicule-day-"); err != nil {
		return err
	}
	defer os.RemoveAll(d.dir)
	d.race = race
	d.program, d.folder = filepath.Join(d.dir, "manicule"), filepath.Join(d.dir, "collection")
	if out, err := exec.Command("go", "build", fmt.Sprintf("-race=%t", race), "-o", d.program, "./cmd/manicule").CombinedOutput(); err != nil {
		return fmt.Errorf("build manicule: %w\n%s", err, out)
	}
	for n := range 60 {
		if err := d.writeArticle(n); err != nil {
			return err
		}
	}
	if err := os.Mkdir(filepath.Join(d.folder, ".manicule"), 0o755); err != nil { // else the subfolder is the home if it is opened first
		return err
	}
	if bind {
		if err := d.bind(); err != nil {
			return err
		}
	}
	before, err := d.atRest()
	if err != nil {
		return err
	}
	if err := d.start(); err != nil {
		return err
	}
	if err := d.use(long); err != nil {
		d.Close(patience)
		d.checkOutput()
		d.checkReports()
		return fmt.Errorf("%w (%v); the last keys were %q; the screen was\n%s", err, d.Cmd.ProcessState, d.last, d.Screen.String())
	}
	after, err := d.leaveTrace()
	if err != nil {
		return err
	}
	if total(after) > total(before)+restGoroutines {
		d.find("%d goroutines at the end, %d right after the start; by who began them:\n%v\n%v", total(after), total(before), after, before)
	}
	fmt.Printf("goroutines in the library: %d at first, %d at the end\n", total(before), total(after))
	d.checkReports()
	return d.checkNotes()
}

func total(goroutines map[string]int) (n int) {
	for _, count := range goroutines {
		n += count
	}
	return n
}

// What is about to end is given restTime, longer than any timer that isn't begun
// again, and may still be restGoroutines.
const (
	restTime       = 7 * time.Second
	restGoroutines = 5
)

// atRest are the goroutines of a program that was just started.
func (d *day) atRest() (map[string]int, error) {
	if err := d.start(); err != nil {
		return nil, err
	}
	return d.leaveTrace()
}

// began finds who began a goroutine in what Go prints of it.
var began = regexp.MustCompile(`(?m)^created by (\S+)`)

// leaveTrace ends the program by the signal that has Go print its goroutines,
// and counts them by who began them. The runtime's own are
// left out: it keeps as many as it sees fit.
func (d *day) leaveTrace() (map[string]int, error) {
	d.home()
	if err := d.Settle(restTime); errors.Is(err, pty.ErrGone) {
		return nil, err
	}
	before := len(d.Output)
	if err := d.Cmd.Process.Signal(syscall.SIGQUIT); err != nil {
		return nil, err
	}
	d.Close(patience)
	trace := d.Output[before:]
	d.Output = d.Output[:before]
	d.checkOutput()
	goroutines := map[string]int{}
	for _, m := range began.FindAllSubmatch(trace, -1) {
		if name := string(m[1]); !strings.HasPrefix(name, "runtime.") {
			goroutines[name]++
		}
	}
	return goroutines, nil
}

// use does one thing after the other, and looks at the memory between them.
func (d *day) use(long time.Duration) error {
	things := []struct {
		name  string
		often int
		do    func() error
	}{
		{"reading keys", 40, d.keys},
		{"opening", 15, d.open},
		{"searches", 8, d.search},
		{"notes", 8, d.note},
		{"notes taken back", 2, d.takeBack},
		{"notes from elsewhere", 2, d.elsewhere},
		{"resizes", 8, d.resize},
		{"changed files", 6, d.change},
		{"notes panes", 2, d.pane},
		{"restarts", 1, d.restart},
	}
	all := 0
	for _, t := range things {
		all += t.often
	}
	start, memory := time.Now(), [4]int{}
	for time.Since(start) < long {
		n := d.rand.IntN(all)
		for _, t := range things {
			if n -= t.often; n < 0 {
				if err := t.do(); err != nil {
					return fmt.Errorf("%s: %w", t.name, err)
				}
				d.did[t.name]++
				break
			}
		}
		quarter := min(int(4*time.Since(start)/long), 3)
		memory[quarter] = max(memory[quarter], d.Memory("VmRSS"))
	}
	fmt.Printf("%v: %d keys, %v, %d KB written, %d torn frames; most memory in each quarter: %v MB\n", time.Since(start).Round(time.Second), d.typed+d.Typed, d.did, (d.written+len(d.Output))>>10, d.torn+d.Torn, memory)
	if memory[3] > memory[1]*5/4+growth {
		d.find("the memory grows: %v MB", memory)
	}
	return nil
}

// growth is by how many MB the memory of two quarters may differ by chance.
const growth = 24

// checkOutput holds what the program wrote against the grammar.
func (d *day) checkOutput() {
	if err := pty.Check(d.Output); err != nil {
		d.find("%v", err)
	}
	if i := bytes.Index(d.Output, []byte("has a mistake")); i >= 0 {
		d.find("a panic: %q", d.Output[i:])
	}
}

// checkReports looks for what the program or the race detector left behind.
func (d *day) checkReports() {
	for _, pattern := range []string{"race.*", "state/manicule/crash-*.txt"} {
		reports, _ := filepath.Glob(filepath.Join(d.dir, pattern)) // the pattern is in order
		for _, name := range reports {
			data, err := os.ReadFile(name)
			d.find("%s, %v:\n%s", filepath.Base(name), err, data)
		}
	}
}

// checkNotes looks for each note in the notes files and the drafts. There is
// one home for all of them.
func (d *day) checkNotes() error {
	var all strings.Builder
	second := filepath.Join(d.folder, below, ".manicule")
	if _, err := os.Stat(second); err == nil {
		d.find("notes were kept in the subfolder, too")
	}
	for _, dir := range []string{filepath.Join(d.folder, ".manicule", "notes"), filepath.Join(second, "notes"), filepath.Join(d.dir, "state", "manicule", "drafts")} {
		err := filepath.WalkDir(dir, func(path string, e os.DirEntry, err error) error {
			if errors.Is(err, fs.ErrNotExist) {
				return nil
			}
			if err != nil || e.IsDir() || strings.Contains(path, "texts") {
				return nil
			}
			data, err := os.ReadFile(path)
			all.Write(data)
			return err
		})
		if err != nil {
			return err
		}
	}
	for _, n := range d.notes {
		if count := strings.Count(all.String(), n); count != 1 {
			d.find("the note %q is there %d times", n, count)
		}
	}
	for _, n := range d.taken {
		if strings.Contains(all.String(), n) {
			d.find("the note %q, which was taken back, is there", n)
		}
	}
	fmt.Printf("%d notes are to be there, %d not\n", len(d.notes), len(d.taken))
	return nil
}
