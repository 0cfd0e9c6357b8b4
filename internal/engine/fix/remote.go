package fix

import (
	"go/ast"

	"github.com/rdslint/rdslint/internal/engine"
)

// registryPath is the import path of the bindings of the registry.
const registryPath = Windows + "/registry"

// Remote returns the edits that put a test in the place of x, whether the process runs in another session than that of the
// machine's own screen; or, where remote is false, whether it runs in that one.
//
// https://learn.microsoft.com/windows/win32/termserv/detecting-the-terminal-services-environment
func Remote(p *engine.Package, x ast.Expr, remote bool) []engine.Edit {
	f := At(p, x.Pos())
	if f == nil {
		return nil
	}
	windows, registry := f.Import(Windows), f.Import(registryPath)
	not := "!="
	if !remote {
		not = "=="
	}
	test := "func() bool {\n" +
		"\tvar id uint32\n" +
		"\tkey, _ := " + registry + ".OpenKey(" + registry + ".LOCAL_MACHINE, `SYSTEM\\CurrentControlSet\\Control\\Terminal Server`, " + registry + ".QUERY_VALUE)\n" +
		"\tglass, _, err := key.GetIntegerValue(\"GlassSessionId\")\n" +
		"\tkey.Close()\n" +
		"\treturn err == nil && " + windows + ".ProcessIdToSessionId(" + windows + ".GetCurrentProcessId(), &id) == nil && uint64(id) " + not + " glass\n" +
		"}()"
	f.Put(x, test)
	return f.Edits()
}

// AtScreen returns the edits that let a statement run only where the process runs in the session of the machine's own screen.
func AtScreen(p *engine.Package, stmt ast.Stmt) []engine.Edit {
	f := At(p, stmt.Pos())
	if f == nil {
		return nil
	}
	x, ok := stmt.(*ast.ExprStmt)
	if !ok {
		return nil
	}
	windows, call := f.Import(Windows), f.Source(x.X)
	if !f.Free(call, "id") {
		return nil
	}
	f.Replace(stmt, "if id := uint32(0); "+windows+".ProcessIdToSessionId("+windows+".GetCurrentProcessId(), &id) == nil && id == "+
		windows+".WTSGetActiveConsoleSessionId() {\n"+call+"\n}")
	return f.Edits()
}
