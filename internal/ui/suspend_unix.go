//go:build unix

package ui

import (
	"os"
	"syscall"

	"golang.org/x/sys/unix"
)

// canSuspend reports whether a shell waits to bring the program back: it puts
// what it starts into a process group of its own. The system stops nobody in
// the group of a session's leader, such as a program that is all that a
// terminal runs; Bubble Tea would wait for ever.
func canSuspend() bool {
	leader, err := unix.Getsid(0)
	return err == nil && leader != unix.Getpgrp()
}

// continued reports whether the signal says that the program goes on after it
// was stopped.
func continued(s os.Signal) bool { return s == syscall.SIGCONT }

// resized reports whether the signal says that the terminal has another size.
func resized(s os.Signal) bool { return s == syscall.SIGWINCH }

// lifeSignals are those that the program answers.
var lifeSignals = []os.Signal{os.Interrupt, syscall.SIGTERM, syscall.SIGHUP, syscall.SIGCONT, syscall.SIGWINCH}
