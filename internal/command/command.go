// Package command runs the reader's own commands on what they read. The text
// that goes into one is an article's, and so anybody's: it is never read by a
// shell, never becomes more than one argument, and never an option.
package command

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"strings"
	"time"

	"manicule/internal/config"
	"manicule/internal/script"
)

// Input is what of an article may go into a command. All of it is clean.
type Input struct {
	Passage, Paragraph, Note, Article string
	Title, Path, URL                  string // the path is absolute
}

// stdin is what goes to the command's standard input.
func (in *Input) stdin(what string) string {
	switch what {
	case "passage":
		return in.Passage
	case "paragraph":
		return in.Paragraph
	case "note":
		return in.Note
	case "article":
		return in.Article
	case "address":
		return in.URL
	}
	return ""
}

// values are what the placeholders stand for, and the variables that have them
// where a shell reads the line.
func (in *Input) values() [][3]string {
	return [][3]string{
		{"{quote}", "MANICULE_QUOTE", in.Passage},
		{"{title}", "MANICULE_TITLE", in.Title},
		{"{path}", "MANICULE_PATH", in.Path},
		{"{url}", "MANICULE_URL", in.URL},
		{"{note}", "MANICULE_NOTE", in.Note},
	}
}

// longestValue is how long a value may be, in bytes: Linux takes 128 KiB an
// argument.
const longestValue = 100 << 10

// harmless is a value that no program takes for an option, a file to read or a
// command where it begins an argument: a space stands before those signs.
func harmless(value string) string {
	if strings.HasPrefix(value, "-") || strings.HasPrefix(value, "+") || strings.HasPrefix(value, "@") {
		return " " + value
	}
	return value
}

// line is the program with its arguments, and the variables for it.
func line(c config.OwnCommand, in Input) (args, env []string, err error) {
	for _, v := range in.values() {
		if strings.Contains(c.Run, v[0]) && len(v[2]) > longestValue {
			return nil, nil, fmt.Errorf("the %s is longer than %d KB, too long for an argument; have it on standard input", strings.Trim(v[0], "{}"), longestValue>>10)
		}
	}
	if c.Shell {
		run := c.Run
		for _, v := range in.values() {
			run = replaceInShell(run, v[0], v[1])
			env = append(env, v[1]+"="+harmless(strings.ReplaceAll(v[2], "\x00", "")))
		}
		return []string{"sh", "-c", run}, env, nil
	}
	words, err := config.Command(c.Run)
	if err != nil {
		return nil, nil, err
	}
	for i, word := range words {
		if i > 0 {
			words[i] = fill(word, in)
		}
	}
	return words, nil, nil
}

// fill puts the values in the place of a word's placeholders; a value's own
// braces stay as they are.
func fill(word string, in Input) string {
	var pairs []string
	for _, v := range in.values() {
		pairs = append(pairs, v[0], strings.ReplaceAll(v[2], "\x00", ""))
	}
	filled := strings.NewReplacer(pairs...).Replace(word)
	if strings.HasPrefix(word, "{") {
		return harmless(filled)
	}
	return filled // it begins as the reader wrote it
}

// replaceInShell puts a variable in the place of a placeholder, so that its
// value is no part of what the shell reads; in quotes where there are none yet.
func replaceInShell(run, placeholder, variable string) string {
	var b strings.Builder
	double := false
	for i := 0; i < len(run); i++ {
		switch {
		case run[i] == '\\' && i+1 < len(run):
			b.WriteString(run[i : i+2])
			i++
			continue
		case run[i] == '"':
			double = !double
		case strings.HasPrefix(run[i:], placeholder):
			if i += len(placeholder) - 1; double {
				b.WriteString("${" + variable + "}")
			} else {
				b.WriteString(`"${` + variable + `}"`)
			}
			continue
		}
		b.WriteByte(run[i])
	}
	return b.String()
}

// longestAnswer is how much of what a command prints is kept, in bytes.
const longestAnswer = 1 << 20

// Run runs a command and returns what it printed, clean. It ends with ctx or
// the command's timeout, and what it started ends with it. A command that fails
// is an error with the last of what it said.
func Run(ctx context.Context, c config.OwnCommand, in Input) (string, error) {
	args, env, err := line(c, in)
	if err != nil {
		return "", fmt.Errorf("%s: %w", c.Name, err)
	}
	out, err := execute(ctx, process{c.Name, args, env, in.stdin(c.Input), c.Timeout})
	if err != nil {
		return "", err
	}
	answer := strings.TrimSpace(script.Clean(strings.ToValidUTF8(out.String(), "\uFFFD")))
	if out.over {
		answer += fmt.Sprintf("\n\n(the answer goes on: only %d MB are kept)", longestAnswer>>20)
	}
	return answer, nil
}

// process is a program to be run.
type process struct {
	name      string // for errors
	args, env []string
	stdin     string
	timeout   time.Duration
}

// execute is what the program prints. It ends with ctx or its timeout, and what
// it started ends with it.
func execute(ctx context.Context, p process) (*capped, error) {
	ctx, cancel := context.WithTimeout(ctx, p.timeout)
	defer cancel()
	cmd := exec.CommandContext(ctx, p.args[0], p.args[1:]...)
	cmd.Env = append(os.Environ(), p.env...)
	cmd.Stdin = strings.NewReader(p.stdin)
	var out, said capped
	cmd.Stdout, cmd.Stderr = &out, &said
	cmd.WaitDelay = time.Second
	together(cmd)
	err := cmd.Run()
	switch {
	case errors.Is(ctx.Err(), context.DeadlineExceeded):
		return nil, fmt.Errorf("%s: it took longer than %v and was ended", p.name, p.timeout)
	case ctx.Err() != nil:
		return nil, ctx.Err()
	case errors.Is(err, exec.ErrNotFound), errors.Is(err, fs.ErrNotExist):
		return nil, fmt.Errorf("%s: there is no program %s", p.name, script.CleanLine(p.args[0]))
	case errors.Is(err, exec.ErrWaitDelay): // what it left running keeps its output
		err = nil
	}
	if err != nil {
		return nil, fmt.Errorf("%s: %w%s", p.name, err, lastLine(said.String()))
	}
	return &out, nil
}

// lastLine is the last line that a program said, for an error.
func lastLine(said string) string {
	lines := strings.Split(strings.TrimSpace(said), "\n")
	if last := script.CleanLine(lines[len(lines)-1]); last != "" {
		return ": " + last
	}
	return ""
}

// capped keeps the beginning of what is written to it.
type capped struct {
	kept bytes.Buffer
	over bool
}

func (c *capped) String() string { return c.kept.String() }

func (c *capped) Write(b []byte) (int, error) {
	room := min(longestAnswer-c.kept.Len(), len(b))
	c.over = c.over || room < len(b)
	c.kept.Write(b[:room])
	return len(b), nil
}
