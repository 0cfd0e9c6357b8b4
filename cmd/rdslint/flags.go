package main

import (
	"flag"
	"io"
	"regexp"
	"slices"
	"strings"

	"github.com/rdslint/rdslint/internal/config"
	"github.com/rdslint/rdslint/internal/driver"
	"github.com/rdslint/rdslint/internal/engine"
)

// Settings are what the arguments ask for.
type settings struct {
	patterns []string
	dir      string
	root     string // what file names are relative to; "" is dir
	sinks    sinks
	outFile  string
	baseline string // the file with the known findings
	accept   string // the file that takes them
	newFrom  string // the revision since which lines count
	config   string // the settings file
	noConfig bool
	file     *config.File // nil is none
	color    string
	tags     string
	rules    []string // nil is all
	minLevel engine.Level
	failOn   engine.Level // never is above all levels

	fix, diff, unsafe  bool
	tests, generated   bool
	verbose            bool
	help, version      bool
	places             engine.Settings // what the user says of where code runs
	loader             string
	noCgo              bool
	cpuProfile         string
	memProfile         string
	whereabouts        *regexp.Regexp // the functions to explain the contexts of
	minLevelWord, fail string
	ruleList           string
}

// never is the -fail-on level that no finding has.
const never = engine.Error + 1

func (s *settings) flags() *flag.FlagSet {
	fs := flag.NewFlagSet("rdslint", flag.ContinueOnError)
	fs.SetOutput(io.Discard)
	fs.StringVar(&s.dir, "C", ".", "")
	fs.StringVar(&s.root, "root", "", "")
	fs.Var(&s.sinks, "format", "")
	fs.StringVar(&s.outFile, "o", "", "")
	fs.StringVar(&s.baseline, "baseline", "", "")
	fs.StringVar(&s.accept, "write-baseline", "", "")
	fs.StringVar(&s.newFrom, "new-from-rev", "", "")
	fs.StringVar(&s.config, "config", "", "")
	fs.BoolVar(&s.noConfig, "no-config", false, "")
	fs.StringVar(&s.color, "color", "auto", "")
	fs.StringVar(&s.tags, "tags", "", "")
	fs.StringVar(&s.ruleList, "rules", "", "")
	fs.StringVar(&s.minLevelWord, "min-level", "", "")
	fs.StringVar(&s.fail, "fail-on", "warning", "")
	fs.BoolVar(&s.fix, "fix", false, "")
	fs.BoolVar(&s.diff, "diff", false, "")
	fs.BoolVar(&s.unsafe, "unsafe-fixes", false, "")
	fs.BoolVar(&s.tests, "tests", false, "")
	fs.BoolVar(&s.generated, "generated", false, "")
	s.places.PlaceFlags(fs)
	fs.Func("debug.contexts", "", func(pattern string) (err error) {
		s.whereabouts, err = regexp.Compile(pattern)
		return err
	})
	fs.StringVar(&s.loader, "loader", driver.Loaders()[0], "")
	fs.BoolVar(&s.noCgo, "debug.nocgo", false, "")
	fs.StringVar(&s.cpuProfile, "debug.cpuprofile", "", "")
	fs.StringVar(&s.memProfile, "debug.memprofile", "", "")
	fs.BoolVar(&s.verbose, "v", false, "")
	fs.BoolVar(&s.version, "version", false, "")
	fs.BoolVar(&s.help, "help", false, "")
	fs.BoolVar(&s.help, "h", false, "")
	return fs
}

func (c *command) parse(args []string) (*settings, error) {
	s := new(settings)
	fs := s.flags()
	if err := fs.Parse(args); err != nil {
		return nil, flagError(fs, err)
	}
	if s.help || s.version {
		return s, nil
	}
	s.patterns = fs.Args()
	if len(s.patterns) == 0 {
		s.patterns = []string{"."}
	}
	for _, p := range s.patterns {
		if strings.HasPrefix(p, "-") {
			return nil, usagef("%s stands after the packages: put it before them", p)
		}
	}

	if err := s.sinks.settle(s.outFile); err != nil {
		return nil, err
	}
	if !slices.Contains([]string{"auto", "always", "never"}, s.color) {
		return nil, usagef("unknown -color %q: use auto, always or never", s.color)
	}
	if all := driver.Loaders(); !slices.Contains(all, s.loader) {
		return nil, usagef("unknown -loader %q: use %s or %s", s.loader, strings.Join(all[:len(all)-1], ", "), all[len(all)-1])
	}
	if s.unsafe && !s.fix && !s.diff {
		return nil, usagef("-unsafe-fixes does nothing alone: add -fix, or -diff to look first")
	}
	if s.diff && (len(s.sinks) > 1 || s.sinks.stdout() != "text") {
		return nil, usagef("-diff prints a diff, and no report: leave -format and -o out")
	}
	if s.accept != "" && (s.baseline != "" || s.newFrom != "") {
		return nil, usagef("-write-baseline takes all findings there are: leave -baseline and -new-from-rev out")
	}
	if s.noConfig && s.config != "" {
		return nil, usagef("-config %s and -no-config: leave one of them out", s.config)
	}
	if s.accept != "" && s.diff {
		return nil, usagef("-diff changes nothing, and -write-baseline writes a file: leave one of them out")
	}
	if err := s.levels(); err != nil {
		return nil, err
	}
	var err error
	s.rules, err = c.choose(s.ruleList)
	return s, err
}

