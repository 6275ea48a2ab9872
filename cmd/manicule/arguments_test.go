package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/spf13/cobra"
)

// TestFolderAsArgument gives every command a folder: one that takes something
// else says how the collection's folder is named.
func TestFolderAsArgument(t *testing.T) {
	t.Chdir(t.TempDir())
	for _, name := range []string{"HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME", "XDG_CONFIG_HOME"} {
		t.Setenv(name, t.TempDir())
	}
	const folder = "my shelf"
	if err := os.Mkdir(folder, 0o700); err != nil {
		t.Fatal(err)
	}
	takesFiles := map[string]bool{"": true, "add": true, "import": true, "help": true, "merge-notes": true}
	noCollection := map[string]bool{"keys": true, "config": true, "schema": true, "man": true}
	var try func(cmd *cobra.Command, path []string)
	try = func(cmd *cobra.Command, path []string) {
		for _, sub := range cmd.Commands() {
			if sub.Name() != "completion" {
				try(sub, append(path[:len(path):len(path)], sub.Name()))
			}
		}
		name := strings.Join(path, " ")
		if takesFiles[name] {
			return
		}
		t.Run(name, func(t *testing.T) {
			status, _, errors := run(t, append(path, folder)...)
			want := "-C names the collection's folder: manicule " + name + " -C 'my shelf'"
			if status != statusUsage && status != statusNothing {
				t.Errorf("exit status %d", status)
			}
			if got := strings.Contains(errors, want); got == noCollection[name] {
				t.Errorf("it says %v that %q:\n%s", got, want, errors)
			}
		})
	}
	try((&cli{}).rootCommand(), nil)
}

// run runs the program in this process and returns its exit status and what it
// wrote.
func run(t *testing.T, args ...string) (status int, out, errors string) {
	t.Helper()
	dir := t.TempDir()
	files := map[string]*os.File{"in": nil, "out": nil, "errors": nil}
	for name := range files {
		f, err := os.Create(filepath.Join(dir, name))
		if err != nil {
			t.Fatal(err)
		}
		defer f.Close()
		files[name] = f
	}
	status = (&cli{now: time.Now, stdin: files["in"], stdout: files["out"], stderr: files["errors"]}).main(t.Context(), args)
	read := func(name string) string {
		data, err := os.ReadFile(filepath.Join(dir, name))
		if err != nil {
			t.Fatal(err)
		}
		return string(data)
	}
	return status, read("out"), read("errors")
}
