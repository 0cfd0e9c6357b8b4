package output

import (
	"slices"
	"strings"
)

// The lines of one kind that are printed before the rest is only counted.
const shownNotices = 10

// Notices says in one line each what the run could not see. Errors of one package are one line, and what follows from a
// missing dependency is none; all holds nothing back.
func (r *Report) Notices(all bool) []string {
	if all {
		var lines []string
		for _, p := range r.Errors {
			lines = append(lines, p.String())
		}
		return lines
	}

	missing := make(map[string]bool) // dependencies
	for _, p := range r.Errors {
		if p.Kind == "missing" {
			missing[p.Package] = true
		}
	}
	var (
		order []string
		first = make(map[string]Problem) // by the line's subject
		more  = make(map[string]int)
	)
	for _, p := range r.Errors {
		subject := p.Kind + " " + p.Package + " " + p.Message
		switch p.Kind {
		case "type", "parse":
			if dep, ok := strings.CutPrefix(p.Message, "could not import "); ok {
				if dep, _, _ = strings.Cut(dep, " "); missing[dep] {
					continue
				}
			}
			if p.Package != "" {
				subject = p.Package
			}
		case "missing":
			subject = p.Kind + " " + p.Message // one module lacks many packages
		}
		if _, ok := first[subject]; ok {
			more[subject]++
			continue
		}
		first[subject] = p
		order = append(order, subject)
	}

	var lines []string
	for _, subject := range order {
		p, rest := first[subject], ""
		if n := more[subject]; n > 0 {
			rest = " and " + itoa(n) + " more"
		}
		switch {
		case p.Package == "":
			lines = append(lines, p.String())
		case p.Kind == "type" || p.Kind == "parse":
			lines = append(lines, Plain(p.Package)+" does not type-check ("+p.where()+Plain(p.Message)+rest+"): only what is certain in it is reported")
		case p.Kind == "missing":
			lines = append(lines, Plain(p.Package)+rest+" cannot be loaded ("+p.where()+Plain(p.Message)+"): what uses it is judged only in part")
		default:
			lines = append(lines, p.String())
		}
	}
	if n := len(lines) - shownNotices; n > 0 {
		lines = slices.Clip(lines[:shownNotices])
		lines = append(lines, "and "+itoa(n)+" more problems: -v prints them all")
	}
	return lines
}

// String is the problem in one line.
func (p Problem) String() string {
	s := Plain(p.Message)
	if p.Package != "" && (p.File == "" || p.Kind == "missing") {
		s = Plain(p.Package) + ": " + s
	}
	return p.where() + s
}

func (p Problem) where() string {
	if p.File == "" {
		return ""
	}
	return place(p.File, p.Line, 0) + ": "
}
