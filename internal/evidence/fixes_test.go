package evidence

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"runtime"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// runs returns a command that runs a Windows program, or skips the test.
func runs(t *testing.T) func(args ...string) *exec.Cmd {
	wrapper := strings.Fields(os.Getenv("RDSLINT_WINE"))
	if runtime.GOOS != "windows" && len(wrapper) == 0 {
		t.Skip("needs Windows, or a command in RDSLINT_WINE that runs its programs: go run ./internal/ci sets it where wine is installed")
	}
	return func(args ...string) *exec.Cmd {
		args = append(wrapper[:len(wrapper):len(wrapper)], args...)
		return exec.Command(args[0], args[1:]...)
	}
}

// TestFixes builds and runs each program in testdata before and after the safe fixes of objectname, and compares what it prints
// with what the comments say. It needs no second session: each fix makes a name that could not be created, or says where an
// object is that the name did not.
func TestFixes(t *testing.T) {
	command := runs(t)
	tool := filepath.Join(t.TempDir(), "rdslint.exe")
	run(t, exec.Command("go", "build", "-o", tool, "../../cmd/rdslint"))
	files, err := filepath.Glob("testdata/*.go")
	require.NoError(t, err)
	require.Greater(t, len(files), 1)
	expected := regexp.MustCompile(`(?m)^// (before|after): (.*)$`)
	for _, file := range files {
		if filepath.Base(file) == "probe.go" {
			continue
		}
		t.Run(strings.TrimSuffix(filepath.Base(file), ".go"), func(t *testing.T) {
			source, err := os.ReadFile(file)
			require.NoError(t, err)
			want := expected.FindAllStringSubmatch(string(source), -1)
			require.Len(t, want, 2, "before and after")
			name := filepath.Base(t.Name())

			dir := t.TempDir()
			probe, err := os.ReadFile("testdata/probe.go")
			require.NoError(t, err)
			require.NoError(t, os.WriteFile(filepath.Join(dir, "go.mod"), []byte("module example.com/probe\n\ngo 1.26\n"), 0o666))
			require.NoError(t, os.WriteFile(filepath.Join(dir, "probe.go"), probe, 0o666))
			require.NoError(t, os.WriteFile(filepath.Join(dir, "case.go"), source, 0o666))

			for i, step := range []string{"before", "after"} {
				require.Equal(t, step, want[i][1])
				if step == "after" {
					fix := exec.Command(tool, "-C", dir, "-rules", "objectname", "-fix", "./...")
					run(t, fix)
					fixed, err := os.ReadFile(filepath.Join(dir, "case.go"))
					require.NoError(t, err)
					require.NotEqual(t, string(source), string(fixed), "there is a fix")
				}
				exe := filepath.Join(dir, step+".exe")
				build := exec.Command("go", "build", "-o", exe, ".")
				build.Dir = dir
				build.Env = append(os.Environ(), "GOOS=windows", "CGO_ENABLED=0")
				run(t, build)
				got := run(t, command(exe, `Local\rdslint-`+name, `Global\rdslint-`+name, `Local\Global/rdslint-`+name))
				assert.Equal(t, want[i][2], strings.TrimSpace(got), step)
			}
		})
	}
}

// run runs a command that must succeed, and returns its standard output.
func run(t *testing.T, cmd *exec.Cmd) string {
	var out, errs bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &errs
	require.NoError(t, cmd.Run(), "%v: %s%s", cmd, out.String(), errs.String())
	return out.String()
}
