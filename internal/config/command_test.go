package config

import (
	"runtime"
	"slices"
	"testing"
)

func TestEditor(t *testing.T) {
	usual := "vi"
	if runtime.GOOS == "windows" {
		usual = "notepad"
	}
	for name, c := range map[string]struct {
		option, visual, editor string
		words                  []string
		from                   string
		wrong                  bool
	}{
		"none":           {words: []string{usual}},
		"words":          {editor: "emacsclient -nw", words: []string{"emacsclient", "-nw"}, from: "$EDITOR"},
		"a path in two":  {editor: `"/opt/my editor/ed" -w`, words: []string{"/opt/my editor/ed", "-w"}, from: "$EDITOR"},
		"a space hidden": {visual: `/opt/my\ editor/ed`, editor: "vi", words: []string{"/opt/my editor/ed"}, from: "$VISUAL"},
		"blank":          {option: " ", visual: "\t", editor: "ed", words: []string{"ed"}, from: "$EDITOR"},
		"the option":     {option: "'my editor'", visual: "vi", words: []string{"my editor"}, from: "editor"},
		"half a quote":   {visual: `code "`, editor: "vi", from: "$VISUAL", wrong: true},
		"no name":        {editor: `""`, from: "$EDITOR", wrong: true},
	} {
		t.Run(name, func(t *testing.T) {
			env := map[string]string{"VISUAL": c.visual, "EDITOR": c.editor}
			words, from, err := Editor(c.option, func(name string) string { return env[name] })
			if !slices.Equal(words, c.words) || from != c.from || (err != nil) != c.wrong {
				t.Errorf("got %q by %q, %v", words, from, err)
			}
		})
	}
}
