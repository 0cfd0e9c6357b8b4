package plugin

import (
	"bytes"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"maps"
	"reflect"
	"slices"
	"strings"

	"github.com/rdslint/rdslint/analyzers"
	"github.com/rdslint/rdslint/internal/config"
	"github.com/rdslint/rdslint/internal/engine"
)

// Settings are what can stand under settings in the configuration of golangci-lint. Names are values here and never keys:
// golangci-lint makes the letters of keys small, and takes them apart at dots.
type Settings struct {
	Rules        []string          `json:"rules"`         // the rules to run; a name after a minus sign is all but this one
	Levels       map[string]string `json:"levels"`        // other levels for all findings of a rule: note, warning, error or off
	MinLevel     string            `json:"min-level"`     // the mildest level to report: note, warning (default) or error
	UnsafeFixes  bool              `json:"unsafe-fixes"`  // offer unsafe fixes, too
	Tests        bool              `json:"tests"`         // judge test files, too
	Generated    bool              `json:"generated"`     // judge generated files, too
	Programs     []string          `json:"programs"`      // where main packages run: path=service or path=session
	Entries      []string          `json:"entries"`       // the same of functions that something unseen calls
	SessionTests []string          `json:"session-tests"` // functions that return true in a service, func=service, or a user's session, func=user
	Wrappers     []config.Wrapper  `json:"wrappers"`      // functions that stand for one of Windows and cannot be followed
}

// decode takes nothing that it does not know.
func decode(conf any) (*Settings, error) {
	data, err := json.Marshal(conf)
	if err != nil {
		return nil, err
	}
	s := new(Settings)
	dec := json.NewDecoder(bytes.NewReader(data))
	dec.DisallowUnknownFields()
	if err := dec.Decode(s); err != nil {
		return nil, plain(err)
	}
	return s, nil
}

// plain says what is wrong in the words of the configuration, not in those of JSON and Go.
func plain(err error) error {
	if typed, ok := errors.AsType[*json.UnmarshalTypeError](err); ok {
		what := "the settings"
		if typed.Field != "" {
			what = strings.ToLower(typed.Field) // those of a wrapper have the names of Go
		}
		return fmt.Errorf("%s must be %s, and not %s", what, kind(typed.Type), said(typed.Value))
	}
	if key, ok := strings.CutPrefix(err.Error(), "json: unknown field "); ok {
		return fmt.Errorf("unknown key %s: use %s", key, strings.Join(keys(), ", "))
	}
	return err
}

// kind is what a value of a type looks like in YAML.
func kind(t reflect.Type) string {
	switch t.Kind() {
	case reflect.Slice:
		return "a list"
	case reflect.Struct, reflect.Map:
		return "a map"
	case reflect.Bool:
		return "true or false"
	case reflect.Int:
		return "a whole number"
	}
	return "text"
}

// said is what a value of JSON was in YAML.
func said(value string) string {
	switch value {
	case "array":
		return "a list"
	case "object":
		return "a map"
	case "bool":
		return "true or false"
	case "string":
		return "text"
	case "number":
		return "a number"
	}
	return strings.TrimPrefix(value, "number ")
}

// keys are those of the settings.
func keys() []string {
	var all []string
	for f := range reflect.TypeFor[Settings]().Fields() {
		key := f.Tag.Get("json")
		if f.Type == reflect.TypeFor[[]config.Wrapper]() {
			key += " with func, stands and roles"
		}
		all = append(all, key)
	}
	return all
}

// resolve returns the settings of the analyzers, and the names of the rules that run.
func (s *Settings) resolve() (out analyzers.Settings, rules []string, err error) {
	out = analyzers.Settings{UnsafeFixes: s.UnsafeFixes, Tests: s.Tests, Generated: s.Generated, Nolint: true}
	all := analyzers.Rules()
	known := func(name string) error {
		if !slices.ContainsFunc(all, func(r *engine.Rule) bool { return r.Name == name }) {
			return fmt.Errorf("unknown rule %q: rdslint rules lists all", name)
		}
		return nil
	}

	for _, item := range s.Rules {
		if err := known(strings.TrimPrefix(item, "-")); err != nil {
			return out, nil, fmt.Errorf("rules: %v", err)
		}
	}
	if rules = config.Choose(s.Rules, all); len(rules) == 0 {
		return out, nil, errors.New("rules: none is left: name one without a minus sign")
	}

	out.Levels = make(map[string]engine.Level)
	for _, rule := range slices.Sorted(maps.Keys(s.Levels)) {
		if err := known(rule); err != nil {
			return out, nil, fmt.Errorf("levels: %v", err)
		}
		level, ok := engine.ParseLevel(s.Levels[rule])
		if !ok && s.Levels[rule] != config.Off {
			return out, nil, fmt.Errorf("levels: %s is %q: use note, warning, error or off", rule, s.Levels[rule])
		}
		out.Levels[rule] = level
	}
	if s.MinLevel != "" {
		var ok bool
		if out.MinLevel, ok = engine.ParseLevel(s.MinLevel); !ok {
			return out, nil, fmt.Errorf("min-level is %q: use note, warning or error", s.MinLevel)
		}
	}

	places := flag.NewFlagSet("", flag.ContinueOnError)
	out.PlaceFlags(places)
	for _, list := range []struct {
		key, flag string
		items     []string
	}{
		{"programs", "program", s.Programs}, {"entries", "entry", s.Entries}, {"session-tests", "session-test", s.SessionTests},
	} {
		for _, item := range list.items {
			if err := places.Set(list.flag, item); err != nil {
				return out, nil, fmt.Errorf("%s: %q: %v", list.key, item, err)
			}
		}
	}
	for i, w := range s.Wrappers {
		fact, err := w.Fact()
		if err != nil {
			return out, nil, fmt.Errorf("wrappers[%d]: %v", i, err)
		}
		out.Wrappers = append(out.Wrappers, fact)
	}
	return out, rules, nil
}
