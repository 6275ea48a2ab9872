package main

import (
	"os"
	"strings"
	"testing"
)

// Every task takes no more keys than it may, and the README says how many.
func TestTasks(t *testing.T) {
	if testing.Short() {
		t.Skip("it builds the program and drives it")
	}
	table, err := run()
	if err != nil {
		t.Fatal(err)
	}
	readme, err := os.ReadFile("../../../README.md")
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(string(readme), table) {
		t.Errorf("the README lags behind; it is to have\n%s", table)
	}
}
