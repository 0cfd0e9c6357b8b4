// Package config reads the settings file of the command, .rdslint.yml.
package config

import (
	"bytes"
	"errors"
	"flag"
	"fmt"
	"io"
	"maps"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"

	"github.com/rdslint/rdslint/internal/engine"
	"github.com/rdslint/rdslint/internal/winapi"
)

// Name is the name of the settings file.
const Name = ".rdslint.yml"

// A File is what the settings file says. The tags enum and doc make its JSON schema.
type File struct {
	Rules        []string          `yaml:"rules" doc:"the rules to run; a name after a minus sign is all but this one"`
	Levels       []Level           `yaml:"levels" doc:"other levels for some findings; the last one that fits counts"`
	Exclude      []string          `yaml:"exclude" doc:"files whose findings are left out, as patterns relative to this file: * within a name, ** over directories"`
	Programs     map[string]string `yaml:"programs" enum:"service,session" doc:"where main packages run, by import path"`
	Entries      map[string]string `yaml:"entries" enum:"service,session" doc:"where functions run that something unseen calls, by full name"`
	SessionTests map[string]string `yaml:"session-tests" enum:"service,user" doc:"functions that return true in a service, or in a user's session"`
	Wrappers     []Wrapper         `yaml:"wrappers" doc:"functions that stand for one of Windows and cannot be followed"`

	name, dir string // patterns are relative to the directory
}

// A Level gives findings a level.
type Level struct {
	Rules []string `yaml:"rules" doc:"the rules; all if there are none"`
	Paths []string `yaml:"paths" doc:"the files, as patterns relative to this file; all if there are none"`
	Level string   `yaml:"level" enum:"note,warning,error,off" required:"true" doc:"the level; off leaves them out"`
}

// A Wrapper is a function that stands for one of Windows.
type Wrapper struct {
	Func   string         `yaml:"func" required:"true" doc:"the full name: example.com/m/lock.New or (*example.com/m/lock.Maker).New"`
	Stands string         `yaml:"stands" required:"true" doc:"the function of Windows, such as CreateMutexW"`
	Roles  map[string]int `yaml:"roles" doc:"what its parameters are for, by position from 0 on, as in name: 0"`
}

// Find returns the settings file for a directory: the nearest one up to the root of the module. It is "" if there is none.
func Find(dir string) (string, error) {
	for here := dir; ; {
		file := filepath.Join(here, Name)
		switch info, err := os.Stat(file); {
		case err == nil && !info.Mode().IsRegular():
			return "", errors.New(file + " is no regular file")
		case err == nil:
			if here == dir || inModule(here) {
				return file, nil
			}
			return "", nil
		case !errors.Is(err, os.ErrNotExist):
			return "", err
		}
		up := filepath.Dir(here)
		if up == here || isFile(filepath.Join(here, "go.mod")) {
			return "", nil
		}
		here = up
	}
}

// inModule reports whether a directory is within a module. What lies above all modules is somebody else's.
func inModule(dir string) bool {
	for {
		if isFile(filepath.Join(dir, "go.mod")) {
			return true
		}
		up := filepath.Dir(dir)
		if up == dir {
			return false
		}
		dir = up
	}
}

func isFile(name string) bool {
	info, err := os.Stat(name)
	return err == nil && info.Mode().IsRegular()
}

// Name returns the name that the file was read by.
func (f *File) Name() string { return f.name }

// maxSize is more than anybody writes.
const maxSize = 1 << 20

// Read reads a settings file. Its error is one line, with the file's name left to the caller.
func Read(name string, rules []*engine.Rule) (*File, error) {
	f, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close() //nolint:errcheck // only read
	data, err := io.ReadAll(io.LimitReader(f, maxSize+1))
	if err != nil {
		return nil, err
	}
	if len(data) > maxSize {
		return nil, errors.New("is larger than a settings file can be")
	}
	file, err := Parse(data, rules)
	if err != nil {
		return nil, err
	}
	file.name, file.dir = name, filepath.Dir(name)
	return file, nil
}

