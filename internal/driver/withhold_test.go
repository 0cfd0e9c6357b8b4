package driver

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/rdslint/rdslint/internal/engine"
)

// A service with a place for more code.
const serviceModule = `
-- go.mod --
module example.com/m

go 1.22

require golang.org/x/sys v0.49.0
-- main.go --
package main

import (
	"fmt"
	"log"

	"golang.org/x/sys/windows/svc"
)

type service struct{}

func (service) Execute(_ []string, requests <-chan svc.ChangeRequest, status chan<- svc.Status) (bool, uint32) {
	status <- svc.Status{State: svc.Running, Accepts: svc.AcceptStop}
	for r := range requests {
		serve(uint32(r.EventType))
	}
	return false, 0
}

func main() {
	if err := svc.Run("service", service{}); err != nil {
		log.Fatal(fmt.Errorf("it does not run: %w", err))
	}
}
-- serve.go --
`

// tried runs all rules over the service with its function serve, which type-checks. It returns the lines of serve.go with
// fixes, and why others were withheld, by line.
func tried(t *testing.T, serve string) (*Program, *Result, []int, map[int]string) {
	t.Helper()
	p := load(t, serviceModule+serve, Config{})
	for _, pkg := range p.Packages {
		require.Empty(t, pkg.TypeErrors)
	}
	res, err := Run(context.Background(), p, Options{})
	require.NoError(t, err)
	require.Empty(t, res.Problems)
	var offered []int
	for _, f := range res.Findings {
		if len(f.Fixes) > 0 {
			offered = append(offered, p.Fset.Position(f.Pos).Line)
		}
	}
	withheld := make(map[int]string)
	for _, w := range res.Withheld {
		withheld[p.Fset.Position(w.Finding.Pos).Line] = w.Why
	}
	return p, res, offered, withheld
}

const block = `

func block(name %s) {
	text, err := windows.UTF16PtrFromString(string(name))
	if err == nil {
		_, err = windows.CreateFileMapping(windows.InvalidHandle, nil, windows.PAGE_READWRITE, 0, 4096, text)
	}
	if err != nil {
		fmt.Println(err)
	}
}
`

const serveBlock = `package main

import (
	"fmt"

	"golang.org/x/sys/windows"
)

func serve(client uint32) {
	var session uint32
	if err := windows.ProcessIdToSessionId(client, &session); err != nil {
		return
	}
	block("Global\\Example")
}
`

func TestWithholdNothing(t *testing.T) {
	t.Parallel()
	_, _, offered, withheld := tried(t, serveBlock+fmt.Sprintf(block, "string"))
	assert.Equal(t, []int{14}, offered)
	assert.Empty(t, withheld)
}

// A result that does not compile: Sprintf gives a string, and the parameter has a type of its own.
func TestWithholdWhatDoesNotCompile(t *testing.T) {
	t.Parallel()
	_, _, offered, withheld := tried(t, serveBlock+fmt.Sprintf(block, "blockName")+"\ntype blockName string\n")
	assert.Empty(t, offered)
	require.Len(t, withheld, 1)
	assert.Contains(t, withheld[14], "does not compile: cannot use")
}

// Either message box may go, but owner must have one.
const serveBoxes = `package main

import (
	"golang.org/x/sys/windows"
)

func serve(uint32) {
	owner := windows.HWND(0)
	text, _ := windows.UTF16PtrFromString("Please restart")
	windows.MessageBox(owner, text, text, 0)
	windows.MessageBox(owner, text, nil, 0)
}
`

