// Package syntax divides code into tokens, by chroma's lexers: in every language
// that chroma knows. A lexer is made of regular expressions and can take very
// long for hostile code, so all of this happens off the screen, and what takes
// too long has no tokens. Pure.
package syntax

import (
	"errors"
	"strings"
	"time"

	"github.com/alecthomas/chroma/v2"
	"github.com/alecthomas/chroma/v2/lexers"

	"manicule/internal/crash"
	"manicule/internal/pattern"
	"manicule/internal/stopwatch"
)

// What has tokens.
const (
	MaxBytes = 64 << 10               // of code
	MaxTime  = 200 * time.Millisecond // for its lexer
)

// sure is the score from which chroma's guess of a language is taken; 1 is the
// highest.
const sure = 0.8

// Token is a piece of code of one type. It begins where the one before it ends.
type Token struct {
	End  int // in bytes of the code
	Type chroma.TokenType
}

// ErrTime says that a lexer took longer than MaxTime.
var ErrTime = errors.New("its lexer took too long")

// Tokens divides code in a language, as a fence names it, or without a name
// ("") in the one that chroma is sure of. Joined they are the code, or its
// beginning where a lexer loses bytes; there are none where the language is not
// known. The error is ErrTime, or what was wrong with the lexer.
func Tokens(language, code string) ([]Token, error) {
	if len(code) > MaxBytes {
		return nil, nil
	}
	return limited(func() (chroma.Lexer, error) { return prepared(language, code) }, code, MaxTime)
}

// limited runs a lexer for at most that time, on its own goroutine, for it cannot
// be stopped within a regular expression. The time that getting it ready takes
// is not counted.
func limited(prepare func() (chroma.Lexer, error), code string, most time.Duration) ([]Token, error) {
	type result struct {
		tokens []Token
		err    error
	}
	ready, done := make(chan *time.Timer, 1), make(chan result, 1)
	go func() {
		var r result
		r.err = crash.Try(func() (err error) {
			lexer, err := prepare()
			timer := time.NewTimer(most) // what follows depends on the code
			ready <- timer
			if lexer != nil && err == nil {
				r.tokens, err = divide(lexer, code, stopwatch.Start(), most)
			}
			return err
		})
		done <- r
	}()
	select {
	case timer := <-ready:
		defer timer.Stop()
		select {
		case r := <-done:
			return r.tokens, r.err
		case <-timer.C:
			return nil, ErrTime
		}
	case r := <-done: // it broke before it was ready
		return r.tokens, r.err
	}
}

// prepared is the lexer for the code, with its regular expressions compiled; nil
// if there is none.
func prepared(language, code string) (chroma.Lexer, error) {
	lexer := find(language)
	if language == "" {
		lexer = guess(code)
	}
	if lexer == nil {
		return nil, nil
	}
	_, err := lexer.Tokenise(nil, "")
	return lexer, err
}

// guess is the lexer of the language that chroma is sure of.
func guess(code string) chroma.Lexer {
	lexer := lexers.Analyse(code)
	if a, ok := lexer.(chroma.Analyser); ok && a.AnalyseText(code) >= sure {
		return lexer
	}
	return nil
}

// divide runs the lexer, for at most that time.
func divide(lexer chroma.Lexer, code string, watch stopwatch.Watch, most time.Duration) ([]Token, error) {
	next, err := lexer.Tokenise(&chroma.TokeniseOptions{State: "root"}, code)
	if err != nil {
		return nil, err
	}
	var tokens []Token
	end := 0
	for t := next(); t != chroma.EOF && end < len(code); t = next() {
		if watch.Elapsed() > most {
			return nil, ErrTime
		}
		value := t.Value
		if len(value) > len(code)-end { // some add a line end
			value = strings.TrimSuffix(value, "\n")
		}
		if !strings.HasPrefix(code[end:], value) {
			break
		}
		end += len(value)
		if n := len(tokens); n > 0 && tokens[n-1].Type == t.Type {
			tokens[n-1].End = end
		} else if value != "" {
			tokens = append(tokens, Token{end, t.Type})
		}
	}
	return tokens, nil
}

// others are names that writers use and chroma does not know, with the language
// that has their grammar, or nearly.
var others = map[string]string{
	"assembly": "nasm", "bazel": "python", "cljs": "clojure", "commonlisp": "common-lisp", "conf": "ini", "config": "ini", "cuda": "c++",
	"dos": "bat", "dotenv": "ini", "editorconfig": "ini", "ejs": "erb", "f#": "fsharp", "gitconfig": "ini", "heex": "html", "json-ld": "json",
	"just": "makefile", "less": "scss", "mustache": "handlebars", "ndjson": "json", "node": "javascript", "plist": "xml", "plsql": "plpgsql",
	"psql": "postgresql", "purescript": "haskell", "pycon": "python", "rescript": "reasonml", "shell-script": "bash", "shellsession": "console",
	"sqlite": "sql", "terminal": "console", "wasm": "wat", "x86asm": "nasm",
}

// fileEnding is a name that may be the end of a file's: by "1" nobody means a
// page of a manual.
var fileEnding = pattern.Lazy(`^[a-z][a-z0-9+#_-]{0,15}$`)

// name is the language in a fence's words: of "{.python .numberLines}",
// "rust,ignore", "r, echo=FALSE", "language-go".
func name(fence string) string {
	s := strings.ToLower(strings.Trim(fence, "{}. \t"))
	s = strings.TrimPrefix(strings.TrimPrefix(s, "language-"), "lang-")
	if i := strings.IndexAny(s, ", {:;\t"); i >= 0 {
		s = s[:i]
	}
	return s
}

// find is the lexer of a language by its name, an alias or the end of its files'
// names; nil for one that is not known.
func find(language string) chroma.Lexer {
	s := name(language)
	if other, ok := others[s]; ok {
		s = other
	}
	if !fileEnding().MatchString(s) {
		return nil
	}
	return lexers.Get(s)
}
