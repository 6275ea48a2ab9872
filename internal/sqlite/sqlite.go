// Package sqlite reads databases of other programs, also while these run: it
// reads a copy, so that no lock is waited for and nothing of theirs is touched.
package sqlite

import (
	"bytes"
	"database/sql"
	"errors"
	"fmt"
	"io"
	"net/url"
	"os"
	"path/filepath"
	"time"

	_ "modernc.org/sqlite" // the driver, without cgo
)

// magic is how a database begins.
var magic = []byte("SQLite format 3\x00")

// maxSize is how large a database may be, in bytes.
const maxSize = 4 << 30

// Is reports whether the file of that name is a database.
func Is(name string) bool {
	f, err := os.Open(name)
	if err != nil {
		return false
	}
	defer f.Close()
	head := make([]byte, len(magic))
	_, err = io.ReadFull(f, head)
	return err == nil && bytes.Equal(head, magic)
}

// DB is a copy of a database.
type DB struct {
	*sql.DB
	folder string
}

// Close takes the copy away.
func (d *DB) Close() error { return errors.Join(d.DB.Close(), os.RemoveAll(d.folder)) }

// Open copies the database of that name, with what its program has not yet
// written into it, and opens the copy for reading.
func Open(name string) (*DB, error) {
	if !Is(name) {
		return nil, fmt.Errorf("%s is no SQLite database", filepath.Base(name))
	}
	folder, err := os.MkdirTemp("", "manicule-")
	if err != nil {
		return nil, err
	}
	d := &DB{folder: folder}
	if d.DB, err = openCopy(name, folder); err != nil {
		return nil, errors.Join(err, os.RemoveAll(folder))
	}
	return d, nil
}

func openCopy(name, folder string) (*sql.DB, error) {
	to := filepath.Join(folder, "copy.sqlite")
	if err := copyAll(name, to); err != nil {
		return nil, err
	}
	address := url.URL{Scheme: "file", Path: filepath.ToSlash(to), RawQuery: "_pragma=trusted_schema(0)&_pragma=cell_size_check(1)"}
	db, err := sql.Open("sqlite", address.String())
	if err != nil {
		return nil, err
	}
	db.SetMaxOpenConns(1)
	var tables int
	if err := db.QueryRow("SELECT count(*) FROM sqlite_schema").Scan(&tables); err != nil {
		return nil, errors.Join(fmt.Errorf("read the database %s: %w", filepath.Base(name), err), db.Close())
	}
	return db, nil
}

// besides are the endings of the files that belong to a database in use.
var besides = []string{"", "-wal", "-journal"}

// tries is how often a database that is written meanwhile is copied again.
const tries = 5

// copyAll copies the files of a database as they are at one moment.
func copyAll(name, to string) error {
	for range tries {
		before := states(name)
		for _, ending := range besides {
			if err := copyFile(name+ending, to+ending); err != nil && (ending == "" || !errors.Is(err, os.ErrNotExist)) {
				return err
			}
		}
		if states(name) == before {
			return nil
		}
	}
	return fmt.Errorf("%s is being written all the time: close its program, or copy the file and give that", filepath.Base(name))
}

type state struct {
	size     int64
	modified time.Time
}

// states tell whether the files of a database changed.
func states(name string) (all [3]state) {
	for i, ending := range besides {
		if info, err := os.Stat(name + ending); err == nil {
			all[i] = state{info.Size(), info.ModTime()}
		}
	}
	return all
}

func copyFile(from, to string) error {
	in, err := os.Open(from)
	if err != nil {
		return err
	}
	defer in.Close()
	if info, err := in.Stat(); err == nil && info.Size() > maxSize {
		return fmt.Errorf("%s is larger than %d GiB", filepath.Base(from), maxSize>>30)
	}
	out, err := os.OpenFile(to, os.O_WRONLY|os.O_CREATE|os.O_TRUNC, 0o600)
	if err != nil {
		return err
	}
	_, err = io.Copy(out, io.LimitReader(in, maxSize))
	return errors.Join(err, out.Close())
}
