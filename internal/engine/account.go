// What a site uses of the account that its process runs as.

package engine

import (
	"go/ast"
	"go/token"
	"go/types"

	"github.com/rdslint/rdslint/internal/engine/names"
	"github.com/rdslint/rdslint/internal/winapi"
)

// An AccountKind says what of an account a program uses.
type AccountKind uint8

// The kinds.
const (
	Hive    AccountKind = iota + 1 // HKEY_CURRENT_USER
	Store                          // the certificate store CURRENT_USER
	Secrets                        // the credential store
	Folder                         // a directory of the profile
	Name                           // the user's name or domain
	Built                          // a profile's directory, put together by hand
)

// An Account is what a site uses of the account that its process runs as.
type Account struct {
	Kind AccountKind
	What string // as messages name it
	// Pos and End delimit the text that decides; invalid where it is the site itself.
	Pos, End token.Pos
	// Chosen says that a setting or another condition asks for it.
	Chosen bool

	// Constant says that a path that is built is the same for all users.
	Constant bool

	machine string // the machine's place for the same kind of data
}

// Account returns what the site uses of the account that its process runs as. It is not ok for what belongs to the
// machine, to a user whose token is given, or is not certain; nor for what is only logged or compared, is read to be moved
// away, comes after something of the machine, or runs while the thread impersonates a user.
//
// The call of a wrapper counts where it is the caller's values that decide.
func (s *Site) Account() (a Account, ok bool) {
	switch {
	case s.Fact == nil:
		return a, false
	case s.closed:
		return s.toldAccount() // judged by the package that holds it
	case s.remote != nil && s.Repeats("root", "name", "src", "text", "folder", "csidl", "flags", "config", "line"):
		return a, false
	}
	for inner := s.inner; inner != nil; inner = inner.inner {
		if _, ok := inner.Account(); ok {
			return a, false
		}
	}
	switch {
	case s.Fact.Has(winapi.OpenKey), s.Fact.Has(winapi.ReadKey), s.Fact.Has(winapi.WriteKey):
		a, ok = s.hive()
	case s.Fact.Has(winapi.StartProcess):
		a, ok = s.hiveCommand()
	case s.Fact.Has(winapi.CertStore):
		a, ok = s.certStore()
	case s.Fact.Has(winapi.Credential):
		a, ok = s.credential()
	case s.Fact.Has(winapi.ProfilePath):
		a, ok = s.folder()
	case s.Fact.Has(winapi.Env):
		a, ok = s.variable()
	case s.Fact.Has(winapi.Account):
		a, ok = s.user()
	}
	if !ok || s.impersonates() {
		return a, false
	}
	if a.Kind == Folder || a.Kind == Name || a.Kind == Hive {
		ok = !s.afterMachine() && !s.migrates() && !s.expandsTilde()
	}
	return a, ok && (a.Kind != Hive || !s.besidesUsers())
}

// toldAccount names what another package has found.
func (s *Site) toldAccount() (Account, bool) {
	for class, kind := range map[winapi.Class]AccountKind{
		winapi.OpenKey: Hive, winapi.ReadKey: Hive, winapi.WriteKey: Hive, winapi.CertStore: Store, winapi.Credential: Secrets,
		winapi.ProfilePath: Folder, winapi.Env: Folder, winapi.Account: Folder,
	} {
		if !s.Fact.Has(class) {
			continue
		}
		a := Account{Kind: kind, What: s.Name()}
		switch {
		case kind == Hive:
			a.What = "HKEY_CURRENT_USER"
		case class == winapi.ProfilePath && s.Fact == builtProfile:
			a.Kind = Built
		case class == winapi.Env:
			return s.variable()
		}
		return a, true
	}
	return Account{}, false
}

// usesAccount reports whether the site matters for nothing but what belongs to an account.
func (s *Site) usesAccount() bool {
	for _, c := range []winapi.Class{
		winapi.OpenKey, winapi.ReadKey, winapi.WriteKey, winapi.CertStore, winapi.Credential, winapi.ProfilePath, winapi.Env, winapi.Account,
	} {
		if s.Fact != nil && s.Fact.Has(c) {
			return true
		}
	}
	return false
}

// hive judges the root of a registry key. A root that is one of several is a table of them, or somebody's choice.
func (s *Site) hive() (Account, bool) {
	switch s.Fact.Kind(winapi.OpenKey) {
	case "remote", "load", "override", "user":
		return Account{}, false // another machine's, or whatever is loaded
	}
	root, ok := s.Int("root")
	if !ok || uint32(root) != uint32(s.pkg.Constant("HKEY_CURRENT_USER")) {
		return Account{}, false
	}
	a := Account{Kind: Hive, What: "HKEY_CURRENT_USER"}
	if x := s.exprs["root"]; x != nil {
		a.Pos, a.End = x.Pos(), x.End()
	}
	return a, true
}

