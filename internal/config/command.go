package config

import (
	"errors"
	"fmt"
	"runtime"
	"strings"

	"github.com/kballard/go-shellquote"
)

// Command parts a command line into words as a shell does, which never reads
// it. One without words is an error.
func Command(line string) ([]string, error) {
	words, err := shellquote.Split(line)
	if err == nil && (len(words) == 0 || words[0] == "") {
		err = errors.New("no program named")
	}
	if err != nil {
		return nil, fmt.Errorf("command %s: %w", line, err)
	}
	return words, nil
}

// Editor is the command that edits a file, in words, and what says so: the
// option editor, $VISUAL or $EDITOR, the first that is not blank; "" if none
// is, and the system's usual editor is taken. Variables are read by getenv.
func Editor(option string, getenv func(string) string) (words []string, from string, err error) {
	for _, c := range [][2]string{{"editor", option}, {"$VISUAL", getenv("VISUAL")}, {"$EDITOR", getenv("EDITOR")}} {
		if strings.TrimSpace(c[1]) == "" {
			continue
		}
		if words, err = Command(c[1]); err != nil {
			err = fmt.Errorf("%s: %w", c[0], err)
		}
		return words, c[0], err
	}
	if runtime.GOOS == "windows" {
		return []string{"notepad"}, "", nil
	}
	return []string{"vi"}, "", nil
}
