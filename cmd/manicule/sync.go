package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"manicule/internal/article"
	"manicule/internal/store"
)

func (c *cli) syncCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "sync",
		Short: "Bring notes together with other machines, by git",
		Long: `Commit the notes, pull what others pushed, merge notes by their ids, and push. It works on the git repository that .manicule is, or else on the one that it lies in; of that one it commits the notes only.

To begin: make .manicule a repository (git init, git remote add origin URL, git push -u origin HEAD), and clone it into the collection on the other machine. If the pull can't be merged, it is taken back, and nothing is lost.`,
		Example: `manicule sync
manicule sync -C ~/articles`,
		Args: arguments(0, 0),
		RunE: func(cmd *cobra.Command, _ []string) error { return c.sync(cmd.Context()) },
	}
}

func (c *cli) sync(ctx context.Context) error {
	col, err := c.collection()
	if err != nil {
		return err
	}
	defer col.Close()
	g, err := c.repository(ctx, col)
	if err != nil {
		return fmt.Errorf("sync: %w", err)
	}
	if err := col.PutBack(ctx); err != nil {
		return fmt.Errorf("sync: %w", err)
	}
	done, err := g.sync()
	if len(done) > 0 {
		_, printed := fmt.Fprintln(c.stdout, strings.Join(done, " · "))
		err = errors.Join(err, printed)
	}
	if err != nil {
		return fmt.Errorf("sync: %w", err)
	}
	return nil
}

// repository is the git repository that holds a collection's notes.
type repository struct {
	ctx   context.Context
	stdin *os.File // for git's questions, such as a passphrase
	home  string   // the folder that is synced
}

func (c *cli) repository(ctx context.Context, col *store.Collection) (repository, error) {
	home := filepath.Dir(col.NotesFolder())
	g := repository{ctx: ctx, stdin: c.stdin, home: home}
	switch _, err := exec.LookPath("git"); {
	case err != nil:
		return g, errors.New("git is not installed, or not in PATH")
	case !isFolder(home):
		return g, fmt.Errorf("there are no notes yet: %s does not exist", home)
	}
	if _, err := g.git("rev-parse", "--show-toplevel"); err != nil {
		return g, fmt.Errorf("%s is not in a git repository\n  make it one: git -C %s init; git -C %s remote add origin ADDRESS", home, home, home)
	}
	return g, nil
}

// sync says what it did, also when it did not come to the end.
func (g repository) sync() (done []string, err error) {
	if _, err := g.git("rev-parse", "-q", "--verify", "MERGE_HEAD"); err == nil {
		return nil, errors.New("a merge has been begun in that repository and not ended\n  git merge --continue ends it, git merge --abort takes it back")
	}
	n, err := g.commit()
	if err != nil {
		return nil, err
	}
	done = append(done, map[bool]string{true: "nothing to commit", false: fmt.Sprintf("%d changed files committed", n)}[n == 0])
	branch, err := g.git("symbolic-ref", "--short", "-q", "HEAD")
	if err != nil {
		return done, errors.New("no branch is checked out, so there is none to pull and push\n  git switch BRANCH chooses one")
	}
	if _, err := g.git("rev-parse", "-q", "--verify", "@{upstream}"); err != nil {
		return done, fmt.Errorf("the branch %s is not on any other machine yet, so there is nothing to pull\n  git -C %s push -u origin %s sends it there", branch, g.home, branch)
	}
	for range tries {
		if err = g.pull(); err != nil {
			return done, err
		}
		if err = g.push(); !errors.Is(err, errBehind) {
			break
		}
	}
	if err != nil {
		return append(done, "pulled"), err
	}
	return append(done, "pulled", "pushed"), nil
}

// tries is how often it is pulled again because somebody pushed meanwhile.
const tries = 3

