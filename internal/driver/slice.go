package driver

import (
	"cmp"
	"go/ast"
	"go/token"
	pathpkg "path"
	"slices"
	"strconv"
	"sync"
)

// Demands are the names that a package takes from those it imports.
type demands map[*node]map[string]bool

// everything is the name that stands for all exported ones.
const everything = "."

func (d demands) add(n *node, names ...string) {
	set := d[n]
	if set == nil {
		set = make(map[string]bool)
		d[n] = set
	}
	for _, name := range names {
		set[name] = true
	}
}

// demand adds what a file that stays whole takes from the packages that it imports. It looks for their names in the text, in a
// tenth of the time that the tree would take. What else goes by such a name asks for too much, and that costs little.
func (l *loader) demand(d demands, n *node, file *ast.File, src []byte) {
	is := l.importsOf(n, file)
	for _, imp := range is.all {
		d.add(is.node(imp))
	}
	for _, imp := range is.dot {
		d.add(is.node(imp), everything)
	}
	is.named("") // so that all of them have their names
	for i := int(file.Name.End() - file.FileStart); i < len(src); i = skipSpace(src, i) {
		end := wordEnd(src, i)
		switch c := src[i]; {
		case end == i && (c == '"' || c == '\'' || c == '`'):
			i = skipLiteral(src, i)
			continue
		case end == i:
			i++
			continue
		}
		imp := is.byName[string(src[i:end])]
		i = end
		if imp == nil {
			continue
		}
		if i = skipSpace(src, i); i < len(src) && src[i] == '.' {
			i = skipSpace(src, i+1)
			end = wordEnd(src, i)
			d.add(is.node(imp), string(src[i:end]))
			i = end
		}
	}
}

// A slicer keeps of a dependency the declarations that are asked for and those that their types need. It parses no others.
//
// The type of every object that it keeps is as it would be without it: types keep their fields and exported methods, and an
// initialiser is dropped only where the type can be read off it. Unexported methods stay where a kept interface or initialiser
// names them.
type slicer struct {
	l    *loader
	unit *unit

	pieces  map[string][]*piece // by name
	methods map[string][]*piece // by the name of the receiver's base type
	aliases map[string]string   // declared names that stand for another declared name
	files   []*slicedFile

	kept    []*piece        // types that are kept
	named   map[string]bool // unexported methods that something kept names
	work    []*piece        // kept, but not looked into yet
	demands demands
}

// A piece is a declaration, or the part of one, that is kept or dropped as a whole.
type piece struct {
	outlined
	file *slicedFile
	decl ast.Decl // once it is parsed; a spec is a declaration of its own
	kept bool
}

// A slicedFile is a file of which the kept pieces will remain.
type slicedFile struct {
	file    *ast.File // as far as its imports
	src     []byte
	base    int       // the position of its beginning
	lines   sync.Once // sets where lines begin, as soon as that matters
	imports *imports
	used    map[*ast.ImportSpec]bool
	decls   []ast.Decl
}

// declared returns where in the text the declarations begin, behind the imports.
func (f *slicedFile) declared() int {
	end := f.file.Name.End()
	if n := len(f.file.Decls); n > 0 {
		end = f.file.Decls[n-1].End()
	}
	return int(end) - f.base
}

// Imports are those of a file, but for "C" and "unsafe". A package is not looked for before something depends on it: most files
// of dependencies import what none of the declarations needs that are asked for.
type imports struct {
	all     []*imported
	dot     []*imported
	byName  map[string]*imported
	unnamed []*imported // those that go by a name that only the package itself tells
	resolve func(path string) *node
}

type imported struct {
	spec  *ast.ImportSpec
	path  string
	found bool  // node is known
	node  *node // nil if there is no such package
}

