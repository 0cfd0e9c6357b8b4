package driver

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"go/version"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"runtime"
	"slices"
	"strings"
	"sync"

	"golang.org/x/mod/modfile"
	"golang.org/x/mod/module"
	"golang.org/x/mod/semver"
)

// A resolver is the graph as go.mod, the module cache and the directories have it, without the go command. It looks at packages
// when they are asked for, so it never learns of those that nothing needs, and it uses no network.
//
// It does not know tests. Whatever looks unusual it tells doubt.
type resolver struct {
	request  *request
	platform *platform
	mains    []*mod
	mods     map[string]*mod  // by path, the main modules included
	vendor   string           // the directory, if dependencies are vendored
	vendored map[string]bool  // the packages there
	doubt    func(why string) // takes note that the go command may see something else

	mu      sync.Mutex
	entries map[string]*entry
	list    []*node
}

// An entry is a package that was asked for.
type entry struct {
	once sync.Once
	node *node
}

// A mod is a module that may provide packages.
type mod struct {
	listModule
	version string
	source  module.Version // what the module cache has of it, unless it is local
	dir     string
	local   bool     // it stands outside the module cache, and directories below it may be modules of their own
	ignore  []string // what go.mod says patterns pass over
	once    sync.Once
	absent  bool
}

func (m *mod) isAbsent(t *trace) bool {
	m.once.Do(func() { m.absent = t.stat(m.dir) != directory })
	return m.absent
}

// dirOf returns the directory of a package whose path begins with the module's.
func (m *mod) dirOf(path string) string {
	return filepath.Join(m.dir, filepath.FromSlash(path[len(m.Path):]))
}

// holds reports whether a directory below the module's belongs to it.
func (m *mod) holds(t *trace, dir string) bool {
	for ; m.local && len(dir) > len(m.dir); dir = filepath.Dir(dir) {
		if t.stat(filepath.Join(dir, "go.mod")) == something {
			return false
		}
	}
	return true
}

// goFlags are the settings in GOFLAGS that matter to a resolver.
type goFlags struct {
	mod, tags string
	unusual   bool // there are others that might
}

// harmlessFlags have no influence on which files are compiled.
var harmlessFlags = set("asmflags buildvcs gcflags ldflags modcacherw n p timeout trimpath v work x")

func parseGoFlags(text string) (f goFlags) {
	for flag := range strings.FieldsSeq(text) {
		name, value, _ := strings.Cut(strings.TrimLeft(flag, "-"), "=")
		switch {
		case name == "mod":
			f.mod = value
		case name == "tags":
			f.tags = value
		case !harmlessFlags[name]:
			f.unusual = true
		}
	}
	return f
}

// newResolver reads the go.mod files of the main modules and what it needs to know of others.
func newResolver(ctx context.Context, r *request) (*resolver, error) {
	if len(r.root) == 0 {
		return nil, errors.New("packages are found without the go command in modules only")
	}
	g := &resolver{request: r, mods: make(map[string]*mod), entries: make(map[string]*entry), doubt: func(string) {}}
	var files []*modfile.File
	for _, dir := range r.root {
		name := filepath.Join(dir, "go.mod")
		data, err := r.trace.readFile(name)
		if errors.Is(err, fs.ErrNotExist) && len(r.root) > 1 {
			continue // go.work names it; the others are there
		}
		if err != nil {
			return nil, err
		}
		file, err := modfile.Parse(name, data, nil)
		if err != nil {
			return nil, firstLine(err.Error())
		}
		if file.Module == nil {
			return nil, fmt.Errorf("%s names no module", name)
		}
		m := &mod{listModule: listModule{Path: file.Module.Mod.Path, Main: true}, dir: dir, local: true}
		if file.Go != nil {
			m.GoVersion = file.Go.Version
		}
		for _, ignore := range file.Ignore {
			m.ignore = append(m.ignore, ignore.Path)
		}
		g.mains = append(g.mains, m)
		g.mods[m.Path] = m
		files = append(files, file)
	}
	if len(g.mains) == 0 {
		return nil, errors.New("go.work names no directory with a go.mod")
	}
	flags := parseGoFlags(r.goflags)
	if vendor := filepath.Join(g.mains[0].dir, "vendor"); len(g.mains) == 1 && flags.mod != "mod" && flags.mod != "readonly" {
		data, err := r.trace.readFile(filepath.Join(vendor, "modules.txt"))
		if err == nil && (flags.mod == "vendor" || version.Compare("go"+g.mains[0].GoVersion, "go1.14") >= 0) {
			g.vendor, g.vendored = vendor, vendoredPackages(string(data))
		}
	}
	if g.vendor == "" {
		g.require(files)
	}
	tags, err := r.contextTags(ctx)
	r.trace.answer(nil, []byte(tags), err)
	if err != nil {
		return nil, err
	}
	g.platform = newPlatform(r.GOOS, r.arch, tags, strings.ReplaceAll(cmp.Or(r.Tags, flags.tags), ",", " "))
	if r.NoCgo {
		delete(g.platform.tags, "cgo")
	}
	g.platform.trace = r.trace
	return g, nil
}

