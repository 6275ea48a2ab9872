//go:build !linux

// Command latency measures what a reader waits for; it runs on Linux only.
package main

import (
	"fmt"
	"os"
)

func main() {
	fmt.Fprintln(os.Stderr, "latency: runs on Linux only")
	os.Exit(1)
}