// importsOf returns the imports of a file.
func (l *loader) importsOf(n *node, file *ast.File) *imports {
	is := &imports{
		byName:  make(map[string]*imported),
		resolve: func(path string) *node { return l.graph.resolve(n, path) },
	}
	for _, spec := range file.Imports {
		path := importPath(spec)
		if path == "" {
			continue
		}
		imp := &imported{spec: spec, path: path}
		is.all = append(is.all, imp)
		switch {
		case spec.Name == nil:
			is.unnamed = append(is.unnamed, imp)
		case spec.Name.Name == ".":
			is.dot = append(is.dot, imp)
		case spec.Name.Name != "_":
			is.byName[spec.Name.Name] = imp
		}
	}
	return is
}

// node returns the package that an import means, nil if there is none.
func (is *imports) node(imp *imported) *node {
	if !imp.found {
		imp.found, imp.node = true, is.resolve(imp.path)
	}
	return imp.node
}

// named returns the import that goes by a name in the file, or nil.
func (is *imports) named(name string) *imported {
	if imp := is.byName[name]; imp != nil {
		return imp
	}
	for _, likely := range []bool{true, false} { // the package's name need not be its path's last element, but mostly it is
		for i, imp := range is.unnamed {
			if imp == nil || likely != (pathpkg.Base(imp.path) == name) {
				continue
			}
			own := pathpkg.Base(imp.path)
			if n := is.node(imp); n != nil && n.name != "" {
				own = n.name
			}
			is.unnamed[i], is.byName[own] = nil, imp
			if own == name {
				return imp
			}
		}
	}
	return nil
}

// importPath returns the path of the package that an import names, or "" for the two that have no files.
func importPath(spec *ast.ImportSpec) string {
	path, err := strconv.Unquote(spec.Path.Value)
	if err != nil || path == "C" || path == "unsafe" {
		return ""
	}
	return path
}

// newSlicer sorts the declarations of a dependency.
func newSlicer(l *loader, u *unit) *slicer {
	s := &slicer{
		l: l, unit: u,
		pieces:  make(map[string][]*piece),
		methods: make(map[string][]*piece),
		aliases: make(map[string]string),
		named:   make(map[string]bool),
	}
	for _, f := range l.heads(u) {
		s.files = append(s.files, f)
		s.sort(f)
	}
	for alias := range s.aliases {
		if methods := s.methods[alias]; methods != nil {
			delete(s.methods, alias)
			base := s.base(alias)
			s.methods[base] = append(s.methods[base], methods...)
		}
	}
	return s
}

// sort puts the declarations of a file where those who ask for them find them.
func (s *slicer) sort(f *slicedFile) {
	list, ok := outline(f.src, f.declared())
	if !ok { // it has syntax errors: the parser makes the best of them
		for _, d := range s.l.parseAt(s.unit, f, "", 0, len(f.src), "") {
			s.add(&piece{outlined: outlinedDecl(d), file: f, decl: d})
		}
		return
	}
	pieces := make([]piece, len(list))
	for i, d := range list {
		pieces[i] = piece{outlined: d, file: f}
		s.add(&pieces[i])
	}
}

func (s *slicer) add(p *piece) {
	switch {
	case len(p.names) == 0:
	case p.method:
		s.methods[p.recv] = append(s.methods[p.recv], p)
	case p.tok == token.FUNC && p.names[0] == "init":
	default:
		if p.alias != "" {
			s.aliases[p.names[0]] = p.alias // methods may be declared through it
		}
		for _, name := range p.names {
			if name != "_" {
				s.pieces[name] = append(s.pieces[name], p)
			}
		}
	}
}

// around returns what makes a declaration of the text from the piece's start on, and where that text ends.
func (p *piece) around() (before string, end int, after string) {
	switch {
	case p.bare:
		return p.tok.String() + " ", p.end, ""
	case p.body > 0:
		return "", p.body, "{}"
	}
	return "", p.end, ""
}

