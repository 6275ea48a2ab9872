package config

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/BurntSushi/toml"
)

// OwnCommand is a command of the reader's own, that a passage goes through.
type OwnCommand struct {
	Name    string
	Key     string        // that runs it, in the mode; "" is none
	Mode    string        // where the key is: CommandModes
	Run     string        // the command line; see Command
	Input   string        // what goes to its standard input: CommandInputs
	Answer  string        // what becomes of what it prints: CommandAnswers
	Timeout time.Duration // after which it is ended
	Shell   bool          // Run is a line for sh
}

// What the fields of an OwnCommand may be, the usual value first.
var (
	CommandModes   = []string{"reader", "library", "notes"}
	CommandInputs  = []string{"passage", "paragraph", "note", "article", "address", "nothing"}
	CommandAnswers = []string{"overlay", "note", "clipboard", "tag", "nothing"}
)

// usualTimeout is what a command has, and longestTimeout what one may ask for.
const (
	usualTimeout   = 30 * time.Second
	longestTimeout = 10 * time.Minute
)

// takeCommands reads the tables [[command]]. One that is wrong is passed over.
func (c *Config) takeCommands(f file, p toml.Primitive) (problems []Problem) {
	tables, ok := f.value(p).([]map[string]any)
	if !ok {
		return []Problem{{f.line(p), "command: it takes tables that begin with [[command]]"}}
	}
	for i, table := range tables {
		o, why := ownCommandOf(table)
		if why == "" && slices.ContainsFunc(c.Commands, func(other OwnCommand) bool {
			return other.Name == o.Name || other.Key == o.Key && other.Mode == o.Mode && o.Key != ""
		}) {
			why = "another one has its name or its key"
		}
		if why != "" {
			problems = append(problems, Problem{nthLine(f.data, "[[command]]", i), fmt.Sprintf("command %q: %s", o.Name, why)})
			continue
		}
		c.Commands = append(c.Commands, o)
	}
	return problems
}

// ownCommandOf is the command of a table, or why it is none.
func ownCommandOf(table map[string]any) (o OwnCommand, why string) {
	o = OwnCommand{Mode: CommandModes[0], Input: CommandInputs[0], Answer: CommandAnswers[0], Timeout: usualTimeout}
	into := map[string]*string{"name": &o.Name, "key": &o.Key, "mode": &o.Mode, "run": &o.Run, "input": &o.Input, "answer": &o.Answer}
	o.Name, _ = table["name"].(string)
	for key, v := range table {
		s, isText := v.(string)
		shell, isBool := v.(bool)
		switch {
		case into[key] != nil && isText:
			*into[key] = s
		case into[key] != nil:
			return o, key + " takes text in quotes"
		case key == "shell" && isBool:
			o.Shell = shell
		case key == "shell":
			return o, "shell takes true or false"
		case key == "timeout":
			if o.Timeout, why = timeoutOf(v); why != "" {
				return o, why
			}
		default:
			return o, fmt.Sprintf("there is no %s; it has name, key, mode, run, input, answer, timeout, shell", key)
		}
	}
	if _, said := table["input"]; !said && o.Mode == "library" {
		o.Input = "article"
	}
	return o, o.wrong()
}

// timeoutOf reads seconds, or a length such as "2m".
func timeoutOf(v any) (time.Duration, string) {
	d, known := time.Duration(0), false
	switch v := v.(type) {
	case int64:
		d, known = time.Duration(min(max(v, 0), int64(longestTimeout/time.Second)+1))*time.Second, true
	case string:
		parsed, err := time.ParseDuration(v)
		d, known = parsed, err == nil
	}
	if !known || d <= 0 || d > longestTimeout {
		return 0, `timeout takes seconds, or a length such as "90s", up to ` + longestTimeout.String()
	}
	return d, ""
}

func (o *OwnCommand) wrong() string {
	words, err := Command(o.Run)
	switch {
	case o.Name == "" || o.Name != strings.ToLower(strings.Join(strings.Fields(o.Name), " ")):
		return "it needs a name in small letters"
	case strings.TrimSpace(o.Run) == "":
		return "it needs a command line: run"
	case err != nil && !o.Shell:
		return "run is no command; close the quotes"
	case !o.Shell && Placeholder(words[0]):
		return "the program itself can't come from a text"
	case o.Shell && quotedPlaceholder(o.Run):
		return "within single quotes a shell replaces nothing: put {quote} and the like outside of them"
	case !slices.Contains(CommandModes, o.Mode):
		return "mode takes " + strings.Join(CommandModes, ", ")
	case !slices.Contains(CommandInputs, o.Input):
		return "input takes " + strings.Join(CommandInputs, ", ")
	case o.Mode == "library" && slices.Contains([]string{"passage", "paragraph", "note"}, o.Input):
		return "in the library there is no passage: input takes article, address, nothing"
	case !slices.Contains(CommandAnswers, o.Answer):
		return "answer takes " + strings.Join(CommandAnswers, ", ")
	}
	return ""
}

// CommandPlaceholders stand in a command line for what belongs to a passage.
var CommandPlaceholders = []string{"{quote}", "{title}", "{path}", "{url}", "{note}"}

// Placeholder reports whether a word has one of them.
func Placeholder(word string) bool {
	return slices.ContainsFunc(CommandPlaceholders, func(p string) bool { return strings.Contains(word, p) })
}

// quotedPlaceholder reports whether a line for a shell has a placeholder within
// single quotes.
func quotedPlaceholder(line string) bool {
	single, double := false, false
	start := 0
	for i := 0; i < len(line); i++ {
		switch c := line[i]; {
		case c == '\\' && !single:
			i++
		case c == '"' && !single:
			double = !double
		case c == '\'' && !double && !single:
			single, start = true, i
		case c == '\'' && single:
			if single = false; Placeholder(line[start:i]) {
				return true
			}
		}
	}
	return single && Placeholder(line[start:])
}

func (c *Config) formatCommands(b *strings.Builder) {
	b.WriteString("\n# commands of your own that a passage goes through; docs/own-commands.md has some\n# [[command]]\n# name = \"dictionary\"\n# key = \"ctrl+k\"\n# mode = \"reader\"       # or library, notes\n# run = \"dict {quote}\"   # and {title}, {path}, {url}, {note}; each stays one argument\n# input = \"passage\"     # or paragraph, note, article, address, nothing\n# answer = \"overlay\"    # or note, clipboard, tag, nothing\n# timeout = \"30s\"\n# shell = false\n")
	for _, o := range c.Commands {
		b.WriteString("\n[[command]]\n")
		for _, line := range [][2]string{{"name", o.Name}, {"key", o.Key}, {"mode", o.Mode}, {"run", o.Run}, {"input", o.Input}, {"answer", o.Answer}, {"timeout", o.Timeout.String()}} {
			if line[1] != "" {
				fmt.Fprintf(b, "%s = %s\n", line[0], quote(line[1]))
			}
		}
		if o.Shell {
			b.WriteString("shell = true\n")
		}
	}
}
