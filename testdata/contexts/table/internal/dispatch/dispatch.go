// Package dispatch runs one function of a table.
package dispatch

// A Table is a table of functions.
type Table struct{ entries map[string]func() error }

// Add puts a function into the table.
func (t *Table) Add(name string, run func() error) {
	if t.entries == nil {
		t.entries = map[string]func() error{}
	}
	t.entries[name] = run
}

// Run runs the function with that name.
func (t *Table) Run(name string) error { return t.entries[name]() }

// From runs the function with that name of a table that the caller keeps.
func From(table map[string]func() error, name string) error {
	if run := table[name]; run != nil {
		return run()
	}
	return nil
}
