package linttest

import (
	"fmt"
	"io/fs"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// A Difference is what a topic wants of the command alone, and what of drivers that see one package at a time alone.
type Difference struct {
	Topic           string
	Module, Package []Expectation
}

// An Expectation is one finding that is wanted.
type Expectation struct {
	File        string // relative to the topic, with slashes
	Line        int
	Level, Rule string
}

// Differences returns the topics of the fixtures in root that want one thing where the whole module is seen and another
// where it is not.
func Differences(root string) ([]Difference, error) {
	var list []Difference
	err := filepath.WalkDir(root, func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || filepath.Ext(name) != ".go" {
			return err
		}
		file, err := filepath.Rel(root, name)
		if err != nil {
			return err
		}
		parts := strings.SplitN(filepath.ToSlash(file), "/", 3)
		if len(parts) < 3 {
			return nil // not in a topic
		}
		wants, errs := readWants(name)
		if len(errs) > 0 {
			return fmt.Errorf("%s:%d: %s", errs[0].file, errs[0].line, errs[0].msg)
		}
		topic := parts[0] + "/" + parts[1]
		for _, w := range wants {
			if w.modes == moduleMode|packageMode {
				continue
			}
			if n := len(list); n == 0 || list[n-1].Topic != topic {
				list = append(list, Difference{Topic: topic})
			}
			last := &list[len(list)-1]
			e, err := w.expectation()
			if err != nil {
				return fmt.Errorf("%s:%d: %v", name, w.line, err)
			}
			e.File = parts[2]
			if w.modes == moduleMode {
				last.Module = append(last.Module, e)
			} else {
				last.Package = append(last.Package, e)
			}
		}
		return nil
	})
	// Notes of go vet and the others are not printed: they are no difference that anybody sees.
	for i := range list {
		list[i].Package = slices.DeleteFunc(list[i].Package, func(e Expectation) bool { return e.Level == "note" })
	}
	return slices.DeleteFunc(list, func(d Difference) bool { return len(d.Module)+len(d.Package) == 0 }), err
}

var described = regexp.MustCompile(`^\^?(note|warning|error): .*\\\((\w+)\\\)\$?$`)

// expectation reads level and rule off the expression.
func (w *want) expectation() (Expectation, error) {
	pattern, err := strconv.Unquote(w.text)
	if err != nil {
		return Expectation{}, err
	}
	m := described.FindStringSubmatch(pattern)
	if m == nil {
		return Expectation{}, fmt.Errorf("%s does not name level and rule, as in `warning: .* \\(objectname\\)`", w)
	}
	return Expectation{Line: w.line, Level: m[1], Rule: m[2]}, nil
}
