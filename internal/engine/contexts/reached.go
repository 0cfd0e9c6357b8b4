package contexts

// Programs returns the import paths of the programs that run a function: those whose main function leads there, or, where
// no call shows it, the only one that its package is linked with.
func (s *Solved) Programs(fn string) []string {
	n, ok := s.judged(fn)
	if !ok {
		return nil
	}
	s.reaching.Do(func() {
		for _, p := range s.programs {
			from := append([]node{p.main}, p.inits...)
			p.runs = s.g.reach(append(from, p.commands...), func(*edge) bool { return true })
		}
	})
	var out, linked []string
	for _, p := range s.programs {
		if p.runs[n] {
			out = append(out, p.path)
		}
		if p.pkgs[s.g.pkgOf[n]] {
			linked = append(linked, p.path)
		}
	}
	if out == nil && len(linked) == 1 {
		return linked
	}
	return out
}
