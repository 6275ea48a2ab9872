package main

import (
	"testing"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

// everyCommand calls a function with each command.
func everyCommand(cmd *cobra.Command, each func(*cobra.Command)) {
	each(cmd)
	for _, sub := range cmd.Commands() {
		everyCommand(sub, each)
	}
}

// TestFlagsNameTheirValues holds that help says what each flag takes, and that
// the shell does not offer files where none are taken.
func TestFlagsNameTheirValues(t *testing.T) {
	t.Parallel()
	used := map[string]bool{}
	everyCommand((&cli{}).rootCommand(), func(cmd *cobra.Command) {
		cmd.Flags().VisitAll(func(f *pflag.Flag) {
			if f.Value.Type() == "bool" || cmd.Name() == "completion" {
				return
			}
			used[f.Name] = true
			if flagValues[f.Name].name == "" {
				t.Errorf("%s --%s: flagValues does not name its value", cmd.CommandPath(), f.Name)
			}
			if _, ok := cmd.GetFlagCompletionFunc(f.Name); !ok {
				t.Errorf("%s --%s: nothing completes it", cmd.CommandPath(), f.Name)
			}
		})
	})
	for name := range flagValues {
		if !used[name] {
			t.Errorf("flagValues names --%s, which no command has", name)
		}
	}
}
