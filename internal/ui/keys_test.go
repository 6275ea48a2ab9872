package ui

import "testing"

// A key does one thing in a mode, and every action says what it does.
func TestKeysDoOneThing(t *testing.T) {
	for _, k := range modes() {
		bound := map[string]string{}
		for _, a := range k.actions {
			if len(a.keys) == 0 || a.help == "" || a.run == nil {
				t.Errorf("%s, %s: it lacks a key, a help text or what it does", k.title, a.name)
			}
			for _, key := range a.keys {
				if other := bound[key]; other != "" {
					t.Errorf("%s: %s is bound to %s and to %s", k.title, key, other, a.name)
				}
				bound[key] = a.name
			}
		}
	}
}
