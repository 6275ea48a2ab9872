package notes

import (
	"slices"

	tea "charm.land/bubbletea/v2"

	"manicule/internal/ui/pane"
	"manicule/internal/ui/term"
)

func notesTypingMode(p *Pane) *pane.Mode {
	move := pane.Moving(&p.rows)
	return &pane.Mode{Title: "Notes input", Text: true, Actions: slices.Concat([]pane.Action{
		pane.Act("done", "enter", "", "go to the list of the notes found; give the tags typed, or write the file", p.enter),
		pane.Act("back", "esc", "", "go to the list of the notes; no tag is given and no file is written", p.leaveField),
		pane.Act("move down", "down ctrl+n", "", "next note", p.Counted(move, 1)),
		pane.Act("move up", "up ctrl+p", "", "previous note", p.Counted(move, -1)),
	}, pane.EditActions(p.edit), p.QuitActions())}
}

func (p *Pane) leaveField() tea.Cmd {
	p.typing = notTyping
	return nil
}

func (p *Pane) Typed(k tea.KeyPressMsg) tea.Cmd { return p.Paste(k.Text) }

func (p *Pane) Paste(text string) tea.Cmd {
	if p.typing == notTyping || text == "" {
		return nil
	}
	return p.edit(func(f *term.Field) { f.Insert(text) })
}

func (p *Pane) edit(change func(*term.Field)) tea.Cmd {
	p.Do(change)
	if p.typing != typingQuery || p.Text == p.query {
		return nil
	}
	p.query, p.asked = p.Text, true
	return p.search()
}

// enter does what the field was typed for.
func (p *Pane) enter() tea.Cmd {
	was := p.typing
	p.typing = notTyping
	switch was {
	case typingTags:
		return p.retag()
	case typingFile:
		return p.export()
	}
	return nil
}

// startTyping has something typed.
func (p *Pane) startTyping(what typing, text string) tea.Cmd {
	p.typing = what
	p.Set(text)
	return nil
}
