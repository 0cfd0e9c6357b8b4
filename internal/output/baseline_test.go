package output_test

import (
	"bytes"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/rdslint/rdslint/internal/engine"
	"github.com/rdslint/rdslint/internal/output"
)

func TestBaseline(t *testing.T) {
	m := load(t, source)
	in := m.input(
		m.finding(0, engine.Note, "agent.lock"),
		m.finding(1, engine.Warning, "agent.lock"),
		m.finding(3, engine.Warning, "agent.other"),
	)
	prints := output.Fingerprints(in)
	require.Len(t, prints, 3)
	var buf, again bytes.Buffer
	require.NoError(t, output.NewBaseline(prints).Write(&buf))
	golden(t, "baseline.json", buf.Bytes())
	require.NoError(t, output.NewBaseline(output.Fingerprints(in)).Write(&again))
	assert.Equal(t, buf.String(), again.String())

	b, err := output.ReadBaseline(buf.Bytes())
	require.NoError(t, err)
	assert.Len(t, b.Findings, 3, "of any level")

	buf.Reset()
	require.NoError(t, output.NewBaseline(nil).Write(&buf))
	b, err = output.ReadBaseline(buf.Bytes())
	require.NoError(t, err)
	assert.Empty(t, b.Findings)
}

func TestBadBaseline(t *testing.T) {
	for data, want := range map[string]string{
		"":                               "is no baseline: -write-baseline writes one",
		"[]":                             "is no baseline: -write-baseline writes one",
		`{"version": 1}`:                 "is no baseline: -write-baseline writes one",
		`{"version":1,"tool":"rdslint"`:  "is no baseline: -write-baseline writes one",
		`{"tool":"rdslint"}`:             "is no baseline: -write-baseline writes one",
		`{"version":2,"tool":"rdslint"}`: "is a baseline of version 2, and this rdslint reads version 1: use a newer rdslint",
		`{"version":2,"tool":"rdslint","findings":{}}`:        "is a baseline of version 2, and this rdslint reads version 1: use a newer rdslint",
		`{"version":1,"tool":"rdslint","more":1}`:             `is a damaged baseline: json: unknown field "more"`,
		`{"version":1,"tool":"rdslint","findings":[{}]}`:      "is a damaged baseline: a finding has no fingerprint",
		`{"version":1,"tool":"rdslint","findings":[{"a":1}]}`: `is a damaged baseline: json: unknown field "a"`,
	} {
		_, err := output.ReadBaseline([]byte(data))
		assert.EqualError(t, err, want, data)
	}
}

// TestKnownFindings hides findings without a change to the fingerprints of the others.
func TestKnownFindings(t *testing.T) {
	m := load(t, source)
	first, second := m.finding(0, engine.Warning, "agent.lock"), m.finding(1, engine.Warning, "agent.lock")
	in := m.input(first, second)
	all := output.New(in)
	in.Known = func(f *engine.Finding) bool { return f == first }
	some := output.New(in)
	require.Len(t, some.Findings, 1)
	assert.Equal(t, all.Findings[1].Fingerprint, some.Findings[0].Fingerprint)
	assert.Equal(t, 1, some.Known)
	assert.Equal(t, 1, some.Summary.Warning)
	assert.Equal(t, "1 finding (1 warning) in 3 packages; 1 known already", some.Closing())
	in.MinLevel = engine.Error
	assert.Zero(t, output.New(in).Known, "only of the levels that are shown")
	assert.True(t, strings.HasSuffix(output.New(in).Closing(), "; -min-level note shows 2 more"))
}
