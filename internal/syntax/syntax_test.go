package syntax

import (
	"strings"
	"testing"
	"time"

	"github.com/alecthomas/chroma/v2"
	"github.com/alecthomas/chroma/v2/lexers"
	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

// pieces are the tokens of some types with what they say.
func pieces(tokens []Token, code string) string {
	var all []string
	pos := 0
	for _, t := range tokens {
		if s := strings.TrimSpace(code[pos:t.End]); s != "" && !t.Type.InCategory(chroma.Text) && t.Type != chroma.Punctuation {
			all = append(all, t.Type.String()+":"+s)
		}
		pos = t.End
	}
	return strings.Join(all, " ")
}

func TestTokens(t *testing.T) {
	for _, tt := range []struct{ language, code, want string }{
		{"go", "if x { // y", "Keyword:if NameOther:x CommentSingle:// y"},
		{"rust,ignore", "fn f() {}", "Keyword:fn NameFunction:f"},
		{"{.python .numberLines}", "def f():", "Keyword:def NameFunction:f"},
		{"{r, echo=FALSE}", "NULL", "KeywordConstant:NULL"},
		{"yml", "a: 1", "NameTag:a LiteralNumber:1"},
		{"JSON", `{"a": true}`, `NameTag:"a" KeywordConstant:true`},
		{"F#", "let x = 1", "Keyword:let NameVariable:x Operator:= Name:1"},
		{"console", "$ ls\nout\n", "GenericPrompt:$ GenericOutput:out"},
		{"diff", "-a\n+b\n", "GenericDeleted:-a GenericInserted:+b"},
		{"", "#!/bin/bash\nif true; then", "CommentPreproc:#!/bin/bash Keyword:if Keyword:then"},
		{"", "if true; then", ""},
		{"", "package main\n\nfunc main() { fmt.Println() }", ""}, // chroma isn't sure
		{"no-such-language", "if x", ""},
		{"1", "if x", ""},
		{"text", "if x", ""},
		{"go", "", ""},
		{"go", strings.Repeat("x", MaxBytes+1), ""},
	} {
		tokens, err := Tokens(tt.language, tt.code)
		if err != nil {
			t.Errorf("%s: %v", tt.language, err)
		}
		if d := cmp.Diff(tt.want, pieces(tokens, tt.code)); d != "" {
			t.Errorf("%s %q: %s", tt.language, tt.code, d)
		}
	}
}

// Every other name means a language that there is.
func TestOtherNames(t *testing.T) {
	for name, language := range others {
		if lexers.Get(name) != nil {
			t.Errorf("%s: chroma knows it", name)
		}
		if find(name) == nil {
			t.Errorf("%s: there is no language %s", name, language)
		}
	}
}

// hostile are texts that lexers are known to stumble over.
var hostile = []string{
	"\"", "'''", "/*", "<!--", "<?php ", "{{{", "((((", "\\\\\\", "#", "\n\n", "a: |\n", "$(${`", "%%%", "<<EOF\n", "[[[", "`\\`", "=begin\n", "é汉\u0301", "\t ", "x=", "0x", "1e", "@", "-- ", "//",
}

// Tokens in whatever language tile the code from its start, whatever it is.
func TestTokensTile(t *testing.T) {
	all := lexers.GlobalLexerRegistry.Lexers
	rapid.Check(t, func(t *rapid.T) {
		lexer := rapid.SampledFrom(all).Draw(t, "lexer")
		text := rapid.SampledFrom(hostile)
		if rapid.Bool().Draw(t, "letters") {
			text = rapid.StringN(0, 6, -1)
		}
		code := strings.ToValidUTF8(strings.Join(rapid.SliceOfN(text, 0, 30).Draw(t, "code"), ""), "?")
		checkTiles(t, lexer.Config().Name, code, MaxTime)
	})
}

// In every language, its own small program keeps all of its bytes.
func TestEveryLanguage(t *testing.T) {
	const code = "if x == 1 { return \"a\" }\n"
	lost := map[string]bool{"JSONata": true, "Jungle": true} // their lexers stop for good at what they don't know
	for _, lexer := range lexers.GlobalLexerRegistry.Lexers {
		name := lexer.Config().Name
		most := time.Minute
		if lost[name] {
			most = MaxTime
		}
		if tokens := checkTiles(t, name, code, most); (tokens == nil || tokens[len(tokens)-1].End < len(code)) && !lost[name] {
			t.Errorf("%s: only some of the code has tokens: %v", name, tokens)
		}
	}
}

type failer interface {
	Errorf(format string, args ...any)
}

// checkTiles are a lexer's tokens, which must be in order and within the code.
func checkTiles(t failer, name, code string, most time.Duration) []Token {
	lexer, err := prepared(name, code)
	if lexer == nil { // its name is none that a fence can have
		lexer = lexers.Get(name)
	}
	if err != nil {
		t.Errorf("%s: %v", name, err)
		return nil
	}
	tokens, err := limited(func() (chroma.Lexer, error) { return lexer, nil }, code, most)
	pos := 0
	for _, token := range tokens {
		if token.End <= pos || token.End > len(code) {
			t.Errorf("%s: a token to %d after %d of %d", name, token.End, pos, len(code))
		}
		pos = token.End
	}
	_ = err // costs the colours
	return tokens
}

// Hostile code in every language costs its block the colours and nothing else:
// no lexer breaks, none is waited for longer than it may take, and what it gives
// tiles the code.
func TestHostileCodeInEveryLanguage(t *testing.T) {
	const size, most = 4 << 10, 10 * time.Millisecond
	fill := func(s string) string { return strings.Repeat(s, size/len(s)) }
	codes := []string{fill(strings.Join(hostile, "")), fill("("), fill(" ") + "\x01"}
	for i, lexer := range lexers.GlobalLexerRegistry.Lexers {
		name := lexer.Config().Name
		for _, code := range append(codes, fill(hostile[i%len(hostile)])) {
			checkTiles(t, name, code, most)
		}
	}
}
