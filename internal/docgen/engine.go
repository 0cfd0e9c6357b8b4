package main

import (
	"errors"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"go/types"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"golang.org/x/tools/go/packages"

	"github.com/rdslint/rdslint/internal/engine"
)

// engineMap is the table of the engine's files: what each is for, by the sentence with which it begins, and which rules call
// what it declares.
func engineMap(root string, rules []*engine.Rule) (string, error) {
	names, err := filepath.Glob(filepath.Join(root, "internal", "engine", "*.go"))
	if err != nil {
		return "", err
	}
	asked, err := askedBy(root)
	if err != nil {
		return "", err
	}
	var b strings.Builder
	b.WriteString("| File | | Called by |\n|---|---|---|\n")
	for _, name := range names {
		base := filepath.Base(name)
		if strings.HasSuffix(base, "_test.go") {
			continue
		}
		about, err := purpose(name)
		if err != nil {
			return "", err
		}
		if about == "" {
			continue
		}
		callers := strings.Join(slices.Sorted(maps.Keys(asked[base])), ", ")
		switch n := len(asked[base]); {
		case n == len(rules):
			callers = "all rules"
		case n > len(rules)/2:
			callers = "most rules"
		}
		fmt.Fprintf(&b, "| [%s](../internal/engine/%[1]s) | %s | %s |\n", base, cell(about), callers)
	}
	return b.String(), nil
}

// purpose returns the comment with which a file begins, which stands apart from its package clause; "" for a file that no
// build takes.
func purpose(name string) (string, error) {
	src, err := os.ReadFile(name)
	if err != nil {
		return "", err
	}
	f, err := parser.ParseFile(token.NewFileSet(), name, src, parser.PackageClauseOnly|parser.ParseComments)
	if err != nil {
		return "", err
	}
	if len(f.Comments) == 0 || f.Comments[0] == f.Doc {
		return "", fmt.Errorf("%s: the file does not begin with a comment that says what it is for, and an empty line", filepath.Base(name))
	}
	return strings.TrimSpace(f.Comments[0].Text()), nil // a build constraint is no text
}

// askedBy returns the rules that call what a file of the engine declares, by the file.
func askedBy(root string) (map[string]map[string]bool, error) {
	cfg := &packages.Config{
		Dir:  root,
		Env:  append(os.Environ(), "GOOS=", "GOARCH="),
		Mode: packages.NeedName | packages.NeedFiles | packages.NeedImports | packages.NeedTypes | packages.NeedSyntax | packages.NeedTypesInfo,
	}
	pkgs, err := packages.Load(cfg, "./analyzers/...")
	if err != nil {
		return nil, err
	}
	out := map[string]map[string]bool{}
	for _, p := range pkgs {
		var errs []error
		for _, err := range p.Errors {
			errs = append(errs, err)
		}
		if err := errors.Join(errs...); err != nil {
			return nil, err
		}
		for _, file := range p.Syntax {
			if !slices.ContainsFunc(file.Decls, declaresRule) {
				continue
			}
			for _, f := range p.Syntax {
				note(out, p, f)
			}
			break
		}
	}
	return out, nil
}

// declaresRule reports whether a declaration is the variable by which a package is one of a rule.
func declaresRule(d ast.Decl) bool {
	g, ok := d.(*ast.GenDecl)
	return ok && slices.ContainsFunc(g.Specs, func(s ast.Spec) bool {
		v, ok := s.(*ast.ValueSpec)
		return ok && v.Names[0].Name == "Rule"
	})
}

// note adds the rule p to each file of the engine that declares a function which f calls.
func note(out map[string]map[string]bool, p *packages.Package, f *ast.File) {
	ast.Inspect(f, func(n ast.Node) bool {
		id, ok := n.(*ast.Ident)
		if !ok {
			return true
		}
		fn, ok := p.TypesInfo.Uses[id].(*types.Func)
		if !ok || fn.Pkg() == nil || !strings.HasSuffix(fn.Pkg().Path(), "/internal/engine") {
			return true
		}
		name := filepath.Base(p.Fset.Position(fn.Pos()).Filename)
		if out[name] == nil {
			out[name] = map[string]bool{}
		}
		out[name][p.Name] = true
		return true
	})
}
