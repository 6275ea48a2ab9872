package main

import (
	"fmt"
	"io"
	"os/exec"
	"strings"
	"time"
)

// others measures programs that people search folders with, those that are
// there.
func (l *lab) others(s *sample, _ int) error {
	fmt.Printf("\n| to compare, output thrown away | median of 5 |\n| --- | --- |\n")
	for _, c := range []struct {
		name, input string
		args        []string
	}{
		{"every article with the common word", "", []string{"rg", "-i", "-l", s.common, l.large}},
		{"every article with the rare word", "", []string{"rg", "-i", "-l", s.rare, l.large}},
		{"the names of all files, by the common word", s.names, []string{"fzf", "-f", s.common}},
	} {
		command := strings.Join(c.args, " ")
		if _, err := exec.LookPath(c.args[0]); err != nil {
			fmt.Printf("| `%s`: %s | %s is not installed |\n", command, c.name, c.args[0])
			continue
		}
		var times []time.Duration
		for range 5 {
			began := time.Now()
			cmd := exec.Command(c.args[0], c.args[1:]...)
			cmd.Stdin, cmd.Stdout = strings.NewReader(c.input), io.Discard
			_ = cmd.Run() // finding nothing is a failure to them
			times = append(times, time.Since(began))
		}
		fmt.Printf("| `%s`: %s | %s |\n", command, c.name, ms(quantile(times, 0.5)))
	}
	return nil
}
