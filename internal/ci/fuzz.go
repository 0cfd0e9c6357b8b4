package main

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"regexp"
	"strconv"
	"strings"
	"time"

	"github.com/rdslint/rdslint/internal/evidence"
)

// executions is what go test says of inputs that it tried: its own, and before that those that it knew already.
var executions = regexp.MustCompile(`(?:execs: |gathering baseline coverage: )(\d+)[ /]`)

// fuzz runs each fuzz target for a while, one at a time.
func fuzz(r *run) error {
	var out bytes.Buffer
	if err := r.exec(&out, "test", "-list", "^Fuzz", "./..."); err != nil {
		return err
	}
	figures := []evidence.Figure{{What: "time for each target", Count: int64(r.fuzzTime / time.Second), Unit: "s"}}
	var errs []error
	for _, t := range targets(out.String()) {
		var said bytes.Buffer
		// Inputs that find something are not made smaller: that takes the time of the search.
		err := r.exec(io.MultiWriter(r.out, &said), "test", t.pkg, "-run", "^"+t.name+"$", "-fuzz", "^"+t.name+"$", "-fuzztime", r.fuzzTime.String(),
			"-fuzzminimizetime", "1x", "-parallel", "1", "-timeout", "0")
		if err != nil {
			errs = append(errs, fmt.Errorf("%s: %v", t.name, err))
			continue
		}
		all := executions.FindAllStringSubmatch(said.String(), -1)
		if len(all) == 0 {
			return fmt.Errorf("%s: nothing was run", t.name)
		}
		n, err := strconv.ParseInt(all[len(all)-1][1], 10, 64)
		if err != nil {
			return err
		}
		_, below, _ := strings.Cut(t.pkg, "/rdslint/rdslint/")
		figures = append(figures, evidence.Figure{What: t.name + " in " + below, Count: n, Unit: "executions"})
	}
	if err := errors.Join(errs...); err != nil {
		return err
	}
	return r.record("go run ./internal/ci fuzz", figures)
}

type target struct{ pkg, name string }

// targets reads what go test -list prints: names, and then the package that has them.
func targets(out string) []target {
	var list, waiting []target
	for line := range strings.Lines(out) {
		fields := strings.Fields(line)
		switch {
		case len(fields) == 1 && strings.HasPrefix(fields[0], "Fuzz"):
			waiting = append(waiting, target{name: fields[0]})
		case len(fields) > 1 && fields[0] == "ok":
			for _, t := range waiting {
				t.pkg = fields[1]
				list = append(list, t)
			}
			waiting = nil
		}
	}
	return list
}
