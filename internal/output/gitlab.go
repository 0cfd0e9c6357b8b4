package output

import (
	"encoding/json"
	"io"
)

// GitLab writes the findings as a report for GitLab's code quality.
// https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format
func (r *Report) GitLab(w io.Writer) error {
	type (
		span struct {
			Begin int `json:"begin"`
			End   int `json:"end"`
		}
		location struct {
			Path  string `json:"path"`
			Lines span   `json:"lines"`
		}
		issue struct {
			Description string   `json:"description"`
			CheckName   string   `json:"check_name"`
			Fingerprint string   `json:"fingerprint"`
			Severity    string   `json:"severity"`
			Location    location `json:"location"`
		}
	)
	issues := []issue{}
	for _, f := range r.Findings {
		severity := map[string]string{"error": "critical", "warning": "major"}[f.Level]
		if severity == "" {
			severity = "info"
		}
		issues = append(issues, issue{
			Description: printable(f.Message),
			CheckName:   f.Rule,
			Fingerprint: f.Fingerprint,
			Severity:    severity,
			Location:    location{f.File, span{max(f.Line, 1), max(f.EndLine, 1)}},
		})
	}
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	return enc.Encode(issues)
}