// Parse reads and checks the text of a settings file.
func Parse(data []byte, rules []*engine.Rule) (*File, error) {
	f := new(File)
	dec := yaml.NewDecoder(bytes.NewReader(data))
	dec.KnownFields(true)
	if err := dec.Decode(f); err != nil && !errors.Is(err, io.EOF) {
		return nil, plain(err)
	}
	if err := dec.Decode(new(yaml.Node)); !errors.Is(err, io.EOF) {
		return nil, errors.New("holds more than one document")
	}
	if err := f.check(rules); err != nil {
		return nil, err
	}
	return f, nil
}

var (
	unknownKey = regexp.MustCompile(`field (\S+) not found in type \S+`)
	wrongType  = regexp.MustCompile("cannot unmarshal \\S+?( `.*`)? into \\S+")
)

// plain makes one line of what the decoder says, without the names of Go types.
func plain(err error) error {
	lines := []string{strings.TrimPrefix(err.Error(), "yaml: ")}
	if typed, ok := errors.AsType[*yaml.TypeError](err); ok {
		lines = typed.Errors
	}
	for i, line := range lines {
		line = unknownKey.ReplaceAllString(line, "unknown key $1")
		line = wrongType.ReplaceAllString(line, "the value$1 is not what belongs here")
		lines[i] = strings.Join(strings.Fields(line), " ")
	}
	return errors.New(strings.Join(lines, "; "))
}

func (f *File) check(rules []*engine.Rule) error {
	names := make([]string, len(rules))
	for i, r := range rules {
		names[i] = r.Name
	}
	known := func(name string) error {
		if !slices.Contains(names, name) {
			return fmt.Errorf("unknown rule %q: rdslint rules lists all", name)
		}
		return nil
	}
	for _, name := range f.Rules {
		if err := known(strings.TrimPrefix(name, "-")); err != nil {
			return fmt.Errorf("rules: %v", err)
		}
	}
	for i, l := range f.Levels {
		for _, name := range l.Rules {
			if err := known(name); err != nil {
				return fmt.Errorf("levels[%d]: %v", i, err)
			}
		}
		if _, ok := engine.ParseLevel(l.Level); !ok && l.Level != Off {
			return fmt.Errorf("levels[%d]: unknown level %q: use note, warning, error or off", i, l.Level)
		}
		if err := checkPatterns(l.Paths); err != nil {
			return fmt.Errorf("levels[%d]: %v", i, err)
		}
	}
	if err := checkPatterns(f.Exclude); err != nil {
		return fmt.Errorf("exclude: %v", err)
	}
	for _, words := range []struct {
		key   string
		m     map[string]string
		known []string
	}{
		{"programs", f.Programs, []string{"service", "session"}},
		{"entries", f.Entries, []string{"service", "session"}},
		{"session-tests", f.SessionTests, []string{"service", "user"}},
	} {
		for _, name := range slices.Sorted(maps.Keys(words.m)) {
			if !slices.Contains(words.known, words.m[name]) {
				return fmt.Errorf("%s: %s is %q: use %s", words.key, name, words.m[name], strings.Join(words.known, " or "))
			}
		}
	}
	for i, w := range f.Wrappers {
		if _, err := w.Fact(); err != nil {
			return fmt.Errorf("wrappers[%d]: %v", i, err)
		}
	}
	return nil
}

// Fact is what the wrapper adds to the catalogue.
func (w Wrapper) Fact() (*winapi.Func, error) {
	if !strings.Contains(w.Func, ".") {
		return nil, fmt.Errorf("func %q is no full name, as example.com/m/lock.New is one", w.Func)
	}
	win := winapi.Default().Win32(w.Stands)
	if win == nil {
		return nil, fmt.Errorf("stands %q: rdslint knows no such function of Windows", w.Stands)
	}
	fact := &winapi.Func{Name: w.Func, Stands: w.Stands, Params: -1, Roles: make(map[winapi.Role]int)}
	for _, role := range slices.Sorted(maps.Keys(w.Roles)) {
		if _, ok := win.Pos(winapi.Role(role)); !ok {
			var all []string
			for r := range win.Roles {
				all = append(all, string(r))
			}
			slices.Sort(all)
			return nil, fmt.Errorf("%s has no role %q: use %s", w.Stands, role, strings.Join(all, ", "))
		}
		if w.Roles[role] < winapi.Receiver {
			return nil, fmt.Errorf("role %s: there is no parameter %d", role, w.Roles[role])
		}
		fact.Roles[winapi.Role(role)] = w.Roles[role]
	}
	return fact, nil
}

