package ui

import (
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

func (p *notesPane) paste(text string) tea.Cmd {
	if p.typing == notTyping {
		return nil
	}
	return p.edit(func(f *term.Field) { f.Insert(text) })
}

// typed is a key while the field is typed into.
func (p *notesPane) typed(k tea.KeyPressMsg) tea.Cmd {
	switch s := k.String(); s {
	case "ctrl+c":
		return p.quit()
	case "esc":
		p.typing = notTyping
		return nil
	case "enter":
		return p.enter()
	case "down", "ctrl+n":
		p.rows.Move(1)
		return nil
	case "up", "ctrl+p":
		p.rows.Move(-1)
		return nil
	default:
		if edit := term.EditOf(s); edit != nil {
			return p.edit(edit)
		}
	}
	if k.Text == "" {
		return nil
	}
	return p.edit(func(f *term.Field) { f.Insert(k.Text) })
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
