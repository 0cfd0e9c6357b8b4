package driver

import (
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"go/types"
	"go/version"
	"io"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"

	"golang.org/x/mod/modfile"
)

// A node is one package of the import graph. A variant compiled for a test is a node of its own.
type node struct {
	id        string // the import path; a test variant's ends in " [p.test]"
	path      string // the import path as the type checker is to know it
	name      string
	dir       string
	files     []string // Go files, those that import "C" included; absolute
	texts     [][]byte // of the files, until they are parsed; nil where they are still to be read
	other     []string // files in other languages; absolute
	importMap map[string]string
	module    *listModule
	standard  bool
	forTest   string // the package under test, of a variant
	matched   bool
	err       *listError
	absent    *mod // the module that is missing, if that is what is wrong
}

// inMainModule reports whether the package belongs to the main module or to one of the workspace.
func (n *node) inMainModule() bool { return n.module != nil && n.module.Main }

// A graph knows the packages of a program and what an import means in each.
type graph interface {
	// nodes returns the packages known so far, dependencies first.
	nodes() []*node
	// resolve returns the package that from means by an import of path, or nil. If from is nil, any package of the main module
	// asks. It may be called by several goroutines.
	resolve(from *node, path string) *node
	// typed tells of a package that has its types: what is wrong with it may be the graph's fault. It may be called by several
	// goroutines.
	typed(u *unit)
}

// A request is what to load, and where the go command stands.
type request struct {
	Config
	dir  string   // Config.Dir, absolute
	env  []string // of go commands
	arch string
	root []string // the directories of the main modules; none in GOPATH mode and outside modules
	work string   // go.work, if there is one
	none bool     // there is no module
	pgo  bool     // the go command would make variants of packages by a profile

	command   string // the go command; "" is the one in PATH
	fips      bool   // std is replaced by a certified version
	goroot    string
	goversion string
	goflags   string
	modcache  string

	watch *stopwatch
}

// windowsArch holds the architectures that Go has a Windows port for.
var windowsArch = map[string]bool{"386": true, "amd64": true, "arm64": true}

// Loaders returns the values of Config.Loader, the default first.
func Loaders() []string { return []string{"auto", "golist", "resolver", "packages"} }