// parse returns the declaration that a piece is, without what is in a function.
func (s *slicer) parse(p *piece) ast.Decl {
	if p.decl == nil {
		before, end, after := p.around()
		for _, d := range s.l.parseAt(s.unit, p.file, "package p;"+before, p.start, end, after) {
			p.decl = d // it is the only one
		}
	}
	switch d := p.decl.(type) {
	case *ast.FuncDecl:
		if d.Body != nil {
			d.Body.List = nil // but a body there must be: a generic function without one is an error
		}
	case *ast.GenDecl:
		if p.bare {
			d.TokPos = token.Pos(p.file.base + p.start)
		}
	}
	return p.decl
}

// base returns the type that an alias stands for in the end.
func (s *slicer) base(name string) string {
	for range s.aliases { // as often as there are aliases, lest they stand for each other
		next, ok := s.aliases[name]
		if !ok {
			break
		}
		name = next
	}
	return name
}

// baseName returns the name at the base of a receiver's type.
func baseName(e ast.Expr) string {
	for {
		switch x := e.(type) {
		case *ast.StarExpr:
			e = x.X
		case *ast.ParenExpr:
			e = x.X
		case *ast.IndexExpr:
			e = x.X
		case *ast.IndexListExpr:
			e = x.X
		case *ast.Ident:
			return x.Name
		default:
			return ""
		}
	}
}

// dropValues drops the initialisers of a variable where its type is known without.
func (s *slicer) dropValues(f *slicedFile, spec *ast.ValueSpec) {
	if spec.Type == nil && len(spec.Names) == 1 && len(spec.Values) == 1 {
		spec.Type = s.typeOf(f, spec.Values[0])
	}
	if spec.Type != nil {
		spec.Values = nil
	}
}

// typeOf returns the type of an initialiser if it can be read off, else nil.
func (s *slicer) typeOf(f *slicedFile, e ast.Expr) ast.Expr {
	switch e := e.(type) {
	case *ast.CompositeLit:
		if array, ok := e.Type.(*ast.ArrayType); ok {
			if _, ok := array.Len.(*ast.Ellipsis); ok {
				return nil
			}
		}
		return e.Type
	case *ast.UnaryExpr:
		if lit, ok := e.X.(*ast.CompositeLit); ok && e.Op == token.AND {
			if t := s.typeOf(f, lit); t != nil {
				return &ast.StarExpr{Star: e.OpPos, X: t}
			}
		}
	case *ast.FuncLit:
		return e.Type
	case *ast.CallExpr:
		switch fun := e.Fun.(type) {
		case *ast.Ident:
			if fun.Name == "make" && len(e.Args) > 0 && s.pieces["make"] == nil {
				return e.Args[0]
			}
		case *ast.SelectorExpr:
			if makesError(f, fun) && s.pieces["error"] == nil {
				return &ast.Ident{NamePos: e.Pos(), Name: "error"}
			}
		}
	}
	return nil
}

// makesError reports whether fun is one of the functions of std that package variables like to call, and that return an error.
func makesError(f *slicedFile, fun *ast.SelectorExpr) bool {
	id, ok := fun.X.(*ast.Ident)
	if !ok {
		return false
	}
	imp := f.imports.named(id.Name)
	if imp == nil {
		return false
	}
	n := f.imports.node(imp)
	return n != nil && (n.id == "errors" && fun.Sel.Name == "New" || n.id == "fmt" && fun.Sel.Name == "Errorf")
}

// grow keeps what the names need, and returns what that asks of other packages.
func (s *slicer) grow(names []string) demands {
	s.demands = make(demands)
	for _, name := range names {
		if name != everything {
			s.use(name)
			continue
		}
		for name := range s.pieces {
			if ast.IsExported(name) {
				s.use(name)
			}
		}
	}
	for len(s.work) > 0 {
		p := s.work[len(s.work)-1]
		s.work = s.work[:len(s.work)-1]
		for _, imp := range p.file.imports.dot {
			s.want(p.file, imp, everything)
		}
		if d := s.parse(p); d != nil {
			p.file.decls = append(p.file.decls, d)
			s.walkDecl(p.file, d)
		}
	}
	return s.demands
}

