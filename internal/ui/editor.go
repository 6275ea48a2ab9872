package ui

import (
	"cmp"
	"os"
	"os/exec"
	"slices"
	"strings"
	"time"

	"manicule/internal/session"
	"manicule/internal/ui/term"

	"charm.land/bubbles/v2/textarea"
	tea "charm.land/bubbletea/v2"
	"charm.land/lipgloss/v2"
	uv "github.com/charmbracelet/ultraviolet"

	"manicule/internal/article"
	"manicule/internal/note"
	"manicule/internal/page"
)

// editor is the pane in which a note is written.
type editor struct {
	*env
	edited
	mode    mode
	area    textarea.Model
	start   string // the words as the editor had them at first
	ticking bool   // a draftTick is under way
	refused string // why it could not be saved, or ""
	tag     tagWord
}

// editorRows is the height of the editor, with its frame, on a screen of that
// many rows.
func editorRows(screen int) int { return min(10, screen/2) }

// maxEditorLines is how many lines the text area takes.
const maxEditorLines = 10_000

// edited is a note to be written, and what becomes of the text below it.
type edited struct {
	note   note.Note        // as it was when the editor opened
	art    *article.Article // whose text its position belongs to
	span   article.Span
	fresh  bool                             // the note is not in the file yet
	doc    func() *session.Document         // whose note it is
	textAt func() (x, width int)            // where the text stands, in cells
	closed func()                           // the text has the screen again
	made   func(id string, at article.Span) // a new note is saved
	undone func()                           // a new note is not
	undo   string                           // the key that brings back what is abandoned
}

// showEditor opens the editor; nil where the note is too long for it.
func showEditor(e *env, of edited) (*editor, tea.Cmd) {
	ed := &editor{env: e, edited: of, area: newArea()}
	ed.mode = e.bound(editorMode(ed))
	body := article.Clean(of.note.Body)
	if strings.Count(body, "\n") >= maxEditorLines {
		e.say("this note is too long for the editor here; edit its file")
		return nil, e.statusTimer()
	}
	ed.area.SetValue(body)
	ed.start = ed.area.Value()
	e.push(ed)
	return ed, ed.area.Focus()
}

// setWords puts other words in the place of the note's.
func (e *editor) setWords(words string) { e.area.SetValue(article.Clean(words)) }

