package page

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"manicule/internal/script"
)

// sign is a piece of a formula as it is shown, and the bytes of the TeX that
// it shows. What unknown commands do isn't done: they stand there as typed.
type sign struct {
	text     string // newline: a line ends
	from, to int
}

// texReader turns TeX into signs that stand on a line. It knows what can be
// said in Unicode; what only places things is left out.
type texReader struct {
	s     string
	i     int
	depth int
	out   []sign
}

// maxDepth is how deep groups are read; what is deeper stays as typed.
const maxDepth = 20

// tex are the signs of a formula whose braces are balanced, and whether there is
// anything to be seen.
func tex(s string) (signs []sign, visible bool) {
	r := &texReader{s: s}
	for r.i < len(s) {
		r.next()
	}
	for i := range r.out {
		visible = visible || strings.TrimSpace(r.out[i].text) != ""
		if i > 0 && r.out[i].from < r.out[i-1].to { // a parenthesis without a brace to show
			r.out[i].from, r.out[i].to = r.out[i-1].from, r.out[i-1].to
		}
	}
	return r.out, visible
}

func (r *texReader) emit(text string, from, to int) {
	r.out = append(r.out, sign{text, from, to})
}

// take reads one character and shows it as text, or as it is.
func (r *texReader) take(text string) {
	n := cluster(r.s[r.i:])
	if text == "" {
		text = r.s[r.i : r.i+n]
	}
	r.emit(text, r.i, r.i+n)
	r.i += n
}

// cluster is the length of the character at the start of s with its marks.
func cluster(s string) int {
	_, n := utf8.DecodeRuneInString(s)
	for n < len(s) {
		c, more := utf8.DecodeRuneInString(s[n:])
		if !unicode.Is(unicode.M, c) && c != '\u200d' {
			break
		}
		n += more
	}
	return n
}

// next reads one thing: a character, a group, a command.
func (r *texReader) next() {
	switch c := r.s[r.i]; c {
	case '\\':
		r.command()
	case '{':
		r.out = append(r.out, r.argument()...)
	case '^':
		r.script(superscripts)
	case '_':
		r.script(subscripts)
	case ' ', '\n', '\t', '~':
		r.space(r.i, r.i+1)
		r.i++
	case '&':
		r.ampersand()
	case '-':
		r.take("−")
	case '\'':
		r.take("′")
	default:
		r.take("")
	}
}

// ampersand is a space where columns are aligned, or what Markdown writes for
// another character.
func (r *texReader) ampersand() {
	if text, n := entity(r.s[r.i:]); n > 1 {
		r.emit(text, r.i, r.i+n)
		r.i += n
		return
	}
	r.space(r.i, r.i+1)
	r.i++
}

// space adds a space, unless there is one.
func (r *texReader) space(from, to int) {
	if n := len(r.out); n > 0 && r.out[n-1].text != " " && r.out[n-1].text != newline {
		r.emit(" ", from, to)
	}
}

// argument reads a group or one thing and tells its signs, without braces.
func (r *texReader) argument() []sign {
	for r.i < len(r.s) && isSpace(r.s[r.i]) {
		r.i++
	}
	before := r.out
	r.out = nil
	defer func() { r.out = before }()
	switch {
	case r.i == len(r.s) || r.s[r.i] == '}':
	case r.s[r.i] != '{' || r.depth > maxDepth:
		r.thing()
	default:
		r.i++
		r.depth++
		for r.i < len(r.s) && r.s[r.i] != '}' {
			r.next()
		}
		r.depth--
		r.i = min(r.i+1, len(r.s))
	}
	return r.out
}

// thing reads one thing that is no group.
func (r *texReader) thing() {
	if r.s[r.i] == '{' || r.s[r.i] == '^' || r.s[r.i] == '_' {
		r.take("")
		return
	}
	r.depth++
	r.next()
	r.depth--
}

