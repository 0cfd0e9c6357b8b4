package main

import (
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/rdslint/rdslint/analyzers"
)

// TestGuidelines holds docs/guidelines.md to what there is: each demand names a rule and a fixture in which that rule reports, or
// gives a reason; no rule is without a demand, and the guideline that it names is the page of one.
func TestGuidelines(t *testing.T) {
	root, err := moduleRoot()
	require.NoError(t, err)
	text, err := os.ReadFile(filepath.Join(root, "docs", "guidelines.md"))
	require.NoError(t, err)

	unused := make(map[string]bool)
	demands := make(map[string]map[string]bool) // of a page, by the rule
	for _, rule := range analyzers.Rules() {
		unused[rule.Name] = true
		demands[rule.URL] = make(map[string]bool)
	}
	require.NotEmpty(t, unused)
	code := regexp.MustCompile("^`([^`]+)`$")
	link := regexp.MustCompile("^<(.+)>,?$")
	var pages []string // of the section
	for _, line := range strings.Split(string(text), "\n") {
		if strings.HasPrefix(line, "## ") {
			pages = nil
		}
		if page := link.FindStringSubmatch(line); page != nil {
			pages = append(pages, page[1])
		}
		cells := strings.Split(strings.Trim(line, "|"), "|")
		if !strings.HasPrefix(line, "| ") || cells[1] == " Rule " {
			continue
		}
		require.Len(t, cells, 3, line)
		rule, fixture := strings.Trim(cells[1], " `"), strings.TrimSpace(cells[2])
		if rule == "" {
			assert.NotEmpty(t, fixture, "no rule and no reason: %s", line)
			assert.NotRegexp(t, code, fixture, "a fixture without a rule: %s", line)
			continue
		}
		assert.Contains(t, unused, rule, line)
		unused[rule] = false
		for _, page := range pages {
			if demands[page] != nil {
				demands[page][rule] = true
			}
		}
		if topic := code.FindStringSubmatch(fixture); assert.NotNil(t, topic, "no fixture: %s", line) {
			assert.True(t, reported(t, filepath.Join(root, "testdata", filepath.FromSlash(topic[1])), rule), "%s does not report: %s", rule, line)
		}
	}
	for rule, without := range unused {
		assert.False(t, without, "%s stands beside no demand", rule)
	}
	for _, rule := range analyzers.Rules() {
		assert.True(t, demands[rule.URL][rule.Name], "%s stands beside no demand of %s", rule.Name, rule.URL)
	}
}

// reported tells whether an expectation in the Go files below dir names the rule.
func reported(t *testing.T, dir, rule string) bool {
	found := false
	err := filepath.WalkDir(dir, func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() || !strings.HasSuffix(path, ".go") {
			return err
		}
		text, err := os.ReadFile(path)
		for _, line := range strings.Split(string(text), "\n") {
			_, want, ok := strings.Cut(line, "// want")
			found = found || ok && strings.Contains(want, "("+rule)
		}
		return err
	})
	assert.NoError(t, err)
	return found
}
