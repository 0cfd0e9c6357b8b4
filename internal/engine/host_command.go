// What a command does to the whole machine, and how it is made to end the session instead.

package engine

import (
	"go/ast"
	"regexp"
	"strconv"
	"strings"

	"github.com/rdslint/rdslint/internal/engine/script"
	"github.com/rdslint/rdslint/internal/winapi"
)

// hostCommand returns what a command does to the whole machine.
func (s *Site) hostCommand() (HostAction, bool) {
	if !s.Own() {
		return HostAction{}, false
	}
	for _, c := range s.Commands() {
		for _, f := range c.Facts {
			a := HostAction{What: f.Name}
			switch {
			case f.Has(winapi.Shutdown):
				a.Effect = EndsSessions
			case f.Has(winapi.SetTime):
				a.Effect = SetsClock
			case f.Is[winapi.Power] == "power":
				a.Effect = Suspends
			case f.Has(winapi.HostSettings):
				a.Effect = settingEffects[f.Is[winapi.HostSettings]]
			case f.Is[winapi.ControlService] == "control" && !s.forSetup():
				if a.Name = c.serviceName(); a.Name != "" {
					a.Effect = StopsService
				}
			case f.Has(winapi.WriteKey):
				for _, arg := range c.Args {
					a.Effect = max(a.Effect, settingEffects[s.pkg.cat.MachineSetting(arg)])
				}
			case f.Has(winapi.CreateTask):
				a.Name, a.Unsure = c.userTask()
				if a.Name != "" {
					a.Effect = RegistersTask
				}
			}
			if a.Effect != 0 {
				return a, true
			}
		}
	}
	return HostAction{}, false
}

// serviceName returns the constant name of the service that a command stops, or "".
func (c Command) serviceName() string {
	for i, a := range c.Args {
		if low := strings.ToLower(a); (low == "stop" || strings.HasSuffix(low, "stop-service") || strings.HasSuffix(low, "restart-service")) && i+1 < len(c.Args) {
			for _, name := range c.Args[i+1:] {
				if !strings.HasPrefix(name, "-") && !strings.HasPrefix(name, "/") {
					return constantName(name)
				}
			}
		}
	}
	if m := scriptService.FindStringSubmatch(strings.Join(c.Args, " ")); m != nil {
		return constantName(m[1])
	}
	return ""
}

// constantName returns a name of a command line that is the same for all users, or "".
func constantName(name string) string {
	name = strings.Trim(name, `"'`)
	if strings.ContainsAny(name, script.Dynamic+"%$") {
		return ""
	}
	return name
}

// How PowerShell and schtasks.exe name services and tasks, and for whom a task runs: the accounts of the system, the members
// of a group or nobody in particular. See the pages of schtasks create and New-ScheduledTaskPrincipal.
var (
	scriptService = regexp.MustCompile(`(?i)(?:stop|restart)-service\s+(?:-\w+\s+)*['"]?([^'";\s]+)`)
	taskName      = regexp.MustCompile(`(?i)(?:[/-]tn|-taskname)[\s:]+("[^"]*"|'[^']*'|[^\s;]+)`)
	everybodys    = regexp.MustCompile(`(?i)[/-]ru\s+("")|(?:[/-]ru|-user|-userid|<userid>)\s*["'\\]*(?:nt authority\\+)?(?:local ?)?(?:system|service|network ?service)\b|` +
		`\bS-1-5-(?:18|19|20)\b|-groupid\b|<groupid>|-atstartup\b|[/-]sc\s+onstart|<boottrigger>`)
	taskFile = regexp.MustCompile(`(?i)[/-]xml\s+[^\s<'"]*(?:\.xml|` + script.Dynamic + `)["']?(?:\s|$)`)
)

// userTask returns the constant name of a scheduled task that a command registers for one user, or "". It is unsure where a
// file says for whom it runs.
func (c Command) userTask() (name string, unsure bool) {
	var quoted []string
	for _, a := range c.Args {
		if strings.ContainsAny(a, " \t") && c.Program == "schtasks" || a == "" {
			a = strconv.Quote(a)
		}
		quoted = append(quoted, a)
	}
	text := strings.Join(quoted, " ")
	m := taskName.FindStringSubmatch(text)
	if m == nil || everybodys.MatchString(text) {
		return "", false
	}
	return constantName(m[1]), c.Program == "schtasks" && taskFile.MatchString(text)
}

// LogOff returns the edits that make the site end the user's own session instead of the machine: the flags of ExitWindowsEx,
// or the options of shutdown.exe. It is nil where they are not written there.
func (s *Site) LogOff() []Edit {
	call := s.Call()
	if call == nil || s.Derived() {
		return nil
	}
	if x := s.exprs["flags"]; x != nil && s.Fact.Is[winapi.EndSession] == "exitwindows" {
		return []Edit{{Pos: x.Pos(), End: x.End(), New: s.pkg.logOffFlag(x)}}
	}
	name, _ := s.values["name"].Known()
	i, variadic := s.Fact.Roles["args"]
	if s.Fact.Is[winapi.StartProcess] != "args" || script.Program(name) != "shutdown" || !variadic || i < 1 || i >= len(call.Args) || call.Ellipsis.IsValid() {
		return nil
	}
	return []Edit{{Pos: call.Args[i].Pos(), End: call.Args[len(call.Args)-1].End(), New: `"/l"`}}
}

// logOffFlag returns EWX_LOGOFF as the package of the flags in x names it, or as a number.
func (p *Package) logOffFlag(x ast.Expr) string {
	name := "0"
	ast.Inspect(x, func(n ast.Node) bool {
		if sel, ok := n.(*ast.SelectorExpr); ok {
			if obj := p.Code.Info.Uses[sel.Sel]; obj != nil && obj.Pkg() != nil && obj.Pkg().Scope().Lookup("EWX_LOGOFF") != nil {
				q, _ := p.source(sel.X)
				name = q + ".EWX_LOGOFF"
			}
		}
		return true
	})
	return name
}
