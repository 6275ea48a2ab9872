// Licences prints the modules that manicule is linked from, on any system that
// it is released for, with the licence of each: a table for THIRD_PARTY.md, or,
// with -texts, the licences' words, which a release brings along.
//
//	go run ./internal/dev/licences > THIRD_PARTY.md
package main

import (
	"bytes"
	"cmp"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
)

func main() {
	texts := flag.Bool("texts", false, "print the licences' words")
	flag.Parse()
	if err := run(os.Stdout, *texts); err != nil {
		fmt.Fprintln(os.Stderr, "licences:", err)
		os.Exit(1)
	}
}

func run(w io.Writer, texts bool) error {
	modules, err := linked()
	if err != nil {
		return err
	}
	print := printTable
	if texts {
		print = printTexts
	}
	return print(w, modules)
}

// module is a dependency as go list describes it.
type module struct{ Path, Version, Dir string }

// systems are those that packages are linked on that differ in their modules.
var systems = []string{"linux", "darwin", "windows", "freebsd", "openbsd"}

// linked are the modules of which a package is in the program, by path.
func linked() ([]module, error) {
	all := map[string]module{}
	for _, system := range systems {
		cmd := exec.Command("go", "list", "-deps", "-json=Module", "./cmd/manicule")
		cmd.Env, cmd.Stderr = append(os.Environ(), "GOOS="+system, "CGO_ENABLED=0"), os.Stderr
		out, err := cmd.Output()
		if err != nil {
			return nil, fmt.Errorf("list the packages for %s: %w", system, err)
		}
		for d := json.NewDecoder(bytes.NewReader(out)); ; {
			var p struct{ Module *module }
			err := d.Decode(&p)
			if errors.Is(err, io.EOF) {
				break
			}
			if err != nil {
				return nil, fmt.Errorf("read what go list says: %w", err)
			}
			if p.Module != nil && p.Module.Version != "" {
				all[p.Module.Path] = *p.Module
			}
		}
	}
	var modules []module
	for _, m := range all {
		modules = append(modules, m)
	}
	slices.SortFunc(modules, func(a, b module) int { return cmp.Compare(a.Path, b.Path) })
	return modules, nil
}

// licenceFile is how files with licences are named.
var licenceFile = regexp.MustCompile(`(?i)^(licen[cs]e|copying|notice|unlicense)([.-].*)?$`)

// words are the licences' own words, in the order of the files' names.
func (m module) words() (all []string, err error) {
	entries, err := os.ReadDir(m.Dir)
	if err != nil {
		return nil, err
	}
	for _, e := range entries {
		if !e.Type().IsRegular() || !licenceFile.MatchString(e.Name()) {
			continue
		}
		data, err := os.ReadFile(filepath.Join(m.Dir, e.Name()))
		if err != nil {
			return nil, err
		}
		all = append(all, string(data))
	}
	if len(all) == 0 {
		return nil, fmt.Errorf("%s has no licence", m.Path)
	}
	return all, nil
}

// kinds are the licences by what their words say; the first that fits counts.
var kinds = []struct{ name, says string }{
	{"Apache-2.0", "Apache License"},
	{"MPL-2.0", "Mozilla Public License"},
	{"BSD-3-Clause", "may be used to endorse or promote"},
	{"BSD-2-Clause", "Redistribution and use in source and binary forms"},
	{"MIT", "Permission is hereby granted, free of charge"},
	{"ISC", "Permission to use, copy, modify, and/or distribute"},
	{"Unlicense", "free and unencumbered software"},
}

// kind is the licence's name, as SPDX has it.
func kind(words string) (string, bool) {
	folded := strings.ToLower(strings.Join(strings.Fields(words), " "))
	for _, k := range kinds {
		if strings.Contains(folded, strings.ToLower(k.says)) {
			return k.name, true
		}
	}
	return "", false
}

func printTable(w io.Writer, modules []module) error {
	fmt.Fprint(w, "# Licences of what manicule is made from\n\n"+
		"Written by `go run ./internal/dev/licences`. A release has the licences' words in `LICENSES.txt`.\n\n"+
		"| module | version | licence |\n| --- | --- | --- |\n")
	for _, m := range modules {
		all, err := m.words()
		if err != nil {
			return err
		}
		var names []string
		for _, words := range all {
			if name, ok := kind(words); ok && !slices.Contains(names, name) {
				names = append(names, name)
			}
		}
		if len(names) == 0 {
			return fmt.Errorf("the licence of %s is none that is known; add it to kinds", m.Path)
		}
		fmt.Fprintf(w, "| %s | %s | %s |\n", m.Path, m.Version, strings.Join(names, ", "))
	}
	return nil
}

func printTexts(w io.Writer, modules []module) error {
	for _, m := range modules {
		all, err := m.words()
		if err != nil {
			return err
		}
		fmt.Fprintf(w, "%s %s\n\n%s\n\n", m.Path, m.Version, strings.Join(all, "\n"))
	}
	return nil
}
