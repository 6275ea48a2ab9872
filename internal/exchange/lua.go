package exchange

import (
	"errors"
	"fmt"
	"strconv"
	"strings"

	"github.com/yuin/gopher-lua/ast"
	"github.com/yuin/gopher-lua/parse"
)

// luaTable is a table of a Lua file; its values are strings, float64s, bools
// and tables. The numbers of an array are keys like any other: "1", "2".
type luaTable map[string]any

// luaDepth bounds how deeply tables may stand in each other.
const luaDepth = 64

// readLua reads a file in which a program keeps a table: "return" and one
// table of strings, numbers, true, false, nil and tables. Nothing is ever run.
// The error tells the line.
func readLua(text string) (luaTable, error) {
	if err := checkLua(text); err != nil {
		return nil, err
	}
	chunk, err := parse.Parse(strings.NewReader(text), "")
	if err != nil {
		return nil, luaError(text, err)
	}
	if len(chunk) == 1 {
		if r, ok := chunk[0].(*ast.ReturnStmt); ok && len(r.Exprs) == 1 {
			if t, ok := r.Exprs[0].(*ast.TableExpr); ok {
				return luaFields(t)
			}
		}
	}
	return nil, errors.New("line 1: it is no file that returns one table")
}

// checkLua sees that the text has only what tables consist of, and no deeper
// than luaDepth, before a parser is given it that would build whatever is there.
func checkLua(text string) error {
	scanner, depth := parse.NewScanner(strings.NewReader(text), ""), 0
	for {
		token, err := scanner.Scan(&parse.Lexer{})
		switch {
		case err != nil:
			return luaError(text, err)
		case token.Type == parse.EOF:
			return nil
		}
		switch token.Type {
		case '{':
			depth++
		case '}':
			depth--
		case '[', ']', '=', ',', ';', '-', '.', parse.TReturn, parse.TIdent, parse.TString, parse.TNumber, parse.TTrue, parse.TFalse, parse.TNil:
		default:
			return fmt.Errorf("line %d: %q is no part of a table", token.Pos.Line, token.Str)
		}
		if depth > luaDepth {
			return fmt.Errorf("line %d: tables stand deeper than %d in each other", token.Pos.Line, luaDepth)
		}
	}
}

// luaError is the parser's error in our words.
func luaError(text string, err error) error {
	var wrong *parse.Error
	switch {
	case !errors.As(err, &wrong):
		return err
	case wrong.Pos.Line == parse.EOF:
		return fmt.Errorf("line %d: %s at the end of the file", lineAt(text, len(text)), wrong.Message)
	}
	return fmt.Errorf("line %d: %s near %.20q", wrong.Pos.Line, wrong.Message, strings.ToValidUTF8(wrong.Token, "\ufffd"))
}

func luaFields(table *ast.TableExpr) (luaTable, error) {
	t, next := luaTable{}, 1
	for _, f := range table.Fields {
		value, err := luaValue(f.Value)
		if err != nil {
			return nil, err
		}
		if f.Key == nil {
			t[strconv.Itoa(next)] = value
			next++
			continue
		}
		key, err := luaValue(f.Key)
		switch key := key.(type) {
		case string:
			t[key] = value
		case float64:
			t[strconv.FormatFloat(key, 'g', -1, 64)] = value
		default:
			return nil, errors.Join(err, fmt.Errorf("line %d: this is no key", f.Value.Line()))
		}
	}
	return t, nil
}

// luaValue is nil for what programs write where a number is none: nan, -inf,
// math.huge.
func luaValue(e ast.Expr) (any, error) {
	switch e := e.(type) {
	case *ast.TableExpr:
		return luaFields(e)
	case *ast.StringExpr:
		return e.Value, nil
	case *ast.NumberExpr:
		return luaNumber(e.Value), nil
	case *ast.UnaryMinusOpExpr:
		value, err := luaValue(e.Expr)
		if f, ok := value.(float64); ok {
			return -f, err
		}
		return nil, err
	case *ast.TrueExpr, *ast.FalseExpr:
		_, is := e.(*ast.TrueExpr)
		return is, nil
	case *ast.NilExpr, *ast.IdentExpr, *ast.AttrGetExpr:
		return nil, nil
	}
	return nil, fmt.Errorf("line %d: this is no value", e.Line())
}

func luaNumber(s string) any {
	if i, err := strconv.ParseInt(s, 0, 64); err == nil {
		return float64(i)
	}
	if f, err := strconv.ParseFloat(s, 64); err == nil {
		return f
	}
	return nil
}