// newRequest asks the go command where it stands.
func newRequest(ctx context.Context, cfg Config) (*request, error) {
	dir, err := filepath.Abs(cfg.Dir)
	if err != nil {
		return nil, err
	}
	if fi, err := os.Stat(dir); err != nil || !fi.IsDir() {
		return nil, fmt.Errorf("%s is not a directory", dir)
	}
	r := &request{Config: cfg, dir: dir, watch: newStopwatch()}
	if all := Loaders(); !slices.Contains(all, cmp.Or(r.Loader, all[0])) {
		return nil, fmt.Errorf("there is no loader %q: take one of %s", r.Loader, strings.Join(all, ", "))
	}
	if r.Loader == "resolver" && r.Tests {
		return nil, errors.New("the loader resolver knows no tests: take golist")
	}
	if r.GOOS == "" {
		r.GOOS = "windows"
	}
	if len(r.Patterns) == 0 {
		r.Patterns = []string{"."}
	}
	env := cfg.Env
	if env == nil {
		env = os.Environ()
	}
	r.env = append(slices.Clone(env), "PWD="+dir)

	if err := moduleFiles(dir); err != nil {
		return nil, err
	}
	out, err := r.goCommand(ctx, "env", "-json", "GOARCH", "GOMOD", "GOWORK", "GOCACHE", "GOVERSION", "GOROOT", "GOFLAGS", "GOMODCACHE",
		"GOFIPS140")
	if err != nil {
		return nil, err
	}
	var is struct{ GOARCH, GOMOD, GOWORK, GOCACHE, GOVERSION, GOROOT, GOFLAGS, GOMODCACHE, GOFIPS140 string }
	if err := json.Unmarshal(out, &is); err != nil {
		return nil, fmt.Errorf("go env: %v", err)
	}
	if !filepath.IsAbs(is.GOROOT) { // no command below it may be one of the module
		return nil, fmt.Errorf("go env: GOROOT is %q, which is no directory", is.GOROOT)
	}
	r.goroot, r.goversion, r.goflags, r.modcache = is.GOROOT, is.GOVERSION, is.GOFLAGS, is.GOMODCACHE
	r.fips = cmp.Or(is.GOFIPS140, "off") != "off"
	r.pgo = version.Compare(is.GOVERSION, "go1.21") >= 0
	r.arch = cfg.GOARCH
	if r.arch == "" {
		r.arch = is.GOARCH
		if r.GOOS == "windows" && !windowsArch[r.arch] && lookup(env, "GOARCH") == "" {
			r.arch = "amd64" // an s390x host still lints for Windows
		}
	}
	if types.SizesFor("gc", r.arch) == nil {
		return nil, fmt.Errorf("there is no %s/%s", r.GOOS, r.arch) // go list would not mind
	}
	// With cgo the go command keeps the files that import "C", which is what there is to see; it needs no C compiler for a
	// list. The price is that files tagged !cgo, the stand-ins for a build without it, are left out. Package packages wants
	// what cgo makes of such files, and so a C compiler for Windows.
	cgo := "1"
	if r.NoCgo = r.NoCgo || r.Loader == "packages"; r.NoCgo {
		cgo = "0"
	}
	r.env = append(r.env, "GOOS="+r.GOOS, "GOARCH="+r.arch, "CGO_ENABLED="+cgo)
	if entries, _ := os.ReadDir(is.GOCACHE); len(entries) == 0 {
		// The go command would index all modules first. That pays from the second time on, and on a fresh machine of a CI
		// service there is none.
		debug := "goindex=0"
		if old := lookup(r.env, "GODEBUG"); old != "" {
			debug = old + "," + debug
		}
		r.env = append(r.env, "GODEBUG="+debug)
	}

	switch {
	case is.GOWORK != "" && is.GOWORK != "off":
		r.work = is.GOWORK
		data, err := os.ReadFile(r.work)
		if err != nil {
			return nil, err
		}
		work, err := modfile.ParseWork(r.work, data, nil)
		if err != nil {
			return nil, firstLine(err.Error())
		}
		for _, use := range work.Use {
			r.root = append(r.root, from(filepath.Dir(is.GOWORK), use.Path))
		}
	case is.GOMOD == os.DevNull:
		r.none = true
	case is.GOMOD != "":
		r.root = []string{filepath.Dir(is.GOMOD)}
	}
	return r, nil
}

// from returns the directory that a path in a file of dir means.
func from(dir, path string) string {
	if path = filepath.FromSlash(path); filepath.IsAbs(path) {
		return path
	}
	return filepath.Join(dir, path)
}

// moduleFiles returns an error if the go command would read something for dir that need not end, such as a pipe.
func moduleFiles(dir string) error {
	for {
		for _, name := range []string{"go.mod", "go.sum", "go.work", "go.work.sum"} {
			file := filepath.Join(dir, name)
			if info, err := os.Stat(file); err == nil && !info.IsDir() && !info.Mode().IsRegular() {
				return fmt.Errorf("%s is no regular file", file)
			}
		}
		up := filepath.Dir(dir)
		if up == dir {
			return nil
		}
		dir = up
	}
}

// lookup returns the value of an environment variable.
func lookup(env []string, name string) string {
	for _, kv := range slices.Backward(env) {
		if value, ok := strings.CutPrefix(kv, name+"="); ok {
			return value
		}
	}
	return ""
}

// outside returns an error if the patterns need a module and there is none.
func (r *request) outside() error {
	if !r.none {
		return nil
	}
	for _, p := range r.Patterns {
		if !strings.HasSuffix(p, ".go") && (p == "." || p == ".." || strings.HasPrefix(p, "./") || strings.HasPrefix(p, "../") || filepath.IsAbs(p)) {
			return fmt.Errorf("there is no go.mod in %s or above: %s", r.dir, r.advice())
		}
	}
	return nil
}

