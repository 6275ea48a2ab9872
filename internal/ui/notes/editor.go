package notes

import (
	"cmp"
	"os"
	"os/exec"
	"slices"
	"strings"
	"time"

	"charm.land/bubbles/v2/textarea"
	tea "charm.land/bubbletea/v2"
	"charm.land/lipgloss/v2"
	uv "github.com/charmbracelet/ultraviolet"

	"manicule/internal/article"
	"manicule/internal/note"
	"manicule/internal/page"
	"manicule/internal/script"
	"manicule/internal/session"
	"manicule/internal/ui/pane"
	"manicule/internal/ui/term"
)

// Editor is the pane in which a note is written.
type Editor struct {
	*pane.Env
	Edited
	mode    pane.Mode
	area    textarea.Model
	start   string // the words as the editor had them at first
	ticking bool   // a draftTick is under way
	refused string // why it could not be saved, or ""
	tag     tagWord
}

// EditorRows is the height of the editor, with its frame, on a screen of that
// many rows.
func EditorRows(screen int) int { return min(10, screen/2) }

// maxEditorLines is how many lines the text area takes.
const maxEditorLines = 10_000

// Edited is a note to be written, and what becomes of the text below it.
type Edited struct {
	Note   note.Note        // as it was when the editor opened
	Art    *article.Article // whose text its position belongs to
	Span   article.Span
	Fresh  bool                             // the note is not in the file yet
	Doc    func() *session.Document         // whose note it is; nil: of an article that is not open
	TextAt func() (x, width int)            // where the text stands, in cells
	Closed func()                           // the text has the screen again
	Made   func(id string, at article.Span) // a new note is saved
	Undone func()                           // a new note is not
	Saved  func(note.Note)                  // an old one is; may be nil
	Undo   string                           // the key that brings back what is abandoned
}

// ShowEditor opens the editor; nil where the note is too long for it.
func ShowEditor(e *pane.Env, of Edited) (*Editor, tea.Cmd) {
	ed := &Editor{Env: e, Edited: of, area: newArea()}
	ed.mode = e.Bound(editorMode(ed))
	body := article.Clean(of.Note.Body)
	if strings.Count(body, "\n") >= maxEditorLines {
		e.Say("note too long for this editor; edit its file")
		return nil, e.StatusTimer()
	}
	ed.area.SetValue(body)
	ed.start = ed.area.Value()
	e.Push(ed)
	return ed, ed.area.Focus()
}

// SetWords puts other words in the place of the note's.
func (e *Editor) SetWords(words string) { e.area.SetValue(article.Clean(words)) }