// Choose returns the names of the rules that a list asks for: names of rules, or names after a minus sign for all but these.
func Choose(list []string, rules []*engine.Rule) []string {
	all := !slices.ContainsFunc(list, func(item string) bool { return !strings.HasPrefix(item, "-") })
	var chosen []string
	for _, r := range rules {
		if (all || slices.Contains(list, r.Name)) && !slices.Contains(list, "-"+r.Name) {
			chosen = append(chosen, r.Name)
		}
	}
	return chosen
}

// Settings adds what the file says of the code to settings. What they say already stands.
func (f *File) Settings(s *engine.Settings) {
	var own engine.Settings
	fs := flag.NewFlagSet("", flag.ContinueOnError)
	own.PlaceFlags(fs)
	for name, words := range map[string]map[string]string{"program": f.Programs, "entry": f.Entries, "session-test": f.SessionTests} {
		for id, word := range words {
			fs.Set(name, id+"="+word) //nolint:errcheck // checked before
		}
	}
	for _, add := range []struct{ to, from *map[string]string }{
		{&s.Programs, &own.Programs}, {&s.Entries, &own.Entries}, {&s.SessionTests, &own.SessionTests},
	} {
		if *add.from != nil {
			maps.Copy(*add.from, *add.to)
			*add.to = *add.from
		}
	}
	for _, w := range f.Wrappers {
		if fact, err := w.Fact(); err == nil { // checked before
			s.Wrappers = append(s.Wrappers, fact)
		}
	}
}

// Off is the level of what is left out.
const Off = "off"

// Judge returns the level of a finding in a file; zero leaves it out.
func (f *File) Judge(rule, file string, level engine.Level) engine.Level {
	name, err := filepath.Rel(f.dir, file)
	if err != nil {
		return level
	}
	name = filepath.ToSlash(name)
	if matches(f.Exclude, name) {
		return 0
	}
	for _, l := range f.Levels {
		if (len(l.Rules) == 0 || slices.Contains(l.Rules, rule)) && (len(l.Paths) == 0 || matches(l.Paths, name)) {
			level, _ = engine.ParseLevel(l.Level) // checked before; off is zero
		}
	}
	return level
}

func checkPatterns(patterns []string) error {
	for _, p := range patterns {
		if p == "" || path.IsAbs(p) || strings.Contains(p, `\`) || slices.Contains(strings.Split(p, "/"), "..") {
			return fmt.Errorf("pattern %q: write a path below this file, with slashes", p)
		}
		if _, err := path.Match(p, ""); err != nil {
			return fmt.Errorf("pattern %q: %v", p, err)
		}
	}
	return nil
}

// matches reports whether a pattern names the file or a directory that it is in.
func matches(patterns []string, name string) bool {
	return slices.ContainsFunc(patterns, func(p string) bool {
		return match(strings.Split(path.Clean(p), "/"), strings.Split(name, "/"))
	})
}

// match takes names as they come: where a name does not fit, the last ** before it stands for one name more. An earlier one
// need not, as what follows it has found its first place.
func match(pattern, name []string) bool {
	again, rest := -1, 0 // behind the last **, and where it ended
	for p, n := 0, 0; p < len(pattern); {
		if pattern[p] == "**" {
			p++
			again, rest = p, n
			continue
		}
		if n < len(name) {
			ok, _ := path.Match(pattern[p], name[n]) // checked before
			if ok || pattern[p] == "." {
				p, n = p+1, n+1
				continue
			}
		}
		if again < 0 || rest == len(name) {
			return false
		}
		rest++
		p, n = again, rest
	}
	return true // what is left of the name is below what the pattern names
}
