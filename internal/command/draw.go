package command

import (
	"context"
	"fmt"
	"strings"
	"time"

	"github.com/charmbracelet/x/ansi"

	"manicule/internal/config"
	"manicule/internal/script"
)

// drawTime is how long a drawing may take.
const drawTime = 5 * time.Second

// Draw has a command of the reader's draw code, which is an article's and goes
// to its standard input only. What it prints is text: colours and whatever else
// would go to a terminal are taken out.
func Draw(ctx context.Context, language, line, text string) (string, error) {
	args, err := config.Command(line)
	if err != nil {
		return "", fmt.Errorf("%s: %w", language, err)
	}
	out, err := execute(ctx, process{name: language, args: args, stdin: text, timeout: drawTime})
	switch {
	case err != nil:
		return "", err
	case out.over:
		return "", fmt.Errorf("%s: the drawing is larger than %d MB", language, longestAnswer>>20)
	}
	drawn := script.Clean(ansi.Strip(strings.ToValidUTF8(out.String(), "\uFFFD")))
	if strings.TrimSpace(drawn) == "" {
		return "", fmt.Errorf("%s: %s drew nothing", language, script.CleanLine(args[0]))
	}
	return strings.TrimRight(drawn, " \n"), nil
}
