//go:build !unix

package ui

import (
	"os"
	"syscall"
)

func canSuspend() bool { return false }

func continued(os.Signal) bool { return false }

func resized(os.Signal) bool { return false }

var lifeSignals = []os.Signal{os.Interrupt, syscall.SIGTERM, syscall.SIGHUP}
