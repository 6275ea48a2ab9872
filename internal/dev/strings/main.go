// Command strings lists the texts of the program that a user can meet: string
// literals of its code with at least two words, one a line behind its place.
//
//	go run ./internal/dev/strings [FOLDER]
//
// Left out are tests, programs for developers, patterns, and the formats of
// files.
package main

import (
	"bufio"
	"fmt"
	"os"

	"manicule/internal/dev/strings/texts"
)

func main() {
	root := "."
	if len(os.Args) > 1 {
		root = os.Args[1]
	}
	all, err := texts.In(root)
	if err != nil {
		fmt.Fprintln(os.Stderr, "strings:", err)
		os.Exit(1)
	}
	out := bufio.NewWriter(os.Stdout)
	for _, t := range all {
		fmt.Fprintf(out, "%s:%d\t%q\n", t.File, t.Line, t.Text)
	}
	if err := out.Flush(); err != nil {
		fmt.Fprintln(os.Stderr, "strings:", err)
		os.Exit(1)
	}
}
