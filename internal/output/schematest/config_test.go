package schematest

import (
	"bytes"
	"os"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"go.yaml.in/yaml/v3"

	"github.com/rdslint/rdslint/analyzers"
	"github.com/rdslint/rdslint/internal/config"
)

// TestConfigSchema wants the schema of the settings to take what the command takes, and to refuse what has another shape.
func TestConfigSchema(t *testing.T) {
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(config.Schema()))
	require.NoError(t, err)
	c := jsonschema.NewCompiler()
	require.NoError(t, c.AddResource("config.json", doc))
	s, err := c.Compile("config.json")
	require.NoError(t, err)

	page, err := os.ReadFile("../../../docs/settings.md")
	require.NoError(t, err)
	_, example, _ := strings.Cut(string(page), "```yaml\n")
	example, _, ok := strings.Cut(example, "```\n")
	require.True(t, ok)

	for text, want := range map[string]bool{
		example:                           true,
		"{}":                              true,
		"levels: [{level: note}]":         true,
		"levels: [{level: bad}]":          false,
		"levels: [{rules: [objectname]}]": false,
		"level: note":                     false,
		"rules: objectname":               false,
		"exclude: [a, b]":                 true,
		"programs: {a: session}":          true,
		"programs: {a: user}":             false,
		"session-tests: {a: session}":     false,
		"wrappers: [{func: a.F}]":         false,
		"wrappers: [{func: a.F, stands: CreateMutexW, roles: {name: first}}]": false,
		"wrappers: [{func: a.F, stands: CreateMutexW, more: 1}]":              false,
		"wrappers: [{func: a.F, stands: CreateMutexW, roles: {name: 0}}]":     true,
	} {
		_, err := config.Parse([]byte(text), analyzers.Rules())
		assert.Equal(t, want, err == nil, "%s\n%v", text, err)
		var doc any
		require.NoError(t, yaml.Unmarshal([]byte(text), &doc))
		err = s.Validate(doc)
		assert.Equal(t, want, err == nil, "%s\n%v", text, err)
	}
}
