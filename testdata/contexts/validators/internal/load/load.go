// Package load reads settings and runs what it was told to check them by.
package load

// Settings are what was read.
type Settings struct{ Key, Dir string }

type check struct {
	name string
	run  func(*Loader, *Settings) error
}

// A Loader reads settings.
type Loader struct{ checks []check }

// With returns a loader with one more check.
func (l *Loader) With(name string, run func(*Settings) error) *Loader {
	next := &Loader{append([]check{}, l.checks...)}
	next.checks = append(next.checks, check{
		name: name,
		run:  func(_ *Loader, s *Settings) error { return run(s) },
	})
	return next
}

// Load reads the settings.
func (l *Loader) Load() (*Settings, error) {
	s := &Settings{}
	for _, c := range l.checks {
		if err := c.run(l, s); err != nil {
			return nil, err
		}
	}
	return s, nil
}