// contextTags returns the release tags and those of the go command's experiments.
func (r *request) contextTags(ctx context.Context) (string, error) {
	out, err := r.aside("GO111MODULE=off").goCommand(ctx, "list", "-f", "{{join context.ToolTags \" \"}} {{join context.ReleaseTags \" \"}}", "unsafe")
	return strings.TrimSpace(string(out)), err
}

// aside returns a request whose go commands are not told of the main module, but are of the version that its go.mod chose.
func (r *request) aside(env ...string) *request {
	aside := *r
	aside.env = append(slices.Clone(r.env), "GOTOOLCHAIN=local", "GOFLAGS=", "GOWORK=off")
	aside.env = append(aside.env, env...)
	aside.command = filepath.Join(r.goroot, "bin", "go")
	return &aside
}

// vendoredPackages returns the packages that a modules.txt lists.
func vendoredPackages(text string) map[string]bool {
	list := make(map[string]bool)
	for line := range strings.Lines(text) {
		if line = strings.TrimSpace(line); line != "" && line[0] != '#' {
			list[line] = true
		}
	}
	return list
}

// A requirements collects which version of each module is needed.
type requirements struct {
	resolver *resolver
	replace  map[module.Version]module.Version // the version of an old one may be ""
	exclude  map[module.Version]bool
	selected map[string]string
}

// require finds out which modules there are: the ones that go.mod lists. Before Go 1.17 it did not list those that only
// dependencies need, so their own go.mod files are asked, as far as the module cache has them.
func (g *resolver) require(files []*modfile.File) {
	rs := requirements{g, make(map[module.Version]module.Version), make(map[module.Version]bool), make(map[string]string)}
	complete := true
	replace := func(list []*modfile.Replace, dir string) {
		for _, rep := range list {
			to := rep.New
			if to.Version == "" {
				to.Path = from(dir, to.Path)
			}
			rs.replace[rep.Old] = to
		}
	}
	for i, file := range files {
		replace(file.Replace, g.mains[i].dir)
		for _, ex := range file.Exclude {
			rs.exclude[ex.Mod] = true
		}
		complete = complete && version.Compare("go"+g.mains[i].GoVersion, "go1.17") >= 0
	}
	if name := g.request.work; name != "" {
		data, _ := g.request.trace.readFile(name) // the request has read it, too
		if work, err := modfile.ParseWork(name, data, nil); err == nil {
			replace(work.Replace, filepath.Dir(name)) // it has the last word
		}
	}
	var work []module.Version
	seen := make(map[module.Version]bool)
	add := func(file *modfile.File) {
		for _, req := range file.Require {
			if m := req.Mod; !seen[m] && !rs.exclude[m] && g.mods[m.Path] == nil {
				seen[m] = true
				work = append(work, m)
			}
		}
	}
	for _, file := range files {
		add(file)
	}
	for len(work) > 0 {
		m := work[len(work)-1]
		work = work[:len(work)-1]
		if old, ok := rs.selected[m.Path]; !ok || semver.Compare(m.Version, old) > 0 {
			rs.selected[m.Path] = m.Version
		}
		if !complete {
			if file := rs.modFile(m); file != nil {
				add(file)
			}
		}
	}
	for path, version := range rs.selected {
		m := &mod{listModule: listModule{Path: path}, version: version}
		if to := rs.replacement(module.Version{Path: path, Version: version}); to.Version == "" {
			m.dir, m.local = to.Path, true
		} else {
			m.source, m.dir = to, g.cached(to, "", "@")
		}
		g.mods[path] = m
	}
}

