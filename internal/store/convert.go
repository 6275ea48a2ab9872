package store

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"strings"
	"sync"
	"time"

	"manicule/internal/article"
)

// Converter is a command that makes a text of files that are none, such as PDF.
type Converter struct {
	Command []string       // and its arguments; "{}" in one stands for the file, which else follows them
	Output  article.Format // of what it writes
}

// What a converter may take and write.
const (
	convertTime   = 60 * time.Second
	convertOutput = 16 << 20
)

// conversions are what converters failed at, so that they don't fail at it
// again and again; by what was converted and how.
type conversions struct {
	mu     sync.Mutex
	failed map[string]error
	one    sync.Mutex // one converter at a time
}

// converter is the converter for files of that name; false if there is none.
func (c *Collection) converter(name string) (Converter, bool) {
	v, ok := c.opt.Converters[strings.ToLower(strings.TrimPrefix(path.Ext(name), "."))]
	return v, ok && !strings.HasPrefix(path.Base(name), ".")
}

// isArticle reports whether the file of that name can be an article here, by
// itself or by a converter.
func (c *Collection) isArticle(name string) bool {
	_, ok := c.converter(name)
	return ok || article.IsArticle(name)
}

// convert reads a file by a converter. What it wrote is kept in the cache
// folder, by the bytes that it was made of.
func (c *Collection) convert(name string, data []byte, v Converter) (*article.Article, error) {
	sum := sha256.Sum256(append([]byte(strings.Join(v.Command, "\x00")+"\x00"), data...))
	key := hex.EncodeToString(sum[:16])
	text, err := c.converted(key)
	if err != nil {
		if text, err = c.runConverter(key, path.Ext(name), data, v); err != nil {
			return nil, fmt.Errorf("%s could not make a text of it: %w", show(filepath.Base(v.Command[0])), err)
		}
	}
	return article.ParseAs(name, text, v.Output)
}

func (c *Collection) convertedName(key string) string {
	return filepath.Join(c.cacheFolder(), "converted", key)
}

// converted is what was made before.
func (c *Collection) converted(key string) ([]byte, error) {
	if c.cacheFolder() == "" {
		return nil, os.ErrNotExist
	}
	text, _, err := readUpTo(convertOutput, c.disk, c.convertedName(key))
	if err == nil && text == nil {
		err = os.ErrNotExist
	}
	return text, err
}

// runConverter runs the command on a copy of the file, whose name can't be taken
// for anything else and which nobody changes meanwhile.
func (c *Collection) runConverter(key, ext string, data []byte, v Converter) (text []byte, err error) {
	c.conversions.mu.Lock()
	err = c.conversions.failed[key]
	c.conversions.mu.Unlock()
	if err != nil {
		return nil, err
	}
	c.conversions.one.Lock()
	defer c.conversions.one.Unlock()
	dir, err := os.MkdirTemp("", "manicule-*")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(dir)
	file := filepath.Join(dir, "file"+strings.ToLower(ext))
	if err := os.WriteFile(file, data, 0o600); err != nil {
		return nil, reason(err)
	}
	if text, err = runOn(file, v.Command); err != nil {
		if !errors.Is(err, exec.ErrNotFound) { // that can be mended
			c.conversions.fail(key, err)
		}
		return nil, err
	}
	if c.cacheFolder() != "" && c.disk.MkdirAll(filepath.Dir(c.convertedName(key)), 0o700) == nil {
		_ = replace(c.disk, c.convertedName(key), text, 0o600) // else it is made again next time
	}
	return text, nil
}

func (c *conversions) fail(key string, err error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.failed == nil {
		c.failed = map[string]error{}
	}
	c.failed[key] = err
}

// runOn runs a command on a file, without a shell, and returns what it writes.
func runOn(file string, command []string) ([]byte, error) {
	ctx, cancel := context.WithTimeout(context.Background(), convertTime)
	defer cancel()
	args, named := make([]string, 0, len(command)), false
	for _, arg := range command[1:] {
		named = named || strings.Contains(arg, "{}")
		args = append(args, strings.ReplaceAll(arg, "{}", file))
	}
	if !named {
		args = append(args, file)
	}
	cmd := exec.CommandContext(ctx, command[0], args...)
	cmd.Dir, cmd.WaitDelay = filepath.Dir(file), time.Second
	out, problem := &limited{most: convertOutput, stop: cancel}, &limited{most: 4 << 10, stop: func() {}}
	cmd.Stdout, cmd.Stderr = out, problem
	killsAll(cmd)
	err := cmd.Run()
	switch {
	case out.over:
		return nil, fmt.Errorf("it writes more than %d MiB", convertOutput>>20)
	case errors.Is(ctx.Err(), context.DeadlineExceeded):
		return nil, fmt.Errorf("it took more than %v", convertTime)
	case errors.Is(err, exec.ErrNotFound):
		return nil, fmt.Errorf("there is no such program; install it, or take it out of [converter]: %w", exec.ErrNotFound)
	case err != nil && problem.buf.Len() > 0:
		return nil, fmt.Errorf("%w: %s", err, show(firstLine(problem.buf.String())))
	}
	return out.buf.Bytes(), err
}

func firstLine(s string) string {
	s, _, _ = strings.Cut(strings.TrimSpace(s), "\n")
	return s
}

// limited keeps up to so many bytes of what is written, and then stops the
// writer.
type limited struct {
	buf  bytes.Buffer // not embedded: it would read by itself, without the limit
	most int
	over bool
	stop func()
}

func (l *limited) Write(p []byte) (int, error) {
	if l.buf.Len()+len(p) <= l.most {
		return l.buf.Write(p)
	}
	l.buf.Write(p[:max(0, l.most-l.buf.Len())])
	l.over = true
	l.stop()
	return len(p), nil
}
