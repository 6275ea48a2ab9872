package main

import (
	"errors"
	"os/exec"
	"runtime"
	"syscall"

	"golang.org/x/sys/unix"
)

// fileCalls are the calls to the system that touch files: only they change
// what is left on the disk. Those for memory, time and threads depend on the
// machine's mood, and what a kill leaves there it leaves at the next of these.
var fileCalls = map[uint64]bool{
	unix.SYS_OPENAT: true, unix.SYS_CLOSE: true, unix.SYS_READ: true, unix.SYS_WRITE: true, unix.SYS_PREAD64: true, unix.SYS_PWRITE64: true,
	unix.SYS_LSEEK: true, unix.SYS_FSYNC: true, unix.SYS_FDATASYNC: true, unix.SYS_FTRUNCATE: true, unix.SYS_GETDENTS64: true,
	unix.SYS_RENAME: true, unix.SYS_RENAMEAT: true, unix.SYS_RENAMEAT2: true, unix.SYS_LINKAT: true, unix.SYS_SYMLINKAT: true, unix.SYS_READLINKAT: true,
	unix.SYS_UNLINK: true, unix.SYS_UNLINKAT: true, unix.SYS_MKDIR: true, unix.SYS_MKDIRAT: true,
	unix.SYS_CHMOD: true, unix.SYS_FCHMOD: true, unix.SYS_FCHMODAT: true, unix.SYS_STAT: true, unix.SYS_LSTAT: true, unix.SYS_FSTAT: true, unix.SYS_NEWFSTATAT: true, unix.SYS_STATX: true,
	unix.SYS_FACCESSAT: true, unix.SYS_FACCESSAT2: true, unix.SYS_FLOCK: true, unix.SYS_FCNTL: true,
}

// tracing is a program that runs under ptrace(2), which counts its file-system
// calls over all threads, in the order in which they begin.
type tracing struct {
	fault   fault
	at      int // the number of the call that the fault befalls, from 1; 0 is none
	calls   int
	within  map[int]bool // threads that are in a call
	failing int          // the thread whose call fails, 0 if none does now
}

// trace runs the program, and lets the fault befall one of its calls. It tells
// how many there were, until it ended, and the status that it ended with.
func trace(cmd *exec.Cmd, f fault, at int) (calls int, end syscall.WaitStatus, err error) {
	runtime.LockOSThread() // the system speaks to the thread that began
	defer runtime.UnlockOSThread()
	cmd.SysProcAttr = &syscall.SysProcAttr{Ptrace: true}
	if err := cmd.Start(); err != nil {
		return 0, 0, err
	}
	main := cmd.Process.Pid
	defer func() { _ = cmd.Process.Release() }()
	if _, err := syscall.Wait4(main, &end, 0, nil); err != nil {
		return 0, 0, err
	}
	const options = syscall.PTRACE_O_TRACESYSGOOD | syscall.PTRACE_O_TRACECLONE | syscall.PTRACE_O_TRACEFORK | syscall.PTRACE_O_TRACEVFORK | unix.PTRACE_O_EXITKILL
	if err := syscall.PtraceSetOptions(main, options); err != nil {
		return 0, 0, err
	}
	t := tracing{fault: f, at: at, within: map[int]bool{}}
	err = syscall.PtraceSyscall(main, 0)
	for err == nil {
		var thread int
		thread, err = syscall.Wait4(-1, &end, syscall.WALL, nil)
		switch {
		case err != nil:
		case end.Stopped():
			err = t.resume(thread, end)
		case thread == main:
			return t.calls, end, nil
		}
	}
	return t.calls, end, err
}

// resume looks at why a thread stopped, and lets it go on. One that was killed
// meanwhile is none to complain about.
func (t *tracing) resume(thread int, why syscall.WaitStatus) error {
	deliver := why.StopSignal()
	switch {
	case deliver == syscall.SIGTRAP|0x80:
		deliver = 0
		if err := t.call(thread); err != nil && !errors.Is(err, syscall.ESRCH) {
			return err
		}
	case deliver == syscall.SIGTRAP, deliver == syscall.SIGSTOP: // a thread was begun, or begins
		deliver = 0
	}
	if err := syscall.PtraceSyscall(thread, int(deliver)); err != nil && !errors.Is(err, syscall.ESRCH) {
		return err
	}
	return nil
}

// call is where a call to the system begins or ends.
func (t *tracing) call(thread int) error {
	t.within[thread] = !t.within[thread]
	var regs syscall.PtraceRegs
	if err := syscall.PtraceGetRegs(thread, &regs); err != nil {
		return err
	}
	switch {
	case !t.within[thread] && t.failing == thread:
		t.failing = 0
		regs.Rax = -uint64(t.fault.errno)
		return syscall.PtraceSetRegs(thread, &regs)
	case !t.within[thread] || !fileCalls[regs.Orig_rax]:
		return nil
	}
	if t.calls++; t.calls != t.at {
		return nil
	}
	if t.fault.errno == 0 {
		return syscall.Kill(thread, syscall.SIGKILL)
	}
	t.failing = thread
	regs.Orig_rax = ^uint64(0) // no such call
	return syscall.PtraceSetRegs(thread, &regs)
}
