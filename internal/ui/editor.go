package ui

import (
	"cmp"
	"os"
	"os/exec"
	"slices"
	"strings"
	"time"

	"manicule/internal/ui/term"

	"charm.land/bubbles/v2/textarea"
	tea "charm.land/bubbletea/v2"
	"charm.land/lipgloss/v2"
	uv "github.com/charmbracelet/ultraviolet"

	"manicule/internal/article"
	"manicule/internal/config"
	"manicule/internal/note"
	"manicule/internal/page"
)

// editor is the overlay in which a note is written.
type editor struct {
	mode    mode
	note    note.Note        // as it was when the editor opened
	art     *article.Article // whose text its position belongs to
	span    article.Span
	fresh   bool // the note is not in the file yet
	area    textarea.Model
	start   string // the words as the editor had them at first
	ticking bool   // a draftTick is under way
	refused string // why it could not be saved, or ""
	tag     tagWord
}

// editorRows is the height of the editor, with its frame.
func (m *Model) editorRows() int { return min(10, m.h/2) }

// maxEditorLines is how many lines the text area takes.
const maxEditorLines = 10_000

func (m *Model) openEditor(n note.Note, s article.Span, fresh bool) tea.Cmd {
	e := &editor{mode: *m.opts.Keys.bind(editorMode()), note: n, art: m.rd.Article, span: s, fresh: fresh, area: newArea()}
	body := article.Clean(n.Body)
	if strings.Count(body, "\n") >= maxEditorLines {
		m.say("this note is too long for the editor here; edit its file")
		return m.statusTimer()
	}
	e.area.SetValue(body)
	e.start = e.area.Value()
	m.over = e
	e.resize(m)
	m.rd.writing, m.rd.current = s, n.ID
	focus := e.area.Focus()
	if s.Empty() {
		return focus
	}
	return tea.Batch(focus, m.reveal(s))
}

func (e *editor) resize(m *Model) {
	e.area.SetWidth(m.columns().width)
	e.area.SetHeight(m.editorRows() - 3)
}

func newArea() textarea.Model {
	a := textarea.New()
	a.Prompt = ""
	a.ShowLineNumbers = false
	a.CharLimit = 0
	a.MaxHeight = 0
	a.EndOfBufferCharacter = ' '
	a.Placeholder = "Write in Markdown; #word tags the note."
	a.SetVirtualCursor(false)
	var plain textarea.StyleState
	plain.Placeholder = lipgloss.NewStyle().Faint(true)
	a.SetStyles(textarea.Styles{Focused: plain, Blurred: plain})
	return a
}

func (e *editor) draw(m *Model, c *term.Canvas) *tea.Cursor {
	cols := m.columns()
	x, width := cols.text-2, cols.width+4
	rows := m.editorRows()
	y := m.h - rows
	c.Fill(x, y, width, rows, m.theme.Panel)
	c.Rule(x, y, width, term.Laid(m.theme.Panel, m.theme.Faint))
	c.Text(x+1, y, width-2, " "+term.Truncate(e.title(), width-6)+" ", term.Laid(m.theme.Panel, m.theme.Brand))
	uv.NewStyledString(e.area.View()).Draw(c, uv.Rect(x+2, y+1, width-4, rows-3))
	cursor := e.area.Cursor()
	if cursor != nil {
		cursor.X += x + 2
		cursor.Y += y + 1
	}
	for row := y + 1; row < y+rows-2; row++ {
		c.Restyle(x, row, width, func(st *uv.Style) { st.Bg = m.theme.Panel.Bg })
		turnTyped(c, x+2, x+width-2, row, cursor)
	}
	m.theme.DrawHints(c, x+2, y+rows-1, width-4, e.mode.hints(), m.theme.Panel)
	return cursor
}

// turnTyped puts a row of what is being typed in the order in which it is to
// be shown, and the cursor on the character that it is on.
func turnTyped(c *term.Canvas, x, end, y int, cursor *tea.Cursor) {
	row := c.Lines[y][x:end]
	if !slices.ContainsFunc(row, func(cell uv.Cell) bool { return page.HasRight(cell.Content) }) {
		return
	}
	at := x
	if cursor != nil && cursor.Y == y {
		at = cursor.X
	}
	if at = c.Reorder(x, end, y, false, at); cursor != nil && cursor.Y == y {
		cursor.X = at
	}
}

func (e *editor) title() string {
	if e.refused != "" {
		return e.refused
	}
	if e.note.OnArticle() {
		return "note on the whole article"
	}
	return "note on “" + article.CleanLine(e.note.Anchor.Quote) + "”"
}

func (e *editor) key(m *Model, k tea.KeyPressMsg) tea.Cmd {
	if a := e.mode.find(k.String()); a != nil {
		return a.run(m)
	}
	if k.String() == "ctrl+c" {
		return m.quit()
	}
	k.Text = article.Clean(k.Text)
	return e.take(m, k)
}

func (e *editor) paste(m *Model, text string) tea.Cmd {
	return e.take(m, tea.PasteMsg{Content: article.Clean(text)})
}

// take gives a key or pasted text to the text area and has a draft kept.
func (e *editor) take(m *Model, msg tea.Msg) tea.Cmd {
	before := e.area.Value()
	e.refused = ""
	var cmd tea.Cmd
	e.area, cmd = e.area.Update(msg)
	if e.ticking || e.area.Value() == before {
		return cmd
	}
	e.ticking = true
	return tea.Batch(cmd, m.after(draftTime, draftTick{e.note.ID}))
}

// draftTick says that what was typed should be on disk now.
type draftTick struct{ id string }

const draftTime = 700 * time.Millisecond