// hiveCommand judges commands such as reg.exe.
func (s *Site) hiveCommand() (Account, bool) {
	if !s.Own() {
		return Account{}, false
	}
	for _, c := range s.Commands() {
		for _, f := range c.Facts {
			if f.Kind(winapi.RegistryRoot) == "user" {
				return Account{Kind: Hive, What: "HKEY_CURRENT_USER"}, true
			}
		}
	}
	return Account{}, false
}

// storeLocation is the part of the flags of CertOpenStore that says whose store it is. See "win32/seccrypto/
// system-store-locations".
const storeLocation = 0xFF0000

func (s *Site) certStore() (Account, bool) {
	a := Account{Kind: Store, What: "the CURRENT_USER certificate store"}
	if s.Fact.Kind(winapi.CertStore) == "system" {
		return a, true // CertOpenSystemStore knows no other location
	}
	user := s.pkg.Constant("CERT_SYSTEM_STORE_CURRENT_USER")
	if flags, ok := s.Int("flags"); ok {
		return a, flags&storeLocation == user
	}
	for _, bit := range s.pkg.Bits(s.exprs["flags"], user) {
		a.Pos, a.End, a.Chosen = bit.Expr.Pos(), bit.Expr.End(), bit.Chosen
		return a, true
	}
	return a, false
}

// credential judges the credential store, and libraries that take it among others.
func (s *Site) credential() (Account, bool) {
	a := Account{Kind: Secrets, What: s.Name()}
	switch s.Fact.Kind(winapi.Credential) {
	case "read", "write":
	default:
		return a, false
	}
	if x := s.exprs["config"]; x != nil {
		for _, list := range s.pkg.set(x, winapi.Credential)["backends"] {
			at := s.pkg.namesFact(list, func(f *winapi.Func) bool { return f.Kind(winapi.Credential) == "store" })
			if at == nil {
				return a, false // it may take others only
			}
			a.Pos, a.End = at.Pos(), at.End()
		}
	}
	return a, true
}

// namesFact returns a name in x for something of the catalogue that is wanted, or nil.
func (p *Package) namesFact(x ast.Expr, wanted func(*winapi.Func) bool) (found ast.Node) {
	ast.Inspect(x, func(n ast.Node) bool {
		id, ok := n.(*ast.Ident)
		if !ok || found != nil {
			return found == nil
		}
		obj := p.Code.Info.Uses[id]
		if obj == nil || obj.Pkg() == nil {
			return true
		}
		if f := p.cat.Go(obj.Pkg().Path() + "." + obj.Name()); f != nil && wanted(f) {
			found = id
		}
		return true
	})
	return found
}

// user judges what becomes of the account that the process runs as: its home directory is reported, its name where it
// becomes part of a path or of an object's name, or is passed on as that of a user.
func (s *Site) user() (Account, bool) {
	var a Account
	call := s.Call()
	if call == nil {
		return a, false
	}
	p := s.pkg
	p.follow(call, func(x ast.Expr, parent ast.Node) bool {
		sel, ok := parent.(*ast.SelectorExpr)
		if !ok || ast.Unparen(sel.X) != x {
			return true
		}
		v, ok := p.Code.Info.Uses[sel.Sel].(*types.Var)
		if !ok || !v.IsField() {
			return true
		}
		f := p.cat.Go(names.FieldName(v, p.Code.Info.TypeOf(x)))
		if f == nil {
			return true
		}
		uses := p.becomes(sel)
		switch {
		case uses&^(logged|compared) == 0 || p.asked()[x]:
		case f.Kind(winapi.ProfilePath) == "home":
			a.Kind, a.What = Folder, s.Name()+" with its home directory"
		case a.Kind == 0 && f.Kind(winapi.Source) == "user" && uses&(located|told) != 0:
			a.Kind, a.What = Name, s.Name()
		}
		return a.Kind != Folder
	})
	return a, a.Kind != 0
}

// asked returns the expressions that hold users who were looked up by their names: where the process's own account may stand
// there too, it is one whom somebody asked for.
func (p *Package) asked() map[ast.Expr]bool {
	p.asking.Do(func() {
		p.askedUsers = map[ast.Expr]bool{}
		for _, f := range p.Code.Funcs {
			for _, c := range f.Calls {
				fact, _ := p.callee(c)
				if fact == nil || fact.Is[winapi.Source] != "user" {
					continue
				}
				if _, named := fact.Roles["name"]; named {
					p.follow(c, func(x ast.Expr, _ ast.Node) bool {
						p.askedUsers[x] = true
						return true
					})
				}
			}
		}
	})
	return p.askedUsers
}
