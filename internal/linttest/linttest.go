package linttest

import (
	"flag"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/rdslint/rdslint/analyzers"
	"github.com/rdslint/rdslint/internal/engine"
)

var update = flag.Bool("update", false, "write the goldens of fixtures")

// Run judges fixtures by all rules, and so a test of a rule that calls it is in package <rule>_test. A pattern names a rule
// ("objectname"), which stands for all its topics, or a topic ("objectname/warn"). Each topic is a subtest. All topics of a
// rule together show what fixes it has; see [suite.judgeOffers].
func Run(t *testing.T, patterns ...string) {
	t.Helper()
	if len(patterns) == 0 {
		t.Fatal("no fixtures named")
	}
	root := fixtures(t)
	for _, pattern := range patterns {
		s := &suite{house: wired{}, dir: root, update: *update}
		pattern = strings.TrimSuffix(filepath.ToSlash(pattern), "/...")
		rule, _, one := strings.Cut(pattern, "/")
		if one {
			t.Run(pattern, func(t *testing.T) {
				t.Parallel()
				s.judge(t, filepath.Join(root, filepath.FromSlash(pattern)), "./"+pattern+"/...")
			})
			continue
		}
		names := topics(t, filepath.Join(root, rule))
		rules := analyzers.Rules()
		if i := slices.IndexFunc(rules, func(r *engine.Rule) bool { return r.Name == rule }); i >= 0 {
			t.Cleanup(func() { s.judgeOffers(t, rules[i], len(names)) })
		}
		for _, name := range names {
			t.Run(rule+"/"+name, func(t *testing.T) {
				t.Parallel() // topics share nothing but what was loaded, which nobody writes to
				s.judge(t, filepath.Join(root, rule, name), "./"+rule+"/...")
			})
		}
	}
}

// RunProgram judges directories of the fixture module each as one program, wherever they stand.
func RunProgram(t *testing.T, dirs ...string) {
	t.Helper()
	root := fixtures(t)
	s := &suite{house: wired{}, dir: root, update: *update}
	for _, dir := range dirs {
		t.Run(dir, func(t *testing.T) {
			t.Parallel()
			s.judge(t, filepath.Join(root, filepath.FromSlash(dir)), "./"+filepath.ToSlash(dir)+"/...")
		})
	}
}

// topics returns the names of a rule's topics.
func topics(t *testing.T, dir string) []string {
	t.Helper()
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, e := range entries {
		switch {
		case e.IsDir() && !strings.HasPrefix(e.Name(), ".") && !strings.HasPrefix(e.Name(), "_"):
			names = append(names, e.Name())
		case strings.HasSuffix(e.Name(), ".go"):
			t.Errorf("%s: a fixture stands in a topic's directory", filepath.Join(dir, e.Name()))
		}
	}
	if len(names) == 0 {
		t.Errorf("%s: no topics", dir)
	}
	return names
}

// fixtures returns the directory of the fixture module: testdata beside the nearest go.mod above the test that has one.
func fixtures(t *testing.T) string {
	t.Helper()
	dir, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	for {
		if _, err := os.Stat(filepath.Join(dir, "testdata", "go.mod")); err == nil {
			return filepath.Join(dir, "testdata")
		}
		parent := filepath.Dir(dir)
		if parent == dir {
			t.Fatal("no testdata/go.mod above the test")
		}
		dir = parent
	}
}