// advice says what to do where there is no module.
func (r *request) advice() string {
	mods, _ := filepath.Glob(filepath.Join(r.dir, "*", "go.mod"))
	if len(mods) == 0 {
		return "change to a module's directory, or run go mod init"
	}
	for i, m := range mods {
		mods[i] = filepath.Base(filepath.Dir(m))
	}
	return "change to " + strings.Join(mods, " or ")
}

// goCommand runs a go command and returns its output. Its error is the first line that says what is wrong.
func (r *request) goCommand(ctx context.Context, args ...string) ([]byte, error) {
	cmd := exec.CommandContext(ctx, cmp.Or(r.command, "go"), args...)
	cmd.Dir, cmd.Env = r.dir, r.env
	cmd.WaitDelay = time.Second // for what it has started and leaves behind
	var stdout, stderr answer
	cmd.Stdout, cmd.Stderr = &stdout, &stderr
	err := cmd.Run()
	switch {
	case stdout.endless || stderr.endless:
		return nil, fmt.Errorf("go %s: its output has no end", args[0])
	case err == nil:
		return stdout.text.Bytes(), nil
	case ctx.Err() != nil:
		return nil, ctx.Err()
	case errors.Is(err, exec.ErrNotFound):
		return nil, errors.New("the go command is not in PATH: install it from https://go.dev/dl")
	case stderr.text.Len() == 0:
		return stdout.text.Bytes(), fmt.Errorf("go %s: %v", args[0], err)
	}
	return stdout.text.Bytes(), firstLine(stderr.text.String())
}

// An answer is what a command writes, as far as it makes sense.
type answer struct {
	text    bytes.Buffer
	endless bool
}

// maxAnswer is a hundred times what go list says of the largest modules.
const maxAnswer = 512 << 20

func (a *answer) Write(p []byte) (int, error) {
	if a.text.Len()+len(p) > maxAnswer {
		a.endless = true
		return 0, io.ErrShortWrite
	}
	return a.text.Write(p)
}

// firstLine returns the first line of what a go command says that is not about its progress, joined with the next where it
// only announces it.
func firstLine(text string) error {
	var said string
	for line := range strings.Lines(text) {
		line = strings.TrimSpace(line)
		if line == "" || strings.HasPrefix(line, "go: downloading ") || strings.HasPrefix(line, "go: finding ") || strings.HasPrefix(line, "go: warning: ") {
			continue
		}
		if said != "" {
			return errors.New(said + " " + line)
		}
		said = line
		if !strings.HasSuffix(line, ":") {
			break
		}
	}
	return errors.New(cmp.Or(said, "go list fails and says nothing"))
}

// The go command's own types, as far as they are asked for.
type (
	listModule struct {
		Path, GoVersion string
		Main            bool
	}
	listError struct {
		Pos, Err string
	}
	listPackage struct {
		ImportPath, Dir, Name, ForTest                                         string
		GoFiles, CgoFiles                                                      []string
		CFiles, CXXFiles, MFiles, HFiles, FFiles, SFiles, SwigFiles, SysoFiles []string
		Match                                                                  []string
		ImportMap                                                              map[string]string
		Standard                                                               bool
		Module                                                                 *listModule
		Error                                                                  *listError
	}
)

const listFields = "-json=ImportPath,Dir,Name,ForTest,GoFiles,CgoFiles,CFiles,CXXFiles,MFiles,HFiles,FFiles,SFiles,SwigFiles,SysoFiles," +
	"Match,ImportMap,Standard,Module,Error"

// goList is the graph as the go command tells it: it alone knows modules, workspaces, vendor directories, flags and overlays.
type goList struct {
	list []*node
	byID map[string]*node
}

func (g *goList) nodes() []*node { return g.list }

func (g *goList) resolve(from *node, path string) *node {
	if from != nil {
		if to, ok := from.importMap[path]; ok {
			path = to
		}
	}
	return g.byID[path]
}

func (g *goList) typed(*unit) {} // there is none to know better

