// Command latency measures what a reader waits for, in a real
// pseudo-terminal: the first frame beside that of an empty Bubble Tea program,
// opening articles of several sizes, holding a key, doing nothing, and
// searching. It prints the tables of docs/performance.md. Run it from the
// repository's root on a quiet machine:
//
//	go run ./internal/dev/latency [FOLDER]
//	go run ./internal/dev/latency -only search -search LARGE
//
// FOLDER (articles, if none is named) is copied; nothing is written to it.
// LARGE, which may hold a million articles, is searched where it lies, with an
// index of its own; one of its articles is changed and put back as it was.
package main

import (
	"errors"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"
)

func main() {
	runs := flag.Int("runs", 15, "how often each start is measured")
	only := flag.String("only", "", "the `parts` to run, such as starts,openings")
	large := flag.String("search", "", "the `folder` for the part search")
	firsts := flag.Int("firsts", 3, "how often the part search starts without an index")
	index := flag.String("index", "", "the cache `folder` of an earlier run, whose index the part search takes instead of making one")
	blank := flag.Bool("blank", false, "be the empty program to compare with")
	flag.Parse()
	if *blank {
		_, _ = tea.NewProgram(empty{}, tea.WithFPS(120)).Run()
		return
	}
	l := &lab{source: "articles", large: *large, index: *index, runs: *runs, firsts: max(*firsts, 1)}
	if flag.NArg() > 0 {
		l.source = flag.Arg(0)
	}
	if err := l.measure(*only); err != nil {
		fmt.Fprintln(os.Stderr, "latency:", err)
		os.Exit(1)
	}
}

// empty is the smallest program that draws a screen.
type empty struct{}

func (empty) Init() tea.Cmd                         { return nil }
func (m empty) Update(tea.Msg) (tea.Model, tea.Cmd) { return m, nil }
func (empty) View() tea.View                        { return tea.View{Content: "an empty program", AltScreen: true} }

// lab is what the measurements share.
type lab struct {
	source, large, index string // folders as named on the command line
	dir, program, folder string // folder is the copy of source
	styled               string // an empty program with glamour's packages in it
	runs, firsts         int
}

// part is a kind of measurement that can be asked for by name.
type part struct {
	name string
	run  func() error
}

// parts lists those that are wanted: of a list with commas, or all that can
// be run.
func (l *lab) parts(only string) ([]part, error) {
	all := []part{{"starts", l.starts}, {"openings", l.openings}, {"holding", l.holding}, {"idling", l.idling}, {"search", l.search}}
	if only == "" && l.large == "" {
		return all[:len(all)-1], nil
	}
	if only == "" {
		return all, nil
	}
	var wanted []part
	for name := range strings.SplitSeq(only, ",") {
		i := slices.IndexFunc(all, func(p part) bool { return p.name == name })
		if i < 0 {
			return nil, fmt.Errorf("there is no part %q: -only takes starts, openings, holding, idling and search", name)
		}
		if name == "search" && l.large == "" {
			return nil, errors.New("the part search needs -search FOLDER")
		}
		wanted = append(wanted, all[i])
	}
	return wanted, nil
}

func (l *lab) measure(only string) error {
	parts, err := l.parts(only)
	if err != nil {
		return err
	}
	if l.dir, err = os.MkdirTemp("", "manicule-latency-"); err != nil {
		return err
	}
	defer os.RemoveAll(l.dir)
	l.styled = filepath.Join(l.dir, "blank")
	l.program, l.folder = filepath.Join(l.dir, "manicule"), filepath.Join(l.dir, "folder")
	if out, err := exec.Command("go", "build", "-o", l.program, "./cmd/manicule").CombinedOutput(); err != nil {
		return fmt.Errorf("build manicule: %w\n%s", err, out)
	}
	if out, err := exec.Command("go", "build", "-o", l.styled, "./internal/dev/blank").CombinedOutput(); err != nil {
		return fmt.Errorf("build the empty program: %w\n%s", err, out)
	}
	if err := os.CopyFS(l.folder, os.DirFS(l.source)); err != nil {
		return err
	}
	for _, part := range parts {
		if err := part.run(); err != nil {
			return fmt.Errorf("%s: %w", part.name, err)
		}
	}
	return nil
}

