package markdown

import "github.com/yuin/goldmark/ast"

// Images lists where the pictures of a text lie, each once and as it is
// written there, at most 20,000; Destination makes an address of it.
func Images(text string) []string {
	var all []string
	seen := map[string]bool{}
	s := NewSource(text)
	for i := 0; len(all) < MaxListed; i++ {
		part, ok := s.Part(i)
		if !ok {
			break
		}
		if part.Plain {
			continue
		}
		tree, _ := s.Tree(part)
		_ = ast.Walk(tree, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
			if img, ok := n.(*ast.Image); ok && entering && !seen[string(img.Destination)] && len(all) < MaxListed {
				seen[string(img.Destination)] = true
				all = append(all, string(img.Destination))
			}
			return ast.WalkContinue, nil
		})
	}
	return all
}
