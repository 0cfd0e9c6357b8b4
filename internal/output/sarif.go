package output

import (
	"encoding/json"
	"go/doc/comment"
	"io"
	"net/url"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"

	"github.com/rdslint/rdslint/internal/engine"
)

// The part of SARIF 2.1.0 that a report needs. Section numbers in comments are those of
// https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/sarif-v2.1.0-errata01-os-complete.html.
type (
	sarifLog struct {
		Schema  string     `json:"$schema"`
		Version string     `json:"version"`
		Runs    []sarifRun `json:"runs"`
	}
	sarifRun struct {
		Tool        sarifTool            `json:"tool"`
		Invocations []sarifInvocation    `json:"invocations"`
		Bases       map[string]sarifBase `json:"originalUriBaseIds"`
		ColumnKind  string               `json:"columnKind"`
		Results     []sarifResult        `json:"results"`
	}
	sarifTool struct {
		Driver sarifDriver `json:"driver"`
	}
	sarifDriver struct {
		Name           string      `json:"name"`
		Version        string      `json:"version,omitempty"`
		InformationURI string      `json:"informationUri"`
		Rules          []sarifRule `json:"rules"`
	}
	sarifRule struct {
		ID               string         `json:"id"`
		ShortDescription *sarifText     `json:"shortDescription,omitempty"`
		FullDescription  *sarifText     `json:"fullDescription,omitempty"`
		Help             *sarifText     `json:"help,omitempty"`
		HelpURI          string         `json:"helpUri,omitempty"`
		Default          *sarifDefault  `json:"defaultConfiguration,omitempty"`
		Properties       map[string]any `json:"properties,omitempty"`
	}
	sarifDefault struct {
		Level string `json:"level"`
	}
	sarifText struct {
		Text     string `json:"text"`
		Markdown string `json:"markdown,omitempty"`
	}
	sarifInvocation struct {
		Successful    bool                `json:"executionSuccessful"`
		Execution     []sarifNotification `json:"toolExecutionNotifications,omitempty"`
		Configuration []sarifNotification `json:"toolConfigurationNotifications,omitempty"`
	}
	sarifNotification struct {
		Descriptor sarifReference  `json:"descriptor"`
		Level      string          `json:"level"`
		Message    sarifText       `json:"message"`
		Locations  []sarifLocation `json:"locations,omitempty"`
	}
	sarifReference struct {
		ID string `json:"id"`
	}
	sarifBase struct {
		Description sarifText `json:"description"`
	}
	sarifResult struct {
		RuleID       string            `json:"ruleId"`
		RuleIndex    int               `json:"ruleIndex"`
		Level        string            `json:"level"`
		Message      sarifText         `json:"message"`
		Locations    []sarifLocation   `json:"locations"`
		Fingerprints map[string]string `json:"partialFingerprints,omitempty"`
		CodeFlows    []sarifCodeFlow   `json:"codeFlows,omitempty"`
		Fixes        []sarifFix        `json:"fixes,omitempty"`
		Properties   map[string]any    `json:"properties,omitempty"`
	}
	sarifLocation struct {
		Physical sarifPhysical `json:"physicalLocation"`
		Message  *sarifText    `json:"message,omitempty"`
	}
	sarifPhysical struct {
		Artifact sarifArtifact `json:"artifactLocation"`
		Region   *sarifRegion  `json:"region,omitempty"`
	}
	sarifArtifact struct {
		URI       string `json:"uri"`
		URIBaseID string `json:"uriBaseId,omitempty"`
	}
	sarifRegion struct {
		StartLine   int  `json:"startLine,omitempty"`
		StartColumn int  `json:"startColumn,omitempty"`
		EndLine     int  `json:"endLine,omitempty"`
		EndColumn   int  `json:"endColumn,omitempty"`
		ByteOffset  *int `json:"byteOffset,omitempty"`
		ByteLength  *int `json:"byteLength,omitempty"`
	}
	sarifCodeFlow struct {
		ThreadFlows []sarifThreadFlow `json:"threadFlows"`
	}
	sarifThreadFlow struct {
		Locations []sarifFlowLocation `json:"locations"`
	}
	sarifFlowLocation struct {
		Location sarifLocation `json:"location"`
	}
	sarifFix struct {
		Description sarifText      `json:"description"`
		Changes     []sarifChange  `json:"artifactChanges"`
		Properties  map[string]any `json:"properties"`
	}
	sarifChange struct {
		Artifact     sarifArtifact      `json:"artifactLocation"`
		Replacements []sarifReplacement `json:"replacements"`
	}
	sarifReplacement struct {
		Deleted  sarifRegion `json:"deletedRegion"`
		Inserted *sarifText  `json:"insertedContent,omitempty"`
	}
)

