package notes

import "testing"

func TestTagBefore(t *testing.T) {
	for _, tt := range []struct {
		line   string
		column int
		want   string
		ok     bool
	}{
		{"see #sec", 8, "sec", true},
		{"see #sec and", 12, "", false},
		{"see #", 5, "", true},
		{"#é/ü-x", 6, "é/ü-x", true},
		{"nothing", 7, "", false},
		{"#a b", 2, "a", true},
		{"", 0, "", false},
		{"#a", 9, "a", true},
	} {
		if got, ok := tagBefore(tt.line, tt.column); ok != tt.ok || ok && got != tt.want {
			t.Errorf("%q, %d: %q, %v", tt.line, tt.column, got, ok)
		}
	}
}
