package article

import (
	"slices"
	"testing"
)

func TestTags(t *testing.T) {
	got := Tags([]string{"#tide", "a,b", `the "old" one`, " # # C# ", "Tide", "#", "", "two\nlines", "-->", "\x1b[31m"})
	want := []string{"tide", "a,b", `the "old" one`, "C#", "two lines", "-->", "␛[31m"}
	if !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}

func FuzzTag(f *testing.F) {
	f.Add("#\u0301# a")
	f.Fuzz(func(t *testing.T, s string) {
		tag := Tag(s)
		if again := Tag(tag); again != tag {
			t.Errorf("Tag(%q) = %q, and of that %q", s, tag, again)
		}
		if CleanLine(tag) != tag {
			t.Errorf("Tag(%q) = %q is not clean", s, tag)
		}
	})
}
