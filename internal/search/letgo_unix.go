//go:build unix

package search

import "golang.org/x/sys/unix"

// letGo lets the system have back the memory of a part of a file that is mapped;
// it is read again if it is used again. It begins and ends at multiples of pages.
func letGo(mapped []byte) { _ = unix.Madvise(mapped, unix.MADV_DONTNEED) }
