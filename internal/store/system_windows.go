package store

import (
	"errors"
	"io/fs"
	"os"
	"os/exec"
)

// quickly is for systems where opening a pipe's name waits.
const quickly = 0

// mayWrite is not known before trying.
func mayWrite(string) error { return nil }

// anybodys is not known there; folders that everybody may write to are rare.
func anybodys(string, fs.FileInfo) bool { return false }

func noLocks(error) bool { return false }

// syncFolder does nothing: Windows keeps its folders by itself.
func syncFolder(*os.File) error { return nil }

func refused(err error) bool { return errors.Is(err, fs.ErrPermission) }

func exhausted(error) bool { return false }

func inodeOf(fs.FileInfo) uint64 { return 0 }

// killsAll does nothing more here than what ends a command.
func killsAll(*exec.Cmd) {}