func TestWithholdWhatIsWrongTogether(t *testing.T) {
	t.Parallel()
	p, res, offered, withheld := tried(t, serveBoxes)
	assert.Equal(t, []int{10}, offered, "the first stays")
	require.Len(t, withheld, 1)
	assert.Contains(t, withheld[11], "declared and not used: owner")

	// What is offered can be applied.
	changes, err := (&Fixer{Fset: p.Fset, Roots: p.Roots(), Accept: func(*engine.Finding, *engine.Fix) bool { return true }}).Apply(res.Findings)
	require.NoError(t, err)
	require.Len(t, changes.Files, 1)
	assert.Contains(t, string(changes.Files[0].New), "\t\"unsafe\"\n", "an import that was not loaded is no obstacle")
	fixed := strings.Replace(serviceModule, "-- serve.go --\n", "-- serve.go --\n"+string(changes.Files[0].New), 1)
	for _, pkg := range load(t, fixed, Config{}).Packages {
		assert.Empty(t, pkg.TypeErrors)
	}
}

// A fix may need what no package of the program asks of a dependency.
func TestWithholdKnowsWhatWasNotLoaded(t *testing.T) {
	t.Parallel()
	cfg := Config{Dir: write(t, serviceModule+serveBlock+fmt.Sprintf(block, "string")), Patterns: []string{"./..."}, Env: offline()}
	for _, from := range []string{"the directory", "the shelf"} {
		cfg.trace = newTrace()
		p, err := Load(t.Context(), cfg)
		require.NoError(t, err)
		pkg := p.Packages[0]
		trial := &tribunal{prog: p, declared: make(map[string]map[string][]*piece)}
		const windows = "golang.org/x/sys/windows"
		assert.True(t, trial.declares(pkg, windows, "WTSQueryUserToken"), from)
		assert.False(t, trial.declares(pkg, windows, "WTSAskUserForToken"), from)
		assert.False(t, trial.declares(pkg, windows, "toFixedPoint"), from)
		assert.False(t, trial.declares(pkg, "example.com/nowhere", "Name"), from)
		assert.NotNil(t, usesOf(pkg, "ProcessIdToSessionId")[0].Pkg().Scope().Lookup("NewLazySystemDLL"), "fixes are written with it")
		assert.Equal(t, from == "the shelf", p.loader.shelved != nil)
		if p.loader.shelved != nil {
			break
		}
		memo, err := cfg.trace.memo(cfg.Dir)
		require.NoError(t, err)
		s := p.loader.shelf()
		s.memo = memo.beyond(s.analysed)
		cfg.shelf = decodeShelf(s.encode())
	}
}

// What is left after many failures is not offered.
func TestWithholdBounded(t *testing.T) {
	t.Parallel()
	var serve strings.Builder
	serve.WriteString("package main\n\nimport (\n\t\"fmt\"\n\n\t\"golang.org/x/sys/windows\"\n)\n\ntype blockName string\n\nfunc serve(client uint32) {\n")
	serve.WriteString("\tvar session uint32\n\tif windows.ProcessIdToSessionId(client, &session) != nil {\n\t\treturn\n\t}\n")
	for i := range 2 * maxFailures {
		fmt.Fprintf(&serve, "\tblock(\"Global\\\\Example%d\")\n", i)
	}
	serve.WriteString("}\n")
	fmt.Fprintf(&serve, block, "blockName")
	p := load(t, serviceModule+serve.String(), Config{})
	res, err := Run(context.Background(), p, Options{})
	require.NoError(t, err)
	require.Len(t, res.Problems, 1)
	assert.Equal(t, "fix", res.Problems[0].Kind)
	for _, f := range res.Findings {
		assert.Empty(t, f.Fixes)
	}
	assert.Len(t, res.Withheld, 2*maxFailures)
}

func TestWithholdUnreadable(t *testing.T) {
	t.Parallel()
	p := load(t, serviceModule+serveBlock+fmt.Sprintf(block, "string"), Config{})
	for _, f := range p.Packages[0].Files {
		p.Overlay = map[string][]byte{p.Fset.File(f.FileStart).Name(): []byte("package main\n")}
	}
	res, err := Run(context.Background(), p, Options{})
	require.NoError(t, err)
	require.Len(t, res.Withheld, 1)
	assert.Equal(t, "the file is not what was read first", res.Withheld[0].Why)
}
