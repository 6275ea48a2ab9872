package store

import (
	"os"
	"path/filepath"
	"runtime"
)

// The folders below follow the XDG Base Directory Specification where it is
// at home, and the system's habits on macOS and Windows. An XDG variable that
// is set to an absolute path wins everywhere. "" means that there is none.

// DataHome is the folder for notes that can't lie beside their articles.
func DataHome() string { return home("XDG_DATA_HOME", ".local/share") }

// StateHome is the folder for drafts, logs and crash reports.
func StateHome() string { return home("XDG_STATE_HOME", ".local/state") }

// CacheHome is the folder for what can be made again.
func CacheHome() string {
	if dir := fromEnv("XDG_CACHE_HOME"); dir != "" {
		return dir
	}
	dir, err := os.UserCacheDir()
	if err != nil {
		return ""
	}
	return dir
}

// ConfigHome is the folder for the configuration.
func ConfigHome() string {
	if dir := fromEnv("XDG_CONFIG_HOME"); dir != "" {
		return dir
	}
	dir, err := os.UserConfigDir()
	if err != nil {
		return ""
	}
	return dir
}

func home(variable, below string) string {
	if dir := fromEnv(variable); dir != "" {
		return dir
	}
	if runtime.GOOS == "windows" {
		return os.Getenv("LocalAppData")
	}
	user, err := os.UserHomeDir()
	if err != nil {
		return ""
	}
	if runtime.GOOS == "darwin" {
		return filepath.Join(user, "Library", "Application Support")
	}
	return filepath.Join(user, filepath.FromSlash(below))
}

// fromEnv ignores relative paths, as the specification demands.
func fromEnv(variable string) string {
	if dir := os.Getenv(variable); filepath.IsAbs(dir) {
		return dir
	}
	return ""
}
