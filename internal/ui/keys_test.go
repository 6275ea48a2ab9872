package ui

import "testing"

// A key does one thing in a mode, and every action says what it does.
func TestKeysDoOneThing(t *testing.T) {
	for _, k := range modes() {
		bound := map[string]string{}
		for _, a := range k.Actions {
			if len(a.Keys) == 0 || a.Help == "" || a.Run == nil {
				t.Errorf("%s, %s: it lacks a key, a help text or what it does", k.Title, a.Name)
			}
			for _, key := range a.Keys {
				if other := bound[key]; other != "" {
					t.Errorf("%s: %s is bound to %s and to %s", k.Title, key, other, a.Name)
				}
				bound[key] = a.Name
			}
		}
	}
}
