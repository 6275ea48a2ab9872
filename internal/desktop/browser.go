package desktop

import (
	"errors"
	"fmt"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"time"

	"manicule/internal/config"
)

// ErrNoBrowser says that nothing here opens an address.
var ErrNoBrowser = errors.New("no browser found")

// Browser is a command that opens one address.
type Browser struct {
	Args    []string
	Console bool // it is shown in the terminal, and is to be waited for
}

// consoles are browsers that need the terminal.
var consoles = []string{"browsh", "carbonyl", "cha", "elinks", "links", "links2", "lynx", "w3m", "www-browser"}

// FindBrowser is the first browser that is there: of the option browser, of
// $BROWSER, which holds one or several commands with or without %s in the
// address's place, or the system's own. No shell reads the address, which is to
// begin with its scheme; "" asks for the browser alone.
func FindBrowser(option, url string, getenv func(string) string) (Browser, error) {
	lines := filepath.SplitList(getenv("BROWSER"))
	if option != "" {
		lines = []string{option}
	}
	var failed error
	for _, line := range lines {
		args, err := browserCommand(line, url)
		if err == nil {
			if _, err = exec.LookPath(args[0]); err == nil {
				return Browser{args, isConsole(args[0])}, nil
			}
			err = errors.New(args[0] + " is not found")
		}
		failed = errors.Join(failed, err)
	}
	if option != "" {
		return Browser{}, fmt.Errorf("browser: %w", failed)
	}
	args := opener(getenv)
	if args == nil {
		return Browser{}, ErrNoBrowser
	}
	if url != "" {
		args = append(args, url)
	}
	return Browser{Args: args}, nil
}

// browserCommand is the command of a line with the address in the place of its
// %s, or behind it.
func browserCommand(line, url string) ([]string, error) {
	args, err := config.Command(line)
	if err != nil {
		return nil, err
	}
	placed := false
	for i, arg := range args {
		placed = placed || strings.Contains(arg, "%s")
		args[i] = strings.ReplaceAll(arg, "%s", url)
	}
	if !placed && url != "" {
		args = append(args, url)
	}
	return args, nil
}

func isConsole(program string) bool {
	return slices.Contains(consoles, strings.TrimSuffix(filepath.Base(program), ".exe"))
}

// opener is the system's command that opens addresses; nil where nobody would
// see it, or it is not installed.
func opener(getenv func(string) string) []string {
	switch runtime.GOOS {
	case "darwin":
		return []string{"open"}
	case "windows":
		return []string{"rundll32", "url.dll,FileProtocolHandler"}
	}
	for _, screen := range []string{"DISPLAY", "WAYLAND_DISPLAY", "WSL_DISTRO_NAME", "TERMUX_VERSION"} {
		if getenv(screen) == "" {
			continue
		}
		if _, err := exec.LookPath("xdg-open"); err == nil {
			return []string{"xdg-open"}
		}
	}
	return nil
}

// browserTime is how long a browser has to fail. Some starters stay for as long
// as the browser does.
const browserTime = 2 * time.Second

// Start opens the address in a window of the browser's own, and does not wait
// until that closes.
func (b Browser) Start() error {
	cmd := exec.Command(b.Args[0], b.Args[1:]...)
	if err := cmd.Start(); err != nil {
		return fmt.Errorf("start the browser: %w", err)
	}
	ended := make(chan error, 1)
	go func() { ended <- cmd.Wait() }()
	select {
	case err := <-ended:
		if err != nil {
			return fmt.Errorf("start the browser: %s: %w", b.Args[0], err)
		}
	case <-time.After(browserTime):
	}
	return nil
}