// root names the directory that relative files are below. Where it is does not belong into a document that is kept or
// sent elsewhere.
const root = "%SRCROOT%"

// fingerprintKey names the scheme of [fingerprinter.of]: a change of that needs another one.
const fingerprintKey = "rdslint/v1"

// SARIF writes the report as a SARIF 2.1.0 log.
func (r *Report) SARIF(w io.Writer) error {
	s := sarifWriter{Report: r, sources: sources{report: r}}
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	return enc.Encode(sarifLog{
		Schema:  "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json",
		Version: "2.1.0",
		Runs:    []sarifRun{s.run()},
	})
}

type sarifWriter struct {
	*Report
	sources sources
	rules   []sarifRule
	index   map[string]int // of rules
}

func (s *sarifWriter) run() sarifRun {
	s.rules = []sarifRule{}
	s.index = make(map[string]int)
	for _, r := range s.Report.rules {
		s.rule(r.Name, r)
	}
	results := []sarifResult{}
	for _, f := range s.Findings {
		results = append(results, s.result(f))
	}
	return sarifRun{
		Tool: sarifTool{sarifDriver{
			Name:           s.Tool,
			Version:        s.version,
			InformationURI: "https://github.com/rdslint/rdslint",
			Rules:          s.rules,
		}},
		Invocations: []sarifInvocation{s.invocation()},
		Bases:       map[string]sarifBase{root: {sarifText{Text: "The directory that rdslint ran in"}}},
		ColumnKind:  "utf16CodeUnits",
		Results:     results,
	}
}

// rule returns the index of a rule, which is described on first use.
func (s *sarifWriter) rule(name string, r *engine.Rule) int {
	i, ok := s.index[name]
	if !ok {
		i = len(s.rules)
		s.index[name] = i
		s.rules = append(s.rules, describe(name, r))
	}
	return i
}

func describe(name string, r *engine.Rule) sarifRule {
	if r == nil {
		return sarifRule{ID: name}
	}
	rule := sarifRule{
		ID:         r.Name,
		HelpURI:    r.Page(),
		Properties: map[string]any{"tags": []string{"windows", "remote-desktop"}},
	}
	if r.Default > 0 {
		rule.Default = &sarifDefault{r.Default.String()}
	}
	if r.Summary != "" {
		rule.ShortDescription = &sarifText{Text: r.Summary}
	}
	if r.URL != "" {
		rule.Properties["guideline"] = r.URL
	}
	if r.Since != "" {
		rule.Properties["since"] = r.Since
	}
	doc := r.Prose()
	if len(doc.Content) == 0 {
		return rule
	}
	printer := comment.Printer{HeadingLevel: 2, HeadingID: func(*comment.Heading) string { return "" }, TextWidth: -1}
	rule.Help = &sarifText{Text: string(printer.Text(doc)), Markdown: string(printer.Markdown(doc))}
	first := comment.Doc{Content: doc.Content[:1]}
	rule.FullDescription = &sarifText{Text: strings.TrimSpace(string(printer.Text(&first)))}
	return rule
}

func (s *sarifWriter) invocation() sarifInvocation {
	inv := sarifInvocation{Successful: !s.Failed}
	for _, p := range s.Errors {
		level := "warning"
		if s.Failed || p.Kind == "rule" {
			level = "error"
		}
		text := p.Message
		if p.Package != "" {
			text = p.Package + ": " + text
		}
		n := sarifNotification{Descriptor: sarifReference{p.Kind}, Level: level, Message: sarifMessage(text)}
		if p.File != "" {
			n.Locations = []sarifLocation{{Physical: s.at(p.File, sarifRegion{StartLine: p.Line})}}
		}
		if p.Kind == "usage" {
			inv.Configuration = append(inv.Configuration, n)
		} else {
			inv.Execution = append(inv.Execution, n)
		}
	}
	return inv
}

func (s *sarifWriter) result(f Finding) sarifResult {
	here := s.at(f.File, sarifRegion{
		StartLine:   f.Line,
		StartColumn: s.sources.column(f.File, f.Line, f.Column),
		EndLine:     f.EndLine,
		EndColumn:   s.sources.column(f.File, f.EndLine, f.EndColumn),
	})
	res := sarifResult{
		RuleID:     f.Rule,
		RuleIndex:  s.rule(f.Rule, nil),
		Level:      f.Level,
		Message:    sarifMessage(f.Message),
		Locations:  []sarifLocation{{Physical: here}},
		CodeFlows:  s.flow(f, here),
		Properties: map[string]any{"package": f.Package, "context": f.Context},
	}
	if f.Fingerprint != "" {
		res.Fingerprints = map[string]string{fingerprintKey: f.Fingerprint}
	}
	for _, fix := range f.Fixes {
		res.Fixes = append(res.Fixes, s.fix(fix))
	}
	return res
}

