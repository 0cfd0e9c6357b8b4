package engine

import (
	"go/ast"
	"go/constant"
	"go/token"
	"go/types"
	"regexp"
	"strings"

	"github.com/rdslint/rdslint/internal/engine/code"
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
		ok = !s.afterMachine() && !s.migrates()
	}
	return a, ok
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
			at := s.pkg.uses(list, func(f *winapi.Func) bool { return f.Kind(winapi.Credential) == "store" })
			if at == nil {
				return a, false // it may take others only
			}
			a.Pos, a.End = at.Pos(), at.End()
		}
	}
	return a, true
}

// uses returns a name in x for something of the catalogue that is wanted, or nil.
func (p *Package) uses(x ast.Expr, wanted func(*winapi.Func) bool) (found ast.Node) {
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

// folder judges the functions that tell a directory.
func (s *Site) folder() (Account, bool) {
	a := Account{Kind: Folder, What: s.Name()}
	if !s.ownsToken() {
		return a, false
	}
	switch s.Fact.Kind(winapi.ProfilePath) {
	case "home", "user":
	case "csidl":
		id, ok := s.Int("csidl")
		f, known := s.pkg.cat.CSIDL(uint64(id))
		if !ok || !known || f.Scope != "user" {
			return a, false
		}
		a.What, a.machine = f.Name, f.Machine
	case "known":
		f, ok := s.pkg.knownFolder(s.exprs["folder"], 0)
		if !ok || f.Scope != "user" {
			return a, false
		}
		a.What, a.machine = f.Name, f.Machine
	case "tilde":
		if !tilde(s.values["text"]) {
			return a, false
		}
		a.What = "~"
	case "built":
		a.Kind, a.What = Built, "the directory of a profile"
		_, a.Constant = s.values["path"].Known()
		return a, true
	default:
		return a, false
	}
	return a, !s.idle()
}

// ownsToken reports whether the site asks for no other user's folders: it has no token, or the process's.
func (s *Site) ownsToken() bool {
	if _, ok := s.Fact.Roles["token"]; !ok {
		return true
	}
	v, x := s.values["token"], s.exprs["token"]
	if len(v) == 1 && v[0].Null() {
		return true
	}
	return x != nil && s.pkg.ownToken(x, 0)
}

// tilde reports whether a path can begin with the sign for the home directory.
func tilde(v names.Values) bool {
	for _, t := range v {
		if len(t) == 0 {
			continue
		}
		if k := t[0].Kind; (k == names.Known || k == names.Config) && strings.HasPrefix(t[0].Text, "~") {
			return true
		}
	}
	return false
}

// knownFolder returns the known folder whose id x is: the catalogue's name of a variable, or the bytes of a literal.
func (p *Package) knownFolder(x ast.Expr, depth int) (winapi.Folder, bool) {
	none := winapi.Folder{}
	if x == nil || depth > 4 {
		return none, false
	}
	switch x := ast.Unparen(x).(type) {
	case *ast.UnaryExpr:
		return p.knownFolder(x.X, depth+1)
	case *ast.CallExpr: // uintptr(unsafe.Pointer(&id))
		if len(x.Args) == 1 {
			return p.knownFolder(x.Args[0], depth+1)
		}
	case *ast.CompositeLit:
		return p.cat.Folder(p.guid(x))
	case *ast.Ident, *ast.SelectorExpr:
		v := p.variable(x)
		if v == nil || v.IsField() {
			return none, false
		}
		if v.Pkg() != p.Code.Types {
			if !p.cat.Package(v.Pkg().Path()) {
				return none, false
			}
			return p.cat.Folder(v.Name())
		}
		if defs := p.Code.Defs(v); len(defs) == 1 && defs[0].Kind == code.Assigned && defs[0].Index < 0 {
			return p.knownFolder(defs[0].Value, depth+1)
		}
	}
	return none, false
}

// guid returns the GUID that a literal of a structure of a number, two shorter ones and eight bytes is, in braces.
func (p *Package) guid(lit *ast.CompositeLit) string {
	var b strings.Builder
	const digits = "0123456789ABCDEF"
	put := func(n uint64, width int) {
		for i := width - 1; i >= 0; i-- {
			b.WriteByte(digits[n>>(4*i)&15])
		}
	}
	var list func(elts []ast.Expr, widths ...int) bool
	list = func(elts []ast.Expr, widths ...int) bool {
		for i, x := range elts {
			if kv, ok := x.(*ast.KeyValueExpr); ok {
				x = kv.Value
			}
			if sub, ok := ast.Unparen(x).(*ast.CompositeLit); ok {
				if !list(sub.Elts, 2, 2, 2, 2, 2, 2, 2, 2) {
					return false
				}
				continue
			}
			v := p.Code.Info.Types[x].Value
			if v == nil || i >= len(widths) {
				return false
			}
			n, ok := constant.Uint64Val(constant.ToInt(v))
			if !ok {
				return false
			}
			put(n, widths[i])
		}
		return true
	}
	if !list(lit.Elts, 8, 4, 4, 2, 2, 2, 2, 2, 2, 2, 2) || b.Len() != 32 {
		return ""
	}
	s := b.String()
	return "{" + s[:8] + "-" + s[8:12] + "-" + s[12:16] + "-" + s[16:20] + "-" + s[20:] + "}"
}

// inText finds the environment variables in a text that is expanded, as os.ExpandEnv and Windows write them.
var inText = regexp.MustCompile(`\$\{?(\w+)\}?|%([\w()]+)%`)

// variable judges the environment variables that are asked for. Several by one call are a table, unless all are the
// account's.
func (s *Site) variable() (Account, bool) {
	var a Account
	switch s.Fact.Kind(winapi.Env) {
	case "get":
		for _, t := range s.values["name"] {
			name, ok := t.Known()
			if !ok {
				return a, false
			}
			kind := s.pkg.ofAccount(name)
			if kind == 0 {
				return a, false
			}
			if a.Kind == 0 {
				v, _ := s.pkg.cat.Env(name)
				a.Kind, a.What, a.machine = kind, "%"+name+"%", v.Machine
			}
		}
	case "expand":
		if x, ok := s.exprs["mapping"]; ok && !s.pkg.getsEnv(x) {
			return a, false
		}
		for _, t := range s.values["src"] {
			for _, seg := range t {
				if seg.Kind != names.Known {
					continue
				}
				for _, m := range inText.FindAllStringSubmatch(seg.Text, -1) {
					name := m[1] + m[2]
					if kind := s.pkg.ofAccount(name); kind != 0 && a.Kind == 0 {
						v, _ := s.pkg.cat.Env(name)
						a.Kind, a.What, a.machine = kind, "%"+name+"%", v.Machine
					}
				}
			}
		}
	}
	return a, a.Kind != 0 && !s.idle()
}

// ofAccount says what an environment variable tells of the account; 0 if nothing. The directory for temporary files is
// the service's own.
func (p *Package) ofAccount(name string) AccountKind {
	v, ok := p.cat.Env(name)
	switch {
	case !ok || v.Scope != "user" || names.OfEnvironment(name, v) == names.Temporary:
		return 0
	case v.Source == "user":
		return Name
	}
	return Folder
}

// getsEnv reports whether x is a function that reads the environment.
func (p *Package) getsEnv(x ast.Expr) bool {
	for _, t := range p.Eval(x) {
		if len(t) == 1 && t[0].Kind == names.Function {
			if f := p.cat.Go(t[0].Text); f != nil && f.Kind(winapi.Env) == "get" {
				return true
			}
		}
	}
	return false
}

// user judges what becomes of the account that the process runs as: its home directory is reported, its name where it
// becomes part of a path or of an object's name.
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
		uses := p.becomes(sel, 0)
		switch {
		case f.Kind(winapi.ProfilePath) == "home" && uses&^(logged|compared) != 0:
			a.Kind, a.What = Folder, s.Name()+" with its home directory"
		case a.Kind == 0 && f.Kind(winapi.Source) == "user" && uses&located != 0:
			a.Kind, a.What = Name, s.Name()
		}
		return a.Kind != Folder
	})
	return a, a.Kind != 0
}

