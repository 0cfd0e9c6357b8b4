// What names and texts say of decisions about peers: credentials, rights, refusals.

package engine

import (
	"go/ast"
	"go/constant"
	"go/token"
	"go/types"
	"slices"
	"strings"

	"github.com/rdslint/rdslint/internal/engine/code"
)

// What names say of a decision: that it asks for credentials, that it makes somebody a user or gives rights, that it turns
// somebody away, that it is for developers.
var (
	authWords = set("auth authn authz authenticate authenticated authenticator authentication authorize authorized authorization authorise " +
		"authorised unauthorized unauthenticated token password passwd passphrase pass secret credential cred session login jwt bearer " +
		"cookie apikey signature hmac oauth sso csrf claim")
	doesAuth    = set("auth authenticate authenticated authenticator authentication authorize authorized authorization authorise authorised login")
	rightWords  = set("admin administrator superuser privileged privilege authenticated authed authorized authorised sysop superadmin root")
	userWords   = set("user username userid admin role identity account principal uid operator superuser")
	refuseWords = set("unauthorized unauthorised unauthenticated forbidden forbid deny denied reject rejected refuse refused abort")
	devWords    = set("dev devel develop development debug debugging test testing mock")
	// Where a function or its type is named so, all that it does is for developers.
	aboutDevWords = set("dev devel development")
	unauthWords   = set("unauthorized unauthorised unauthenticated")
	adminWords    = set("admin administrator superuser superadmin root")
	personWords   = set("user account principal identity auth claim")         // a record of somebody, not a name
	paceWords     = set("limit limiter rate ratelimit throttle quota bucket") // what counts tokens
	keyWords      = set("api access auth secret debug admin private")
	setWords      = set("set with withvalue put store save impersonate switch")
)

// spoken returns the words of the names and texts in a node; function literals are left out.
func (p *Package) spoken(n ast.Node) []string {
	var out []string
	ast.Inspect(n, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.FuncLit:
			return false
		case *ast.Ident:
			out = append(out, nameWords(n.Name)...)
		case *ast.BasicLit:
			if n.Kind == token.STRING {
				out = append(out, nameWords(n.Value)...)
			}
		}
		return true
	})
	return out
}

// speaksOfSecrets reports whether words speak of credentials.
func speaksOfSecrets(list []string) bool {
	if hasWord(list, paceWords) {
		return false
	}
	return hasWord(list, authWords) || slices.Contains(list, "key") && hasWord(list, keyWords)
}

// credentials reports whether an expression, or what its variables are given, speaks of credentials.
func (r *run) credentials(x ast.Expr) bool { return r.credentialsBelow(x, been{}, 0) }

func (r *run) credentialsBelow(x ast.Expr, seen been, depth int) bool {
	if seen.again(x, depth) {
		return false
	}
	if speaksOfSecrets(r.p.spoken(x)) {
		return true
	}
	if depth > 1 {
		return false
	}
	found := false
	ast.Inspect(x, func(n ast.Node) bool {
		id, ok := n.(*ast.Ident)
		if !ok || found {
			return !found
		}
		v, ok := r.p.Code.Info.Uses[id].(*types.Var)
		if !ok || v.IsField() || v.Pkg() != r.p.Code.Types {
			return true
		}
		for _, d := range r.p.Code.Reaching(v, id.Pos()) {
			if d.Kind == code.Assigned && d.Value != nil && d.Func == r.f {
				found = found || r.credentialsBelow(d.Value, seen, depth+1)
			}
		}
		return !found
	})
	return found
}

// calls visits the calls that a block makes itself.
func (r *run) calls(b int, visit func(*ast.CallExpr)) {
	for _, n := range r.g.Blocks()[b].Nodes {
		ast.Inspect(n, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.FuncLit:
				return false
			case *ast.CallExpr:
				visit(n)
			}
			return true
		})
	}
}

