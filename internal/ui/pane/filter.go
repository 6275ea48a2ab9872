package pane

import (
	tea "charm.land/bubbletea/v2"

	"manicule/internal/article"
	"manicule/internal/ui/term"
)

// Filter is embedded by a pane whose list is narrowed by what is typed.
type Filter struct {
	Text   string // what was typed; clean
	narrow func() // has the list follow
}

// NewFilter is an empty one that calls narrow after each change.
func NewFilter(narrow func()) Filter { return Filter{narrow: narrow} }

// SetFilter puts a text in the place of what was typed.
func (f *Filter) SetFilter(text string) tea.Cmd {
	f.Text = text
	f.narrow()
	return nil
}

func (f *Filter) Typed(k tea.KeyPressMsg) tea.Cmd { return f.Paste(k.Text) }

func (f *Filter) Paste(text string) tea.Cmd {
	if text == "" {
		return nil
	}
	return f.SetFilter(f.Text + article.CleanLine(text))
}

// DeleteAction takes back the last character.
func (f *Filter) DeleteAction() Action {
	return Act("delete", "backspace", "", "delete the character before", func() tea.Cmd {
		return f.SetFilter(term.DropLastGrapheme(f.Text))
	})
}
