package plugin

import (
	"slices"
	"testing"

	"github.com/golangci/plugin-module-register/register"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"go.yaml.in/yaml/v3"
	"golang.org/x/tools/go/analysis"

	"github.com/rdslint/rdslint/analyzers"
	"github.com/rdslint/rdslint/internal/engine"
)

func TestRegistered(t *testing.T) {
	made, err := register.GetPlugin("rdslint")
	require.NoError(t, err)
	l, err := made(nil)
	require.NoError(t, err)
	assert.Equal(t, register.LoadModeTypesInfo, l.GetLoadMode())

	list, err := l.BuildAnalyzers()
	require.NoError(t, err)
	require.NoError(t, analysis.Validate(list))
	var want, got []string
	for _, r := range analyzers.Rules() {
		want = append(want, r.Name)
	}
	for _, a := range list {
		got = append(got, a.Name)
	}
	assert.Equal(t, want, got)
}

// parse returns settings as golangci-lint hands them over.
func parse(t *testing.T, text string) any {
	t.Helper()
	var conf any
	require.NoError(t, yaml.Unmarshal([]byte(text), &conf))
	return conf
}

func TestSettings(t *testing.T) {
	made, err := New(parse(t, `
rules: [-clientkey, -sharedmem]
levels: {objectname: note, serviceui: off}
min-level: note
unsafe-fixes: true
tests: true
generated: true
programs: [example.com/M/cmd/agent=service]
entries: ["example.com/m.(*Agent).Loop=session"]
session-tests: [example.com/m.IsService=service]
wrappers:
  - {func: example.com/m/lock.New, stands: CreateMutexW, roles: {name: 0}}
`))
	require.NoError(t, err)
	l := made.(*linter)
	assert.Contains(t, l.rules, "objectname")
	assert.NotContains(t, l.rules, "clientkey")
	s := l.settings
	assert.Equal(t, map[string]engine.Level{"objectname": engine.Note, "serviceui": 0}, s.Levels)
	assert.Equal(t, engine.Note, s.MinLevel)
	assert.True(t, s.UnsafeFixes && s.Tests && s.Generated && s.Nolint)
	assert.Equal(t, map[string]string{"example.com/M/cmd/agent": "service"}, s.Programs)
	assert.Equal(t, map[string]string{"(*example.com/m.Agent).Loop": "session"}, s.Entries)
	assert.Equal(t, map[string]string{"example.com/m.IsService": "service"}, s.SessionTests)
	require.Len(t, s.Wrappers, 1)
	assert.Equal(t, "example.com/m/lock.New", s.Wrappers[0].Name)

	list, err := made.BuildAnalyzers()
	require.NoError(t, err)
	assert.False(t, slices.ContainsFunc(list, func(a *analysis.Analyzer) bool { return a.Name == "clientkey" }))
}

func TestBadSettings(t *testing.T) {
	for text, want := range map[string]string{
		"rule: [objectname]":                       `unknown key "rule": use rules, levels, min-level, unsafe-fixes, tests, generated, programs, entries, session-tests, wrappers with func, stands and roles`,
		"rules: objectname":                        `rules must be a list, and not text`,
		"rules: [{}]":                              `rules must be text, and not a map`,
		"[objectname]":                             `the settings must be a map, and not a list`,
		"unsafe-fixes: yes please":                 `unsafe-fixes must be true or false, and not text`,
		"levels: [objectname]":                     `levels must be a map, and not a list`,
		"rules: [objectnam]":                       `rules: unknown rule "objectnam": rdslint rules lists all`,
		"rules: [a, objectname]":                   `rules: unknown rule "a": rdslint rules lists all`,
		"rules: [objectname, -objectname]":         `rules: none is left: name one without a minus sign`,
		"levels: {objectnam: note}":                `levels: unknown rule "objectnam": rdslint rules lists all`,
		"levels: {objectname: high}":               `levels: objectname is "high": use note, warning, error or off`,
		"min-level: off":                           `min-level is "off": use note, warning or error`,
		"programs: [a=daemon]":                     `programs: "a=daemon": want name=service or name=session`,
		"session-tests: [a]":                       `session-tests: "a": want name=service or name=user`,
		"wrappers: [{func: a.B, stands: Nothing}]": `wrappers[0]: stands "Nothing": rdslint knows no such function of Windows`,
		"wrappers: [{func: a.B, stands: CreateMutexW, role: {}}]":           `unknown key "role"`,
		"wrappers: [{func: a.B, stands: CreateMutexW, roles: {name: 1.5}}]": `wrappers.roles must be a whole number, and not 1.5`,
	} {
		_, err := New(parse(t, text))
		assert.ErrorContains(t, err, want, text)
		if err != nil {
			assert.NotContains(t, err.Error(), "\n", text)
		}
	}
}
