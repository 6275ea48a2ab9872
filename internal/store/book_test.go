package store

import (
	"context"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

const mails = "From a@example.org Sat Mar  2 15:00:58 2024\nSubject: %\nDate: Sat, 02 Mar 2024 15:00:58 +0000\n" +
	"Content-Type: multipart/related; boundary=b\n\n--b\nContent-Type: text/html\n\n<p>Text.<p><img src=cid:x alt=A>\n--b\nContent-Type: image/png\nContent-ID: <x>\n\npixels\n--b--\n"

// TestBookIsAFolder: the articles of a book are listed in its place, read and
// found to be there, and its pictures are read from it.
func TestBookIsAFolder(t *testing.T) {
	folder := folderOf(t, map[string]string{"a.md": "A", "in/b.mbox": strings.ReplaceAll(mails, "%", "One"), "in/c.md": "C"})
	c := open(t, folder, options(t))
	paths := func(within string) (all []string) {
		err := c.Files(context.Background(), within, func(f File) error {
			all = append(all, f.Path)
			return f.Err
		})
		must(t, err)
		return all
	}
	const one = "in/b.mbox/2024-03-02-one"
	for within, want := range map[string][]string{".": {"a.md", one, "in/c.md"}, "in/b.mbox": {one}, one: {one}, "in/b.mbox/x": nil} {
		if got := paths(within); !slices.Equal(got, want) {
			t.Errorf("in %s: %q", within, got)
		}
	}
	a, err := c.Read(one)
	if err != nil || a.Text != "Text.\n\n![A](2024-03-02-one/2.png)\n" || !c.has(one) || c.has("in/b.mbox/x") {
		t.Errorf("%q, %v", a.Text, err)
	}
	if data, err := c.Picture("in/b.mbox/2024-03-02-one/2.png"); string(data) != "pixels" || err != nil {
		t.Errorf("%q, %v", data, err)
	}
	for _, path := range []string{"in/b.mbox/2024-03-02-one/3.png", "in/b.mbox/../c.md", "in/b.mbox/", "a.md/x.png"} {
		if data, err := c.Picture(path); err == nil {
			t.Errorf("%s: %q", path, data)
		}
	}
	if _, err := c.Source(one); err == nil {
		t.Error("a mail's source")
	}
	must(t, os.WriteFile(filepath.Join(folder, "in", "b.mbox"), []byte(strings.ReplaceAll(mails, "%", "Another")), 0o644))
	if got := paths("in/b.mbox"); !slices.Equal(got, []string{"in/b.mbox/2024-03-02-another"}) || c.has(one) {
		t.Errorf("after a change: %q", got)
	}
}
