package output

import (
	"bytes"
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"

	"github.com/rdslint/rdslint/internal/engine"
)

// A Baseline lists the findings that a project lives with. They are known by their fingerprints, whatever their lines.
type Baseline struct {
	Version  int     `json:"version"`
	Tool     string  `json:"tool"`
	Findings []Known `json:"findings"`
}

// A Known finding is one of a baseline. Rule and Package are there for whoever reads a change of the file.
type Known struct {
	Fingerprint string `json:"fingerprint"`
	Rule        string `json:"rule"`
	Package     string `json:"package"`
}

const baselineVersion = 1

// NewBaseline lists findings of any level.
func NewBaseline(prints map[*engine.Finding]string) *Baseline {
	b := &Baseline{Version: baselineVersion, Tool: "rdslint", Findings: []Known{}}
	for f, print := range prints {
		b.Findings = append(b.Findings, Known{print, f.Rule, f.Package})
	}
	// Neighbours in the code stay neighbours, so that a change of the file shows little.
	slices.SortFunc(b.Findings, func(a, b Known) int {
		return cmp.Or(cmp.Compare(a.Package, b.Package), cmp.Compare(a.Rule, b.Rule), cmp.Compare(a.Fingerprint, b.Fingerprint))
	})
	return b
}

// Write writes the baseline with one finding a line.
func (b *Baseline) Write(w io.Writer) error {
	var buf bytes.Buffer
	fmt.Fprintf(&buf, "{\n  \"version\": %d,\n  \"tool\": %q,\n  \"findings\": [", b.Version, b.Tool)
	for i, f := range b.Findings {
		line, err := json.Marshal(f)
		if err != nil {
			return err
		}
		if i > 0 {
			buf.WriteByte(',')
		}
		buf.WriteString("\n    ")
		buf.Write(line)
	}
	if len(b.Findings) > 0 {
		buf.WriteString("\n  ")
	}
	buf.WriteString("]\n}\n")
	_, err := w.Write(buf.Bytes())
	return err
}

// ReadBaseline reads what Write wrote.
func ReadBaseline(data []byte) (*Baseline, error) {
	var head struct {
		Version int
		Tool    string
	}
	if err := json.Unmarshal(data, &head); err != nil || head.Version < 1 || head.Tool != "rdslint" {
		return nil, errors.New("is no baseline: -write-baseline writes one")
	}
	if head.Version > baselineVersion {
		return nil, fmt.Errorf("is a baseline of version %d, and this rdslint reads version %d: use a newer rdslint", head.Version, baselineVersion)
	}
	b := new(Baseline)
	dec := json.NewDecoder(bytes.NewReader(data))
	dec.DisallowUnknownFields()
	if err := dec.Decode(b); err != nil {
		return nil, fmt.Errorf("is a damaged baseline: %v", err)
	}
	for _, f := range b.Findings {
		if f.Fingerprint == "" {
			return nil, errors.New("is a damaged baseline: a finding has no fingerprint")
		}
	}
	return b, nil
}
