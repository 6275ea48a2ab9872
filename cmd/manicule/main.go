// Command manicule reads a folder of articles in the terminal and keeps notes
// in their margins. This package only wires: flags become options, answers
// become text or JSON, errors become exit statuses.
package main

import (
	"context"
	"fmt"
	"os"
	"runtime/debug"
	"strings"
	"time"

	"charm.land/lipgloss/v2"
	"github.com/charmbracelet/x/term"
	"github.com/spf13/cobra"

	"manicule/internal/article"
	"manicule/internal/config"
	"manicule/internal/crash"
	"manicule/internal/heap"
)

func main() {
	heap.StartLate()
	c := &cli{now: time.Now, stdin: os.Stdin, stdout: os.Stdout, stderr: os.Stderr}
	os.Exit(c.main(context.Background(), os.Args[1:]))
}

// cli is one run of the program: where it reads and writes, and the flags that
// several commands share.
type cli struct {
	now            func() time.Time
	stdin          *os.File
	stdout, stderr *os.File

	folder, notesDir string
	theme            string
	width            int
	noMouse          bool
	images           string
	plain            bool // lines, not a screen
	justify          bool
	configFile       string // "": the one in the usual place, if there is one
	config           *config.Config
	problems         []string        // what is wrong with it
	widthGiven       bool            // width was asked for, also if it is 0
	private          bool            // addresses in private networks are meant
	inputTaken       bool            // standard input has been read to its end
	given            map[string]bool // flags for what is shown that were given
	place            placeFlags
	jsonLines        bool // JSON comes line by line
	inManual         bool // the manual is shown
}

// main runs the command that args name and returns the exit status.
func (c *cli) main(ctx context.Context, args []string) (s int) {
	ctx = crash.Tell(ctx, func(broke *crash.Crash) { os.Exit(c.broke(broke)) })
	defer func() {
		if r := recover(); r != nil {
			s = c.broke(crash.Of(r))
		}
	}()
	var survived survivors
	defer crash.OnSurvived(survived.keep)()
	root := c.rootCommand()
	root.SetArgs(args)
	root.SetIn(c.stdin)
	root.SetOut(c.stdout)
	root.SetErr(c.stderr)
	lipgloss.EnableLegacyWindowsANSI(c.stdout)
	lipgloss.EnableLegacyWindowsANSI(c.stderr)
	cmd, err := root.ExecuteContextC(ctx)
	if err != nil && !signalled(err) {
		c.report(cmd, err)
	}
	survived.tell(c)
	return status(err)
}

// report prints an error for a person: what went wrong, then what to do.
func (c *cli) report(cmd *cobra.Command, err error) {
	fmt.Fprintln(c.stderr, "manicule: "+strings.TrimSpace(article.Clean(err.Error())))
	s := status(err)
	if hint := c.folderHint(cmd); hint != "" && (s == statusUsage || s == statusNothing) {
		fmt.Fprintln(c.stderr, article.Clean(hint))
	}
	if s == statusUsage {
		fmt.Fprintln(c.stderr, "  manicule --help lists the commands, manicule COMMAND --help their flags")
	}
}

// warn tells a person something that is no reason to stop.
func (c *cli) warn(format string, args ...any) {
	fmt.Fprintln(c.stderr, "manicule: "+article.CleanLine(fmt.Sprintf(format, args...)))
}

// terminal reports whether what is printed goes to a person's screen.
func (c *cli) terminal() bool { return term.IsTerminal(c.stdout.Fd()) }

func version() string {
	info, ok := debug.ReadBuildInfo()
	if !ok || info.Main.Version == "" || info.Main.Version == "(devel)" {
		return "development"
	}
	return info.Main.Version
}

