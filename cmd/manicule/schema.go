package main

import (
	"encoding/json"
	"fmt"
	"reflect"
	"slices"
	"strings"

	"github.com/google/jsonschema-go/jsonschema"
	"github.com/spf13/cobra"

	"manicule/internal/intake"
	"manicule/internal/library"
	"manicule/internal/ui"
)

// schemaVersion goes up when something that was printed as JSON is no longer
// printed so. What is only added changes nothing.
const schemaVersion = 1

// outputs are what commands print with --json, by an example of its type.
var outputs = []struct {
	command string
	of      any
}{
	{"add", []intake.Outcome{}},
	{"config", configJSON{}},
	{"doctor", []findingJSON{}},
	{"import", summaryJSON{}},
	{"index", indexJSON{}},
	{"keys", []ui.Binding{}},
	{"list", []entryJSON{}},
	{"list --duplicates", [][]entryJSON{}},
	{"note add", noteJSON{}},
	{"note attach", noteJSON{}},
	{"note edit", noteJSON{}},
	{"note rm", []noteJSON{}},
	{"notes", []noteJSON{}},
	{"notes verify", library.Verification{}},
	{"related", []entryJSON{}},
	{"review", []noteJSON{}},
	{"search", []passageJSON{}},
	{"show", articleJSON{}},
	{"stats", statisticsJSON{}},
	{"sync", []syncJSON{}},
	{"update", []intake.Outcome{}},
	{"update --list", []feedJSON{}},
}

func (c *cli) schemaCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "schema [COMMAND]",
		Short: "Print the form of what commands print as JSON",
		Long: `Print the JSON Schema of what a command prints with --json, or those of all, with the version of the whole and the exit statuses. What --jsonl prints are the elements of that array, one a line.

Within a version fields are only added. Positions are half-open ranges of bytes of the text that show --markdown prints.`,
		Example: `manicule schema
manicule schema search
manicule schema notes verify`,
		RunE: func(_ *cobra.Command, args []string) error { return c.printSchema(strings.Join(args, " ")) },
	}
}

// schemasJSON is what schema prints of all commands.
type schemasJSON struct {
	Version  int                           `json:"version"`
	Exit     map[string]string             `json:"exit"`
	Commands map[string]*jsonschema.Schema `json:"commands"`
}

func (c *cli) printSchema(command string) error {
	all := schemasJSON{schemaVersion, map[string]string{}, map[string]*jsonschema.Schema{}}
	var names []string
	for _, o := range outputs {
		s, err := schemaOf(o.of)
		if err != nil {
			return fmt.Errorf("schema of %s: %w", o.command, err)
		}
		s.Title = fmt.Sprintf("manicule %s --json, version %d", o.command, schemaVersion)
		all.Commands[o.command] = s
		names = append(names, o.command)
	}
	if command != "" && !slices.Contains(names, command) {
		return usage("schema: %q prints no JSON; these do: %s", command, strings.Join(names, ", "))
	}
	if command != "" {
		return printJSON(c.stdout, all.Commands[command])
	}
	for _, s := range statuses {
		all.Exit[fmt.Sprint(s.status)] = s.means
	}
	return printJSON(c.stdout, all)
}

// schemaOf is the schema of a type, in which objects may have more fields than
// this version knows.
func schemaOf(v any) (*jsonschema.Schema, error) {
	s, err := strictSchemaOf(v)
	if err == nil {
		loosen(s)
	}
	return s, err
}

func strictSchemaOf(v any) (*jsonschema.Schema, error) {
	return jsonschema.ForType(reflect.TypeOf(v), &jsonschema.ForOptions{TypeSchemas: map[reflect.Type]*jsonschema.Schema{
		reflect.TypeFor[json.RawMessage](): {},
	}})
}

func loosen(s *jsonschema.Schema) {
	if s == nil {
		return
	}
	if len(s.Properties) > 0 {
		s.AdditionalProperties = nil
	}
	loosen(s.Items)
	loosen(s.AdditionalProperties)
	for _, p := range s.Properties {
		loosen(p)
	}
}