// script raises or lowers what follows, or shows it behind the sign.
func (r *texReader) script(table map[rune]string) {
	at := r.i
	r.i++
	open := r.i
	arg := r.argument()
	if set, ok := converted(arg, table); ok {
		r.out = append(r.out, set...)
		return
	}
	if len(arg) == 1 && strings.Contains("′*∗†‡°∘⊤⊥", arg[0].text) { // stand high as they are
		arg[0].text = strings.Replace(arg[0].text, "∘", "°", 1)
		r.out = append(r.out, arg...)
		return
	}
	r.emit(r.s[at:at+1], at, at+1)
	r.grouped(arg, open, open+1)
}

// converted are the signs in other forms; false when one has none.
func converted(signs []sign, table map[rune]string) ([]sign, bool) {
	out := make([]sign, 0, len(signs))
	for _, s := range signs {
		c, n := utf8.DecodeRuneInString(s.text)
		form := table[c]
		if s.text == " " {
			continue
		}
		if form == "" || n != len(s.text) {
			return nil, false
		}
		out = append(out, sign{form, s.from, s.to})
	}
	return out, len(out) > 0
}

// simple reports whether signs read as one without parentheses: a number, or one
// character with what is raised, lowered or set over it.
func simple(arg []sign) bool {
	for i, s := range arg {
		c, _ := utf8.DecodeRuneInString(s.text)
		raised := unicode.In(c, unicode.No, unicode.Lm) || strings.ContainsRune("′⁺⁻₊₋", c)
		if i > 0 && !raised && !(unicode.IsDigit(c) && isDigits(arg[0].text)) {
			return false
		}
	}
	return len(arg) > 0
}

