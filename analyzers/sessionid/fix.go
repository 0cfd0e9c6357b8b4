package sessionid

import (
	"fmt"
	"strings"

	"github.com/rdslint/rdslint/internal/engine"
	"github.com/rdslint/rdslint/internal/engine/fix"
)

// fixes returns the fix of a question for the console's session: the session that somebody asks for, where it is known, or
// every active one.
func (u *use) fixes() []engine.Fix {
	y, ok := u.pass.Yields(u.seg)
	switch {
	case !ok:
		return nil
	case y.Session != "":
		return []engine.Fix{{
			Message: "Use the session that is known here",
			Edits:   []engine.Edit{{Pos: y.Call.Pos(), End: y.Call.End(), New: y.Session}},
		}}
	case y.Stmt == nil:
		return nil
	}
	f := fix.At(y.Pkg, y.Stmt.Pos())
	if f == nil || !f.Go("go1.17") { // unsafe.Slice
		return nil
	}
	windows, unsafe := f.Import(fix.Windows), f.Import("unsafe")
	text := f.Source(y.Stmt.X)
	if !f.Free(text, "list", "n", "err", "s") {
		return nil
	}
	f.Replace(y.Stmt, fmt.Sprintf(`func(list *%[1]s.WTS_SESSION_INFO, n uint32) {
	for err := %[1]s.WTSEnumerateSessions(0, 0, 1, &list, &n); err == nil && n > 0; n-- {
		if s := %[2]s.Slice(list, n)[n-1]; s.State == %[1]s.WTSActive {
			%[3]s
		}
	}
	%[1]s.WTSFreeMemory(uintptr(%[2]s.Pointer(list)))
}(nil, 0)`, windows, unsafe, strings.Replace(text, f.Source(y.Call), "s.SessionID", 1)))
	edits := f.Edits()
	if edits == nil {
		return nil
	}
	return []engine.Fix{{Message: "Do it in every active session", Edits: edits}}
}
