package driver

import (
	"cmp"
	"errors"
	"fmt"
	"go/ast"
	"go/parser"
	"go/scanner"
	"slices"
	"strings"
)

// Recheck returns the package as it is with some of its files replaced, by absolute path; files of other packages are passed
// over. It parses those files and type-checks the package against what the program knows already of its imports, and leaves the
// program and pkg as they are. Type errors stand in the result; a file that does not parse, or imports a package of which the
// program has nothing, is an error.
//
// Of a dependency the program knows what its packages can reach, so that a file that newly asks for more has type errors:
// Config.Keep is there for what fixes may write. Several goroutines may call Recheck at once.
func (p *Program) Recheck(pkg *Package, overlay map[string][]byte) (*Package, error) {
	l := p.loader
	u := &unit{node: pkg.unit.node, analysed: true, deps: slices.Clone(pkg.unit.deps)}
	for _, old := range pkg.Files {
		name := p.Fset.File(old.FileStart).Name()
		src, ok := overlay[name]
		if !ok {
			u.files = append(u.files, old)
			continue
		}
		file, err := parser.ParseFile(l.fset, name, src, parser.ParseComments|parser.SkipObjectResolution)
		if err != nil {
			if list, ok := errors.AsType[scanner.ErrorList](err); ok && len(list) > 0 {
				err = list[0]
			}
			return nil, err
		}
		if err := l.admit(u, file); err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
		u.files = append(u.files, file)
	}
	l.check(u)

	checked := l.pkg(u)
	checked.typed()
	checked.Imports = slices.Clone(pkg.Imports)
	for _, dep := range u.deps {
		i := slices.IndexFunc(p.Packages, func(other *Package) bool { return other.Path == dep.node.path })
		if i >= 0 && !slices.Contains(checked.Imports, p.Packages[i]) && !slices.Contains(pkg.unit.deps, dep) {
			checked.Imports = append(checked.Imports, p.Packages[i])
		}
	}
	return checked, nil
}

// admit adds what a file imports to what the unit depends on.
func (l *loader) admit(u *unit, file *ast.File) error {
	for _, spec := range file.Imports {
		path := importPath(spec)
		if path == "" {
			continue
		}
		dep := l.unit(l.graph.resolve(u.node, path))
		switch {
		case !importable(path, u.node):
			return fmt.Errorf("package %s is internal to others", path)
		case dep == nil || dep.types == nil:
			return fmt.Errorf("nothing is known of package %s", path)
		case slices.Contains(u.deps, dep):
		case dep.needs(u.node.path, make(map[*unit]bool)):
			return fmt.Errorf("import of %s makes a cycle", path)
		default:
			u.deps = append(u.deps, dep)
		}
	}
	return nil
}

// needs reports whether the unit is the package of a path or imports it, directly or not.
func (u *unit) needs(path string, seen map[*unit]bool) bool {
	if u.node.path == path {
		return true
	}
	if seen[u] {
		return false
	}
	seen[u] = true
	return slices.ContainsFunc(u.deps, func(dep *unit) bool { return dep.needs(path, seen) })
}

// importable reports whether the rule about directories named internal lets n import path.
func importable(path string, n *node) bool {
	elems := strings.Split(path, "/")
	i := len(elems) - 1
	for i >= 0 && elems[i] != "internal" {
		i--
	}
	if i < 0 {
		return true
	}
	parent, self := strings.Join(elems[:i], "/"), cmp.Or(n.forTest, n.path)
	return parent == "" && n.standard || parent != "" && (self == parent || strings.HasPrefix(self, parent+"/"))
}
