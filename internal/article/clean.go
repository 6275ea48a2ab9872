package article

import "manicule/internal/script"

// Clean makes text showable: what everything from disk passes before it is
// styled. See script.Clean.
func Clean(s string) string { return script.Clean(s) }

// CleanLine is Clean for what must stay on one line. See script.CleanLine.
func CleanLine(s string) string { return script.CleanLine(s) }

// IsClean reports whether Clean would return s unchanged.
func IsClean(s string) bool { return script.IsClean(s) }
