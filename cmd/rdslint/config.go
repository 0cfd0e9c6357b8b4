package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/rdslint/rdslint/internal/config"
	"github.com/rdslint/rdslint/internal/driver"
	"github.com/rdslint/rdslint/internal/engine"
)

// configure reads the settings file, if there is one. Flags win over it.
func (c *command) configure(s *settings) error {
	if s.noConfig {
		return nil
	}
	var err error
	if s.file, err = c.settingsFile(s.dir, s.config); err != nil || s.file == nil {
		return err
	}
	s.file.Settings(&s.places)
	if s.ruleList == "" && len(s.file.Rules) > 0 {
		s.rules, err = c.choose(strings.Join(s.file.Rules, ","))
	}
	return err
}

// settingsFile reads a settings file, or without a name the one for dir. It is nil if there is none.
func (c *command) settingsFile(dir, name string) (*config.File, error) {
	file, shown := name, name
	if name == "" {
		found, err := config.Find(dir)
		if err != nil {
			return nil, usagef("cannot read the settings: %v", cause(err))
		}
		if found == "" {
			return nil, nil
		}
		file, shown = found, found
		if rel, err := filepath.Rel(dir, found); err == nil {
			shown = filepath.ToSlash(rel)
		}
	} else if !filepath.IsAbs(file) {
		file = filepath.Join(dir, file)
	}
	f, err := config.Read(file, c.rules)
	if _, ok := errors.AsType[*fs.PathError](err); ok {
		return nil, usagef("cannot read %s: %v", shown, cause(err))
	}
	if err != nil {
		return nil, usagef("%s: %v", shown, err)
	}
	return f, nil
}

// level gives findings the levels of the settings file, and drops those that it leaves out.
func (l *lintRun) level(prog *driver.Program, res *driver.Result) {
	if l.file == nil {
		return
	}
	res.Findings = slices.DeleteFunc(res.Findings, func(f *engine.Finding) bool {
		f.Level = l.file.Judge(f.Rule, prog.Fset.PositionFor(f.Pos, false).Filename, f.Level)
		return f.Level == 0
	})
}

// config runs the commands about the settings file.
func (c *command) config(args []string) error {
	const usage = "config takes verify, with a file or without, or schema"
	switch {
	case len(args) == 1 && args[0] == "schema":
		_, err := c.stdout.Write(config.Schema())
		return toStdout(err)
	case len(args) == 0 || len(args) > 2 || args[0] != "verify":
		return usagef(usage)
	}
	dir, err := os.Getwd()
	if err != nil {
		return err
	}
	name := ""
	if len(args) == 2 {
		name = args[1]
	}
	f, err := c.settingsFile(dir, name)
	if err != nil {
		return err
	}
	if f == nil {
		return usagef("there is no %s up to the root of the module", config.Name)
	}
	if _, err := c.choose(strings.Join(f.Rules, ",")); err != nil {
		return err
	}
	_, err = fmt.Fprintf(c.stdout, "%s is good\n", filepath.Base(f.Name()))
	return toStdout(err)
}