// A use says what becomes of a value.
type use uint8

const (
	logged   use = 1 << iota // it is printed
	compared                 // it is compared, or tested
	located                  // it becomes part of a path or of a name
	spent                    // anything else
)

// idle reports whether what the site yields is only logged or compared, or nothing becomes of it.
func (s *Site) idle() bool {
	call := s.Call()
	if call == nil || s.remote != nil {
		return false
	}
	if _, out := s.Fact.Roles["out"]; out {
		return false
	}
	return s.pkg.becomes(call, 0)&^(logged|compared) == 0
}

// becomes returns what becomes of the value of x, as far as the package shows it.
func (p *Package) becomes(x ast.Expr, depth int) use {
	if depth > 3 {
		return spent
	}
	var all use
	p.follow(x, func(y ast.Expr, parent ast.Node) bool {
		all |= p.becoming(y, parent, depth)
		return all&spent == 0 || all&located == 0
	})
	return all
}

func (p *Package) becoming(x ast.Expr, parent ast.Node, depth int) use {
	switch n := parent.(type) {
	case nil, *ast.ExprStmt:
		return 0
	case *ast.UnaryExpr, *ast.StarExpr:
		return 0 // followed
	case *ast.BinaryExpr:
		if n.Op == token.ADD {
			return p.becomes(n, depth+1) | p.locates(n)
		}
		return compared
	case *ast.SwitchStmt, *ast.CaseClause, *ast.IfStmt:
		return compared
	case *ast.AssignStmt:
		return p.assigns(x, n)
	case *ast.ValueSpec:
		return 0
	case *ast.CallExpr:
		return p.argues(x, n, depth)
	}
	return spent
}

