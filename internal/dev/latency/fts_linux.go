package main

import (
	"database/sql"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"syscall"
	"time"

	_ "modernc.org/sqlite" // the driver
)

// fts measures SQLite's FTS5 on the same files: its table made from nothing, with
// beginnings of two and three letters, and a word looked up.
func (l *lab) fts(s *sample, _ int) error {
	dir, err := os.MkdirTemp("", "fts")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	file := filepath.Join(dir, "articles.db")
	db, err := sql.Open("sqlite", file)
	if err != nil {
		return err
	}
	defer db.Close()
	began, before := time.Now(), cpu()
	if err := fillFTS(db, l.large); err != nil {
		return fmt.Errorf("fill a table of FTS5: %w", err)
	}
	took, used := time.Since(began), cpu()-before
	info, err := os.Stat(file)
	if err != nil {
		return err
	}
	fmt.Printf("\n| SQLite's FTS5, texts in the table, of this program | |\n| --- | --- |\n")
	fmt.Printf("| made from nothing: clock; CPU; size | %s; %s; %d MB |\n", ms(took), ms(used), info.Size()>>20)
	for _, word := range []string{`"` + s.common + `"`, `"` + s.common[:2] + `"*`, `"` + s.rare + `"`} {
		var times []time.Duration
		for range 5 {
			began := time.Now()
			if err := askFTS(db, word); err != nil {
				return err
			}
			times = append(times, time.Since(began))
		}
		fmt.Printf("| the best 50 with `%s` | %s |\n", word, ms(quantile(times, 0.5)))
	}
	return nil
}

// cpu is the processors' time that this program has used.
func cpu() time.Duration {
	var r syscall.Rusage
	if syscall.Getrusage(syscall.RUSAGE_SELF, &r) != nil {
		return 0
	}
	return time.Duration(r.Utime.Nano() + r.Stime.Nano())
}

// fillFTS puts the files into a table, all in one transaction.
func fillFTS(db *sql.DB, folder string) error {
	if _, err := db.Exec(`create virtual table a using fts5(path unindexed, body, prefix = '2 3')`); err != nil {
		return err
	}
	tx, err := db.Begin()
	if err != nil {
		return err
	}
	defer func() { _ = tx.Rollback() }() // nothing after a commit
	add, err := tx.Prepare(`insert into a values (?, ?)`)
	if err != nil {
		return err
	}
	err = filepath.WalkDir(folder, func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := os.ReadFile(name)
		if err == nil {
			_, err = add.Exec(name, string(data))
		}
		return err
	})
	if err != nil {
		return err
	}
	return tx.Commit()
}

func askFTS(db *sql.DB, word string) error {
	rows, err := db.Query(`select path from a where a match ? order by rank limit 50`, word)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
	}
	return rows.Err()
}
