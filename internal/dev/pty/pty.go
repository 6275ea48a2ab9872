//go:build !linux

// Package pty opens pseudo-terminals. Linux only.
package pty