// replacement returns what stands for a module: a version or, without one, a directory.
func (rs *requirements) replacement(m module.Version) module.Version {
	if to, ok := rs.replace[m]; ok {
		return to
	}
	if to, ok := rs.replace[module.Version{Path: m.Path}]; ok {
		return to
	}
	return m
}

// modFile returns a module's go.mod, or nil if it is not to be had.
func (rs *requirements) modFile(m module.Version) *modfile.File {
	m = rs.replacement(m)
	name := filepath.Join(m.Path, "go.mod")
	if m.Version != "" {
		name = rs.resolver.cached(m, filepath.Join("cache", "download"), "/@v/")
		name += ".mod"
	}
	data, err := rs.resolver.request.trace.readFile(name)
	if err != nil {
		return nil
	}
	file, err := modfile.ParseLax(name, data, nil)
	if err != nil {
		return nil
	}
	return file
}

// cached returns a name in the module cache.
func (g *resolver) cached(m module.Version, dir, sep string) string {
	path, err := module.EscapePath(m.Path)
	version, err2 := module.EscapeVersion(m.Version)
	if err != nil || err2 != nil {
		path, version = m.Path, m.Version // there is no such file
	}
	return filepath.Join(g.request.modcache, dir, filepath.FromSlash(path+sep+version))
}

func (g *resolver) nodes() []*node {
	g.mu.Lock()
	defer g.mu.Unlock()
	return slices.SortedFunc(slices.Values(g.list), func(a, b *node) int { return strings.Compare(a.id, b.id) })
}

func (g *resolver) entry(id string) *entry {
	g.mu.Lock()
	defer g.mu.Unlock()
	e := g.entries[id]
	if e == nil {
		e = new(entry)
		g.entries[id] = e
	}
	return e
}

// settle returns the node of an import path. The first caller's find makes it.
func (g *resolver) settle(id string, find func() *node) *node {
	e := g.entry(id)
	e.once.Do(func() {
		e.node = find()
		g.mu.Lock()
		defer g.mu.Unlock()
		g.list = append(g.list, e.node)
	})
	return e.node
}

func (g *resolver) typed(u *unit) {
	switch {
	case len(u.errors) == 0:
	case !u.analysed:
		g.doubt("there are type errors in dependencies")
	default:
		for _, err := range u.errors {
			if unimported(err) != "" {
				g.doubt(err.Msg)
			}
		}
	}
}

func (g *resolver) resolve(from *node, path string) *node {
	if path == "" {
		return nil // "C" or "unsafe"
	}
	standard := from != nil && from.standard
	if first, _, _ := strings.Cut(path, "/"); standard && strings.Contains(first, ".") {
		path = "vendor/" + path // std has copies of its own
	}
	n := g.settle(path, func() *node { return g.find(path, standard) })
	switch {
	case from == nil:
		if n.err != nil {
			return nil
		}
	case n.err != nil:
		g.doubt(n.err.Err)
	case n.name == "main":
		g.doubt(path + " is a program, but imported")
	case strings.Contains(path, "internal") && !n.standard && !importable(path, from),
		strings.Contains(path, "internal") && n.standard && !standard:
		g.doubt(from.path + " imports " + path + ", which is internal")
	}
	return n
}