// command reads what a backslash begins.
func (r *texReader) command() {
	at := r.i
	r.i++
	for r.i < len(r.s) && isLetter(r.s[r.i]) {
		r.i += cluster(r.s[r.i:])
	}
	if name := r.s[at+1 : r.i]; name != "" {
		r.named(name, at)
		return
	}
	if r.i == len(r.s) {
		r.emit(`\`, at, r.i)
		return
	}
	n := cluster(r.s[r.i:])
	char := r.s[r.i : r.i+n]
	r.i += n
	switch char {
	case `\`:
		r.emit(newline, at, r.i)
	case "!":
	case ",", ";", ":", ">", " ", "\n":
		r.space(at, r.i)
	case "|":
		r.emit("‖", at, r.i)
	default:
		r.emit(char, at, r.i)
	}
}

// named does what a command means.
func (r *texReader) named(name string, at int) {
	switch {
	case r.depth > maxDepth, strings.HasSuffix(name, "frac") && strings.TrimSpace(r.s[r.i:]) == "":
		r.unknown(at)
	case symbols[name] != "":
		r.symbol(symbols[name], at)
	case functions[name]:
		r.out = append(r.out, plainSigns(name, at+1)...)
	case accents[name] != "":
		r.accent(accents[name])
	case fonts[name]:
		r.words()
	case unseenCommands[name]:
		r.unseen(name)
	case name == "quad", name == "qquad":
		r.space(at, r.i)
	case name == "mathbb":
		r.blackboard()
	case name == "frac" || name == "dfrac" || name == "tfrac" || name == "cfrac":
		r.fraction(at)
	case name == "sqrt":
		r.root(at)
	default:
		r.unknown(at)
	}
}

// symbol adds a command's character. The space that ends the command is none
// in the formula: "\alpha x" is αx. But spaces on both sides of an operator
// stay.
func (r *texReader) symbol(text string, at int) {
	r.emit(text, at, r.i)
	rest := strings.TrimLeft(r.s[r.i:], " ")
	if text == "∞" || !letter(text) && at > 0 && isSpace(r.s[at-1]) {
		return
	}
	if script.Letter(firstRune(rest)) || letter(commandSymbol(rest)) {
		r.i = len(r.s) - len(rest)
	}
}

// commandSymbol is the character that the command names which s begins with.
func commandSymbol(s string) string {
	n := 1
	for n < len(s) && isLetter(s[n]) {
		n++
	}
	return symbols[s[min(1, len(s)):min(n, len(s))]]
}

// accent puts a mark over one character; a longer argument stays bare.
func (r *texReader) accent(mark string) {
	arg := r.argument()
	if len(arg) == 1 && utf8.RuneCountInString(arg[0].text) == 1 {
		arg[0].text += mark
	}
	r.out = append(r.out, arg...)
}

// words shows an argument, with its spaces if it is a group of characters.
func (r *texReader) words() {
	group := r.s[r.i:]
	if n := strings.IndexAny(group, "}\\$&"); n > 0 && group[0] == '{' && group[n] == '}' && !strings.Contains(group[1:n], "{") {
		r.out = append(r.out, plainSigns(group[1:n], r.i+1)...)
		r.i += n + 1
		return
	}
	r.out = append(r.out, r.argument()...)
}

// blackboard shows the letters that sets of numbers have.
func (r *texReader) blackboard() {
	arg := r.argument()
	for i := range arg {
		if s := blackboard[arg[i].text]; s != "" {
			arg[i].text = s
		}
	}
	r.out = append(r.out, arg...)
}

// fraction shows a⁄b, or (a + b)/c.
func (r *texReader) fraction(at int) {
	open := r.i
	over := r.argument()
	r.grouped(over, at, open)
	r.emit("⁄", r.i-1, r.i)
	bar, open := len(r.out)-1, r.i
	under := r.argument()
	if !simple(over) || !simple(under) {
		r.out[bar].text = "/"
	}
	r.grouped(under, open, open+1)
}

// grouped adds an argument, in parentheses where it would be read with what
// stands around it. They show the bytes [from, to) and the closing brace.
func (r *texReader) grouped(arg []sign, from, to int) {
	if simple(arg) || len(arg) == 0 {
		r.out = append(r.out, arg...)
		return
	}
	r.emit("(", from, to)
	r.out = append(r.out, arg...)
	r.emit(")", r.i-1, r.i)
}

// root shows √x, √(x + y), ³√x.
func (r *texReader) root(at int) {
	if n := strings.IndexByte(r.s[r.i:], ']'); n > 0 && r.s[r.i] == '[' {
		if degree, ok := converted(plainSigns(r.s[r.i+1:r.i+n], r.i+1), superscripts); ok {
			r.out = append(r.out, degree...)
			at = r.i + n
			r.i += n + 1
		}
	}
	r.emit("√", at, r.i)
	open := r.i
	r.grouped(r.argument(), open, open+1)
}

// plainSigns are characters that show themselves.
func plainSigns(s string, at int) (signs []sign) {
	for i := 0; i < len(s); {
		n := cluster(s[i:])
		text := s[i : i+n]
		if isSpace(s[i]) {
			text = " "
		}
		signs = append(signs, sign{text, at + i, at + i + n})
		i += n
	}
	return signs
}

// unseen leaves out a command that only places or sizes things.
func (r *texReader) unseen(name string) {
	switch {
	case name == "begin" || name == "end":
		r.argument()
	case (name == "left" || name == "right") && strings.HasPrefix(r.s[r.i:], "."):
		r.i++
	case strings.HasSuffix(name, "style"):
		for r.i < len(r.s) && isSpace(r.s[r.i]) {
			r.i++
		}
	}
}

// unknown shows a command and its groups as they are typed.
func (r *texReader) unknown(at int) {
	for depth := 0; r.i < len(r.s) && (r.s[r.i] == '{' || depth > 0); {
		depth += map[byte]int{'{': 1, '}': -1}[r.s[r.i]]
		r.i = min(r.i+step(r.s[r.i:]), len(r.s))
	}
	r.out = append(r.out, plainSigns(r.s[at:r.i], at)...)
}
