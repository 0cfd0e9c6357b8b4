package serviceui

import (
	"fmt"
	"strings"

	"github.com/rdslint/rdslint/internal/engine"
	"github.com/rdslint/rdslint/internal/engine/fix"
)

// fixes returns the fix of a message box whose answer nobody asks for: the same box in the user's session.
func fixes(s *engine.Site, u ui) []engine.Fix {
	stmt := s.Statement()
	if u.kind != "messagebox" || stmt == nil || s.Derived() {
		return nil
	}
	f := fix.At(s.Pkg(), stmt.Pos())
	if f == nil {
		return nil
	}
	windows, unsafe := f.Import(fix.Windows), f.Import("unsafe")
	title, text, flags := f.Text(s.Expr("caption")), f.Text(s.Expr("text")), f.Number(s.Expr("flags"))
	send := func(session, gap string) string {
		args := []string{
			fmt.Sprintf("0, uintptr(%s)", session),
			fmt.Sprintf("uintptr(%[1]s.Pointer(&title[0])), uintptr(2*len(title)-2), uintptr(%[1]s.Pointer(&text[0])), uintptr(2*len(text)-2)", unsafe),
			fmt.Sprintf("%s, 0, uintptr(%s.Pointer(new(uint32))), 0", flags, unsafe),
		}
		return fmt.Sprintf(`%s.NewLazySystemDLL("wtsapi32.dll").NewProc("WTSSendMessageW").Call(%s)`, windows, strings.Join(args, ","+gap))
	}
	if !f.Free(flags, "title", "text", "list", "n", "err", "s") {
		return nil
	}
	if session := s.Session(); session != "" && f.Free(session, "title", "text") {
		f.Replace(stmt, fmt.Sprintf("func(title, text []uint16) {\n\t%[1]s\n}(%[2]s.StringToUTF16(%[3]s), %[2]s.StringToUTF16(%[4]s))", send(session, "\n\t\t"), windows, title, text))
		return offer("Show the message in the session with WTSSendMessage", true, f)
	}
	f.Replace(stmt, fmt.Sprintf(`func(title, text []uint16, list *%[1]s.WTS_SESSION_INFO, n uint32) {
	for err := %[1]s.WTSEnumerateSessions(0, 0, 1, &list, &n); err == nil && n > 0; n-- {
		if s := %[2]s.Slice(list, n)[n-1]; s.State == %[1]s.WTSActive {
			%[3]s
		}
	}
	%[1]s.WTSFreeMemory(uintptr(%[2]s.Pointer(list)))
}(%[1]s.StringToUTF16(%[4]s), %[1]s.StringToUTF16(%[5]s), nil, 0)`, windows, unsafe, send("s.SessionID", " "), title, text))
	if !f.Go("go1.17") { // unsafe.Slice
		return nil
	}
	return offer("Show the message in every active session with WTSSendMessage", false, f)
}

func offer(message string, safe bool, f *fix.File) []engine.Fix {
	edits := f.Edits()
	if edits == nil {
		return nil
	}
	return []engine.Fix{{Message: message, Safe: safe, Edits: edits}}
}