// find looks for a package.
func (g *resolver) find(path string, standard bool) *node {
	n := &node{id: path, path: path}
	fail := func(format string, args ...any) *node {
		n.err = &listError{Err: fmt.Sprintf(format, args...)}
		return n
	}
	first, _, _ := strings.Cut(path, "/")
	if standard || first != "vendor" && !strings.Contains(first, ".") {
		dir := filepath.Join(g.request.goroot, "src", filepath.FromSlash(path))
		if names := g.goDir(dir); names != nil {
			n.standard = true
			g.fill(n, dir, names)
			return n
		}
	}
	if standard || module.CheckImportPath(path) != nil {
		return fail("package %s is not in std", path)
	}
	var absent, provider *mod
	var names []string
	for prefix := path; prefix != ""; {
		if m := g.mods[prefix]; m != nil {
			switch dir := m.dirOf(path); {
			case m.isAbsent(g.request.trace):
				absent = cmp.Or(absent, m)
			case provider != nil:
				if g.goDir(dir) != nil && m.holds(g.request.trace, dir) {
					g.doubt("modules " + provider.Path + " and " + m.Path + " both have " + path)
				}
			default:
				if found := g.goDir(dir); found != nil && m.holds(g.request.trace, dir) {
					provider, names = m, found
				}
			}
		}
		prefix = prefix[:max(0, strings.LastIndexByte(prefix, '/'))]
	}
	switch {
	case provider != nil:
		n.module = &provider.listModule
		if absent != nil {
			g.doubt("module " + absent.Path + " is missing")
		}
		if provider.Main {
			g.doubt(path + " is not among the packages of the main module")
		}
		g.fill(n, provider.dirOf(path), names)
	case absent != nil:
		n.absent = absent
		what := absent.Path + "@" + absent.version
		if absent.local {
			return fail("module %s is replaced by %s, which is not there", what, absent.dir)
		}
		return fail("module %s is not in the module cache: run go mod download", what)
	case g.vendor != "" && !g.inMain(path):
		dir := filepath.Join(g.vendor, filepath.FromSlash(path))
		names := g.goDir(dir)
		if names == nil || !g.vendored[path] {
			return fail("package %s is not in the vendor directory", path)
		}
		n.module = new(listModule)
		g.fill(n, dir, names)
	case !strings.Contains(first, "."):
		return fail("package %s is not in std", path)
	default:
		return fail("no required module provides package %s", path)
	}
	return n
}

// inMain reports whether a path begins with a main module's.
func (g *resolver) inMain(path string) bool {
	return slices.ContainsFunc(g.mains, func(m *mod) bool { return path == m.Path || strings.HasPrefix(path, m.Path+"/") })
}

// fill puts the files of a directory into a node.
func (g *resolver) fill(n *node, dir string, names []string) {
	if !n.inMainModule() && g.request.shelf.fill(n, dir, g.request.trace) {
		return
	}
	s := g.platform.sources(dir, names, n.inMainModule(), g.request.Overlay)
	n.dir, n.name, n.files, n.texts, n.other = dir, s.name, s.files, s.texts, s.other
	switch {
	case s.err != "":
		n.err = &listError{Err: s.err}
	case s.odd != "":
		g.doubt(s.odd)
	}
}

// A listing is what a directory holds, as far as it may matter.
type listing struct {
	files, dirs []string
}

// list lists a directory.
func list(dir string) (l listing) {
	entries, _ := os.ReadDir(dir) // what cannot be read does not exist
	for _, e := range entries {
		kind, name := e.Type(), e.Name()
		if kind&os.ModeSymlink != 0 {
			if fi, err := os.Stat(filepath.Join(dir, name)); err != nil || !fi.Mode().IsRegular() {
				continue
			}
			kind = 0
		}
		switch ext := filepath.Ext(name); {
		case kind.IsDir():
			if name[0] != '.' && name[0] != '_' { // patterns pass over these
				l.dirs = append(l.dirs, name)
			}
		case kind.IsRegular() && (ext == ".go" || otherKinds[ext] != 0 || name == "go.mod"):
			l.files = append(l.files, name)
		}
	}
	return l
}

// irregular returns what a directory and those below it have in the place of a source file, "" if there is nothing like that. The
// go command would wait for somebody to write to a pipe, and read a device to its end.
func irregular(dir string) string {
	entries, _ := os.ReadDir(dir) // what cannot be read does not exist
	for _, e := range entries {
		kind, name := e.Type(), filepath.Join(dir, e.Name())
		if kind&os.ModeSymlink != 0 {
			fi, err := os.Stat(name)
			if err != nil || fi.IsDir() {
				continue
			}
			kind = fi.Mode().Type()
		}
		switch ext := filepath.Ext(name); {
		case kind.IsDir():
			if e.Name()[0] == '.' || e.Name()[0] == '_' {
				continue
			}
			if found := irregular(name); found != "" {
				return found
			}
		case !kind.IsRegular() && (ext == ".go" || otherKinds[ext] != 0):
			return name
		}
	}
	return ""
}

