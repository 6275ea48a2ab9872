// Package pty opens pseudo-terminals, for tests and measurements that need a
// real one. Linux only.
package pty

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"strconv"
	"syscall"
	"time"

	"golang.org/x/sys/unix"
)

// Start runs the command in a pseudo-terminal of the given cells and returns
// the end that a terminal holds: what the program writes is read from it, and
// what is typed written to it. Reading fails with EIO when the program is gone.
func Start(cmd *exec.Cmd, width, height int) (*os.File, error) {
	master, name, err := open(width, height)
	if err != nil {
		return nil, fmt.Errorf("open a pseudo-terminal: %w", err)
	}
	slave, err := os.OpenFile(name, os.O_RDWR|syscall.O_NOCTTY, 0)
	if err != nil {
		return nil, errors.Join(err, master.Close())
	}
	defer slave.Close()
	cmd.Stdin, cmd.Stdout, cmd.Stderr = slave, slave, slave
	cmd.SysProcAttr = &syscall.SysProcAttr{Setsid: true, Setctty: true}
	if err := cmd.Start(); err != nil {
		return nil, errors.Join(err, master.Close())
	}
	return master, nil
}

// chunk is what one read brought, and when.
type chunk struct {
	data []byte
	at   time.Time
}

// listen reads what the program writes as it comes, so that a caller who draws it
// never slows the program. The channel is closed when the program is gone.
func listen(tty *os.File) <-chan chunk {
	chunks := make(chan chunk, 1<<16)
	go func() {
		defer close(chunks)
		for {
			b := make([]byte, 64<<10)
			n, err := tty.Read(b)
			if err != nil {
				return
			}
			chunks <- chunk{b[:n], time.Now()}
		}
	}()
	return chunks
}

// Resize makes the terminal that Start returned another size and has the
// program told.
func Resize(tty *os.File, width, height int) error {
	conn, err := tty.SyscallConn()
	if err != nil {
		return err
	}
	var failed error
	err = conn.Control(func(fd uintptr) {
		failed = unix.IoctlSetWinsize(int(fd), unix.TIOCSWINSZ, &unix.Winsize{Row: uint16(height), Col: uint16(width)})
	})
	return errors.Join(err, failed)
}

func open(width, height int) (master *os.File, slave string, err error) {
	master, err = os.OpenFile("/dev/ptmx", os.O_RDWR|syscall.O_NOCTTY, 0)
	if err != nil {
		return nil, "", err
	}
	conn, err := master.SyscallConn()
	if err != nil {
		return nil, "", err
	}
	var number int
	var failed error
	err = conn.Control(func(fd uintptr) {
		var err1, err2 error
		number, err1 = unix.IoctlGetInt(int(fd), unix.TIOCGPTN)
		err2 = unix.IoctlSetPointerInt(int(fd), unix.TIOCSPTLCK, 0)
		size := &unix.Winsize{Row: uint16(height), Col: uint16(width)}
		failed = errors.Join(err1, err2, unix.IoctlSetWinsize(int(fd), unix.TIOCSWINSZ, size))
	})
	return master, "/dev/pts/" + strconv.Itoa(number), errors.Join(err, failed)
}