// authenticates reports whether a block hands the peer on to what asks for credentials.
func (r *run) authenticates(b int) bool {
	found := false
	r.calls(b, func(c *ast.CallExpr) {
		if r.d.tests[c] == nil && r.p.Code.Info.Types[c.Fun].Value == nil {
			w := nameWords(nameOf(c.Fun))
			found = found || hasWord(w, doesAuth) && !hasWord(w, refuseWords) || r.d.asks(r.p, c)
		}
	})
	return found
}

// asks reports whether a call, the last thing that a function does, is of one of the package that asks for credentials.
func (d *decider) asks(p *Package, c *ast.CallExpr) bool {
	fn := code.StaticCallee(p.Code.Info, c)
	if _, ok := p.parent(c).(*ast.ExprStmt); fn == nil || !ok {
		return false
	}
	f := p.Code.FuncOf(fn)
	if f == nil || len(d.byFunc[f]) > 0 {
		return false
	}
	yes, known := d.guards[f]
	if !known {
		d.guards[f] = false // a recursion asks nothing new
		if g := f.Graph(); g != nil && g.Len() <= maxBlocks {
			r := &run{d: d, p: p, f: f, g: g, seen: map[*types.Var]bool{}, known: map[ast.Expr]truth{}}
			yes = len(r.checks()) > 0
		}
		d.guards[f] = yes
	}
	return yes
}

// status returns the HTTP status of a refusal among the arguments of a call, 0 if there is none.
func (r *run) status(c *ast.CallExpr) int64 {
	for _, a := range c.Args {
		if v := r.p.Code.Info.Types[a].Value; v != nil && v.Kind() == constant.Int {
			if n, ok := constant.Int64Val(v); ok && n >= 400 && n < 600 {
				return n
			}
		}
	}
	return 0
}

// refuses reports whether a block turns the peer away, and whether it does so by an answer.
func (r *run) refuses(b int) (yes, responds bool) {
	r.calls(b, func(c *ast.CallExpr) {
		w := nameWords(nameOf(c.Fun))
		switch {
		case r.status(c) != 0, hasWord(w, refuseWords), slices.Contains(w, "redirect") && speaksOfSecrets(r.p.spoken(c)), slices.Equal(w, []string{"not", "found"}):
			yes, responds = true, true
		case isClose(c.Fun) && len(c.Args) == 0:
			if _, deferred := r.p.parent(c).(*ast.DeferStmt); !deferred && r.connection(c) {
				yes, responds = true, true
			}
		}
	})
	return yes, responds
}

// connection reports whether a call is that of a method of a connection.
func (r *run) connection(c *ast.CallExpr) bool {
	sel, ok := ast.Unparen(c.Fun).(*ast.SelectorExpr)
	if !ok {
		return false
	}
	t := r.p.Code.Info.TypeOf(sel.X)
	if ptr, ok := t.(*types.Pointer); ok {
		t = ptr.Elem()
	}
	named, ok := types.Unalias(t).(*types.Named)
	return ok && isConnection(named)
}

// unauthenticated reports whether a refusal in blocks says that credentials are missing.
func (r *run) unauthenticated(blocks map[int]bool) bool {
	found := false
	for b := range blocks {
		r.calls(b, func(c *ast.CallExpr) {
			n := r.status(c)
			found = found || n == 401 || n == 407 || n == 0 && hasWord(nameWords(nameOf(c.Fun)), unauthWords)
		})
	}
	return found
}

// development reports whether a block runs only, or decides together with something that says so, while the program is
// being developed.
func (r *run) development(b int) bool {
	f := outermost(r.f)
	about := nameWords(typeName(receiver(f)))
	if f.Obj != nil {
		about = append(about, nameWords(f.Obj.Name())...)
	}
	if hasWord(about, aboutDevWords) {
		return true
	}
	for _, c := range r.g.Conds(b) {
		if hasWord(r.p.spoken(c.Expr), devWords) {
			return true
		}
	}
	c, ok := r.g.Branch(b)
	if !ok {
		return false
	}
	for _, n := range r.p.Code.Enclosing(c.Expr.Pos(), c.Expr.End()) {
		switch n := n.(type) {
		case *ast.BinaryExpr:
			if n.Op == token.LAND && hasWord(r.p.spoken(n), devWords) {
				return true
			}
		case ast.Stmt:
			return false
		}
	}
	return false
}

