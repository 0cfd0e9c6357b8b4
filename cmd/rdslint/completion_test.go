package main

import (
	"bytes"
	"flag"
	"fmt"
	"os/exec"
	"runtime/debug"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/rdslint/rdslint/analyzers"
	"github.com/rdslint/rdslint/internal/engine"
)

// completionFor returns the script for a shell.
func completionFor(t *testing.T, shell string) string {
	t.Helper()
	var out bytes.Buffer
	c := command{stdout: &out, rules: append(analyzers.Rules(), &engine.IgnoreRule)}
	require.NoError(t, c.completion([]string{shell}))
	return out.String()
}

// TestCompletionIsWhole: each script knows each flag, each command and each rule.
func TestCompletionIsWhole(t *testing.T) {
	for _, shell := range shells {
		script := completionFor(t, shell)
		new(settings).flags().VisitAll(func(f *flag.Flag) {
			if f.Name == "h" || strings.HasPrefix(f.Name, "debug.") {
				return
			}
			name := "-" + f.Name
			if shell == "fish" {
				name = " " + f.Name
			}
			assert.Contains(t, script, name, shell)
		})
		for _, word := range []string{"explain", "config", "verify", "schema", "cache", "golist", "completion", "powershell", "sarif", "objectname", "ignore"} {
			assert.Contains(t, script, word, shell)
		}
		assert.NotContains(t, script, "debug", shell)
	}
}

func TestCompletion(t *testing.T) {
	shells := map[string]func(t *testing.T, words ...string) []string{"bash": bash, "fish": fish}
	for name, complete := range shells {
		t.Run(name, func(t *testing.T) {
			if _, err := exec.LookPath(name); err != nil {
				t.Skipf("there is no %s here", name) // bash is where .ci/run is
			}
			assert.Contains(t, complete(t, "exp"), "explain")
			assert.Contains(t, complete(t, "./."), "./...")
			assert.Equal(t, []string{"verify"}, complete(t, "config", "v"))
			assert.Contains(t, complete(t, "explain", "obj"), "objectname")
			assert.Equal(t, []string{"-min-level"}, complete(t, "-min"))
			assert.Equal(t, []string{"error", "never", "note", "warning"}, complete(t, "-fail-on", ""))
			assert.Equal(t, []string{"sarif"}, complete(t, "-format", "sa"))
			assert.Equal(t, []string{"objectname,serviceui"}, complete(t, "-rules", "objectname,serviceu"))
			assert.Empty(t, complete(t, "-tags", ""))
			assert.NotContains(t, complete(t, "-fix", ""), "explain")
		})
	}
	t.Run("bash takes = apart", func(t *testing.T) {
		if _, err := exec.LookPath("bash"); err != nil {
			t.Skip("there is no bash here: .ci/run, which needs bash, runs this")
		}
		assert.Equal(t, []string{"sarif"}, bash(t, "-format", "=", "sa"))
		assert.Equal(t, []string{"error", "note", "warning"}, bash(t, "-min-level", "="))
		assert.Equal(t, []string{"-format"}, bash(t, "--form"))
	})
	t.Run("zsh", func(t *testing.T) {
		if _, err := exec.LookPath("zsh"); err != nil {
			t.Skip("there is no zsh here: install it to run this; completion of bash is tested everywhere")
		}
		// Completing needs a terminal; that the script loads does not.
		said := shellOutput(t, completionFor(t, "zsh"), "zsh", "-f", "-c", "autoload -U compinit && compinit -D && source /dev/stdin && echo $_comps[rdslint]")
		assert.Equal(t, "_rdslint\n", said)
	})
}

// bash returns what bash completes the last word to, sorted.
func bash(t *testing.T, words ...string) []string {
	t.Helper()
	script := completionFor(t, "bash") + fmt.Sprintf(`
COMP_WORDS=(rdslint %s)
COMP_CWORD=%d
_rdslint
printf '%%s\n' "${COMPREPLY[@]}"
`, shellWords(words), len(words))
	return sortedLines(shellOutput(t, script, "bash", "--norc", "-s"))
}

// fish returns the same of fish.
func fish(t *testing.T, words ...string) []string {
	t.Helper()
	line := "rdslint " + strings.Join(words, " ")
	script := completionFor(t, "fish") + "\ncomplete -C " + shellWords([]string{line}) + "\n"
	lines := sortedLines(shellOutput(t, script, "fish", "--no-config"))
	for i := range lines {
		lines[i], _, _ = strings.Cut(lines[i], "\t") // its description
	}
	return lines
}

func shellWords(words []string) string {
	var quoted []string
	for _, w := range words {
		quoted = append(quoted, "'"+w+"'")
	}
	return strings.Join(quoted, " ")
}

func sortedLines(text string) []string {
	lines := strings.Fields(text)
	slices.Sort(lines)
	return lines
}

// shellOutput runs a shell in an empty directory.
func shellOutput(t *testing.T, script, shell string, args ...string) string {
	t.Helper()
	cmd := exec.Command(shell, args...)
	cmd.Dir = t.TempDir()
	cmd.Stdin = strings.NewReader(script)
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	out, err := cmd.Output()
	require.NoError(t, err, stderr.String())
	require.Empty(t, stderr.String())
	return string(out)
}

func TestProvenance(t *testing.T) {
	info := &debug.BuildInfo{Main: debug.Module{Version: "v0.1.0"}}
	assert.Regexp(t, `^v0\.1\.0 \(go1\.\S+\)$`, provenance(info))
	info.Settings = []debug.BuildSetting{{Key: "vcs.revision", Value: "0123abc"}, {Key: "vcs.modified", Value: "false"}}
	assert.Regexp(t, `^v0\.1\.0 \(commit 0123abc, go1\.\S+\)$`, provenance(info))
	info.Settings[1].Value = "true"
	assert.Regexp(t, `^v0\.1\.0 \(commit 0123abc, with changes, go1\.\S+\)$`, provenance(info))
	assert.Regexp(t, `^\(unknown\) \(go1\.\S+\)$`, provenance(new(debug.BuildInfo)))
}
