package search

// joined makes an And or an Or of parts. Those that are nil ask for nothing,
// and those of the same type become one with it; nil if there are none.
func joined[T interface {
	~[]Node
	Node
}](parts []Node) Node {
	var all T
	for _, part := range parts {
		switch part := part.(type) {
		case nil:
		case T:
			all = append(all, part...)
		default:
			all = append(all, part)
		}
	}
	switch len(all) {
	case 0:
		return nil
	case 1:
		return all[0]
	}
	return all
}

// negated asks for what n does not find; nil for nil.
func negated(n Node) Node {
	switch n := n.(type) {
	case nil:
		return nil
	case Not:
		return n.Node
	}
	return Not{n}
}