func (e *Editor) Resize() {
	_, width := e.TextAt()
	e.area.SetWidth(width)
	e.area.SetHeight(EditorRows(e.H) - 3)
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

func (e *Editor) Draw(c *term.Canvas) *tea.Cursor {
	x, width := e.TextAt()
	x, width = x-2, width+4
	rows := EditorRows(e.H)
	y := e.H - rows
	c.Fill(x, y, width, rows, e.Theme.Panel)
	c.Rule(x, y, width, term.Laid(e.Theme.Panel, e.Theme.Faint))
	c.Text(x+1, y, width-2, " "+term.Truncate(e.title(), width-6)+" ", term.Laid(e.Theme.Panel, e.Theme.Brand))
	uv.NewStyledString(e.area.View()).Draw(c, uv.Rect(x+2, y+1, width-4, rows-3))
	cursor := e.area.Cursor()
	if cursor != nil {
		cursor.X += x + 2
		cursor.Y += y + 1
	}
	for row := y + 1; row < y+rows-2; row++ {
		c.Restyle(x, row, width, func(st *uv.Style) { st.Bg = e.Theme.Panel.Bg })
		turnTyped(c, x+2, x+width-2, row, cursor)
	}
	e.Theme.DrawHints(c, x+2, y+rows-1, width-4, e.mode.Hints(), e.Theme.Panel)
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

func (e *Editor) title() string {
	if e.refused != "" {
		return e.refused
	}
	if e.Note.OnArticle() {
		return "note on the whole article"
	}
	return "note on " + script.Quoted(article.CleanLine(e.Note.Anchor.Quote))
}

func (e *Editor) Table() *pane.Mode { return &e.mode }

func (e *Editor) Typed(k tea.KeyPressMsg) tea.Cmd {
	k.Text = article.Clean(k.Text)
	return e.take(k)
}

func (e *Editor) Paste(text string) tea.Cmd {
	return e.take(tea.PasteMsg{Content: article.Clean(text)})
}

// take gives a key or pasted text to the text area and has a draft kept.
func (e *Editor) take(msg tea.Msg) tea.Cmd {
	before := e.area.Value()
	e.refused = ""
	var cmd tea.Cmd
	e.area, cmd = e.area.Update(msg)
	if e.ticking || e.area.Value() == before {
		return cmd
	}
	e.ticking = true
	return tea.Batch(cmd, e.After(draftTime, pane.AnswerTo(e, draftTick{e.Note.ID})))
}

// draftTick says that what was typed should be on disk now.
type draftTick struct{ id string }

const draftTime = 700 * time.Millisecond

// Drafting is a pane in which a note is written.
type Drafting interface {
	Park() // keeps what is typed when the pane goes without a key for it
}

// OnAnswer takes a tick of the draft, and what the outside editor made of it.
func (e *Editor) OnAnswer(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case draftTick:
		e.saveDraft(msg.id)
	case editedMsg:
		return e.onEdited(msg)
	}
	return nil
}

// saveDraft keeps what is typed, unless it is another note's.
func (e *Editor) saveDraft(id string) {
	if e.Note.ID == id {
		e.ticking = false
		e.Session.SaveDraft(e.draft(), e.path())
	}
}

func (e *Editor) Park() {
	if e.area.Value() != e.start {
		e.Session.SaveDraft(e.draft(), e.path())
	}
}

// draft is the note as it stands in the editor.
func (e *Editor) draft() note.Note {
	n := e.Note
	n.Body = article.Clean(e.area.Value())
	if n.Text == "" && !n.OnArticle() {
		n.Text = e.Art.Fingerprint()
	}
	return n
}

func (e *Editor) save() tea.Cmd {
	if why := e.readOnly(); !e.Fresh && e.area.Value() != e.start && why != "" {
		e.refused = "this note can't be changed: " + why
		e.Session.SaveDraft(e.draft(), e.path()) // what was typed stays in the editor
		return nil
	}
	e.leave()
	n := e.Note
	n.Body = strings.TrimSpace(article.Clean(e.area.Value()))
	switch {
	case e.Fresh && n.Body == "":
		e.Session.DropDraft(n.ID)
		e.Undone()
		e.Say("nothing was written")
		return e.StatusTimer()
	case e.Fresh:
		e.Made(n.ID, e.Span) // the text may have changed meanwhile
		return e.Host.OnEvent(e.Session.Add(e.Art, n, "noted"))
	case e.area.Value() == e.start:
		e.Session.DropDraft(n.ID)
		return nil
	}
	if e.Saved != nil {
		e.Saved(n)
	}
	return e.Host.OnEvent(e.Session.Edit(e.Art, e.Note, n, "note changed"))
}

// path is the article's.
func (e *Editor) path() string {
	if e.Doc == nil {
		return e.Art.Name
	}
	return e.Doc().Path
}

// readOnly says why the notes can't be changed, as far as that is known.
func (e *Editor) readOnly() string {
	if e.Doc == nil {
		return ""
	}
	return e.Doc().File().ReadOnly()
}

func (e *Editor) leave() {
	e.Close(e)
	e.Closed()
}

// abandon drops what was typed; undo opens the editor with it again.
func (e *Editor) abandon() tea.Cmd {
	e.leave()
	if e.Fresh {
		e.Undone()
	}
	if e.area.Value() == e.start {
		e.Session.DropDraft(e.Note.ID)
		return nil
	}
	e.Session.Abandon(e.Art, e.draft())
	e.Say("abandoned; " + e.Undo + " brings it back")
	return e.StatusTimer()
}

// editedMsg brings what the outside editor made of the note.
type editedMsg struct {
	id   string
	body string
	err  error
}

// editOutside goes on in $VISUAL or $EDITOR, run without a shell.
func (e *Editor) editOutside() tea.Cmd {
	args, err := e.EditorCommand()
	if err != nil {
		e.Complain(err)
		return nil
	}
	f, err := os.CreateTemp("", "manicule-*.md")
	if err != nil {
		e.Complain(err)
		return nil
	}
	name := f.Name()
	_, err = f.WriteString(e.area.Value())
	if err := cmp.Or(err, f.Close()); err != nil {
		e.Complain(err)
		return nil
	}
	id := e.Note.ID
	cmd := exec.Command(args[0], append(args[1:], name)...)
	return pane.Outside(cmd, func(ended error) tea.Msg {
		data, err := os.ReadFile(name)
		if err == nil {
			err = os.Remove(name)
		}
		return pane.AnswerTo(e, editedMsg{id, string(data), cmp.Or(err, ended)})
	})
}

func (e *Editor) onEdited(msg editedMsg) tea.Cmd {
	if msg.err != nil {
		e.Complain(msg.err)
	}
	if e.Note.ID != msg.id || msg.body == "" && msg.err != nil {
		return nil
	}
	e.area.SetValue(strings.TrimRight(article.Clean(msg.body), "\n"))
	e.saveDraft(msg.id)
	return nil
}

func editorMode(e *Editor) *pane.Mode {
	return &pane.Mode{Title: "Note editor", Text: true, Actions: append([]pane.Action{
		pane.Act("save", "esc ctrl+s", "save", "save the note and go back to the text", e.save),
		pane.Act("abandon", "ctrl+g", "abandon", "discard what was typed; undo brings it back", e.abandon),
		pane.Act("external editor", "ctrl+o", "$EDITOR", "continue in $EDITOR", e.editOutside),
		pane.Act("complete tag", "tab", "#tag", "complete the #tag before the cursor; again for the next one", e.completeTag),
	}, e.QuitActions()...)}
}

// Editing reports whether a note is being written.
func Editing(e *pane.Env) bool {
	_, ok := pane.ActiveAs[*Editor](e)
	return ok
}

// Follow finds the note's passage in a text that changed meanwhile.
func (e *Editor) Follow() article.Span {
	e.Span = e.Doc().Where(e.draft()).Span
	return e.Span
}

// completeTag goes on with the #tag before the cursor, from all tags known;
// again puts the next one there, and at last what was typed.
func (e *Editor) completeTag() tea.Cmd {
	if t := &e.tag; len(t.words) == 0 || t.text != e.area.Value() {
		typed, ok := tagBefore(strings.Split(e.area.Value(), "\n")[e.area.Line()], e.area.Column())
		if !ok || e.Lib == nil {
			return nil
		}
		*t = tagWord{words: append([]string{typed}, tagsFrom(e.Lib.Articles(), typed)...)}
	}
	t := &e.tag
	if len(t.words) == 1 {
		return nil
	}
	var cmds []tea.Cmd
	for range []rune(t.words[t.at]) {
		cmds = append(cmds, e.take(tea.KeyPressMsg{Code: tea.KeyBackspace}))
	}
	t.at = (t.at + 1) % len(t.words)
	cmds = append(cmds, e.take(tea.PasteMsg{Content: t.words[t.at]}))
	t.text = e.area.Value()
	return tea.Batch(cmds...)
}
