package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"time"
)

// commands runs the command line on a terminal: over the whole collection, on
// each of its files, and with what harms as arguments, configuration and
// things to import.
func (a *attack) commands() error {
	c := &commands{attack: a, began: time.Now()}
	steps := []func() error{c.overall, c.eachFile, c.arguments, c.imports, c.configs, c.conversation}
	for _, step := range steps {
		if err := step(); err != nil {
			return err
		}
	}
	fmt.Printf("the command line on a terminal: %d commands, %v\n", c.n, time.Since(c.began).Round(time.Second))
	return nil
}

type commands struct {
	*attack
	began time.Time
	n     int
}

// run runs one command to its end.
func (c *commands) run(args ...string) error {
	t, err := c.start(100, 30, append([]string{c.program}, args...)...)
	if err != nil {
		return err
	}
	c.n++
	what := fmt.Sprintf("manicule %.300q", args)
	if t.Drain(6*patience) != nil {
		c.find("%s hangs", what)
	}
	if status := t.end(); status < 0 || status > 3 {
		c.find("%s: exit status %d", what, status)
	}
	c.check(what, t.Output)
	return nil
}

func (c *commands) all(lines ...[]string) error {
	for _, args := range lines {
		if err := c.run(args...); err != nil {
			return err
		}
	}
	return nil
}

// overall is what tells of the collection.
func (c *commands) overall() error {
	var lines [][]string
	for _, line := range []string{
		"list", "list --json", "list " + canary, "list is:unread sort:title", "search " + canary, "search --json " + canary, "search an",
		"notes", "notes --json", "notes verify", "notes --format csv", "notes --format markdown", "notes --format org", "notes --format review", "notes --format jsonld",
		"index", "index --rebuild", "stats", "stats --json", "doctor", "doctor --json", "review --json", "keys", "config", "sync",
		"__complete show ", "__complete list tag:", "__complete list author:", "__complete list kind:", "__complete notes ", "__complete note rm ", "__complete related ",
	} {
		args := strings.Split(line, " ")
		lines = append(lines, append(args[:1:1], append([]string{"-C", c.folder}, args[1:]...)...))
		if args[0] == "__complete" {
			lines[len(lines)-1] = append([]string{args[0], args[1], "-C", c.folder}, args[2:]...)
		}
	}
	return c.all(lines...)
}

// eachFile prints each file, of some all that is known and alike.
func (c *commands) eachFile() error {
	n := 0
	return filepath.WalkDir(c.folder, func(path string, d os.DirEntry, err error) error {
		if err != nil || d.IsDir() || strings.Contains(path, ".manicule") {
			return err
		}
		name, _ := filepath.Rel(c.folder, path)
		if n++; n%8 == 0 {
			err := c.all([]string{"show", "-C", c.folder, "--json", "--", name}, []string{"related", "-C", c.folder, "--", name}, []string{"show", path})
			if err != nil {
				return err
			}
		}
		if n%8 == 4 {
			return c.run("show", "-C", c.folder, "--markdown", "--", name)
		}
		return c.run("show", "-C", c.folder, "--", name)
	})
}

// arguments are harmful ones.
func (c *commands) arguments() error {
	for i, p := range payloads() {
		text := strings.ReplaceAll(p.text, "\x00", "")
		lines := [][]string{
			{"show", "-C", c.folder, "--", text},
			{"list", "-C", c.folder, "--", text},
			{"list", "-C", c.folder, "--", "is:" + text + " tag:(" + text},
			{"search", "-C", c.folder, "--", text},
			{"note", "add", "-C", c.folder, "texts/paragraph/colour.md", "--quote", text},
			{"list", "-C", text},
			{"list", "--theme", text, "-C", c.folder, text},
			{text},
			{"--" + text},
		}
		if i%4 != 0 {
			lines = lines[:4]
		}
		if err := c.all(lines...); err != nil {
			return err
		}
	}
	return nil
}

