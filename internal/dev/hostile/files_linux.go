package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"syscall"
)

// writeFiles writes every payload in every construct, one of every few pairs
// one, and returns how many there are.
func writeFiles(dir string, every int) (n int, err error) {
	for i, p := range payloads() {
		for k, c := range constructs() {
			if (i*7+k)%every != 0 {
				continue
			}
			name := filepath.Join(dir, c.name, p.name+"."+c.ext)
			if err := write(name, c.of(p.text)); err != nil {
				return n, err
			}
			n++
		}
	}
	return n, nil
}

func write(name, text string) error {
	if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
		return err
	}
	return os.WriteFile(name, []byte(text), 0o644)
}

// names are what files can be called.
func names() []string {
	all := []string{
		"-rf.md", "--help.md", "a\nb.md", "a\tb.md", "esc\x1b[31m.md", "bell\a.md", "title\x1b]0;pwned\x07.md", "\u202Efdp.md", "c1\u009b31m.md",
		"not\xff\xfeutf8.md", "space at the end .md", " in front.md", "dots...md", "a'b\"c`d$e.md", "a;b&c|d.md", "100%25.md", "q?x#y.md", "<b>.md",
		"caf\u00e9.md", "cafe\u0301.md", "CASE.md", "case.md", "\u200B.md", strings.Repeat("long", 62) + ".md", strings.Repeat("汉", 84) + ".md",
		"e" + strings.Repeat("\u0301", 100) + ".md", "CON.md", "nul.txt", "a:b.md", "\\server.md", ".hidden.md", "no-extension",
	}
	for i, p := range payloads() {
		if !strings.ContainsAny(p.text, "/\x00") && i%3 == 0 && len(p.text) < 100 {
			all = append(all, "name "+p.name+" "+p.text+".md")
		}
	}
	return all
}

// writeNames writes a harmless text under each name.
func writeNames(dir string) (n int, err error) {
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return 0, err
	}
	for i, name := range names() {
		text := fmt.Sprintf("# Harmless text %d\n\nIt has the word %s.\n", i, canary)
		if os.WriteFile(filepath.Join(dir, name), []byte(text), 0o644) == nil { // some systems refuse some names
			n++
		}
	}
	return n, nil
}

// writeSpecial writes what is no article: pipes, sockets, links out of the
// folder and in circles, and files of bytes.
func writeSpecial(dir, secret string) error {
	if err := os.MkdirAll(filepath.Join(dir, "empty"), 0o755); err != nil {
		return err
	}
	for name, target := range map[string]string{
		"out.md": secret, "absolute.md": "/etc/passwd", "loop.md": "loop.md", "up.md": "../../../../../../etc/hostname",
		"folder-out": filepath.Dir(secret), "circle": "..", "dangling.md": "nothing.md",
	} {
		if err := os.Symlink(target, filepath.Join(dir, name)); err != nil {
			return err
		}
	}
	if err := syscall.Mkfifo(filepath.Join(dir, "pipe.md"), 0o644); err != nil {
		return err
	}
	for name, data := range map[string]string{
		"binary.md": "\x7fELF\x00\x01\x02" + strings.Repeat("\x00\xff", 4000), "utf16.md": "\xff\xfe#\x00 \x00T\x00i\x00\n\x00", "utf16-cut.md": "\xfe\xff\x00",
		"nothing.md": "", "only-mark.txt": "\xef\xbb\xbf", "only-front.md": "---\ntitle: x\n---", "one-line.txt": strings.Repeat("word ", 200_000),
		"latin1.txt": "Caf\xe9 d\xe9j\xe0 vu. " + canary, "nul.txt": canary + "\x00" + canary, "huge-title.md": "# " + strings.Repeat("title ", 50_000) + "\n\n" + canary,
		"deep.md": strings.Repeat("> ", 3000) + canary, "many-tags.md": "---\ntags: [" + strings.Repeat("t, ", 30_000) + "t]\n---\n" + canary,
		"bomb.md": yamlBomb() + canary,
	} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(data), 0o644); err != nil {
			return err
		}
	}
	return os.MkdirAll(filepath.Join(dir, strings.Repeat("d/", 300)), 0o755)
}

// yamlBomb is front matter whose aliases would grow to billions.
func yamlBomb() string {
	var b strings.Builder
	b.WriteString("---\na0: &a0 [x, x, x, x, x, x, x, x, x]\n")
	for i := 1; i < 12; i++ {
		fmt.Fprintf(&b, "a%d: &a%d [%s]\n", i, i, strings.TrimSuffix(strings.Repeat(fmt.Sprintf("*a%d, ", i-1), 9), ", "))
	}
	return b.String() + "title: *a11\n---\n"
}

// writeNotes writes notes, a reading state and saved searches that were made
// to harm.
func writeNotes(dir, article string) error {
	var b strings.Builder
	fmt.Fprintf(&b, "---\nmanicule: 1\narticle: %s\ntitle: \"\\e[31m\"\n---\n\n# Notes \x1b[31m\n\n", article)
	for i, p := range payloads() {
		fmt.Fprintf(&b, "<!-- note {\"id\":\"hostile%03d\",\"kind\":%q,\"made\":\"2026-01-01T00:00:00Z\",\"at\":[%d,%d],\"tags\":[%q]} -->\n\n> Before %s\n\nA note %s #t%s\n\n",
			i, p.name+p.text, i*1_000_000_000, -i, p.text, p.text, p.text, p.text)
	}
	if err := write(filepath.Join(dir, ".manicule", "notes", article+".md"), b.String()); err != nil {
		return err
	}
	reading := fmt.Sprintf("{\"path\":%q,\"place\":-5,\"progress\":9e99,\"tags\":[\"\\u001b[31m\",\"\\u202e\"],\"at\":\"2026-01-01T00:00:00Z\"}\nnot json \x1b[31m\n", article)
	if err := write(filepath.Join(dir, ".manicule", "reading.jsonl"), reading); err != nil {
		return err
	}
	return write(filepath.Join(dir, ".manicule", "searches.toml"), "[[search]]\nname = \"\\u001b[31m\\u202e\"\nquery = \"\\u001b]0;x\\u0007 "+canary+"\"\n")
}
