package output

import "slices"

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

	missing := make(map[string]bool) // packages that lack a dependency
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
			if p.Package != "" {
				if missing[p.Package] {
					continue
				}
				subject = p.Package
			}
		case "missing":
			subject = p.Kind + " " + p.Message // many packages import it
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
		p, n := first[subject], more[subject]
		switch {
		case (p.Kind == "type" || p.Kind == "parse") && p.Package != "":
			what := p.where() + Plain(p.Message)
			if n > 0 {
				what += ", and " + itoa(n) + " more"
			}
			lines = append(lines, Plain(p.Package)+" does not type-check ("+what+"): only what is certain in it is reported")
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
	s := p.where() + Plain(p.Message)
	if p.where() == "" && p.Package != "" {
		s = Plain(p.Package) + ": " + s
	}
	return s
}

func (p Problem) where() string {
	if p.File == "" {
		return ""
	}
	return place(p.File, p.Line, 0) + ": "
}
