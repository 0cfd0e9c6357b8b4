// Package analyzers lists the rules of rdslint: go/analysis analyzers that report what breaks in a Go program when several
// users share one Windows machine.
package analyzers

import (
	"golang.org/x/tools/go/analysis"

	"github.com/rdslint/rdslint/analyzers/clientkey"
	"github.com/rdslint/rdslint/analyzers/cpushare"
	"github.com/rdslint/rdslint/analyzers/effects"
	"github.com/rdslint/rdslint/analyzers/hostid"
	"github.com/rdslint/rdslint/analyzers/hostwide"
	"github.com/rdslint/rdslint/analyzers/localtrust"
	"github.com/rdslint/rdslint/analyzers/loopbackport"
	"github.com/rdslint/rdslint/analyzers/objectname"
	"github.com/rdslint/rdslint/analyzers/oneclient"
	"github.com/rdslint/rdslint/analyzers/peripheral"
	"github.com/rdslint/rdslint/analyzers/pipename"
	"github.com/rdslint/rdslint/analyzers/processscope"
	"github.com/rdslint/rdslint/analyzers/rdslint"
	"github.com/rdslint/rdslint/analyzers/remotedetect"
	"github.com/rdslint/rdslint/analyzers/servicehome"
	"github.com/rdslint/rdslint/analyzers/serviceui"
	"github.com/rdslint/rdslint/analyzers/sessionchange"
	"github.com/rdslint/rdslint/analyzers/sessionid"
	"github.com/rdslint/rdslint/analyzers/sharedmem"
	"github.com/rdslint/rdslint/analyzers/unixid"
	"github.com/rdslint/rdslint/analyzers/userdata"
	"github.com/rdslint/rdslint/internal/engine"
)

// Settings are what a user can set; the zero value is the default.
type Settings = engine.Settings

// Rules returns the rules. Where findings of several rules overlap, that of the first stands.
func Rules() []*engine.Rule {
	return []*engine.Rule{
		&objectname.Rule, &serviceui.Rule, &clientkey.Rule, &localtrust.Rule, &hostid.Rule, &sharedmem.Rule, &pipename.Rule,
		&oneclient.Rule, &loopbackport.Rule, &sessionid.Rule, &sessionchange.Rule, &userdata.Rule, &servicehome.Rule,
		&unixid.Rule, &processscope.Rule, &hostwide.Rule, &remotedetect.Rule, &effects.Rule, &cpushare.Rule,
		&peripheral.Rule,
	}
}

// All returns the default analyzers: the root that carries the settings' flags, and one a rule. They share one engine.
func All() []*analysis.Analyzer {
	return []*analysis.Analyzer{
		rdslint.Analyzer, objectname.Analyzer, serviceui.Analyzer, clientkey.Analyzer, localtrust.Analyzer,
		hostid.Analyzer, sharedmem.Analyzer, pipename.Analyzer, oneclient.Analyzer, loopbackport.Analyzer,
		sessionid.Analyzer, sessionchange.Analyzer, userdata.Analyzer, servicehome.Analyzer, unixid.Analyzer,
		processscope.Analyzer, hostwide.Analyzer, remotedetect.Analyzer, effects.Analyzer, cpushare.Analyzer,
		peripheral.Analyzer,
	}
}

// New returns a fresh set of analyzers with settings of its own. Sets must not be mixed in one driver.
func New(settings Settings) []*analysis.Analyzer {
	s := new(Settings)
	*s = settings
	e := engine.New(s, nil)
	out := []*analysis.Analyzer{rdslint.Root(e, s)}
	for _, r := range Rules() {
		out = append(out, e.Analyzer(r))
	}
	return out
}