func (m *Model) keepDraft(msg draftTick) tea.Cmd {
	e, ok := m.over.(*editor)
	if !ok || e.note.ID != msg.id {
		return nil
	}
	e.ticking = false
	m.session.KeepDraft(e.draft(), m.rd.Path)
	return nil
}

// draft is the note as it stands in the editor.
func (e *editor) draft() note.Note {
	n := e.note
	n.Body = article.Clean(e.area.Value())
	if n.Text == "" && !n.OnArticle() {
		n.Text = e.art.Fingerprint()
	}
	return n
}

func (m *Model) saveEditor() tea.Cmd {
	e := m.over.(*editor)
	if why := m.rd.File().ReadOnly(); !e.fresh && e.area.Value() != e.start && why != "" {
		e.refused = "this note can't be changed: " + why
		m.session.KeepDraft(e.draft(), m.rd.Path) // what was typed stays in the editor
		return nil
	}
	m.closeEditor()
	n := e.note
	n.Body = strings.TrimSpace(article.Clean(e.area.Value()))
	switch {
	case e.fresh && n.Body == "" && n.OnArticle():
		m.session.DropDraft(n.ID)
		m.say("nothing was written")
		return m.statusTimer()
	case e.fresh:
		m.rd.current, m.rd.focus = n.ID, e.span // the text may have changed meanwhile
		return m.onEvent(m.session.Add(e.art, n, "noted"))
	case e.area.Value() == e.start:
		m.session.DropDraft(n.ID)
		return nil
	}
	return m.onEvent(m.session.Edit(e.art, e.note, n, "note changed"))
}

func (m *Model) closeEditor() *editor {
	e := m.over.(*editor)
	m.over, m.rd.writing = nil, article.Span{}
	m.settle()
	return e
}

// abandonEditor drops what was typed; undo opens the editor with it again.
func (m *Model) abandonEditor() tea.Cmd {
	e := m.closeEditor()
	if e.fresh {
		m.rd.current = ""
	}
	if e.area.Value() == e.start {
		m.session.DropDraft(e.note.ID)
		return nil
	}
	m.session.Abandon(e.art, e.draft())
	m.say("abandoned; u brings it back")
	return m.statusTimer()
}

// resume opens the editor with the words of a draft.
func (m *Model) resume(draft note.Note) tea.Cmd {
	n, words, known := m.session.Resume(draft)
	cmd := m.openEditor(n, m.rd.Where(n).Span, !known)
	if e, ok := m.over.(*editor); ok {
		e.area.SetValue(article.Clean(words))
	}
	return cmd
}

// parkDraft keeps what is being typed when the program ends.
func (m *Model) parkDraft() {
	if e, ok := m.over.(*editor); ok && e.area.Value() != e.start {
		m.session.KeepDraft(e.draft(), m.rd.Path)
	}
}

// onDrafts says that there are notes that were not finished.
func (m *Model) onDrafts() tea.Cmd {
	ds := m.session.Drafts()
	if len(ds) == 0 {
		return nil
	}
	if m.rd != nil {
		return m.offerDraft()
	}
	m.say(count(len(ds), "unfinished note") + " kept, the first on “" + ds[0].Article + "” · " + m.noticeKey() + " goes on with it")
	m.status.bad = true
	return nil
}

// draftHere reports whether a note on the open article was not finished. While
// only the beginning is read, its passage may stand in the rest.
func (m *Model) draftHere() bool {
	if m.rd == nil || m.rd.begun != nil {
		return false
	}
	_, ok := m.session.DraftHere()
	return ok
}

// offerDraft says that a note on the open article was not finished.
func (m *Model) offerDraft() tea.Cmd {
	if m.rd == nil || m.rd.begun != nil {
		return nil
	}
	m.session.SettleDrafts()
	if m.draftHere() {
		m.say("a note here was not finished · " + m.noticeKey() + " goes on with it")
		m.status.bad = true
	}
	return nil
}

// resumeDraft goes on with an unfinished note on the open article.
func (m *Model) resumeDraft() tea.Cmd {
	m.session.SettleDrafts()
	d, ok := m.session.DraftHere()
	if !ok || m.rd.begun != nil {
		return nil
	}
	m.say("this note was not finished")
	return tea.Batch(m.resume(d.Note), m.statusTimer())
}

// editedMsg brings what the outside editor made of the note.
type editedMsg struct {
	id   string
	body string
	err  error
}

// editOutside goes on in $VISUAL or $EDITOR, run without a shell.
func (m *Model) editOutside() tea.Cmd {
	e := m.over.(*editor)
	args, err := m.editorCommand()
	if err != nil {
		m.complain(err)
		return nil
	}
	f, err := os.CreateTemp("", "manicule-*.md")
	if err != nil {
		m.complain(err)
		return nil
	}
	name := f.Name()
	_, err = f.WriteString(e.area.Value())
	if err := cmp.Or(err, f.Close()); err != nil {
		m.complain(err)
		return nil
	}
	id := e.note.ID
	cmd := exec.Command(args[0], append(args[1:], name)...)
	return tea.ExecProcess(cmd, func(ended error) tea.Msg {
		data, err := os.ReadFile(name)
		if err == nil {
			err = os.Remove(name)
		}
		return editedMsg{id, string(data), cmp.Or(err, ended)}
	})
}

func (m *Model) editorCommand() ([]string, error) {
	words, _, err := config.Editor(m.opts.Editor, os.Getenv)
	return words, err
}

func (m *Model) editedOutside(msg editedMsg) tea.Cmd {
	if msg.err != nil {
		m.complain(msg.err)
	}
	e, ok := m.over.(*editor)
	if !ok || e.note.ID != msg.id || msg.body == "" && msg.err != nil {
		return nil
	}
	e.area.SetValue(strings.TrimRight(article.Clean(msg.body), "\n"))
	return m.keepDraft(draftTick{msg.id})
}