// list runs go list for all packages of the main modules and for the patterns.
func (r *request) list(ctx context.Context) (*goList, []Problem, error) {
	for _, dir := range r.root {
		if name := irregular(dir); name != "" {
			return nil, nil, listFailure{fmt.Errorf("%s is no regular file", name)}
		}
	}
	patterns, byFile := r.patterns()
	args := []string{"list", "-e", "-deps", listFields}
	if r.pgo {
		args = append(args, "-pgo=off")
	}
	if r.Tags != "" {
		args = append(args, "-tags="+r.Tags)
	}
	if r.Tests {
		args = append(args, "-test")
	}
	if len(r.Overlay) > 0 {
		file, cleanup, err := r.overlayFile()
		if err != nil {
			return nil, nil, err
		}
		defer cleanup()
		args = append(args, "-overlay="+file)
	}
	args = append(args, "--")
	args = append(args, r.wanted(patterns)...)
	out, listErr := r.goCommand(ctx, args...)
	r.trace.answer(args, out, listErr)
	if ctx.Err() != nil {
		return nil, nil, ctx.Err()
	}

	g := &goList{byID: make(map[string]*node)}
	var problems []Problem
	found := make(map[string]bool)   // patterns that name a package
	failed := make(map[string]error) // what is wrong with the others
	for dec := json.NewDecoder(bytes.NewReader(out)); ; {
		var p listPackage
		if err := dec.Decode(&p); err == io.EOF {
			break
		} else if err != nil {
			return nil, nil, fmt.Errorf("go list: %v", err)
		}
		if isTestMain(&p) {
			continue
		}
		n := p.node()
		for _, m := range p.Match {
			if slices.Contains(patterns, m) {
				n.matched = true
				if len(n.files) > 0 {
					found[m] = true
				} else if n.err != nil {
					failed[m] = firstLine(n.err.Err)
				}
			}
		}
		g.list = append(g.list, n)
		g.byID[n.id] = n
	}
	if listErr != nil {
		if len(g.list) == 0 {
			return nil, nil, listFailure{listErr}
		}
		problems = append(problems, Problem{Kind: "list", Message: listErr.Error()})
	}

	var missed []string
	for i, p := range patterns {
		if !found[p] {
			if f := failed[p]; f != nil && !notFound(f.Error()) && !strings.HasSuffix(p, ".go") {
				missed = append(missed, f.Error())
			} else {
				missed = append(missed, "no packages match "+r.Patterns[i])
			}
		}
	}
	switch {
	case len(missed) < len(patterns):
	case slices.ContainsFunc(missed, func(m string) bool { return !strings.HasPrefix(m, "no packages match ") }):
		return nil, nil, listFailure{errors.New(missed[0])} // a package is there, and something about it keeps go list from its files
	default:
		return nil, nil, errors.New(missed[0])
	}
	for i, p := range patterns {
		if !found[p] && failed[p] == nil {
			problems = append(problems, Problem{Kind: "list", Message: "no packages match " + r.Patterns[i]})
		}
	}
	return g, append(problems, r.unlisted(g, byFile)...), nil
}

// wanted returns the patterns and, after them, what is to be loaded besides: the main modules, and packages of std that need
// not be imported by anything.
func (r *request) wanted(patterns []string) []string {
	list := slices.Clone(patterns)
	if len(r.root) == 0 && slices.ContainsFunc(patterns, func(p string) bool { return strings.HasSuffix(p, ".go") }) {
		return list // the go command takes files, or packages
	}
	for _, dir := range r.root {
		list = append(list, dir+string(filepath.Separator)+"...")
	}
	for _, path := range slices.Concat(r.Keep, slices.Sorted(maps.Keys(forFixes))) {
		if first, _, _ := strings.Cut(path, "/"); !strings.Contains(first, ".") {
			list = append(list, path)
		}
	}
	return list
}

// A listFailure is an error of go list that keeps it from telling anything.
type listFailure struct{ error }

// unlisted returns problems for the files that patterns name and that are in no package.
func (r *request) unlisted(g graph, byFile []string) (problems []Problem) {
	for i, file := range byFile {
		if file != "" && !slices.ContainsFunc(g.nodes(), func(n *node) bool { return slices.Contains(n.files, file) }) {
			problems = append(problems, Problem{Kind: "list", File: file,
				Message: fmt.Sprintf("%s is in no package for %s/%s", r.Patterns[i], r.GOOS, r.arch)})
		}
	}
	return problems
}

