//go:build unix

package store

import (
	"errors"
	"io/fs"
	"os"
	"os/exec"
	"syscall"

	"golang.org/x/sys/unix"
)

// quickly opens without waiting for the other end of a pipe or for a device.
const quickly = syscall.O_NONBLOCK | syscall.O_NOCTTY

func mayWrite(dir string) error { return unix.Access(dir, unix.W_OK) }

// anybodys reports whether a folder in dir may be somebody else's trap: everybody
// may make one there, and it is not the user's.
func anybodys(dir string, folder fs.FileInfo) bool {
	above, err := os.Stat(dir)
	s, ok := folder.Sys().(*syscall.Stat_t)
	return err != nil || above.Mode().Perm()&0o002 != 0 && (!ok || int(s.Uid) != os.Geteuid())
}

// noLocks tells that the file system has no locks to offer.
func noLocks(err error) bool {
	return errors.Is(err, syscall.ENOSYS) || errors.Is(err, syscall.ENOTSUP) || errors.Is(err, syscall.ENOLCK)
}

// syncFolder makes a rename in the folder durable. Some file systems can't
// sync folders, and say EINVAL.
func syncFolder(dir *os.File) error {
	if err := dir.Sync(); err != nil && !errors.Is(err, syscall.EINVAL) {
		return err
	}
	return nil
}

// refused tells the errors after which another place may do better.
func refused(err error) bool {
	return errors.Is(err, syscall.EROFS) || errors.Is(err, syscall.EACCES) || errors.Is(err, syscall.EPERM)
}

// exhausted tells that the system has no more watches or handles to give.
func exhausted(err error) bool {
	return errors.Is(err, syscall.ENOSPC) || errors.Is(err, syscall.EMFILE) || errors.Is(err, syscall.ENFILE) || errors.Is(err, syscall.ENOMEM)
}

func inodeOf(info fs.FileInfo) uint64 {
	if s, ok := info.Sys().(*syscall.Stat_t); ok {
		return s.Ino
	}
	return 0
}

// killsAll has a command that takes too long ended with all that it started.
func killsAll(cmd *exec.Cmd) {
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	cmd.Cancel = func() error { return syscall.Kill(-cmd.Process.Pid, syscall.SIGKILL) }
}
