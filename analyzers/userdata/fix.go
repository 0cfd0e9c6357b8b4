package userdata

import (
	"strconv"

	"github.com/rdslint/rdslint/internal/engine"
	"github.com/rdslint/rdslint/internal/engine/fix"
)

// ownFolder returns the fix of a path that can be made the user's where it stands.
func ownFolder(s *engine.Site, p engine.Place) []engine.Fix {
	if lit, rest := s.InTemp(p); rest != "" {
		f := fix.At(s.Pkg(), lit.Pos())
		if f == nil {
			return nil
		}
		f.Put(lit, f.Import("path/filepath")+".Join("+f.Import("os")+".TempDir(), "+strconv.Quote(rest)+")")
		return offer("Keep it in os.TempDir, which is the session's own", f.Edits())
	}
	b, ok := s.Beside(p)
	if !ok {
		return nil
	}
	f := fix.At(b.Pkg, b.Call.Pos())
	if f == nil {
		return nil
	}
	dir, name := "UserConfigDir", b.Pkg.Folder()
	if p.Log() {
		dir = "UserCacheDir"
	}
	f.Put(b.Call, f.Import("os")+"."+dir+"()")
	for _, c := range b.Dirs {
		text := b.Name + ", " + strconv.Quote(name)
		if !b.Joined[c] {
			text = f.Import("path/filepath") + ".Join(" + text + ")"
		}
		f.Put(c, text)
	}
	return offer("Keep it below os."+dir, f.Edits())
}

func offer(message string, edits []engine.Edit) []engine.Fix {
	if edits == nil {
		return nil
	}
	return []engine.Fix{{Message: message, Edits: edits}}
}