// flow is the path to a finding, which is its last place. A step that has no place would make the document unfit for
// GitHub: the next one speaks for it.
func (s *sarifWriter) flow(f Finding, here sarifPhysical) []sarifCodeFlow {
	if len(f.Path) == 0 {
		return nil
	}
	var (
		locations []sarifFlowLocation
		said      []string
	)
	for _, step := range f.Path {
		said = append(said, step.Message)
		if step.File == "" {
			continue
		}
		place := s.at(step.File, sarifRegion{StartLine: step.Line, StartColumn: s.sources.column(step.File, step.Line, step.Column)})
		locations = append(locations, flowLocation(place, said))
		said = nil
	}
	locations = append(locations, flowLocation(here, append(said, f.Message)))
	return []sarifCodeFlow{{[]sarifThreadFlow{{locations}}}}
}

func flowLocation(place sarifPhysical, said []string) sarifFlowLocation {
	message := sarifMessage(strings.Join(said, "; "))
	return sarifFlowLocation{sarifLocation{Physical: place, Message: &message}}
}

func (s *sarifWriter) fix(fix Fix) sarifFix {
	out := sarifFix{Description: sarifMessage(fix.Message), Changes: []sarifChange{}, Properties: map[string]any{"safe": fix.Safe}}
	var files []string
	for _, e := range fix.Edits {
		i := slices.Index(files, e.File)
		if i < 0 {
			i = len(files)
			files = append(files, e.File)
			out.Changes = append(out.Changes, sarifChange{Artifact: s.artifact(e.File)})
		}
		rep := sarifReplacement{Deleted: s.deleted(e)}
		if e.New != "" {
			rep.Inserted = &sarifText{Text: e.New}
		}
		out.Changes[i].Replacements = append(out.Changes[i].Replacements, rep)
	}
	return out
}

// deleted is the region that an edit replaces: in characters, or in bytes where the file cannot be read.
func (s *sarifWriter) deleted(e Edit) sarifRegion {
	var (
		line, column, ok       = s.sources.place(e.File, e.Start)
		endLine, endColumn, in = s.sources.place(e.File, e.End)
	)
	if !ok || !in {
		length := e.End - e.Start
		return sarifRegion{ByteOffset: &e.Start, ByteLength: &length}
	}
	return sarifRegion{StartLine: line, StartColumn: column, EndLine: endLine, EndColumn: endColumn}
}

// at is a place in a file. Without a line it is the whole file.
func (s *sarifWriter) at(file string, region sarifRegion) sarifPhysical {
	p := sarifPhysical{Artifact: s.artifact(file)}
	if region.StartLine > 0 {
		p.Region = &region
	}
	return p
}

// artifact names a file by its URI: relative to the root if it is below it.
func (s *sarifWriter) artifact(file string) sarifArtifact {
	abs := filepath.IsAbs(filepath.FromSlash(file))
	if !abs && s.dir != "" && (file == ".." || strings.HasPrefix(file, "../")) {
		file, abs = path.Join(filepath.ToSlash(s.dir), file), true
	}
	if !abs {
		uri := (&url.URL{Path: file}).EscapedPath()
		uri = strings.ReplaceAll(uri, ":", "%3A") // in the first segment it would end a scheme
		return sarifArtifact{URI: uri, URIBaseID: root}
	}
	u := url.URL{Scheme: "file", Path: file}
	if rest, ok := strings.CutPrefix(file, "//"); ok { // a share: //host/share/file
		host, name, _ := strings.Cut(rest, "/")
		u.Host, u.Path = host, "/"+name
	} else if !strings.HasPrefix(file, "/") { // a drive
		u.Path = "/" + file
	}
	return sarifArtifact{URI: u.String()}
}

var (
	braces = strings.NewReplacer("{", "{{", "}", "}}")
	// link is what would be read as a link into the result.
	link = regexp.MustCompile(`\[[^\[\]]*\]\(`)
)

// sarifMessage makes a message of a text. Single braces stand for placeholders (3.11.5), and names of objects often hold
// a GUID in braces; brackets make links (3.11.6).
func sarifMessage(text string) sarifText {
	text = braces.Replace(strings.ToValidUTF8(text, "\ufffd"))
	return sarifText{Text: link.ReplaceAllString(text, `\$0`)}
}