func (s *slicer) use(name string) {
	for _, p := range s.pieces[name] {
		s.keep(p)
	}
}

func (s *slicer) keep(p *piece) {
	if p.kept {
		return
	}
	p.kept = true
	s.work = append(s.work, p)
	if p.tok == token.TYPE {
		s.kept = append(s.kept, p)
		for _, typ := range p.names {
			for _, m := range s.methods[typ] {
				if name := m.names[0]; ast.IsExported(name) || s.named[name] {
					s.keep(m)
				}
			}
		}
	}
}

// useMethod keeps the unexported methods of a name.
func (s *slicer) useMethod(name string) {
	if ast.IsExported(name) || s.named[name] {
		return
	}
	s.named[name] = true
	for _, p := range s.kept {
		for _, typ := range p.names {
			for _, m := range s.methods[typ] {
				if m.names[0] == name {
					s.keep(m)
				}
			}
		}
	}
}

// want asks another package for a name.
func (s *slicer) want(f *slicedFile, imp *imported, name string) {
	f.used[imp.spec] = true
	if n := f.imports.node(imp); n != nil {
		s.demands.add(n, name)
	}
}

func (s *slicer) walkDecl(f *slicedFile, d ast.Decl) {
	switch d := d.(type) {
	case *ast.FuncDecl:
		if d.Recv != nil && len(d.Recv.List) == 1 {
			s.use(baseName(d.Recv.List[0].Type))
		}
		s.walk(f, d.Type)
	case *ast.GenDecl:
		for _, spec := range d.Specs {
			switch spec := spec.(type) {
			case *ast.ValueSpec:
				if d.Tok == token.VAR {
					s.dropValues(f, spec)
				}
				if spec.Type != nil {
					s.walk(f, spec.Type)
				}
				for _, v := range spec.Values {
					s.walk(f, v)
				}
			case *ast.TypeSpec:
				if spec.TypeParams != nil {
					s.walk(f, spec.TypeParams)
				}
				s.walk(f, spec.Type)
			}
		}
	}
}

// walk keeps whatever the names below a node may mean. It does not ask whether a parameter or field hides one: what is kept in
// vain costs little.
func (s *slicer) walk(f *slicedFile, n ast.Node) {
	ast.Inspect(n, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.Ident:
			s.use(n.Name)
		case *ast.SelectorExpr:
			if id, ok := n.X.(*ast.Ident); ok && s.pieces[id.Name] == nil {
				if imp := f.imports.named(id.Name); imp != nil {
					s.want(f, imp, n.Sel.Name)
					return false
				}
			}
			s.useMethod(n.Sel.Name)
			s.walk(f, n.X)
			return false
		case *ast.Field:
			s.walk(f, n.Type)
			return false
		case *ast.InterfaceType:
			for _, m := range n.Methods.List {
				for _, name := range m.Names {
					s.useMethod(name.Name)
				}
			}
		case *ast.FuncLit:
			n.Body.List = nil
			s.walk(f, n.Type)
			return false
		}
		return true
	})
}

// emit returns files that hold the kept declarations.
func (s *slicer) emit() []*ast.File {
	var files []*ast.File
	for _, f := range s.files {
		if len(f.decls) == 0 {
			continue
		}
		slices.SortFunc(f.decls, func(a, b ast.Decl) int { return cmp.Compare(a.Pos(), b.Pos()) })
		out := &ast.File{Package: f.file.Package, Name: f.file.Name, FileStart: f.file.FileStart, FileEnd: f.file.FileEnd}
		for _, spec := range f.file.Imports {
			if f.used[spec] || importPath(spec) == "" {
				out.Imports = append(out.Imports, spec)
				out.Decls = append(out.Decls, &ast.GenDecl{TokPos: spec.Pos(), Tok: token.IMPORT, Specs: []ast.Spec{spec}})
			}
		}
		out.Decls = append(out.Decls, f.decls...)
		files = append(files, out)
	}
	return files
}
