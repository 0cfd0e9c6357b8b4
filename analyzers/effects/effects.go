package effects

import (
	_ "embed"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/rdslint/rdslint/analyzers/rdslint"
	"github.com/rdslint/rdslint/internal/engine"
	"github.com/rdslint/rdslint/internal/engine/contexts"
	"github.com/rdslint/rdslint/internal/engine/fix"
	"github.com/rdslint/rdslint/internal/engine/names"
	"github.com/rdslint/rdslint/internal/winapi"
)

//go:embed doc.go
var doc string

// Rule describes the rule.
var Rule = engine.Rule{
	Name:    "effects",
	Doc:     doc,
	Summary: "animations, splash windows, screen copies and sounds in remote sessions",
	URL:     "https://learn.microsoft.com/windows/win32/termserv/graphic-effects",
	Default: engine.Note,
	Since:   "0.1",
	Fix:     "unsafe",
	Run:     run,
}

// Analyzer is the default analyzer of the rule.
var Analyzer = rdslint.Engine.Analyzer(&Rule)

func run(pass *engine.Pass) {
	j := &judge{pass: pass}
	for _, s := range pass.Sites(winapi.Draw, winapi.Sound, winapi.UI) {
		if s.Derived() && !s.Remote() && !decides(s) {
			continue // judged where the function itself is called
		}
		if what := effect(s); what != "" && !s.Pending() {
			j.report(s, what, engine.Report{Site: s})
		}
	}
	for _, r := range pass.Redraws(slowest) {
		j.report(r.Site, fmt.Sprintf("a window is drawn again every %v", r.Every), engine.Report{Site: r.Site, Pos: r.At.Pos(), End: r.At.End()})
	}
}

// slowest is the longest interval of thirty times a second.
const slowest = time.Second / 30

// decides reports whether it is the caller of a wrapper who says what is copied, played or shown.
func decides(s *engine.Site) bool { return effect(s.Below()) == "" }

// splash is in the class or the title of a window that only covers a program's start.
const splash = "splash"

// effect says what a site does that a remote session pays for; "" if nothing.
func effect(s *engine.Site) string {
	if kind, ok := s.Kind(winapi.Draw); ok {
		switch {
		case kind == "animate":
			return "a window is animated"
		case kind == "splash":
			return "a splash window is shown"
		case kind == "copy" && s.Values("source").Is(names.Screen):
			return "pixels are copied from the screen"
		}
		return ""
	}
	if kind, ok := s.Kind(winapi.Sound); ok {
		sound := s.Values("sound")
		if kind != "play" || len(sound) == 0 || slices.ContainsFunc(sound, names.Text.Null) {
			return "" // it stops what is played
		}
		return "a sound is played"
	}
	if kind, _ := s.Kind(winapi.UI); kind == "window" {
		for _, role := range []winapi.Role{"class", "caption", "text"} {
			if text, ok := s.Values(role).Known(); ok && strings.Contains(strings.ToLower(text), splash) {
				return "a splash window is shown"
			}
		}
	}
	return ""
}

// A judge reports effects.
type judge struct {
	pass  *engine.Pass
	knows int8 // whether the module asks for a remote session: 0 not looked, 1 yes, 2 no
}

// asks reports whether some code of the module asks whether the session is a remote one.
func (j *judge) asks() bool {
	if j.knows == 0 {
		j.knows = 2
		if j.pass.AsksRemote() {
			j.knows = 1
		}
	}
	return j.knows == 1
}

func (j *judge) report(s *engine.Site, what string, r engine.Report) {
	ctx := s.Contexts()
	if ctx == contexts.Service || s.AsksFirst() {
		return // nobody sees it, and that is serviceui's; or the program knows better
	}
	r.Level = engine.Note
	r.Message = what + ": in a remote session that goes over the network, and on a session host all users' sessions draw on one machine; leave it out where the session is a remote one"
	if j.pass.Whole() && ctx.Has(contexts.Session) && !j.asks() {
		r.Level, r.Why = engine.Warning, contexts.Session
		r.Message = what + ", and the program never asks whether its session is a remote one: there that goes over the network, and on a session host all users' sessions draw on one machine; leave it out in remote sessions"
	}
	if stmt := s.Alone(); stmt != nil && !r.Pos.IsValid() {
		if edits := fix.AtScreen(s.Pkg(), stmt); edits != nil {
			r.Fixes = []engine.Fix{{Message: "Do it only at the machine's own screen", Edits: edits}}
		}
	}
	j.pass.Report(r)
}
