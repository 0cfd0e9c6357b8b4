// Devices that are opened by a constant name.

package engine

import (
	"go/ast"
	"go/token"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/rdslint/rdslint/internal/engine/names"
	"github.com/rdslint/rdslint/internal/winapi"
)

// A Device is a device of the machine that the program opens by a constant name.
type Device struct {
	Name     string
	Pos, End token.Pos // of the name's text; invalid where it is the site itself
}

// deviceName matches the names of serial and parallel ports and of disks, see the page "Naming Files, Paths, and Namespaces".
var deviceName = regexp.MustCompile(`(?i)^(?:[\\/]{2}[.?][\\/])?(?:com\d{1,3}|lpt\d|physicaldrive\d{1,2}):?$`)

// Device returns the device that the site opens. It is not ok where the name is a setting, one of several, or may be another
// one.
func (s *Site) Device() (d Device, ok bool) {
	if s.Fact == nil || s.Pending() {
		return d, false
	}
	role := winapi.Role("name")
	v := s.values[role]
	kind := s.Fact.Is[winapi.OpenDevice]
	switch {
	case kind == "printer" && s.Fact.Has(winapi.Draw):
		if driver, _ := s.values["driver"].Known(); !strings.EqualFold(driver, "WINSPOOL") {
			return d, false // a display's
		}
		role = "device"
		v = s.values[role]
	case kind == "serial" && s.exprs["info"] != nil:
		s.pkg.mu.Lock()
		defer s.pkg.mu.Unlock()
		for _, lit := range s.pkg.literals(s.exprs["info"], been{}) {
			for _, x := range s.pkg.set(lit, winapi.OpenDevice)["serial"] {
				v = names.Union(v, s.pkg.seen(s.In, x))
			}
		}
	}
	if len(v) != 1 || s.Chosen(role, func(names.Text) bool { return false }) {
		return d, false
	}
	d.Name, ok = v[0].Known()
	d.Pos, d.End = s.TextAt(v[0])
	return d, ok && d.Name != "" && (kind == "printer" || deviceName.MatchString(d.Name))
}

// Disk reports whether the device is a whole disk, which only an administrator may open.
func (d Device) Disk() bool { return strings.Contains(strings.ToLower(d.Name), "physicaldrive") }

// Serves reports whether some code that is known is a service.
func (p *Pass) Serves() bool {
	return slices.ContainsFunc(p.Everywhere(winapi.Entry), func(s *Site) bool {
		kind, _ := s.Kind(winapi.Entry)
		return kind != "console"
	})
}

// OnlyTried reports whether what the site opens is at most closed again: opening it shows whether the process has rights.
func (s *Site) OnlyTried() bool {
	call := s.Call()
	if call == nil || s.remote != nil {
		return false
	}
	tried := true
	s.pkg.follow(call, func(_ ast.Expr, parent ast.Node) bool {
		switch n := parent.(type) {
		case *ast.AssignStmt, *ast.ValueSpec:
		case *ast.SelectorExpr:
			tried = isClose(n)
		default:
			tried = false
		}
		return tried
	})
	return tried
}

// NameByFlag returns the edits that take the text written between pos and end from a flag with that default: where the function
// around parses the flags itself, before it. It is nil elsewhere.
func (p *Package) NameByFlag(pos, end token.Pos, flag, usage string) []Edit {
	q := p.packageAt(pos)
	if !pos.IsValid() || q == nil {
		return nil
	}
	q.mu.Lock()
	defer q.mu.Unlock()
	lit, f := q.literalAt(pos, end), q.Code.Enclosed(pos)
	if lit == nil || !isText(q.Code.Info.TypeOf(lit)) || q.meansElse(f, flag, pos) {
		return nil
	}
	for _, c := range f.Calls {
		fact, _ := q.eval.Callee(c)
		sel, ok := ast.Unparen(c.Fun).(*ast.SelectorExpr)
		stmt, alone := q.parent(c).(*ast.ExprStmt)
		if fact == nil || fact.Is[winapi.Command] != "parse" || len(fact.Roles) > 0 || !ok || !alone || c.End() > pos {
			continue
		}
		pkg, err := q.source(sel.X)
		if err != nil {
			return nil
		}
		margin := strings.Repeat("\t", q.Code.Fset.PositionFor(stmt.Pos(), false).Column-1)
		return []Edit{
			{Pos: stmt.Pos(), End: stmt.Pos(), New: flag + " := " + pkg + ".String(" + strconv.Quote(flag) + ", " + lit.Value + ", " + strconv.Quote(usage) + ")\n" + margin},
			{Pos: lit.Pos(), End: lit.End(), New: "*" + flag},
		}
	}
	return nil
}