// commit commits what changed below the folder, and tells how many files that
// were. Locks and temporary files stay out.
func (g repository) commit() (int, error) {
	paths := []string{"--", ".", ":(exclude,glob)**/.lock", ":(exclude,glob)**/.manicule-*.tmp"}
	if out, err := g.git(append([]string{"add", "-A"}, paths...)...); err != nil {
		return 0, fmt.Errorf("git could not take in the notes: %s", out)
	}
	names, err := g.git("diff", "--cached", "--name-only", "--", ".")
	if err != nil || names == "" {
		return 0, err
	}
	n := 1 + strings.Count(names, "\n")
	out, err := g.git("commit", "-q", "-m", fmt.Sprintf("notes: %d files", n), "--", ".")
	switch {
	case err != nil && (strings.Contains(out, "tell me who you are") || strings.Contains(out, "ident name")):
		return 0, errors.New("git does not know who you are\n  git config --global user.name NAME; git config --global user.email ADDRESS")
	case err != nil:
		return 0, fmt.Errorf("git could not commit the notes: %s", out)
	}
	return n, nil
}

// pull merges what others pushed, notes by merge-notes; the settings for that
// are given along and stay nowhere.
func (g repository) pull() error {
	self, err := os.Executable()
	if err != nil {
		return fmt.Errorf("find this program: %w", err)
	}
	attributes, err := g.attributes()
	if err != nil {
		return fmt.Errorf("tell git how notes are merged: %w", err)
	}
	defer os.Remove(attributes)
	driver := "'" + strings.ReplaceAll(filepath.ToSlash(self), "'", `'\''`) + "' merge-notes %O %A %B"
	out, err := g.git("-c", "core.attributesFile="+attributes, "-c", "merge.manicule.driver="+driver, "pull", "-q", "--no-rebase", "--no-edit")
	if err == nil {
		return nil
	}
	if unmerged, _ := g.git("diff", "--name-only", "--diff-filter=U"); unmerged != "" {
		files := strings.ReplaceAll(unmerged, "\n", ", ")
		if out, err := g.git("merge", "--abort"); err != nil {
			return fmt.Errorf("these files were changed on both sides and wait for you: %s; the merge could not be taken back: %s", files, out)
		}
		return fmt.Errorf("these files were changed on both sides, and git can't merge them: %s\n  the pull was taken back; git -C %s pull leaves the merging to you", files, g.home)
	}
	return fmt.Errorf("git could not pull: %s", out)
}

// attributes is a temporary file that says which files are notes, and which
// are lists of lines, of which the latest on each thing counts.
func (g repository) attributes() (name string, err error) {
	prefix, err := g.git("rev-parse", "--show-prefix")
	if err != nil {
		return "", errors.New(prefix)
	}
	f, err := os.CreateTemp("", "manicule-attributes-*")
	if err != nil {
		return "", err
	}
	plain := strings.NewReplacer("*", `\\*`, "?", `\\?`, "[", `\\[`, `"`, `\"`).Replace(prefix)
	_, err = fmt.Fprintf(f, "\"%snotes/**/*.md\" merge=manicule\n\"%s*.jsonl\" merge=union\n", plain, plain)
	return f.Name(), errors.Join(err, f.Close())
}

// errBehind tells that somebody pushed after this machine had pulled.
var errBehind = errors.New("others push all the time; try again")

func (g repository) push() error {
	out, err := g.git("push", "-q")
	switch {
	case err == nil:
		return nil
	case strings.Contains(out, "[rejected]") || strings.Contains(out, "fetch first"):
		return errBehind
	}
	return fmt.Errorf("git could not push: %s", out)
}

// git runs git in the folder without a shell and returns what it said, clean,
// without the line end.
func (g repository) git(args ...string) (string, error) {
	cmd := exec.CommandContext(g.ctx, "git", append([]string{"-C", g.home}, args...)...)
	cmd.Env = append(os.Environ(), "LC_ALL=C", "GIT_MERGE_AUTOEDIT=no")
	var out bytes.Buffer
	cmd.Stdin, cmd.Stdout, cmd.Stderr = g.stdin, &out, &out
	err := cmd.Run()
	return strings.TrimSpace(article.Clean(out.String())), err
}
