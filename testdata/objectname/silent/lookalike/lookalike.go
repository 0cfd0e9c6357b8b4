// Package lookalike shows functions that only have the name of a Windows function. Names are resolved. Silent.
package lookalike

// CreateMutex is about threads of the simulated machine.
func CreateMutex(_ any, owned bool, name string) *Mutex { return &Mutex{name, owned} }

// Mutex is a mutex of the simulated machine.
type Mutex struct {
	Name  string
	Owned bool
}

// Boot starts the simulated machine.
func Boot() *Mutex { return CreateMutex(nil, false, "SimulatedBoot") }