// starts compares first frames, the programs in turn.
func (l *lab) starts() error {
	self, err := os.Executable()
	if err != nil {
		return err
	}
	first, err := firstFile(l.folder)
	if err != nil {
		return err
	}
	cases := []struct {
		name  string
		args  []string
		until string
		times []time.Duration
	}{
		{name: "an empty Bubble Tea program", args: []string{self, "-blank"}, until: "an empty program"},
		{name: "an empty Bubble Tea program that imports glamour", args: []string{l.styled}, until: "an empty program"},
		{name: "the library of the folder, its first articles shown", args: []string{l.program, l.folder}, until: " min"},
		{name: "one article named on the command line", args: []string{l.program, first}, until: "paragraph"},
	}
	if err := l.prime(l.folder); err != nil {
		return err
	}
	for range l.runs {
		for i := range cases {
			c := &cases[i]
			s, err := l.start(80, 24, c.args...)
			if err != nil {
				return err
			}
			took, err := s.wait(c.until)
			s.stop()
			if err != nil {
				return err
			}
			c.times = append(c.times, took)
		}
	}
	fmt.Printf("| from starting the program to its first frame | median | slowest of %d |\n| --- | --- | --- |\n", l.runs)
	for _, c := range cases {
		fmt.Printf("| %s | %s | %s |\n", c.name, ms(quantile(c.times, 0.5)), ms(quantile(c.times, 1)))
	}
	return nil
}

// prime lets the program read a folder into its index, as it does once.
func (l *lab) prime(folder string) error {
	s, err := l.start(80, 24, l.program, folder)
	if err != nil {
		return err
	}
	defer s.stop()
	_, _, err = s.heads()
	return err
}

// openings opens articles made of the folder's texts.
func (l *lab) openings() error {
	fmt.Printf("\n| opening Markdown of | first screen after enter, median | slowest | to the end by `G` | memory |\n| --- | --- | --- | --- | --- |\n")
	for _, size := range []int{118 << 10, 1 << 20, 10 << 20, 50 << 20} {
		folder := filepath.Join(l.dir, fmt.Sprint(size))
		if err := l.writeLarge(folder, size); err != nil {
			return err
		}
		if err := l.prime(folder); err != nil {
			return err
		}
		var opened, ended []time.Duration
		memory := 0
		for range l.runs {
			s, err := l.start(80, 24, l.program, folder)
			if err != nil {
				return err
			}
			o, e, err := s.open()
			memory = max(memory, s.Memory("VmHWM"))
			s.stop()
			if err != nil {
				return err
			}
			opened, ended = append(opened, o), append(ended, e)
			if err := os.RemoveAll(filepath.Join(folder, ".manicule")); err != nil {
				return err
			}
		}
		fmt.Printf("| %d KB | %s | %s | %s | %d MB |\n", size>>10, ms(quantile(opened, 0.5)), ms(quantile(opened, 1)), ms(quantile(ended, 0.5)), memory)
	}
	return nil
}

func (s *session) open() (opened, ended time.Duration, err error) {
	if _, err := s.wait("1 article"); err != nil {
		return 0, 0, err
	}
	s.settle()
	_ = s.Send("\r")
	opened, err = s.until(patience, "the article", func(screen string) bool {
		return strings.Contains(screen, "A large article") && !strings.Contains(screen, "1 article")
	})
	if err != nil {
		return 0, 0, err
	}
	s.settle()
	placed := func(screen string) bool { return strings.Contains(screen, "% · ") }
	if _, err := s.until(patience, "the place", placed); err != nil { // a warning may stand there at first
		return 0, 0, err
	}
	s.settle()
	_ = s.Send("G")
	ended, err = s.wait("The very end")
	return opened, ended, err
}

