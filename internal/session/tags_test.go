package session

import (
	"slices"
	"testing"
)

func TestTags(t *testing.T) {
	tests := []struct {
		typed string
		tags  []string
		want  []string
	}{
		{"tide", nil, []string{"tide"}},
		{"+tide #mud", []string{"kelp"}, []string{"kelp", "tide", "mud"}},
		{"-kelp tide", []string{"Kelp", "mud"}, []string{"mud", "tide"}},
		{"-#mud -", []string{"mud"}, []string{}},
		{"Kelp", []string{"kelp"}, []string{"kelp"}},
		{"tide tide", nil, []string{"tide"}},
		{"潮汐", []string{"kelp"}, []string{"kelp", "潮汐"}},
	}
	for _, tt := range tests {
		give, take := ParseTags(tt.typed)
		if got := Retag(tt.tags, give, take); !slices.Equal(got, tt.want) {
			t.Errorf("%q on %q makes %q, want %q", tt.typed, tt.tags, got, tt.want)
		}
	}
}
