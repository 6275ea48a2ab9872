// Package git brings a folder of notes together with other machines, by the
// program git: commit, pull, merge, push. Whether git succeeded is told by its
// exit status alone, for hints, traces and hooks write to standard error too.
package git

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"slices"
	"strings"
)

// Repository is the git repository that holds a folder of notes.
type Repository struct {
	folder string // what is synced; the repository may be larger
	merge  string // command that merges a notes file, as merge.NAME.driver in gitconfig(1)
	stdin  io.Reader
}

// Open finds the repository that a folder is or lies in. Git asks its
// questions, such as for a passphrase, of stdin.
func Open(ctx context.Context, folder, merge string, stdin io.Reader) (*Repository, error) {
	r := &Repository{folder, merge, stdin}
	if _, err := exec.LookPath("git"); err != nil {
		return nil, errors.New("git is not installed, or not in PATH")
	}
	switch info, err := os.Stat(folder); {
	case errors.Is(err, os.ErrNotExist) || err == nil && !info.IsDir():
		return nil, fmt.Errorf("there are no notes yet: %s does not exist", folder)
	case err != nil:
		return nil, err
	}
	if _, err := r.git(ctx, "rev-parse", "--show-toplevel"); err != nil {
		return nil, fmt.Errorf("%s is not in a git repository\n  make it one: git -C %s init; git -C %s remote add origin ADDRESS", folder, folder, folder)
	}
	return r, nil
}

// tries is how often it is pulled again because somebody pushed meanwhile.
const tries = 3

// Sync commits, pulls and pushes. It tells what it did in words, also when it
// did not come to the end.
func (r *Repository) Sync(ctx context.Context) (done []string, err error) {
	if r.says(ctx, "rev-parse", "-q", "--verify", "MERGE_HEAD") {
		return nil, errors.New("a merge has been begun in that repository and not ended\n  git merge --continue ends it, git merge --abort takes it back")
	}
	n, err := r.commit(ctx)
	switch {
	case err != nil:
		return nil, err
	case n == 0:
		done = append(done, "nothing to commit")
	default:
		done = append(done, fmt.Sprintf("%d changed files committed", n))
	}
	branch, err := r.git(ctx, "symbolic-ref", "--short", "-q", "HEAD")
	if err != nil {
		return done, errors.New("no branch is checked out, so there is none to pull and push\n  git switch BRANCH chooses one")
	}
	if !r.says(ctx, "rev-parse", "-q", "--verify", "@{upstream}") {
		return done, fmt.Errorf("the branch %s is not on any other machine yet, so there is nothing to pull\n  git -C %s push -u origin %s sends it there", branch, r.folder, branch)
	}
	for range tries {
		if err = r.pull(ctx); err != nil {
			return done, err
		}
		if err = r.push(ctx); !errors.Is(err, errBehind) {
			break
		}
	}
	if err != nil {
		return append(done, "pulled"), err
	}
	return append(done, "pulled", "pushed"), nil
}

// commit commits what changed below the folder, and tells how many files that
// were. Locks and temporary files stay out.
func (r *Repository) commit(ctx context.Context) (int, error) {
	if _, err := r.git(ctx, "add", "-A", "--", ".", ":(exclude,glob)**/.lock", ":(exclude,glob)**/.manicule-*.tmp"); err != nil {
		return 0, fmt.Errorf("git could not add the notes: %w", err)
	}
	names, err := r.git(ctx, "diff", "--cached", "--name-only", "-z", "--", ".")
	if err != nil || names == "" {
		return 0, err
	}
	if !r.says(ctx, "var", "GIT_AUTHOR_IDENT") || !r.says(ctx, "var", "GIT_COMMITTER_IDENT") {
		return 0, errors.New("git does not know who you are\n  git config --global user.name NAME; git config --global user.email ADDRESS")
	}
	n := strings.Count(names, "\x00")
	if _, err := r.git(ctx, "commit", "-q", "-m", fmt.Sprintf("notes: %d files", n), "--", "."); err != nil {
		return 0, fmt.Errorf("git could not commit the notes: %w", err)
	}
	return n, nil
}

// pull merges what others pushed, notes by the command for that; the settings
// are given along and stay nowhere.
func (r *Repository) pull(ctx context.Context) error {
	attributes, err := r.attributes(ctx)
	if err != nil {
		return fmt.Errorf("set up git's merge driver: %w", err)
	}
	defer os.Remove(attributes)
	_, err = r.git(ctx, "-c", "core.attributesFile="+attributes, "-c", "merge.manicule.driver="+r.merge, "pull", "-q", "--no-rebase", "--ff", "--no-edit")
	if err == nil {
		return nil
	}
	unmerged, _ := r.git(ctx, "diff", "--name-only", "--diff-filter=U", "-z")
	if unmerged == "" {
		return fmt.Errorf("git could not pull: %w", err)
	}
	files := strings.ReplaceAll(strings.TrimSuffix(unmerged, "\x00"), "\x00", ", ")
	if _, err := r.git(ctx, "merge", "--abort"); err != nil {
		return fmt.Errorf("conflicts in %s; the merge could not be aborted: %w", files, err)
	}
	return fmt.Errorf("git can't merge %s\n  the pull was aborted; run git -C %s pull and resolve the conflicts", files, r.folder)
}

// attributes is a temporary file that says which files are notes, and which
// are lists of lines, of which the latest on each thing counts.
func (r *Repository) attributes(ctx context.Context) (name string, err error) {
	prefix, err := r.git(ctx, "rev-parse", "--show-prefix")
	if err != nil {
		return "", err
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
var errBehind = errors.New("others keep pushing; try again")

// push sends what there is. It fails with errBehind if the server has got
// commits that are not here.
func (r *Repository) push(ctx context.Context) error {
	_, err := r.git(ctx, "push", "-q")
	if err == nil {
		return nil
	}
	if r.says(ctx, "fetch", "-q") && !r.says(ctx, "merge-base", "--is-ancestor", "@{upstream}", "HEAD") {
		return errBehind
	}
	return fmt.Errorf("git could not push: %w", err)
}

// says reports whether a git command that asks something succeeds.
func (r *Repository) says(ctx context.Context, args ...string) bool {
	_, err := r.git(ctx, args...)
	return err == nil
}

// git runs git in the folder without a shell and returns what it wrote to
// standard output, without the last line end. An error has the words that git
// wrote to standard error.
func (r *Repository) git(ctx context.Context, args ...string) (string, error) {
	cmd := exec.CommandContext(ctx, "git", append([]string{"-C", r.folder}, args...)...)
	cmd.Env = append(environment(os.Environ()), "LC_ALL=C", "GIT_MERGE_AUTOEDIT=no")
	var out, words bytes.Buffer
	cmd.Stdin, cmd.Stdout, cmd.Stderr = r.stdin, &out, &words
	err := cmd.Run()
	if said := strings.TrimSpace(cmp.Or(words.String(), out.String())); err != nil && said != "" {
		err = errors.New(said)
	}
	return strings.TrimSuffix(out.String(), "\n"), err
}

// environment is the environment without the variables by which a hook that
// called us would lead git to its own repository.
func environment(all []string) []string {
	return slices.DeleteFunc(slices.Clone(all), func(v string) bool {
		name, _, _ := strings.Cut(v, "=")
		switch name {
		case "GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_COMMON_DIR", "GIT_OBJECT_DIRECTORY", "GIT_NAMESPACE", "GIT_PREFIX":
			return true
		}
		return false
	})
}