func (c *cli) rootCommand() *cobra.Command {
	root := &cobra.Command{
		Use:   "manicule [FOLDER|FILE|ADDRESS|-]",
		Short: "Read articles in the terminal and keep notes in their margins",
		Long: `Read a folder of articles in the terminal: find one, read it, mark a passage, write a note beside it.

Without an argument it opens the collection you are in: the current folder if it keeps notes already, else its folder "articles" if it has one, else the nearest folder above that keeps notes, else the current folder. A FILE opens that article, an ADDRESS of the web is fetched and read once, - reads from standard input. FILE#heading, FILE:LINE, --note, --query and --at open an article at a place. When the output is no terminal, a folder's list or the article is printed instead.

Notes are Markdown files in .manicule/notes in the collection's folder. Articles are never written to.

Exit status: 0 fine, 1 nothing found or something needs attention, 2 wrong use, 3 could not read or write.`,
		Example: `# the collection in this folder
manicule
# a folder, an article, a page from elsewhere
manicule ~/articles
manicule ~/articles/essays/the-little-hand.md
manicule https://example.org/essay.html
# an article at a heading, a line, a note, what a query finds
manicule essay.md#sources
manicule essay.md:42
manicule --note q7d2k9fmw3
manicule --query '"free trade" japan'
# what is there, for scripts
manicule list is:unread --json
manicule search japan alliance
manicule notes --json`,
		Args:          arguments(0, 1),
		Version:       version(),
		SilenceErrors: true,
		SilenceUsage:  true,
		RunE: func(cmd *cobra.Command, args []string) error {
			return c.open(cmd.Context(), strings.Join(args, ""))
		},
	}
	root.SuggestionsMinimumDistance = 2
	root.SetHelpFunc(c.help)
	root.SetFlagErrorFunc(badFlag)
	root.CompletionOptions.SetDefaultShellCompDirective(cobra.ShellCompDirectiveDefault)
	shared := root.PersistentFlags()
	shared.StringVarP(&c.folder, "folder", "C", "", "the collection's folder, for commands (default: the one you are in)")
	shared.StringVar(&c.notesDir, "notes", "", "keep notes in this folder (default: .manicule in the collection)")
	shared.StringVar(&c.configFile, "config", "", "read the options from this file (default: config.toml in $XDG_CONFIG_HOME/manicule)")
	root.PersistentPreRunE = func(cmd *cobra.Command, _ []string) error { return c.configure(cmd) }
	c.addLooks(root)
	root.Flags().StringVar(&c.images, "images", "auto", "pictures: auto (as the terminal can, else blocks), kitty, iterm2 or sixel (by that protocol, unasked), blocks, off")
	root.Flags().BoolVar(&c.noMouse, "no-mouse", false, "leave the mouse to the terminal")
	c.addPlain(root)
	c.addPrivate(root)
	c.addPlace(root)
	root.AddCommand(c.listCommand(), c.searchCommand(), c.relatedCommand(), c.showCommand(), c.resumeCommand(), c.statsCommand(), c.notesCommand(), c.noteCommand(), c.importCommand(), c.reviewCommand(), c.addCommand(), c.updateCommand(), c.indexCommand(), c.mergeNotesCommand(), c.syncCommand(), c.doctorCommand(), c.keysCommand(), c.configCommand(), c.schemaCommand(), c.manCommand())
	c.adopt(root)
	c.completeFlags(root)
	return root
}

// addLooks adds the flags of the commands that show text.
func (c *cli) addLooks(cmd *cobra.Command) {
	cmd.Flags().StringVar(&c.theme, "theme", "auto", "auto, a theme's name, dark:NAME,light:NAME, or a glamour style file")
	cmd.Flags().IntVar(&c.width, "width", 0, "width of the text in cells (default: 72 to read, up to 80 to print)")
	cmd.PreRunE = func(cmd *cobra.Command, _ []string) error { return c.checkLooks(cmd) }
}

// addPrivate adds the flag that lets addresses lead into private networks.
func (c *cli) addPrivate(cmd *cobra.Command) {
	cmd.Flags().BoolVar(&c.private, "private", false, "also fetch from this machine and private networks")
}

// minWidth is the narrowest column that can be read.
const minWidth = 10

func (c *cli) checkLooks(cmd *cobra.Command) error {
	c.widthGiven = cmd.Flags().Changed("width")
	if c.widthGiven && c.width < minWidth && !(c.width == 0 && cmd.Flags().Lookup("plain") != nil && c.surface() == inLines) {
		return usage("--width %d: a column takes at least %d cells", c.width, minWidth)
	}
	switch c.images {
	case "auto", "kitty", "iterm2", "sixel", "blocks", "off", "":
	default:
		return usage("--images %s: it is auto, kitty, iterm2, sixel, blocks or off", c.images)
	}
	_, _, err := c.style()
	return err
}