// notFound reports whether a message of the go command only says that a pattern names nothing.
func notFound(msg string) bool {
	return strings.HasSuffix(msg, "directory not found") || strings.HasPrefix(msg, "pattern ") &&
		(strings.Contains(msg, "no such file or directory") || strings.Contains(msg, "cannot find the")) // the latter on Windows
}

// patterns returns the patterns as go list is to see them, and for each the file that it names, if it names one. The go command
// takes files of one directory only, and as a package of their own; here a file stands for its package.
func (r *request) patterns() (patterns, files []string) {
	patterns = slices.Clone(r.Patterns)
	files = make([]string, len(patterns))
	if r.none {
		return patterns, files
	}
	for i, p := range patterns {
		if !strings.HasSuffix(p, ".go") {
			continue
		}
		if !filepath.IsAbs(p) {
			p = filepath.Join(r.dir, p)
		}
		if _, ok := r.Overlay[p]; ok {
		} else if r.trace.stat(p) != something {
			continue
		}
		patterns[i], files[i] = filepath.Dir(p), p
	}
	return patterns, files
}

// overlayFile writes the overlay as go list reads it.
func (r *request) overlayFile() (file string, cleanup func(), err error) {
	dir, err := os.MkdirTemp("", "rdslint-overlay-")
	if err != nil {
		return "", nil, err
	}
	cleanup = func() { os.RemoveAll(dir) }
	defer func() {
		if err != nil {
			cleanup()
		}
	}()
	replace := make(map[string]string, len(r.Overlay))
	for i, name := range slices.Sorted(maps.Keys(r.Overlay)) {
		copied := filepath.Join(dir, strconv.Itoa(i)+".go")
		if err := os.WriteFile(copied, r.Overlay[name], 0o600); err != nil {
			return "", nil, err
		}
		replace[name] = copied
	}
	data, err := json.Marshal(map[string]any{"Replace": replace})
	if err != nil {
		return "", nil, err
	}
	file = filepath.Join(dir, "overlay.json")
	return file, cleanup, os.WriteFile(file, data, 0o600)
}

// isTestMain reports whether p is the main package that go test generates. Its only file is in the build cache.
func isTestMain(p *listPackage) bool {
	return strings.HasSuffix(p.ImportPath, ".test") && len(p.GoFiles) == 1 && filepath.IsAbs(p.GoFiles[0])
}

func (p *listPackage) node() *node {
	n := &node{
		id: p.ImportPath, name: p.Name, dir: p.Dir, importMap: p.ImportMap,
		module: p.Module, standard: p.Standard, forTest: p.ForTest, err: p.Error,
	}
	n.path, _, _ = strings.Cut(n.id, " ")
	abs := func(lists ...[]string) (files []string) {
		for _, l := range lists {
			for _, f := range l {
				if !filepath.IsAbs(f) {
					f = filepath.Join(p.Dir, f)
				}
				files = append(files, f)
			}
		}
		return files
	}
	n.files = abs(p.GoFiles, p.CgoFiles)
	n.other = abs(p.CFiles, p.CXXFiles, p.MFiles, p.HFiles, p.FFiles, p.SFiles, p.SwigFiles, p.SysoFiles)
	return n
}

// problem returns what go list finds wrong with a package.
func (r *request) problem(n *node) Problem {
	p := Problem{Kind: "list", Package: n.path, Message: firstLine(n.err.Err).Error()}
	if len(n.files) == 0 && !n.matched {
		p.Kind = "missing"
	}
	p.File, p.Line = splitPosition(n.err.Pos)
	if p.File != "" && !filepath.IsAbs(p.File) { // it is relative to the working directory
		p.File = filepath.Join(r.dir, p.File)
	}
	return p
}

// splitPosition splits file:line:column, of which any part may be missing.
func splitPosition(pos string) (file string, line int) {
	for range 2 {
		i := strings.LastIndexByte(pos, ':')
		if i < 0 {
			break
		}
		num, err := strconv.Atoi(pos[i+1:])
		if err != nil {
			break
		}
		pos, line = pos[:i], num
	}
	return pos, line
}