func (e *editor) resize() {
	_, width := e.textAt()
	e.area.SetWidth(width)
	e.area.SetHeight(editorRows(e.h) - 3)
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

func (e *editor) draw(c *term.Canvas) *tea.Cursor {
	x, width := e.textAt()
	x, width = x-2, width+4
	rows := editorRows(e.h)
	y := e.h - rows
	c.Fill(x, y, width, rows, e.theme.Panel)
	c.Rule(x, y, width, term.Laid(e.theme.Panel, e.theme.Faint))
	c.Text(x+1, y, width-2, " "+term.Truncate(e.title(), width-6)+" ", term.Laid(e.theme.Panel, e.theme.Brand))
	uv.NewStyledString(e.area.View()).Draw(c, uv.Rect(x+2, y+1, width-4, rows-3))
	cursor := e.area.Cursor()
	if cursor != nil {
		cursor.X += x + 2
		cursor.Y += y + 1
	}
	for row := y + 1; row < y+rows-2; row++ {
		c.Restyle(x, row, width, func(st *uv.Style) { st.Bg = e.theme.Panel.Bg })
		turnTyped(c, x+2, x+width-2, row, cursor)
	}
	e.theme.DrawHints(c, x+2, y+rows-1, width-4, e.mode.hints(), e.theme.Panel)
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

func (e *editor) table() *mode { return &e.mode }

func (e *editor) typed(k tea.KeyPressMsg) tea.Cmd {
	k.Text = article.Clean(k.Text)
	return e.take(k)
}

func (e *editor) paste(text string) tea.Cmd {
	return e.take(tea.PasteMsg{Content: article.Clean(text)})
}

// take gives a key or pasted text to the text area and has a draft kept.
func (e *editor) take(msg tea.Msg) tea.Cmd {
	before := e.area.Value()
	e.refused = ""
	var cmd tea.Cmd
	e.area, cmd = e.area.Update(msg)
	if e.ticking || e.area.Value() == before {
		return cmd
	}
	e.ticking = true
	return tea.Batch(cmd, e.after(draftTime, answerTo(e, draftTick{e.note.ID})))
}

// draftTick says that what was typed should be on disk now.
type draftTick struct{ id string }

const draftTime = 700 * time.Millisecond

// drafting is a pane in which a note is written.
type drafting interface {
	park() // keeps what is typed when the pane goes without a key for it
}

// onAnswer takes a tick of the draft, and what the outside editor made of it.
func (e *editor) onAnswer(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case draftTick:
		e.keepDraft(msg.id)
	case editedMsg:
		return e.onEdited(msg)
	}
	return nil
}

// keepDraft keeps what is typed, unless it is another note's.
func (e *editor) keepDraft(id string) {
	if e.note.ID == id {
		e.ticking = false
		e.session.KeepDraft(e.draft(), e.doc().Path)
	}
}

func (e *editor) park() {
	if e.area.Value() != e.start {
		e.session.KeepDraft(e.draft(), e.doc().Path)
	}
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

func (e *editor) save() tea.Cmd {
	if why := e.doc().File().ReadOnly(); !e.fresh && e.area.Value() != e.start && why != "" {
		e.refused = "this note can't be changed: " + why
		e.session.KeepDraft(e.draft(), e.doc().Path) // what was typed stays in the editor
		return nil
	}
	e.leave()
	n := e.note
	n.Body = strings.TrimSpace(article.Clean(e.area.Value()))
	switch {
	case e.fresh && n.Body == "" && n.OnArticle():
		e.session.DropDraft(n.ID)
		e.say("nothing was written")
		return e.statusTimer()
	case e.fresh:
		e.made(n.ID, e.span) // the text may have changed meanwhile
		return e.host.onEvent(e.session.Add(e.art, n, "noted"))
	case e.area.Value() == e.start:
		e.session.DropDraft(n.ID)
		return nil
	}
	return e.host.onEvent(e.session.Edit(e.art, e.note, n, "note changed"))
}

func (e *editor) leave() {
	e.close(e)
	e.closed()
}

// abandon drops what was typed; undo opens the editor with it again.
func (e *editor) abandon() tea.Cmd {
	e.leave()
	if e.fresh {
		e.undone()
	}
	if e.area.Value() == e.start {
		e.session.DropDraft(e.note.ID)
		return nil
	}
	e.session.Abandon(e.art, e.draft())
	e.say("abandoned; " + e.undo + " brings it back")
	return e.statusTimer()
}

// editedMsg brings what the outside editor made of the note.
type editedMsg struct {
	id   string
	body string
	err  error
}

// editOutside goes on in $VISUAL or $EDITOR, run without a shell.
func (e *editor) editOutside() tea.Cmd {
	args, err := e.editorCommand()
	if err != nil {
		e.complain(err)
		return nil
	}
	f, err := os.CreateTemp("", "manicule-*.md")
	if err != nil {
		e.complain(err)
		return nil
	}
	name := f.Name()
	_, err = f.WriteString(e.area.Value())
	if err := cmp.Or(err, f.Close()); err != nil {
		e.complain(err)
		return nil
	}
	id := e.note.ID
	cmd := exec.Command(args[0], append(args[1:], name)...)
	return tea.ExecProcess(cmd, func(ended error) tea.Msg {
		data, err := os.ReadFile(name)
		if err == nil {
			err = os.Remove(name)
		}
		return answerTo(e, editedMsg{id, string(data), cmp.Or(err, ended)})
	})
}

func (e *editor) onEdited(msg editedMsg) tea.Cmd {
	if msg.err != nil {
		e.complain(msg.err)
	}
	if e.note.ID != msg.id || msg.body == "" && msg.err != nil {
		return nil
	}
	e.area.SetValue(strings.TrimRight(article.Clean(msg.body), "\n"))
	e.keepDraft(msg.id)
	return nil
}

func editorMode(e *editor) *mode {
	return &mode{title: "Note editor", text: true, actions: append([]action{
		act("save", "esc ctrl+s", "save", "save the note and go back to the text", e.save),
		act("abandon", "ctrl+g", "abandon", "drop what was typed; undo brings it back", e.abandon),
		act("external editor", "ctrl+e", "$EDITOR", "go on writing in $EDITOR", e.editOutside),
		act("complete tag", "tab", "#tag", "go on with the #tag before the cursor; again for the next one", e.completeTag),
	}, e.quitActions()...)}
}

// editing reports whether a note is being written.
func editing(e *env) bool {
	_, ok := activePane[*editor](e)
	return ok
}

// follow finds the note's passage in a text that changed meanwhile.
func (e *editor) follow() article.Span {
	e.span = e.doc().Where(e.draft()).Span
	return e.span
}
