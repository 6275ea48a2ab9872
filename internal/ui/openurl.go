package ui

import (
	"errors"
	"os"
	"os/exec"
	"runtime"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"manicule/internal/config"
)

// visitedMsg says whether the browser took an address.
type visitedMsg struct {
	url string
	err error
}

// visit opens an address in the browser. All but http, https and mailto is
// only shown.
func (e *env) visit(dest string) tea.Cmd {
	url := webAddress(dest)
	if url == "" {
		e.say("only http, https and mailto addresses are opened, not " + dest)
		return e.statusTimer()
	}
	browse := e.browse
	if browse == nil {
		browse = func(string) error { return errNoBrowser }
	}
	return func() tea.Msg { return visitedMsg{url, browse(url)} }
}

// webAddress is webLink, also of an address that leaves its scheme out.
func webAddress(dest string) string {
	if strings.HasPrefix(dest, "//") {
		dest = "https:" + dest
	}
	return webLink(dest)
}

// onVisited says that the address is open; where there is no browser it is put
// on the clipboard.
func (e *env) onVisited(msg visitedMsg) tea.Cmd {
	if msg.err == nil {
		e.say("opened in the browser: " + msg.url)
		return e.statusTimer()
	}
	e.say(msg.err.Error() + "; the address was copied: " + msg.url)
	return tea.Batch(tea.SetClipboard(msg.url), e.statusTimer())
}

var errNoBrowser = errors.New("there is no browser here")

// browseTime is how long a browser's starter has to say that it failed. Some
// stay for as long as the browser does.
const browseTime = 2 * time.Second

// browse opens the address, which begins with its scheme, with a command, or
// if that is "" with the program that the system has for it: no shell reads it.
func browse(command, url string) error {
	args := opener()
	if command != "" {
		args, _ = config.Command(command)
	}
	if len(args) == 0 {
		return errNoBrowser
	}
	name := args[0]
	cmd := exec.Command(name, append(args[1:], url)...)
	if err := cmd.Start(); err != nil {
		return errNoBrowser
	}
	ended := make(chan error, 1)
	go func() { ended <- cmd.Wait() }()
	select {
	case err := <-ended:
		if err != nil {
			return errors.New("the browser could not be started: " + name + " ended with " + err.Error())
		}
	case <-time.After(browseTime):
	}
	return nil
}

// opener is the system's command that opens addresses; none where nobody would
// see it.
func opener() []string {
	switch runtime.GOOS {
	case "darwin":
		return []string{"open"}
	case "windows":
		return []string{"rundll32", "url.dll,FileProtocolHandler"}
	}
	for _, screen := range []string{"DISPLAY", "WAYLAND_DISPLAY", "WSL_DISTRO_NAME", "TERMUX_VERSION"} {
		if os.Getenv(screen) != "" {
			return []string{"xdg-open"}
		}
	}
	return nil
}
