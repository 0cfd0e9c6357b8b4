package linttest

import (
	"go/ast"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/rdslint/rdslint/internal/engine"
	"github.com/rdslint/rdslint/internal/form"
)

// TestFixesOfFixtures applies the fixes of all fixtures as the command does, in all forms.
func TestFixesOfFixtures(t *testing.T) { RunFixes(t) }

// asItIs reports whether the first file has the size that it has on the disk.
func asItIs(p *source) bool {
	file := p.fset.File(p.files[0].FileStart)
	info, err := os.Stat(file.Name())
	return err == nil && info.Size() == int64(file.Size())
}

// TestForms proves that what is wrong in one form only fails.
func TestForms(t *testing.T) {
	for name, test := range map[string]struct {
		find func(p *source) []*engine.Finding
		want string // a part of each failure; empty is none
	}{
		"nothing": {renaming("good"), ""},
		"another finding": {func(p *source) []*engine.Finding {
			findings := renaming("good")(p)
			if len(findings) > 0 && !asItIs(p) {
				findings[0].Message = "bad is called otherwise"
			}
			return findings
		}, "there are other findings"},
		"another result": {func(p *source) []*engine.Finding {
			return p.findBad(func(p *source, call *ast.CallExpr) []engine.Fix {
				to := "good"
				if !asItIs(p) {
					to = "well"
				}
				return fixes("Call good", replace(call.Fun, to))
			})
		}, "makes something else of the file"},
	} {
		t.Run(name, func(t *testing.T) {
			fixture := strings.ReplaceAll(base, "func good(s string) {}", "func good(s string) {}\nfunc well(s string) {}")
			dir := unpack(t, fixture)
			files, err := sources(dir)
			require.NoError(t, err)
			require.Len(t, files, 1)
			x := &safety{counts: make(map[string]int)}
			for _, f := range form.Forms {
				s := &suite{house: &fakeHouse{find: test.find}, dir: dir, overlay: make(map[string][]byte)}
				for file, src := range files {
					s.overlay[file] = f.Write(src)
				}
				x.suites = append(x.suites, s)
			}
			var r recorder
			x.judge(&r, filepath.Join(dir, "topic"))
			if test.want == "" {
				assert.Empty(t, r.failures)
				assert.Equal(t, 3, x.counts["-fix: fixes type-checked for windows/386, in all forms"], "one in each form")
				assert.Equal(t, 1, x.counts["goldens compared, CRLF"])
				return
			}
			assert.NotEmpty(t, r.failures)
			for _, f := range r.failures {
				assert.Contains(t, f, test.want)
			}
		})
	}
}
