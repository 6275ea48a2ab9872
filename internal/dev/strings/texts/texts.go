// Package texts finds the texts of a program that its users can meet.
package texts

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// Text is a string literal, and where it stands.
type Text struct {
	File string // below the root, with slashes
	Line int
	Text string
}

// skipped are folders without texts of the program.
var skipped = []string{"testdata", "dev", "tools", "pictures"}

// In are the texts of the Go files below a folder, in order of files and lines.
func In(root string) (all []Text, err error) {
	err = filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case d.IsDir() && path != root && (slices.Contains(skipped, d.Name()) || strings.HasPrefix(d.Name(), ".")):
			return fs.SkipDir
		case d.IsDir() || filepath.Ext(path) != ".go" || strings.HasSuffix(path, "_test.go"):
			return nil
		}
		name, _ := filepath.Rel(root, path)
		found, err := inFile(path, filepath.ToSlash(name))
		all = append(all, found...)
		return err
	})
	return all, err
}

func inFile(path, name string) (all []Text, err error) {
	files := token.NewFileSet()
	file, err := parser.ParseFile(files, path, nil, parser.SkipObjectResolution)
	if err != nil {
		return nil, err
	}
	ast.Inspect(file, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.ImportSpec, *ast.Field: // paths, and tags of fields
			_, tagged := n.(*ast.Field)
			return tagged && n.(*ast.Field).Tag == nil
		case *ast.CallExpr:
			return !isPattern(n)
		case *ast.BasicLit:
			if text, err := strconv.Unquote(n.Value); err == nil && n.Kind == token.STRING && isProse(text) {
				all = append(all, Text{name, files.Position(n.Pos()).Line, text})
			}
		}
		return true
	})
	return all, nil
}

// isPattern reports whether a call compiles a regular expression.
func isPattern(call *ast.CallExpr) bool {
	f, ok := call.Fun.(*ast.SelectorExpr)
	return ok && slices.Contains([]string{"MustCompile", "Compile", "Lazy"}, f.Sel.Name)
}

var twoWords = regexp.MustCompile(`\p{L}{2,}[’',;:)”"]* [(“"']*\p{L}{2,}`)

// isProse reports whether a text has two words side by side.
func isProse(s string) bool { return twoWords.MatchString(s) }
