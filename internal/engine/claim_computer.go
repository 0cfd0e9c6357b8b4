// Where the computer's own name is taken for that of the client's computer.

package engine

import (
	"go/ast"
	"go/types"

	"github.com/rdslint/rdslint/internal/engine/names"
)

// clientName is the name, among the facts about the language, of a value's being taken for the name of the client's
// computer.
const clientName = "what takes it for the client's computer"

// The words that together name the computer at which the user of a remote session sits.
var (
	remoteWords  = set("client remote rdp rds terminal thin")
	stationWords = set("computer machine workstation station pc")
)

// clientComputer adds a site where the computer's own name gets a name that means the client's computer.
func (c *claimer) clientComputer(node ast.Node, value ast.Expr, i int, name string) {
	if !mentions(name, "client") {
		return
	}
	list := nameWords(name)
	if n := len(list); n < 2 || n > 4 || !hasWord(list, stationWords) || !hasWord(list, remoteWords) {
		return
	}
	v := names.Values(nil)
	if call, ok := ast.Unparen(value).(*ast.CallExpr); ok && i >= 0 {
		v = c.eval.Result(call, i)
	} else if i <= 0 {
		v = c.eval.Eval(value)
	}
	if _, isText := c.typeOf(value).Underlying().(*types.Basic); !isText && i < 0 || len(v) != 1 || len(v[0]) != 1 || v[0][0].Kind != names.Host || v[0][0].Text != "name" {
		return // it is known to be another, or may be
	}
	in := c.Code.Enclosed(node.Pos())
	if c.dead(in, node.Pos()) {
		return
	}
	s := c.newSite(in, node, language[clientName])
	s.values["value"], s.values["name"] = v, names.Lit(name)
	c.sites = append(c.sites, s)
}