// assigns returns what becomes of x by an assignment: what a variable of the package gets is followed.
func (p *Package) assigns(x ast.Expr, n *ast.AssignStmt) use {
	for _, l := range n.Lhs {
		if ast.Unparen(l) == x {
			return 0 // set anew
		}
	}
	for i, r := range n.Rhs {
		if ast.Unparen(r) != x || i >= len(n.Lhs) {
			continue
		}
		if id, ok := n.Lhs[i].(*ast.Ident); ok && id.Name == "_" {
			return 0
		}
		if n.Tok != token.ASSIGN && n.Tok != token.DEFINE {
			return spent
		}
		if v := p.variable(n.Lhs[i]); v != nil && (!v.IsField() || v.Pkg() == p.Code.Types) {
			if v.IsField() || v.Parent() == v.Pkg().Scope() {
				return spent
			}
			return 0
		}
	}
	return spent
}

// argues returns what becomes of x as an argument of a call.
func (p *Package) argues(x ast.Expr, n *ast.CallExpr, depth int) use {
	if ast.Unparen(n.Fun) == x {
		return spent
	}
	if p.Code.Info.Types[n.Fun].IsType() {
		return p.becomes(n, depth+1)
	}
	fn := code.StaticCallee(p.Code.Info, n)
	if fn == nil {
		return spent
	}
	f := p.cat.Go(fn.FullName())
	switch {
	case f == nil:
		if p.Code.FuncOf(fn) != nil && !fn.Signature().Variadic() {
			return 0 // followed to the parameter
		}
		return spent
	case f.Has(winapi.Print):
		return logged
	case f.Has(winapi.TextTest), f.Has(winapi.Equal):
		return compared
	case f.Has(winapi.Text):
		switch f.Kind(winapi.Text) {
		case "path", "dir", "base":
			return spent | located
		}
		return p.becomes(n, depth+1) | p.locates(n)
	case f.Has(winapi.OpenFile), f.Has(winapi.CreateFile), f.Has(winapi.RemoveFile), f.Has(winapi.CreateObject), f.Has(winapi.CreatePipe),
		f.Has(winapi.Listen), f.Has(winapi.OpenKey):
		return spent | located
	}
	return spent
}

// locates says that x is a path or the name of something: its known part holds a separator.
func (p *Package) locates(x ast.Expr) use {
	for _, t := range p.Eval(x) {
		for _, seg := range t {
			if seg.Kind == names.Known && strings.ContainsAny(seg.Text, `\/`) {
				return located | spent
			}
		}
	}
	return 0
}