// promotes reports whether the way of a local peer from block start, as far as no other peer comes there, makes it a user
// or gives it rights.
func (r *run) promotes(start, home int, others map[int]bool) bool {
	for b := range r.ends(start, home, nil).blocks {
		if others[b] {
			continue
		}
		for _, n := range r.g.Blocks()[b].Nodes {
			switch n := n.(type) {
			case *ast.AssignStmt:
				if len(n.Lhs) == len(n.Rhs) && slices.ContainsFunc(pairs(n), r.gives) {
					return true
				}
			case *ast.ReturnStmt:
				if slices.ContainsFunc(n.Results, func(x ast.Expr) bool { return r.right(x) }) {
					return true
				}
			}
		}
		found := false
		r.calls(b, func(c *ast.CallExpr) {
			if !hasWord(nameWords(nameOf(c.Fun)), setWords) || len(c.Args) < 2 {
				return
			}
			key := c.Args[len(c.Args)-2]
			found = found || hasWord(r.p.spoken(key), userWords) && !r.p.Code.Info.Types[c.Args[len(c.Args)-1]].IsNil()
		})
		if found {
			return true
		}
	}
	return false
}

type pair struct{ to, value ast.Expr }

func pairs(n *ast.AssignStmt) (out []pair) {
	for i := range n.Lhs {
		out = append(out, pair{n.Lhs[i], n.Rhs[i]})
	}
	return out
}

// gives reports whether an assignment gives rights, or makes somebody a user.
func (r *run) gives(a pair) bool {
	w := nameWords(nameOf(a.to))
	if b, ok := r.p.Code.Info.TypeOf(a.value).Underlying().(*types.Basic); ok && b.Info()&types.IsBoolean != 0 {
		v, known := r.value(a.value)
		return hasWord(w, rightWords) && (v || !known)
	}
	if r.right(a.value) {
		return hasWord(w, userWords)
	}
	return hasWord(w, personWords) && r.somebody(a.value)
}

// somebody reports whether a value is a record of somebody rather than a name.
func (r *run) somebody(x ast.Expr) bool {
	t := r.p.Code.Info.TypeOf(x)
	if t == nil || r.p.Code.Info.Types[x].IsNil() || yieldsError(t) {
		return false
	}
	t = pointed(t)
	_, ok := t.Underlying().(*types.Struct)
	return ok
}

// right reports whether a value is a user with rights, by name.
func (r *run) right(x ast.Expr) bool {
	v := r.p.Code.Info.Types[x].Value
	if v != nil && v.Kind() == constant.String {
		return hasWord(nameWords(strings.ToLower(constant.StringVal(v))), rightWords)
	}
	return v == nil && hasWord(r.p.spoken(x), adminWords)
}

// grants reports whether what a test says is stored as a right.
func (p *Package) grants(x ast.Expr) bool {
	for range 4 {
		switch n := p.parent(x).(type) {
		case *ast.BinaryExpr:
			if n.Op != token.LAND && n.Op != token.LOR {
				return false
			}
			x = n
		case *ast.AssignStmt:
			for i, y := range n.Rhs {
				if ast.Unparen(y) == x && len(n.Lhs) == len(n.Rhs) {
					return hasWord(nameWords(nameOf(n.Lhs[i])), rightWords)
				}
			}
			return false
		case *ast.KeyValueExpr:
			id, ok := n.Key.(*ast.Ident)
			return ok && hasWord(nameWords(id.Name), rightWords)
		default:
			return false
		}
	}
	return false
}
