//go:build unix

package store

import "syscall"

func makePipe(name string) bool { return syscall.Mkfifo(name, 0o644) == nil }
