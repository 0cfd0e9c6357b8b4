// Keys of the registry that a site writes, and what is written below them.

package engine

import (
	"go/ast"
	"go/token"
	"strings"

	"github.com/rdslint/rdslint/internal/engine/script"
	"github.com/rdslint/rdslint/internal/winapi"
)

// Rights to a key that let a program write there: KEY_SET_VALUE, KEY_CREATE_SUB_KEY, DELETE, GENERIC_ALL and
// GENERIC_WRITE. See "win32/sysinfo/registry-key-security-and-access-rights".
const keyWrites = 0x2 | 0x4 | 0x10000 | 0x10000000 | 0x40000000

// A Written is a key of the registry that a site writes.
type Written struct {
	Root     ast.Expr // that says below which root, where it is written there
	Path     string   // what is known of the path; it may go on
	Pos, End token.Pos
}

// Writes returns the key that the site writes below a root ("HKEY_LOCAL_MACHINE"). To open a key in order to write counts if
// something is written there.
func (s *Site) Writes(root string) (w Written, ok bool) {
	if s.Fact == nil || s.closed || s.remote != nil && s.Repeats("root", "path") {
		return w, false
	}
	if s.Fact.Has(winapi.StartProcess) {
		return s.writesByCommand(root)
	}
	n, told := s.Int("root")
	if !told || uint32(n) != uint32(s.pkg.Constant(root)) {
		return w, false
	}
	switch open := s.Fact.Kind(winapi.OpenKey); {
	case open == "create":
		if !s.mayWrite() {
			return w, false
		}
	case open == "key":
		if !s.mayWrite() || !s.keyIsWritten() {
			return w, false
		}
	case !s.Fact.Has(winapi.WriteKey) || s.values["path"] == nil:
		return w, false
	}
	for _, t := range s.values["path"] {
		if w.Path = leading(t); w.Path == "" {
			return w, false
		}
	}
	if w.Root = s.exprs["root"]; w.Root != nil {
		w.Pos, w.End = w.Root.Pos(), w.Root.End()
	}
	return w, w.Path != ""
}

// mayWrite reports whether the key is certainly opened for writing; functions that ask for no rights give all.
func (s *Site) mayWrite() bool {
	if _, asks := s.Fact.Roles["access"]; !asks {
		return true
	}
	access, ok := s.Int("access")
	return ok && access&keyWrites != 0
}

// keyIsWritten reports whether something is written below the key that the site opens, as far as the package shows it.
func (s *Site) keyIsWritten() bool {
	var from ast.Expr = s.Call()
	if x := s.exprs["out"]; x != nil {
		u, ok := ast.Unparen(x).(*ast.UnaryExpr)
		if !ok {
			return false
		}
		from = u.X
	}
	if from == nil || s.Call() == nil {
		return false
	}
	written := false
	writes := func(x ast.Expr, parent ast.Node) bool {
		call, ok := parent.(*ast.CallExpr)
		if sel, isSel := parent.(*ast.SelectorExpr); isSel && ast.Unparen(sel.X) == x {
			call, ok = s.pkg.parent(sel).(*ast.CallExpr)
		}
		if !ok {
			return true
		}
		f, offset := s.pkg.callee(call)
		if f == nil || !f.Has(winapi.WriteKey) {
			return true
		}
		at := s.pkg.roleOf(call, f, offset, "root")
		written = written || at != nil && at.Pos() <= x.Pos() && x.End() <= at.End()
		return !written
	}
	if v := s.pkg.variable(from); v != nil {
		for _, id := range s.pkg.Code.Uses(v) {
			writes(id, s.pkg.parent(id))
			if c, ok := s.pkg.parent(id).(*ast.CallExpr); ok && s.pkg.Code.Info.Types[c.Fun].IsType() { // uintptr(key)
				writes(c, s.pkg.parent(c))
			}
		}
		return written
	}
	s.pkg.follow(from, writes)
	return written
}

// hives gives the names that commands have for the roots.
var hives = map[string][]string{
	"HKEY_LOCAL_MACHINE": {`hklm\`, `hkey_local_machine\`}, "HKEY_CURRENT_USER": {`hkcu\`, `hkey_current_user\`},
}

// writesByCommand judges commands such as reg.exe.
func (s *Site) writesByCommand(root string) (w Written, ok bool) {
	if !s.Own() {
		return w, false
	}
	for _, c := range s.Commands() {
		for _, f := range c.Facts {
			if !f.Has(winapi.WriteKey) || len(c.Args) < 2 {
				continue
			}
			for _, hive := range hives[root] {
				if path, found := strings.CutPrefix(strings.ToLower(c.Args[1]), hive); found {
					w.Path, _, _ = strings.Cut(path, script.Dynamic)
					return w, w.Path != ""
				}
			}
		}
	}
	return w, false
}

// OtherHive returns the edits that put the root of another hive in the place of one that is written at the site.
func (p *Pass) OtherHive(s *Site, w Written, short, long string) []Edit {
	if w.Root == nil || s.Derived() {
		return nil
	}
	for _, pair := range [][2]string{{"LOCAL_MACHINE", short}, {"HKEY_LOCAL_MACHINE", long}} {
		if edits := s.pkg.renamed(w.Root, pair[0], pair[1]); edits != nil {
			return edits
		}
	}
	return nil
}
