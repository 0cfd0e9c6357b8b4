package fix

import (
	"fmt"
	"go/token"
	"strings"

	"github.com/rdslint/rdslint/internal/engine"
)

// AppendSession returns the edits that append a dash and the session id of the process to a text.
func AppendSession(e engine.Ending) []engine.Edit {
	f := At(e.Pkg, e.At[0])
	if f == nil {
		return nil
	}
	format := f.Import("fmt") // first: in the order that gofmt wants
	id := fmt.Sprintf("func() string {\n\tvar id uint32\n\t%s\n\treturn %s.Sprintf(\"-%%d\", id)\n}()", f.ownSession(), format)
	f.append(e, id)
	if e.Const.IsValid() {
		f.edits = append(f.edits, engine.Edit{Pos: e.Const, End: e.Const + token.Pos(len("const")), New: "var"})
	}
	return f.Edits()
}

// ownSession returns the statement that puts the session of the process into the variable id.
func (f *File) ownSession() string {
	if f.pkg.Knows(Windows) {
		return strings.ReplaceAll("windows.ProcessIdToSessionId(windows.GetCurrentProcessId(), &id)", "windows", f.Import(Windows))
	}
	return fmt.Sprintf(`%[2]s.NewLazyDLL("kernel32.dll").NewProc("ProcessIdToSessionId").Call(uintptr(%[1]s.Getpid()), uintptr(%[3]s.Pointer(&id)))`,
		f.Import("os"), f.Import("syscall"), f.Import("unsafe"))
}

// AppendUser returns the edits that append a dash and the SID of the user who runs the process to a text.
func AppendUser(e engine.Ending) []engine.Edit {
	f := At(e.Pkg, e.At[0])
	if f == nil {
		return nil
	}
	user := f.Import("os/user")
	sid := "func() string {\n\tu, err := " + user + ".Current()\n\tif err != nil {\n\t\treturn \"\"\n\t}\n\treturn \"-\" + u.Uid\n}()"
	f.append(e, sid)
	return f.Edits()
}

// append continues the text at the ends with what an expression of several lines gives.
func (f *File) append(e engine.Ending, x string) {
	for _, at := range e.At {
		plus := " + "
		if e.Pkg.InList(at) {
			plus = "+"
		}
		f.edits = append(f.edits, engine.Edit{Pos: at, End: at, New: plus + strings.ReplaceAll(x, "\n", "\n"+f.margin(at))})
	}
}

// margin returns what stands at the left of the line around pos.
func (f *File) margin(pos token.Pos) string {
	at := f.pkg.Code.Fset.PositionFor(pos, false)
	column := at.Column
	for _, n := range f.pkg.Code.Enclosing(pos-1, pos) {
		if first := f.pkg.Code.Fset.PositionFor(n.Pos(), false); first.Line == at.Line {
			column = min(column, first.Column)
		}
	}
	return strings.Repeat("\t", column-1)
}
