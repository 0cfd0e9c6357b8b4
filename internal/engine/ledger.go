// The names that something is created under, and which of them another name was meant to be.

package engine

import (
	"strings"
	"unicode"
)

// A Ledger says which names the known packages create something under, for the question what a name was meant to be that is
// only ever opened. To open what another product creates is normal, so only a name that nearly is one of the module's own
// says anything.
type Ledger struct {
	made map[string]*Site
	near map[string][]string // the names that were created, in their order, by how they read
}

// Create notes that something is created under a name.
func (l *Ledger) Create(name string, at *Site) {
	if l.made == nil {
		l.made, l.near = map[string]*Site{}, map[string][]string{}
	}
	if l.made[name] == nil {
		l.made[name] = at
		l.near[reading(name)] = append(l.near[reading(name)], name)
	}
}

// Meant returns the name that is created where name was probably meant to be it, and where; "" if name itself is created,
// or nothing that reads like it.
func (l *Ledger) Meant(name string) (created string, at *Site) {
	r := reading(name)
	if l.made[name] != nil || len(r) < minReading || len(l.near[r]) == 0 {
		return "", nil
	}
	created = l.near[r][0]
	return created, l.made[created]
}

// minReading is the length from which a name is no accident.
const minReading = 4

// reading returns how a name reads: its letters and digits, in one case.
func reading(name string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return unicode.ToLower(r)
		}
		return -1
	}, name)
}