// imports bring harmful notes and articles in, into a collection of their own.
func (c *commands) imports() error {
	folder := filepath.Join(c.dir, "importing")
	if err := write(filepath.Join(folder, "tea.md"), "# Tea\n\nTwo leaves and a bud.\n"); err != nil {
		return err
	}
	for i, p := range payloads() {
		if i%3 != 0 {
			continue
		}
		quoted := fmt.Sprintf("%q", strings.ToValidUTF8(p.text, "?"))
		for name, text := range map[string]string{
			"My Clippings.txt": "Tea " + p.text + " (Ida " + p.text + ")\n- Your Highlight on page 1 | Added on Friday, 1 March 2024 10:00:00\n\nTwo leaves " + p.text + "\n==========\n",
			"readwise.csv":     "Highlight,Book Title,Book Author,Note,Tags,Location,Highlighted at\n\"Two leaves " + p.text + "\",Tea,\"" + p.text + "\",\"" + p.text + "\",\"" + p.text + "\",1,2024-01-01\n",
			"notes.jsonld":     `[{"@context":"http://www.w3.org/ns/anno.jsonld","id":` + quoted + `,"type":"Annotation","body":{"type":"TextualBody","value":` + quoted + `},"target":{"source":` + quoted + `,"selector":{"type":"TextQuoteSelector","exact":` + quoted + `}}}]`,
			"page.html":        "<title>" + p.text + "</title><article><p>" + p.text + " and more words so that it reads as an article does.</p></article>",
		} {
			file := filepath.Join(c.dir, "imports", name)
			if err := write(file, text); err != nil {
				return err
			}
			word := "import"
			if strings.HasSuffix(name, ".html") {
				word = "add"
			}
			if err := c.run(word, "-C", folder, file); err != nil {
				return err
			}
		}
	}
	return c.all([]string{"notes", "-C", folder}, []string{"list", "-C", folder}, []string{"doctor", "-C", folder})
}

// configs are harmful configurations and styles.
func (c *commands) configs() error {
	for i, p := range payloads() {
		if i%3 != 0 {
			continue
		}
		quoted := fmt.Sprintf("%q", strings.ToValidUTF8(p.text, "?"))
		config, style := filepath.Join(c.dir, "hostile.toml"), filepath.Join(c.dir, "hostile.json")
		text := "theme = " + tomlString(p.text) + "\nimages = " + tomlString(p.text) + "\n" + tomlString(p.text) + " = 1\n[keys.reader]\n" + tomlString(p.text) + " = [" + tomlString(p.text) + "]\n" +
			"[[kind]]\nname = " + tomlString(p.text) + "\nsign = " + tomlString(p.text) + "\nletter = " + tomlString(p.text) + "\ncolour = " + tomlString(p.text) + "\n"
		err := write(config, text)
		if err == nil {
			err = write(style, `{"document":{"block_prefix":`+quoted+`,"color":`+quoted+`},"h1":{"prefix":`+quoted+`},"item":{"block_prefix":`+quoted+`},"hr":{"format":`+quoted+`},"link":{"color":"31m\u001b[2J"},"block_quote":{"indent_token":`+quoted+`}}`)
		}
		if err == nil {
			err = c.all(
				[]string{"config", "--config", config},
				[]string{"list", "--config", config, "-C", c.folder, "tea"},
				[]string{"show", "--theme", style, "-C", c.folder, "texts/quote/colour.md"},
				[]string{"show", "--config", style, "-C", c.folder, "texts/quote/colour.md"},
			)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// tomlString is a text as TOML writes it, also one that is no text.
func tomlString(s string) string {
	var b strings.Builder
	for _, r := range strings.ToValidUTF8(s, "?") {
		fmt.Fprintf(&b, "\\U%08X", r)
	}
	return `"` + b.String() + `"`
}

// conversation talks about all articles in lines.
func (c *commands) conversation() error {
	t, err := c.start(100, 30, c.program, "--plain", c.folder)
	if err != nil {
		return err
	}
	defer t.end()
	_ = t.Settle(patience)
	say := func(lines ...string) error {
		for _, line := range lines {
			c.n++
			if err := t.Press(line + "\n"); err != nil {
				return fmt.Errorf("after %q: %w", line, err)
			}
		}
		return nil
	}
	err = say("list", "next", "search "+canary, "notes all", "statistics", "searches", "drafts", "list", "open 1")
	for n := 0; err == nil && n < 2*c.files; n++ {
		if err = say("next all", "info", "headings", "links all", "footnote", "backlinks", "notes"); err == nil {
			err = say("after")
		}
		if strings.Contains(string(t.Output[max(0, len(t.Output)-300):]), "no further") {
			break
		}
	}
	if err != nil {
		c.find("a conversation: %v: …%q", err, t.Output[max(0, len(t.Output)-300):])
	}
	c.check("a conversation", t.Output)
	return nil
}