func (g *resolver) readDir(dir string) listing {
	l := g.request.trace.list(dir)
	for name := range g.request.Overlay {
		rest, ok := strings.CutPrefix(name, dir+string(filepath.Separator))
		if !ok {
			continue
		}
		list := &l.files
		base, _, below := strings.Cut(rest, string(filepath.Separator))
		if below {
			list = &l.dirs
		}
		if i, found := slices.BinarySearch(*list, base); !found {
			*list = slices.Insert(*list, i, base)
		}
	}
	return l
}

// goDir returns the files of a directory, or nil if there are no Go files among them.
func (g *resolver) goDir(dir string) []string {
	if files := g.readDir(dir).files; hasGo(files) {
		return files
	}
	return nil
}

func hasGo(files []string) bool {
	return slices.ContainsFunc(files, func(name string) bool { return strings.HasSuffix(name, ".go") })
}

// A place is a directory with a package of a main module.
type place struct {
	mod   *mod
	dir   string
	files []string
}

// ignores reports whether patterns pass over a directory: it is below one that go.mod says so of, from the top or at any depth.
func (m *mod) ignores(dir string) bool {
	rel := filepath.ToSlash(strings.TrimPrefix(dir, m.dir)) + "/"
	return slices.ContainsFunc(m.ignore, func(path string) bool {
		if top, ok := strings.CutPrefix(path, "./"); ok {
			return strings.HasPrefix(rel, "/"+strings.Trim(top, "/")+"/")
		}
		return strings.Contains(rel, "/"+strings.Trim(path, "/")+"/")
	})
}

// walk adds the directories of a module's packages at and below dir, as far as the pattern dir/... means them.
func (g *resolver) walk(m *mod, dir string, places []place) []place {
	l := g.readDir(dir)
	if dir != m.dir && slices.Contains(l.files, "go.mod") || m.ignores(dir) {
		return places
	}
	if hasGo(l.files) {
		places = append(places, place{m, dir, l.files})
	}
	if dir != m.dir && filepath.Base(dir) == "vendor" {
		return places
	}
	for _, name := range l.dirs {
		sub := filepath.Join(dir, name)
		if name[0] == '.' || name[0] == '_' || name == "testdata" || sub == g.vendor {
			continue
		}
		places = g.walk(m, sub, places)
	}
	return places
}

// populate finds the packages of the main modules, and returns the patterns that match none.
func (g *resolver) populate(patterns []string) (missed []int) {
	var places []place
	for _, m := range g.mains {
		places = g.walk(m, m.dir, places)
	}
	matchers := make([]matcher, len(patterns))
	for i, p := range patterns {
		matchers[i] = g.request.newMatcher(p)
		places = g.named(matchers[i], places)
	}

	nodes := make([]*node, len(places))
	inParallel(len(places), func(i int) {
		p := places[i]
		path := p.mod.Path
		if rel, err := filepath.Rel(p.mod.dir, p.dir); err == nil && rel != "." {
			path += "/" + filepath.ToSlash(rel)
		}
		n := &node{id: path, path: path, module: &p.mod.listModule}
		g.fill(n, p.dir, p.files)
		if len(n.files) > 0 {
			if err := module.CheckImportPath(path); err != nil {
				g.doubt(err.Error())
			}
		}
		nodes[i] = n
	})
	found := make([]bool, len(patterns))
	for _, n := range nodes {
		if len(n.files) == 0 {
			continue
		}
		for i, m := range matchers {
			if m.matches(n) {
				n.matched, found[i] = true, true
			}
		}
	}
	for _, n := range nodes {
		g.settle(n.id, func() *node { return n })
	}
	for i, p := range patterns {
		if !found[i] && !matchers[i].local && matchers[i].re == nil {
			if n := g.resolve(nil, p); n != nil {
				n.matched, found[i] = true, true
			}
		}
		if !found[i] {
			missed = append(missed, i)
		}
	}
	return missed
}

// named adds the directory that a pattern names if the main module has it but ./... does not mean it: one in testdata, say.
func (g *resolver) named(m matcher, places []place) []place {
	dir := filepath.FromSlash(m.exact)
	if !m.local || m.re != nil || slices.ContainsFunc(places, func(p place) bool { return p.dir == dir }) {
		return places
	}
	for _, main := range g.mains {
		if strings.HasPrefix(dir, main.dir+string(filepath.Separator)) && main.holds(g.request.trace, dir) {
			if files := g.goDir(dir); files != nil {
				places = append(places, place{main, dir, files})
			}
		}
	}
	return places
}

