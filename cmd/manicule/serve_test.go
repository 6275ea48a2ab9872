package main

import (
	"bufio"
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"time"

	"github.com/rogpeppe/go-internal/testscript"
)

// serve serves a folder's files on this machine, and sets $SERVER to its
// address: serve DIR. What is asked is written to $WORK/asked, a line for each
// request with path and status. A file PATH.header has header lines for PATH,
// which may begin with a status; its address is put in the place of SERVER in
// all texts.
func serve(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 1 {
		ts.Fatalf("usage: serve DIR")
	}
	s := &fileServer{dir: ts.MkAbs(args[0]), asked: filepath.Join(ts.Getenv("WORK"), "asked")}
	server := httptest.NewServer(s)
	ts.Defer(server.Close)
	s.address = server.URL
	ts.Setenv("SERVER", server.URL)
	ts.Check(os.WriteFile(s.asked, nil, 0o600))
}

// fillIn puts the address of the server in the place of SERVER in a file: fill FILE
func fillIn(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 1 {
		ts.Fatalf("usage: fill FILE")
	}
	text := strings.ReplaceAll(ts.ReadFile(args[0]), "SERVER", ts.Getenv("SERVER"))
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), []byte(text), 0o600))
}

type fileServer struct {
	dir, asked, address string
	mu                  sync.Mutex
}

func (s *fileServer) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	answer := &statusWriter{ResponseWriter: w, status: http.StatusOK}
	s.answer(answer, r)
	s.mu.Lock()
	defer s.mu.Unlock()
	log, err := os.OpenFile(s.asked, os.O_APPEND|os.O_WRONLY, 0o600)
	if err != nil {
		return
	}
	defer log.Close()
	fmt.Fprintln(log, r.URL.RequestURI(), answer.status)
}

func (s *fileServer) answer(w http.ResponseWriter, r *http.Request) {
	name := filepath.Join(s.dir, filepath.FromSlash(strings.TrimPrefix(r.URL.Path, "/")))
	header, _ := os.ReadFile(name + ".header")
	data, err := os.ReadFile(name)
	if err != nil && header == nil {
		http.NotFound(w, r)
		return
	}
	data = bytes.ReplaceAll(data, []byte("SERVER"), []byte(s.address))
	status := 0
	for line := range strings.Lines(strings.ReplaceAll(string(header), "SERVER", s.address)) {
		key, value, ok := strings.Cut(strings.TrimSpace(line), ": ")
		if !ok {
			_, _ = fmt.Sscan(line, &status)
			continue
		}
		w.Header().Set(key, value)
	}
	if status != 0 {
		w.WriteHeader(status)
		_, _ = w.Write(data)
		return
	}
	sum := sha256.Sum256(data)
	w.Header().Set("ETag", `"`+hex.EncodeToString(sum[:4])+`"`)
	http.ServeContent(w, r, filepath.Base(name), time.Time{}, bytes.NewReader(data))
}

// statusWriter remembers the status.
type statusWriter struct {
	http.ResponseWriter
	status int
}

func (w *statusWriter) WriteHeader(status int) {
	w.status = status
	w.ResponseWriter.WriteHeader(status)
}

// tried writes an example of the documentation to $WORK/NAME.sh: tried FILE NAME
func tried(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 2 {
		ts.Fatalf("usage: tried FILE NAME")
	}
	data, err := os.ReadFile(filepath.Join(ts.Getenv("DOCS"), args[0]))
	ts.Check(err)
	_, rest, ok := strings.Cut(string(data), "<!-- tried: "+args[1]+" -->\n```sh\n")
	example, _, ends := strings.Cut(rest, "```\n")
	if !ok || !ends {
		ts.Fatalf("%s has no example %s", args[0], args[1])
	}
	ts.Check(os.WriteFile(filepath.Join(ts.Getenv("WORK"), args[1]+".sh"), []byte("set -e\n"+example), 0o600))
}

// chooser stands for fzf in the tests: it chooses the first line.
func chooser() {
	line, _ := bufio.NewReader(os.Stdin).ReadString('\n')
	fmt.Print(line)
}
