package store

import (
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
)

func searches(t *testing.T, c *Collection) []SavedSearch {
	t.Helper()
	all, err := c.Searches()
	must(t, err)
	return all
}

func TestSearches(t *testing.T) {
	t.Parallel()
	o := options(t)
	c := open(t, folderOf(t, map[string]string{"a.md": sample}), o)
	if all := searches(t, c); len(all) > 0 {
		t.Errorf("%q", all)
	}
	want := []SavedSearch{{"new", "is:unread sort:date"}, {"日本 \"and\" more", `title:"a b" /x\d+/`}, {"old", "before:2020"}}
	for _, s := range want {
		must(t, c.SaveSearch(s.Name, "something else"))
	}
	for _, s := range want {
		must(t, c.SaveSearch(s.Name, s.Query))
	}
	if got := searches(t, open(t, c.Folder(), o)); !reflect.DeepEqual(got, want) {
		t.Errorf("%q, want %q", got, want)
	}
	must(t, c.RemoveSearch("new"))
	if got := searches(t, c); !reflect.DeepEqual(got, want[1:]) {
		t.Errorf("%q", got)
	}
	if err := c.RemoveSearch("new"); err == nil || !strings.Contains(err.Error(), "none of that name") {
		t.Error(err)
	}
	if err := c.SaveSearch("nothing", " "); err == nil || !strings.Contains(err.Error(), "needs a name") {
		t.Error(err)
	}
}

// byHand is a file of searches as a person may write it.
const byHand = `# What I look for on Mondays
monday = 'is:unread  tag:news' # first thing

"two lines" = """
japan \
  alliance"""
number = 7
more.deep = "not a search"

[settings]
monday = "not a search either"
`

func TestSearchesByHand(t *testing.T) {
	t.Parallel()
	c := open(t, folderOf(t, map[string]string{".manicule/searches.toml": byHand}), options(t))
	want := []SavedSearch{{"monday", "is:unread tag:news"}, {"two lines", "japan alliance"}}
	if got := searches(t, c); !reflect.DeepEqual(got, want) {
		t.Errorf("%q, want %q", got, want)
	}
	file := func() string {
		data, err := os.ReadFile(filepath.Join(c.Folder(), ".manicule", searchesName))
		must(t, err)
		return string(data)
	}
	must(t, c.SaveSearch("new", "x"))
	if got, want := file(), strings.Replace(byHand, "number", "new = \"x\"\nnumber", 1); got != want {
		t.Errorf("%s\nwant\n%s", got, want)
	}
	must(t, c.RemoveSearch("new"))
	if got := file(); got != byHand {
		t.Errorf("%s", got)
	}
}

func TestBrokenSearches(t *testing.T) {
	t.Parallel()
	for broken, want := range map[string]string{
		"good = \"x\"\nbad = \n":                             ".manicule/searches.toml: line 2",
		"good = \"x\"\n\x1b[31mbad\n":                        "line 2",
		"a = 1\na = 2\n":                                     "already been defined",
		"a = \"" + strings.Repeat("x", searchesLimit) + "\"": "larger than",
		"a = \"\"\"" + strings.Repeat("\n", 200) + "\"\"\"":  "more than 100 lines",
	} {
		c := open(t, folderOf(t, map[string]string{".manicule/searches.toml": broken}), options(t))
		if _, err := c.Searches(); err == nil || !strings.Contains(err.Error(), want) || strings.Contains(err.Error(), "\x1b") {
			t.Errorf("%.40q: %v, want %q", broken, err, want)
		}
		if err := c.SaveSearch("new", "x"); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%.40q: %v, want %q", broken, err, want)
		}
		if data, err := os.ReadFile(filepath.Join(c.Folder(), ".manicule", searchesName)); err != nil || string(data) != broken {
			t.Errorf("%.40q was written to: %.60q", broken, data)
		}
	}
}

// TestSearchesElsewhere saves where the folder can't be written any more.
func TestSearchesElsewhere(t *testing.T) {
	t.Parallel()
	c := open(t, folderOf(t, map[string]string{".manicule/searches.toml": byHand}), options(t))
	if !c.fallBack(os.ErrPermission) {
		t.Fatal("there is no other place")
	}
	must(t, c.SaveSearch("new", "x"))
	if got := searches(t, c); len(got) != 3 || got[0].Name != "monday" {
		t.Errorf("%q", got)
	}
}

func TestQueries(t *testing.T) {
	t.Parallel()
	o := options(t)
	c := open(t, t.TempDir(), o)
	for i := range keptQueries + 3 {
		must(t, c.AddQuery(fmt.Sprint("query ", i)))
	}
	for _, q := range []string{"query 5", "  ", "new\nline \x1b"} {
		must(t, c.AddQuery(q))
	}
	got := open(t, c.Folder(), o).Queries()
	if len(got) != keptQueries || got[0] != "query 4" {
		t.Errorf("%d: %q", len(got), got[:3])
	}
	same(t, "last", got[keptQueries-3:], []string{"query 202", "query 5", "new line ␛"})
	if other := open(t, t.TempDir(), o).Queries(); len(other) > 0 {
		t.Errorf("another collection's queries: %q", other)
	}
	info, err := os.Stat(c.queriesName())
	if must(t, err); info.Mode().Perm() != 0o600 && os.PathSeparator == '/' {
		t.Errorf("mode %v", info.Mode())
	}
	o.StateHome = "/dev/null"
	if err := open(t, c.Folder(), o).AddQuery("x"); err == nil {
		t.Error("a query that can't be kept is told to be kept")
	}
}
