package pane

import (
	"cmp"
	"slices"
	"strings"
	"testing"

	"github.com/junegunn/fzf/src/util"
)

func TestRank(t *testing.T) {
	titles := []string{"The Little Hand", "May Project Goals Update", "Mayor’s goal", "Émigrés in May", "Lists of words"}
	tests := []struct {
		query string
		want  []string // best first
	}{
		{"may goals", []string{"May Project Goals Update"}},
		{"goal may", []string{"May Project Goals Update", "Mayor’s goal"}},
		{"lilha", []string{"The Little Hand"}},
		{"emigres", []string{"Émigrés in May"}},
		{"MAY", nil},
		{"lis", []string{"Lists of words"}},
		{"zzz", nil},
	}
	slab := util.MakeSlab(1024, 256)
	for _, tt := range tests {
		scores := map[string]int{}
		var got []string
		for _, title := range titles {
			if score, ok := Rank(title, strings.Fields(tt.query), slab); ok {
				scores[title] = score
				got = append(got, title)
			}
		}
		slices.SortStableFunc(got, func(a, b string) int { return cmp.Compare(scores[b], scores[a]) })
		if !slices.Equal(got, tt.want) {
			t.Errorf("%q finds %q, want %q", tt.query, got, tt.want)
		}
	}
}
