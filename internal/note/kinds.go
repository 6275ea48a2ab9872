package note

import (
	"fmt"
	"slices"
	"strings"
)

// OwnKind is a kind that a reader made: a new one, or one in the place of a
// usual one, whose notes keep the name they have.
type OwnKind struct {
	Kind
	Replaces string // the name of a usual kind, or ""
}

// WithKinds are the usual kinds with the reader's own, and what is wrong with
// those. Of one that only says how a usual kind looks, letter and sign stay
// where it has none.
func WithKinds(own []OwnKind) (kinds []Kind, wrong []string) {
	kinds = slices.Clone(usualKinds)
	at := func(name string) int { return slices.IndexFunc(kinds, func(k Kind) bool { return k.Name == name }) }
	for _, o := range own {
		i := at(o.Name)
		if o.Replaces != "" {
			i = at(o.Replaces)
		}
		switch {
		case o.Replaces != "" && i < 0:
			wrong = append(wrong, fmt.Sprintf("kind %q: there is no kind %q to replace", o.Name, o.Replaces))
		case i < 0 && o.Sign == "":
			wrong = append(wrong, fmt.Sprintf("kind %q: a new kind needs a letter or a sign", o.Name))
		case i < 0:
			kinds = append(kinds, o.Kind)
		default:
			kinds[i] = o.over(kinds[i])
		}
	}
	for i, k := range kinds {
		for _, other := range kinds[:i] {
			if k.Letter != 0 && k.Letter == other.Letter {
				wrong = append(wrong, fmt.Sprintf("kind %q: its letter is taken by %q", k.Name, other.Name))
				kinds[i].Letter = 0
			}
		}
	}
	return kinds, wrong
}

// over is the kind in the place of a usual one.
func (o OwnKind) over(k Kind) Kind {
	k.Name = o.Name
	if o.Letter != 0 {
		k.Letter = o.Letter
	}
	if strings.TrimSpace(o.Sign) != "" {
		k.Sign = o.Sign
	}
	return k
}
