// Who meets under a name: a session, a user, the machine.

package engine

import (
	"strings"

	"github.com/rdslint/rdslint/internal/engine/names"
)

// A Reach says who shares what has a name in a place that the whole machine shares.
type Reach uint8

// The reaches.
const (
	Private Reach = iota // somebody told the name, or nothing is known
	PerSession
	PerUser
	PerMachine
)

// ReachOf returns who meets under a name. The administrator's choice, and every part that is not known, may tell sessions
// apart.
func ReachOf(t names.Text) Reach {
	reach := PerMachine
	for _, s := range t {
		switch s.Kind {
		case names.Known, names.Host:
		case names.Config:
			if s.Text == "" {
				return Private
			}
		case names.User:
			reach = min(reach, PerUser)
		case names.Session:
			reach = min(reach, PerSession)
		case names.Path:
			switch s.Text {
			case names.Executable, names.Machine:
			case names.Temporary:
				reach = min(reach, PerSession)
			case "":
				reach = min(reach, PerUser)
			default:
				return Private
			}
		default:
			return Private
		}
	}
	return reach
}

// objectReach returns who meets in a kernel object that a program in a session makes under a name.
func objectReach(t names.Text) Reach {
	if len(t) == 0 || t.Null() || t[0].Kind != names.Known {
		return Private
	}
	rest, global := strings.CutPrefix(t[0].Text, `Global\`)
	if !global {
		rest = strings.TrimPrefix(rest, `Local\`)
	}
	reach := ReachOf(t)
	switch {
	case strings.ContainsAny(rest, `\/`):
		return Private // misspelt
	case reach != Private && !global:
		return PerSession
	}
	return reach
}
