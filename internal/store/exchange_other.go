//go:build !linux && !darwin

package store

import "errors"

// exchange is not possible here in one step.
func exchange(string, string) error { return errors.ErrUnsupported }
