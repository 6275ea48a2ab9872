package store

import (
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"

	"manicule/internal/article"
)

// converting is a folder with a file that a command makes a text of.
func converting(t *testing.T, command ...string) (*Collection, Options) {
	t.Helper()
	if runtime.GOOS == "windows" {
		t.Skip("the commands are those of other systems")
	}
	o := options(t)
	o.Converters = map[string]Converter{"pdf": {command, article.Markdown}}
	return open(t, folderOf(t, map[string]string{"-a b;$(c).PDF": "%PDF-1.4 # Words\n", "b.txt": "B"}), o), o
}

const pdf = "-a b;$(c).PDF"

// TestConvert: a converter gets a copy of the file under a name that can't be
// taken for an option or a command, and what it wrote is kept.
func TestConvert(t *testing.T) {
	c, o := converting(t, "sed", "s/%PDF-1.4 //", "{}")
	if a := read(t, c, pdf); a.Meta.Title != "Words" || a.Format != article.Markdown {
		t.Errorf("%+v", a)
	}
	if err := c.CheckArticle(pdf); err != nil {
		t.Error(err)
	}
	o.Converters["pdf"] = Converter{[]string{"sed", "s/%PDF-1.4 //", "{}"}, article.PlainText}
	t.Setenv("PATH", "") // it is not run again
	again := open(t, c.Folder(), o)
	if a := read(t, again, pdf); !strings.Contains(a.Text, "Words") {
		t.Errorf("%q", a.Text)
	}
}

func TestConverterFails(t *testing.T) {
	for want, command := range map[string][]string{
		"there is no such program":    {"no-such-converter"},
		"No such file":                {"ls", "/no/such/file"},
		"writes more than 16 MiB":     {"sh", "-c", "yes"},
		"could not make a text of it": {"false"},
	} {
		c, _ := converting(t, command...)
		if _, err := c.Read(pdf); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %v, want %q", command, err, want)
		}
	}
}

// TestConverterFailsOnce: what a converter can't read is not given to it again.
func TestConverterFailsOnce(t *testing.T) {
	count := filepath.Join(t.TempDir(), "count")
	c, _ := converting(t, "sh", "-c", "echo x >> "+count+"; exit 1")
	for range 3 {
		if _, err := c.Read(pdf); err == nil {
			t.Error("it failed, and nothing was said")
		}
	}
	if runs, err := os.ReadFile(count); string(runs) != "x\n" {
		t.Errorf("%q, %v", runs, err)
	}
}

// TestOthers: files that are not shown are counted by kind.
func TestOthers(t *testing.T) {
	c := open(t, folderOf(t, map[string]string{"a.md": "A", "b.pdf": "", "in/c.PDF": "", "in/d.jpg": "", ".hidden": "", "Makefile": "", "e.": ""}), options(t))
	if got := c.Others().String(); got != "" {
		t.Errorf("before anybody looked: %q", got)
	}
	if err := c.Files(t.Context(), ".", func(File) error { return nil }); err != nil {
		t.Fatal(err)
	}
	want := []OtherKind{{"", 2}, {".pdf", 2}, {".jpg", 1}}
	if o := c.Others(); !slices.Equal(o.Kinds, want) || o.String() != "5 files of other kinds: 2 without extension, 2 .pdf, 1 .jpg" {
		t.Errorf("%v", o)
	}
}
