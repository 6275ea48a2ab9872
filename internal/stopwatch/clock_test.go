package stopwatch

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path/filepath"
	"strings"
	"testing"
)

// asksTheSystem are the places that may ask the system what time it is: the
// program's beginning, the options that default to it, a crash, which knows
// nothing of anybody's options, and the watch itself.
var asksTheSystem = map[string]bool{
	"cmd/manicule/main.go":            true,
	"internal/store/store.go":         true,
	"internal/ui/model.go":            true,
	"internal/plain/plain.go":         true,
	"internal/crash/crash.go":         true,
	"internal/stopwatch/stopwatch.go": true,
}

// Nothing else asks it: all go by the clock that they were given, or measure
// how long something takes by a Watch.
func TestOneClock(t *testing.T) {
	root := filepath.Join("..", "..")
	asked := map[string]bool{}
	err := filepath.WalkDir(root, func(name string, f fs.DirEntry, err error) error {
		switch rel, _ := filepath.Rel(root, name); {
		case err != nil:
			return err
		case f.IsDir() && (strings.HasPrefix(f.Name(), ".") && rel != "." || filepath.ToSlash(rel) == "internal/dev" || f.Name() == "testdata"):
			return fs.SkipDir
		case !strings.HasSuffix(name, ".go") || strings.HasSuffix(name, "_test.go"):
			return nil
		default:
			for _, at := range asks(t, name) {
				asked[filepath.ToSlash(rel)] = true
				if !asksTheSystem[filepath.ToSlash(rel)] {
					t.Errorf("%s asks the system for the time: take the clock of the options, or a stopwatch.Watch", at)
				}
			}
			return nil
		}
	})
	if err != nil {
		t.Fatal(err)
	}
	for name := range asksTheSystem {
		if !asked[name] {
			t.Errorf("%s does not ask for the time any more", name)
		}
	}
}

// asks lists where a file asks for the time.
func asks(t *testing.T, name string) (at []token.Position) {
	t.Helper()
	files := token.NewFileSet()
	f, err := parser.ParseFile(files, name, nil, parser.SkipObjectResolution)
	if err != nil {
		t.Fatal(err)
	}
	ast.Inspect(f, func(n ast.Node) bool {
		sel, ok := n.(*ast.SelectorExpr)
		if !ok {
			return true
		}
		pkg, ok := sel.X.(*ast.Ident)
		if ok && pkg.Name == "time" && (sel.Sel.Name == "Now" || sel.Sel.Name == "Since" || sel.Sel.Name == "Until") {
			at = append(at, files.Position(sel.Pos()))
		}
		return true
	})
	return at
}

// A watch goes on, and one that was never started has run out.
func TestWatch(t *testing.T) {
	w := Start()
	if a, b := w.Elapsed(), w.Elapsed(); a < 0 || b < a || !w.Started() {
		t.Errorf("%v, then %v", a, b)
	}
	if (Watch{}).Started() || (Watch{}).Elapsed() < 1<<40 {
		t.Error("the zero Watch was started")
	}
}