// levels reads -fail-on and -min-level. What fails a run is printed, unless -min-level says otherwise.
func (s *settings) levels() error {
	var ok bool
	if s.failOn, ok = engine.ParseLevel(s.fail); !ok && s.fail != "never" {
		return usagef("unknown level %q for -fail-on: use note, warning, error or never", s.fail)
	} else if !ok {
		s.failOn = never
	}
	if s.minLevelWord == "" {
		s.minLevel = min(engine.Warning, s.failOn)
		return nil
	}
	if s.minLevel, ok = engine.ParseLevel(s.minLevelWord); !ok {
		return usagef("unknown level %q for -min-level: use note, warning or error", s.minLevelWord)
	}
	return nil
}

// choose reads a list of rules: names, or names after a minus sign for all but these. An empty list is all rules.
func (c *command) choose(list string) ([]string, error) {
	if list == "" {
		return nil, nil
	}
	var items []string
	for item := range strings.SplitSeq(list, ",") {
		item = strings.TrimSpace(item)
		if name := strings.TrimPrefix(item, "-"); c.rule(name) == nil {
			return nil, c.unknownRule(name)
		}
		items = append(items, item)
	}
	chosen := config.Choose(items, c.rules)
	if len(chosen) == 0 {
		return nil, usagef("-rules %s leaves no rule: name one without a minus sign", list)
	}
	return chosen, nil
}

func (c *command) rule(name string) *engine.Rule {
	for _, r := range c.rules {
		if r.Name == name {
			return r
		}
	}
	return nil
}

func (c *command) unknownRule(name string) error {
	var names []string
	for _, r := range c.rules {
		names = append(names, r.Name)
	}
	if near := nearest(name, names); near != "" {
		return usagef("unknown rule %q: did you mean %s? rdslint rules lists all", name, near)
	}
	return usagef("unknown rule %q: rdslint rules lists all", name)
}

// flagError makes one line of what the flag package says.
func flagError(fs *flag.FlagSet, err error) error {
	// The flag package wraps nothing: what -format refuses comes as text.
	if _, said, ok := strings.Cut(err.Error(), " for flag -format: "); ok {
		return usagef("%s", said)
	}
	name, undefined := strings.CutPrefix(err.Error(), "flag provided but not defined: -")
	if !undefined {
		return usagef("%v: rdslint help describes the flags", err)
	}
	var names []string
	fs.VisitAll(func(f *flag.Flag) { names = append(names, f.Name) })
	if near := nearest(name, names); near != "" {
		return usagef("unknown flag -%s: did you mean -%s? rdslint help describes the flags", name, near)
	}
	return usagef("unknown flag -%s: rdslint help describes the flags", name)
}

// wanted returns the report that the arguments want on standard output, before they are known to be right: an error is a
// whole document, too.
func wanted(args []string) sinks {
	var all sinks
	for i, arg := range args {
		if strings.HasPrefix(arg, "--") {
			arg = arg[1:]
		}
		if form, ok := strings.CutPrefix(arg, "-format="); ok {
			all.Set(form) //nolint:errcheck // one error is enough
		} else if arg == "-format" && i+1 < len(args) {
			all.Set(args[i+1]) //nolint:errcheck // one error is enough
		} else if arg == "-o" || strings.HasPrefix(arg, "-o=") {
			return nil
		}
	}
	if form := all.stdout(); form != "" {
		return sinks{{format: form}}
	}
	return nil
}

// nearest is the word that a misspelled one was probably meant to be, "" if none comes close.
func nearest(word string, words []string) string {
	best, least := "", 3
	for _, w := range words {
		if d := distance(word, w); d < min(least, len(w)) {
			best, least = w, d
		}
	}
	return best
}

// distance counts the bytes to insert, drop or exchange between a and b.
func distance(a, b string) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range len(a) {
		diagonal := row[0]
		row[0] = i + 1
		for j := range len(b) {
			exchange := diagonal
			if a[i] != b[j] {
				exchange++
			}
			diagonal = row[j+1]
			row[j+1] = min(exchange, row[j]+1, row[j+1]+1)
		}
	}
	return row[len(b)]
}
