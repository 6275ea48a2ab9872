package ui

import (
	"slices"

	"manicule/internal/ui/term"

	tea "charm.land/bubbletea/v2"
)

// typing is what the pane's field is for.
type typing uint8

const (
	notTyping typing = iota
	typingQuery
	typingTags
	typingFile
)

func notesTypingMode(p *notesPane) *mode {
	move := moving(&p.rows)
	return &mode{title: "Notes input", text: true, actions: slices.Concat([]action{
		act("done", "enter", "", "go to the list of the notes found; give the tags typed, or write the file", p.enter),
		act("back", "esc", "", "go to the list of the notes; no tag is given and no file is written", p.leaveField),
		act("move down", "down ctrl+n", "", "next note", p.counted(move, 1)),
		act("move up", "up ctrl+p", "", "previous note", p.counted(move, -1)),
	}, editActions(p.edit), p.quitActions())}
}

func (p *notesPane) leaveField() tea.Cmd {
	p.typing = notTyping
	return nil
}

func (p *notesPane) typed(k tea.KeyPressMsg) tea.Cmd { return p.paste(k.Text) }

func (p *notesPane) paste(text string) tea.Cmd {
	if p.typing == notTyping || text == "" {
		return nil
	}
	return p.edit(func(f *term.Field) { f.Insert(text) })
}

func (p *notesPane) edit(change func(*term.Field)) tea.Cmd {
	p.Do(change)
	if p.typing != typingQuery || p.Text == p.query {
		return nil
	}
	p.query, p.asked = p.Text, true
	return p.search()
}

// enter does what the field was typed for.
func (p *notesPane) enter() tea.Cmd {
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

// begin has something typed.
func (p *notesPane) begin(what typing, text string) tea.Cmd {
	p.typing = what
	p.Set(text)
	return nil
}
