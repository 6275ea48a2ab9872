//go:build !linux

// Day attacks the program with texts, names and files that were made to
// harm. Linux only.
package main

import (
	"fmt"
	"os"
)

func main() {
	fmt.Fprintln(os.Stderr, "day: pseudo-terminals are opened on Linux only")
	os.Exit(1)
}
