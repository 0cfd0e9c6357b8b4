package schematest

import (
	"bytes"
	"errors"
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/owenrumney/go-sarif/v3/pkg/report/v210/sarif"
	"github.com/santhosh-tekuri/jsonschema/v6"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/rdslint/rdslint/internal/output"
)

const sarifModule = "github.com/owenrumney/go-sarif/v3"

// schema compiles the schema of SARIF 2.1.0 that go-sarif carries. Its own validation judges only what it has decoded, in
// which a misspelt property is gone, and which writes empty values that the schema forbids.
func schema(t *testing.T) *jsonschema.Schema {
	t.Helper()
	out, err := exec.Command("go", "list", "-f", "{{.Dir}}", sarifModule+"/pkg/report/v210/sarif").Output()
	require.NoError(t, err)
	file, err := parser.ParseFile(token.NewFileSet(), filepath.Join(strings.TrimSpace(string(out)), "schema.go"), nil, 0)
	require.NoError(t, err)
	spec := file.Decls[0].(*ast.GenDecl).Specs[0].(*ast.ValueSpec)
	text, err := strconv.Unquote(spec.Values[0].(*ast.BasicLit).Value)
	require.NoError(t, err)
	require.Contains(t, text, `"enum": [ "2.1.0" ]`)

	doc, err := jsonschema.UnmarshalJSON(strings.NewReader(text))
	require.NoError(t, err)
	c := jsonschema.NewCompiler()
	c.AssertFormat()
	require.NoError(t, c.AddResource("sarif.json", doc))
	s, err := c.Compile("sarif.json")
	require.NoError(t, err)
	return s
}

func validate(t *testing.T, s *jsonschema.Schema, log []byte) {
	t.Helper()
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(log))
	require.NoError(t, err)
	require.NoError(t, s.Validate(doc))

	// Somebody else's reader takes it, too.
	report, err := sarif.FromBytes(log)
	require.NoError(t, err)
	require.Len(t, report.Runs, 1)
}

func TestTheSchemaIsAsked(t *testing.T) {
	s := schema(t)
	for _, bad := range []string{
		`{}`,
		`{"version": "2.1.0", "runs": [{"results": []}]}`,
		`{"version": "2.1.0", "runs": [], "surplus": 1}`,
		`{"version": "2.1.0", "runs": [{"tool": {"driver": {"name": "x", "informationUri": "not a URI"}}}]}`,
	} {
		doc, err := jsonschema.UnmarshalJSON(strings.NewReader(bad))
		require.NoError(t, err)
		assert.Error(t, s.Validate(doc), bad)
	}
}

// TestGoldens judges what the tests of package output have written.
func TestGoldens(t *testing.T) {
	s := schema(t)
	files, err := filepath.Glob("../testdata/*.sarif")
	require.NoError(t, err)
	require.NotEmpty(t, files)
	for _, file := range files {
		t.Run(filepath.Base(file), func(t *testing.T) {
			log, err := os.ReadFile(file)
			require.NoError(t, err)
			validate(t, s, log)
		})
	}
}

// TestBareReports judges reports whose findings lack what a finding can lack.
func TestBareReports(t *testing.T) {
	s := schema(t)
	for name, f := range map[string]output.Finding{
		"no place":       {Rule: "r", Level: "note", Message: "m"},
		"no column":      {Rule: "r", Level: "error", Message: "m", File: "a b%\n.go", Line: 1, EndLine: 1},
		"unreadable fix": {Rule: "r", Level: "warning", Message: "m", File: "a.go", Line: 1, Column: 2, EndLine: 1, EndColumn: 3, Fixes: []output.Fix{{Message: "x", Edits: []output.Edit{{File: "a.go", Start: 1, End: 4}}}}},
		"no way":         {Rule: "r", Level: "warning", Message: "m", File: "a.go", Line: 1, Column: 2, Path: []output.Step{{Message: "somewhere"}}},
	} {
		t.Run(name, func(t *testing.T) {
			r := output.New(output.Input{Dir: "/m"})
			r.Findings = append(r.Findings, f)
			var buf bytes.Buffer
			require.NoError(t, r.SARIF(&buf))
			validate(t, s, buf.Bytes())
		})
	}
}

// TestCommand judges what users get.
func TestCommand(t *testing.T) {
	s := schema(t)
	tool := filepath.Join(t.TempDir(), "rdslint.exe")
	build := exec.Command("go", "build", "-o", tool, "./cmd/rdslint")
	build.Dir = "../../.."
	out, err := build.CombinedOutput()
	require.NoError(t, err, "%s", out)

	for name, tt := range map[string]struct {
		dir  string
		code int
		args []string
	}{
		"findings":   {"../../../testdata/demo", 1, []string{"-min-level", "note", "./..."}},
		"no finding": {"../../../testdata/demo", 0, []string{"-rules", "serviceui", "./internal/..."}},
		"no module":  {t.TempDir(), 2, []string{"./..."}},
		"bad flag":   {t.TempDir(), 2, []string{"-nonsense"}},
	} {
		t.Run(name, func(t *testing.T) {
			cmd := exec.Command(tool, append([]string{"-format", "sarif"}, tt.args...)...)
			cmd.Dir = tt.dir
			cmd.Env = append(os.Environ(), "RDSLINT_CACHE=off")
			log, err := cmd.Output()
			var exit *exec.ExitError
			if tt.code == 0 {
				require.NoError(t, err)
			} else {
				require.True(t, errors.As(err, &exit), "%v", err)
				require.Equal(t, tt.code, exit.ExitCode(), "%s", exit.Stderr)
			}
			validate(t, s, log)
		})
	}
}