// holding presses j at 60 a second.
func (l *lab) holding() error {
	fmt.Printf("\n| holding `j` at 60 a second | median | 95 of 100 | slowest | without an answer |\n| --- | --- | --- | --- | --- |\n")
	folder := filepath.Join(l.dir, fmt.Sprint(1<<20))
	if err := l.writeLarge(folder, 1<<20); err != nil {
		return err
	}
	for _, size := range [][2]int{{80, 24}, {120, 40}, {200, 50}} {
		if err := os.RemoveAll(filepath.Join(folder, ".manicule")); err != nil { // each begins at the top
			return err
		}
		s, err := l.start(size[0], size[1], l.program, folder)
		if err != nil {
			return err
		}
		times, lost, err := s.hold("j", 300)
		s.stop()
		if err != nil {
			return err
		}
		fmt.Printf("| %d×%d | %s | %s | %s | %d of 300 |\n", size[0], size[1], ms(quantile(times, 0.5)), ms(quantile(times, 0.95)), ms(quantile(times, 1)), lost)
	}
	return nil
}

func (s *session) hold(key string, presses int) (times []time.Duration, lost int, err error) {
	if _, err := s.wait("1 article"); err != nil {
		return nil, 0, err
	}
	s.settle()
	_ = s.Send("\r")
	if _, err := s.wait("paragraph"); err != nil {
		return nil, 0, err
	}
	s.settle()
	tick := time.NewTicker(time.Second / 60)
	defer tick.Stop()
	for range presses {
		<-tick.C
		_ = s.Send(key)
		if took, err := s.Take(time.Second); err == nil {
			times = append(times, took)
		} else {
			lost++
		}
	}
	return times, lost, nil
}

// idling compares what an idle program costs.
func (l *lab) idling() error {
	self, err := os.Executable()
	if err != nil {
		return err
	}
	fmt.Printf("\n| doing nothing for 5 s | bytes written | CPU |\n| --- | --- | --- |\n")
	for _, c := range []struct {
		name, until string
		args        []string
	}{
		{"an empty Bubble Tea program", "an empty program", []string{self, "-blank"}},
		{"manicule", " min", []string{l.program, l.folder}},
	} {
		s, err := l.start(80, 24, c.args...)
		if err != nil {
			return err
		}
		if _, err := s.wait(c.until); err != nil {
			return err
		}
		s.settle()
		bytes, cpu := s.idle(5 * time.Second)
		s.stop()
		fmt.Printf("| %s | %d | %s |\n", c.name, bytes, ms(cpu))
	}
	return nil
}

// writeLarge writes one article of the size, of the folder's Markdown over
// and over.
func (l *lab) writeLarge(folder string, size int) error {
	var texts []string
	err := filepath.WalkDir(l.folder, func(path string, d os.DirEntry, err error) error {
		if err != nil || filepath.Ext(path) != ".md" {
			return err
		}
		data, err := os.ReadFile(path)
		texts = append(texts, string(data))
		return err
	})
	if err != nil {
		return err
	}
	var b strings.Builder
	b.WriteString("# A large article\n\n")
	for i := 0; b.Len() < size && len(texts) > 0; i++ {
		b.WriteString(texts[i%len(texts)] + "\n\n")
	}
	text := strings.ToValidUTF8(b.String()[:min(size, b.Len())], "") + "\n\nThe very end.\n"
	if err := os.MkdirAll(folder, 0o755); err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(folder, "large.md"), []byte(text), 0o644)
}

func firstFile(folder string) (string, error) {
	var first string
	err := filepath.WalkDir(folder, func(path string, d os.DirEntry, err error) error {
		if err == nil && filepath.Ext(path) == ".md" && first == "" {
			first = path
		}
		return err
	})
	if first == "" && err == nil {
		err = fmt.Errorf("no Markdown in %s", folder)
	}
	return first, err
}

func quantile(times []time.Duration, q float64) time.Duration {
	if len(times) == 0 {
		return 0
	}
	sorted := slices.Sorted(slices.Values(times))
	return sorted[min(int(q*float64(len(sorted))), len(sorted)-1)]
}

func ms(d time.Duration) string { return fmt.Sprintf("%.1f ms", float64(d.Microseconds())/1000) }
