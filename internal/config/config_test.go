package config

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/rdslint/rdslint/internal/engine"
	"github.com/rdslint/rdslint/internal/winapi"
)

var rules = []*engine.Rule{{Name: "objectname"}, {Name: "serviceui"}}

const full = `# Everything that there is.
rules: [objectname, -serviceui]
levels:
  - {level: note}
  - rules: [objectname]
    paths: [internal/legacy, "cmd/*/main.go", "**/zz_*.go"]
    level: "off"
exclude:
  - third_party/**
programs:
  example.com/m/cmd/agent: service
entries:
  example.com/m/agent.(*Agent).Loop: session
session-tests:
  example.com/m/platform.IsService: service
wrappers:
  - func: example.com/m/lock.New
    stands: CreateMutexW
    roles: {name: 1}
`

func TestParse(t *testing.T) {
	f, err := Parse([]byte(full), rules)
	require.NoError(t, err)

	s := engine.Settings{Programs: map[string]string{"example.com/m/cmd/agent": "session", "other": "service"}}
	f.Settings(&s)
	assert.Equal(t, map[string]string{"example.com/m/cmd/agent": "session", "other": "service"}, s.Programs, "a flag wins")
	assert.Equal(t, map[string]string{"(*example.com/m/agent.Agent).Loop": "session"}, s.Entries)
	assert.Equal(t, map[string]string{"example.com/m/platform.IsService": "service"}, s.SessionTests)
	require.Len(t, s.Wrappers, 1)
	assert.Equal(t, "CreateMutexW", s.Wrappers[0].Stands)
	assert.Equal(t, map[winapi.Role]int{"name": 1}, s.Wrappers[0].Roles)

	f.dir = filepath.FromSlash("/m")
	for file, want := range map[string]engine.Level{
		"a.go":                     engine.Note,
		"internal/legacy/x/a.go":   0,
		"internal/legacy2/a.go":    engine.Note,
		"cmd/agent/main.go":        0,
		"cmd/agent/sub/main.go":    engine.Note,
		"zz_a.go":                  0,
		"a/b/zz_a.go":              0,
		"third_party/a/b.go":       0,
		"x/third_party/a.go":       engine.Note,
		"../elsewhere/a.go":        engine.Note,
		"internal/legacy/../b.go":  engine.Note,
		"third_party/zz_[odd].go":  0,
		"internal/legacy.go":       engine.Note,
		"cmd/with space/main.go":   0,
		"cmd/with space/other.go ": engine.Note,
	} {
		assert.Equal(t, want, f.Judge("objectname", filepath.Join(f.dir, filepath.FromSlash(file)), engine.Warning), file)
	}
	assert.Equal(t, engine.Note, f.Judge("serviceui", filepath.FromSlash("/m/internal/legacy/a.go"), engine.Error))

	f, err = Parse([]byte("# Nothing.\n"), rules)
	require.NoError(t, err)
	assert.Equal(t, engine.Warning, f.Judge("objectname", "a.go", engine.Warning))
	f.Settings(&s)
	assert.Len(t, s.Programs, 2)
}

func TestErrors(t *testing.T) {
	for text, want := range map[string]string{
		"rule: []":                    "line 1: unknown key rule",
		"levels:\n- {lvl: note}":      "line 2: unknown key lvl",
		"rules: 5":                    "line 1: the value `5` is not what belongs here",
		"a: [":                        "line 1: did not find expected node content",
		"- a":                         "is not what belongs here",
		"rules: []\nrules: []":        `mapping key "rules" already defined`,
		"rules: []\n---\nrules: []":   "holds more than one document",
		"rules: [nothing]":            `rules: unknown rule "nothing": rdslint rules lists all`,
		"rules: [-nothing]":           `rules: unknown rule "nothing": rdslint rules lists all`,
		"levels: [{}]":                `levels[0]: unknown level "": use note, warning, error or off`,
		"levels: [{level: bad}]":      `levels[0]: unknown level "bad": use note, warning, error or off`,
		"exclude: [/etc]":             `exclude: pattern "/etc": write a path below this file, with slashes`,
		"exclude: [../x]":             `exclude: pattern "../x": write a path below this file, with slashes`,
		"exclude: ['a\\b']":           `exclude: pattern "a\\b": write a path below this file, with slashes`,
		"exclude: ['[']":              `exclude: pattern "[": syntax error in pattern`,
		"programs: {a: user}":         `programs: a is "user": use service or session`,
		"session-tests: {a: session}": `session-tests: a is "session": use service or user`,
		"wrappers: [{func: f}]":       `wrappers[0]: func "f" is no full name, as example.com/m/lock.New is one`,
		"wrappers: [{func: a.f}]":     `wrappers[0]: stands "": rdslint knows no such function of Windows`,
		"wrappers: [{func: a.f, stands: CreateMutexW, roles: {nam: 0}}]":   `wrappers[0]: CreateMutexW has no role "nam": use `,
		"wrappers: [{func: a.f, stands: CreateMutexW, roles: {name: -2}}]": "wrappers[0]: role name: there is no parameter -2",
	} {
		_, err := Parse([]byte(text), rules)
		if assert.Error(t, err, text) {
			assert.Contains(t, err.Error(), want)
			assert.NotContains(t, err.Error(), "\n")
			assert.NotContains(t, err.Error(), "config.")
		}
	}
}

func TestFind(t *testing.T) {
	root := t.TempDir()
	write := func(name string) string {
		file := filepath.Join(root, filepath.FromSlash(name))
		require.NoError(t, os.MkdirAll(filepath.Dir(file), 0o777))
		require.NoError(t, os.WriteFile(file, nil, 0o666))
		return file
	}
	find := func(dir string) string {
		file, err := Find(filepath.Join(root, filepath.FromSlash(dir)))
		require.NoError(t, err)
		return file
	}
	above := write(Name)
	write("m/go.mod")
	write("m/a/b/x.go")
	write("n/x.go")
	assert.Empty(t, find("m/a/b"), "what lies above the module is not its own")
	assert.Empty(t, find("n"), "nor is what lies above no module")
	assert.Equal(t, above, find("."))
	inner := write("m/" + Name)
	assert.Equal(t, inner, find("m/a/b"))
	nearest := write("m/a/" + Name)
	assert.Equal(t, nearest, find("m/a/b"))
}

func TestReadRefusesLargeFiles(t *testing.T) {
	file := filepath.Join(t.TempDir(), "large.yml")
	require.NoError(t, os.WriteFile(file, []byte(strings.Repeat("#\n", maxSize)), 0o666))
	_, err := Read(file, rules)
	require.EqualError(t, err, "is larger than a settings file can be")
}
