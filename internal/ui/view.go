package ui

import (
	"strings"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"manicule/internal/article"
	"manicule/internal/ui/term"
)

// View draws the frame.
func (m *Model) View() tea.View {
	v := tea.View{AltScreen: true, ReportFocus: true, WindowTitle: m.title()}
	if !m.opts.NoMouse {
		v.MouseMode = tea.MouseModeCellMotion
	}
	if m.W > 0 && m.H > 0 {
		m.canvas.Resize(m.W, m.H)
		v.Cursor = m.draw(&m.canvas)
		m.Theme.Finish(&m.canvas, m.Profile)
		if m.looks.simpleLines {
			m.canvas.SimplifyLines()
		}
		m.canvas.FinishStrips()
		v.Content = m.canvas.String()
	}
	return v
}

func (m *Model) draw(c *term.Canvas) *tea.Cursor {
	if m.TooSmall() {
		c.Text(0, 0, c.Width(), "manicule needs 40×10 cells", m.Theme.Text)
		c.Text(0, 1, c.Width(), "make the window larger", m.Theme.Quiet)
		return nil
	}
	var cursor *tea.Cursor
	for i, p := range m.Stack[m.Ground():] {
		if i == 0 && m.reader == nil && m.opening != "" && m.opening == m.opts.Article {
			continue // the first screen is that article
		}
		cursor = p.Draw(c)
	}
	return cursor
}

func (m *Model) title() string {
	if m.reader == nil {
		return "manicule"
	}
	// Nothing else cleans what goes to the terminal within a sequence.
	title := ansi.Truncate(article.CleanLine(m.reader.Article.Meta.Title), maxWindowTitle, "…")
	return strings.TrimPrefix(title+" · manicule", " · ")
}

// maxWindowTitle is the most cells that the window's title shows of the article's.
const maxWindowTitle = 200