// afterMachine reports whether the site is only asked where something of the machine is missing: a condition on the way
// there asks for a directory of the machine, or such a directory stands before the site in a list. Nor does it tell more
// where another thing of the account was missing, for that is judged already.
func (s *Site) afterMachine() bool {
	p := s.pkg
	if g := s.In.Graph(); g != nil {
		for _, c := range g.Conds(s.block) {
			for _, x := range []ast.Expr{c.Expr, c.Tag} {
				if x != nil && p.asksPlace(x, 0) {
					return true
				}
			}
		}
	}
	for _, r := range s.In.Returns {
		if r.Pos() < s.Node.Pos() && len(r.Results) > 0 && p.machinePath(r.Results[0]) {
			return true
		}
	}
	inner := s.Node
	for _, n := range p.Code.Enclosing(s.Node.Pos(), s.Node.End()) {
		var list []ast.Expr
		switch n := n.(type) {
		case *ast.CompositeLit:
			list = n.Elts
		case *ast.CallExpr:
			list = n.Args
		case *ast.FuncLit, ast.Stmt:
			return false
		}
		for _, x := range list {
			if ast.Node(x) == inner {
				break
			}
			if p.machinePath(x) {
				return true
			}
		}
		inner = n
	}
	return false
}

// asksPlace reports whether a condition asks for a directory that is the machine's or the account's: its text, or whether
// a call with it failed.
func (p *Package) asksPlace(x ast.Expr, depth int) bool {
	if depth > 3 {
		return false
	}
	switch x := ast.Unparen(x).(type) {
	case *ast.BinaryExpr:
		return p.asksPlace(x.X, depth+1) || p.asksPlace(x.Y, depth+1)
	case *ast.UnaryExpr:
		return p.asksPlace(x.X, depth+1)
	case *ast.CallExpr:
		if p.isPlace(x) {
			return true
		}
		for _, a := range x.Args {
			if p.asksPlace(a, depth+1) {
				return true
			}
		}
	case *ast.Ident:
		v := p.variable(x)
		if v == nil || v.IsField() || v.Parent() == v.Pkg().Scope() {
			return false
		}
		for _, d := range p.Code.Reaching(v, x.Pos()) {
			if call, ok := ast.Unparen(d.Value).(*ast.CallExpr); ok && d.Kind == code.Assigned && p.asksPlace(call, depth+1) {
				return true
			}
		}
	}
	return p.machinePath(x)
}

// isPlace reports whether a call asks for a directory of the machine or of the account.
func (p *Package) isPlace(c *ast.CallExpr) bool {
	f, _ := p.callee(c)
	if f == nil {
		return false
	}
	switch f.Kind(winapi.ProfilePath) {
	case "home", "user", "machine":
		return true
	}
	if f.Kind(winapi.Env) != "get" || len(c.Args) == 0 {
		return false
	}
	name, ok := p.Eval(c.Args[0]).Known()
	return ok && p.ofAccount(name) == Folder
}

// machinePath reports whether x is a path below a directory of the machine.
func (p *Package) machinePath(x ast.Expr) bool {
	if t := p.Code.Info.TypeOf(x); t == nil || !isText(t) {
		return false
	}
	for _, t := range p.Eval(x) {
		if len(t) > 0 && t[0].Kind == names.Path && t[0].Text == names.Machine {
			return true
		}
	}
	return false
}

// What a name says of data that is only read to be moved elsewhere.
var oldWords = set("migrate migration migrating legacy old previous former deprecated obsolete")

// migrates reports whether the site looks for what an older version left: the function around it, or the variable that
// takes the place, says so.
func (s *Site) migrates() bool {
	for f := s.In; f != nil; f = f.Parent {
		if f.Obj != nil && hasWord(nameWords(f.Obj.Name()), oldWords) {
			return true
		}
	}
	for _, n := range s.pkg.Code.Enclosing(s.Node.Pos(), s.Node.End()) {
		switch n := n.(type) {
		case *ast.AssignStmt:
			return len(n.Lhs) > 0 && hasWord(nameWords(nameOf(n.Lhs[0])), oldWords)
		case *ast.ValueSpec:
			return hasWord(nameWords(n.Names[0].Name), oldWords)
		case ast.Stmt:
			return false
		}
	}
	return false
}