// inParallel calls f for the numbers below n, in as many goroutines as there are processors.
func inParallel(n int, f func(int)) {
	var wg sync.WaitGroup
	next := make(chan int, n)
	for i := range n {
		next <- i
	}
	close(next)
	for range min(n, runtime.GOMAXPROCS(0)) {
		wg.Go(func() {
			for i := range next {
				f(i)
			}
		})
	}
	wg.Wait()
}

// A matcher is a pattern of packages.
type matcher struct {
	local bool   // it is about directories, not import paths
	exact string // it means one package
	re    *regexp.Regexp
}

func (r *request) newMatcher(pattern string) matcher {
	m := matcher{local: isLocal(pattern), exact: pattern}
	if m.local {
		if !filepath.IsAbs(m.exact) {
			m.exact = filepath.Join(r.dir, m.exact)
		}
		m.exact = filepath.ToSlash(filepath.Clean(m.exact))
	}
	if strings.Contains(m.exact, "...") {
		expr := strings.ReplaceAll(regexp.QuoteMeta(m.exact), `\.\.\.`, `.*`)
		if rest, ok := strings.CutSuffix(expr, "/.*"); ok {
			expr = rest + "(/.*)?"
		}
		m.re = regexp.MustCompile("^" + expr + "$")
	}
	return m
}

func (m matcher) matches(n *node) bool {
	text := n.path
	if m.local {
		text = filepath.ToSlash(n.dir)
	}
	if m.re != nil {
		return m.re.MatchString(text)
	}
	return m.exact == text
}

// isLocal reports whether a pattern is about directories.
func isLocal(pattern string) bool {
	return pattern == "." || pattern == ".." || filepath.IsAbs(pattern) ||
		strings.HasPrefix(filepath.ToSlash(pattern), "./") || strings.HasPrefix(filepath.ToSlash(pattern), "../")
}

// unusual returns what keeps a resolver from finding what the go command finds, or "".
func (r *request) unusual() string {
	switch {
	case len(r.root) != 1 || r.work != "":
		return "there is not just one module"
	case r.Tests:
		return "test files are asked for"
	case len(r.Overlay) > 0:
		return "files are replaced"
	case parseGoFlags(r.goflags).unusual:
		return "GOFLAGS is " + r.goflags
	case r.fips:
		return "GOFIPS140 is set"
	}
	for _, p := range r.Patterns {
		if strings.HasSuffix(p, ".go") {
			continue
		}
		if base := strings.TrimSuffix(p, "..."); !isLocal(base) || strings.Contains(base, "...") {
			return "the pattern " + p
		}
	}
	return ""
}

// unusual returns what is unusual about the main module, or "".
func (g *resolver) unusual() string {
	m := g.mains[0]
	lang := "go" + m.GoVersion
	switch first, _, _ := strings.Cut(m.Path, "/"); {
	case version.Compare(lang, "go1.17") < 0:
		return "go.mod need not list all modules"
	case version.Compare(lang, g.request.goversion) > 0:
		return "go.mod asks for " + lang
	case first == "std" || first == "cmd":
		return "std itself is the main module"
	}
	return ""
}

// A doubt says why a resolver's answer may not be the go command's.
type doubt string

func (d doubt) Error() string { return string(d) }

// loadPlain loads a program by a resolver if its answer is sure to be the go command's. Otherwise the error says why not.
func (r *request) loadPlain(ctx context.Context) (*Program, error) {
	if why := r.unusual(); why != "" {
		return nil, doubt(why)
	}
	g, err := newResolver(ctx, r)
	if err != nil {
		return nil, err
	}
	if why := g.unusual(); why != "" {
		return nil, doubt(why)
	}
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	g.doubt = func(why string) { cancel(doubt(why)) }
	patterns, byFile := r.patterns()
	if missed := g.populate(patterns); len(missed) > 0 {
		return nil, doubt("no packages match " + patterns[missed[0]])
	}
	for _, problem := range r.unlisted(g, byFile) {
		return nil, doubt(problem.Message)
	}
	p, err := r.program(ctx, g, nil)
	if ctx.Err() != nil {
		return nil, context.Cause(ctx)
	}
	return p, err
}
