// Package summary holds what one package's analysis tells the others: a plain description of its functions that can be
// gob-encoded, travels as a package fact, and is all that the solver of contexts needs.
package summary

import (
	"go/token"

	"github.com/rdslint/rdslint/internal/engine/names"
	"github.com/rdslint/rdslint/internal/winapi"
)

// A Package is the summary of one package.
type Package struct {
	Path string
	Name string // "main" for programs
	// Imports are the paths of the packages that the package imports itself, sorted. They say whose init functions run in
	// which program.
	Imports []string
	// Addresses says that the package can come to hold the address of a remote machine.
	Addresses bool
	// Embeds gives the named types that a struct type embeds, both as in [names.Object] without the star: where a handler
	// has its methods from.
	Embeds map[string][]string
	// Funcs holds the package's functions, methods and closures, by id; see [Func.ID].
	Funcs map[string]*Func
	// Fields are the sites that wait for a field of this package's types to be set, by the field's full name.
	Fields map[string][]*Site
	// Stored gives the possible values of fields and package variables that hold one, by full name.
	Stored map[string]names.Values
}

// A Func is one function, method or closure.
type Func struct {
	// ID is types.Func.FullName of the origin; for a closure the enclosing function's ID, "$" and its ordinal there; for
	// the package-level variable initialisers the package path and ".init$vars"; init functions have "#" and an ordinal.
	ID string
	At Place
	// Open says that code outside the package's view can reach the function: it is exported, or a method that an interface
	// may call, in a package that is not main.
	Open bool
	// Tests says that the function is there for tests to call: it is given a test, as nobody has one but the testing package.
	Tests bool
	// NoReturn says that a call of it does not come back.
	NoReturn bool
	// Command says that a command-line library runs it as one command among others.
	Command bool
	// Lists are the positions of the parameters that are functions and only go into a list or table, for the program to
	// pick from.
	Lists []int
	// Blocks are the basic blocks that hold the calls and sites, the entry first.
	Blocks []Block
	// Calls stand in the order in which they return: an argument's call before the call that takes it.
	Calls []Call
	// Sites are the catalogue's callables that the function uses, its own and those of the wrappers that it calls.
	Sites []*Site
	// Reruns are the places where the program starts itself again, or another program of the module.
	Reruns []Rerun
	// Waits are the sites, wherever they stand, that wait for this function's parameters: a constructor keeps the name in
	// a field, and a method makes the object.
	Waits []*Site
	// Results are the possible values of the function's results, in terms of its parameters.
	Results []names.Values
}

// A Block is a basic block: its immediate dominator and the tests that hold in it.
type Block struct {
	Idom   int // index in Blocks; -1 for the entry
	Guards []Guard
	// Hangs says that more decides whether the block runs than the guards and the absence of errors.
	Hangs bool
}

// A Guard is a test that is known to have succeeded where a block runs.
type Guard struct {
	Kind GuardKind
	// Value is the answer: for IsService whether the process is a service, for Choice whether Key was chosen. After
	// "if gui { return }" the choice gui has the value false.
	Value bool
	// Key names the choice for Choice: the condition's text.
	Key string
	// Arg is the constant that an argument of the command line equals if the choice is true; empty for other choices.
	Arg string
}

// A GuardKind says what a test asks.
type GuardKind uint8

// The kinds of guards.
const (
	IsService GuardKind = iota + 1 // is this process a service?
	Choice                         // which command, flag or argument was given?
)

// A Call is an edge of the call graph.
type Call struct {
	// Callees are the ids of the functions that may run: one for a static call, several for a function value. An
	// interface method's own id stands for "whoever implements it", a field's full name for what other packages give it, and
	// a function's id with "#" and an index for what they give to that parameter.
	Callees []string
	Block   int
	// Reference says that the functions are not called here but handed on as values.
	Reference bool
	// Kept says of a reference that the functions go into a list or table for the program to pick from. They may run, but
	// this place does not say where.
	Kept bool
	// Away says of a reference that the functions are handed to code that is not analysed, such as a library for command
	// lines, or stored where others find them: these may call them at once, later or never.
	Away  bool
	Go    bool
	Defer bool
	At    Place
}

// A Rerun is a place where the program starts its own executable with constant arguments, or one that has the name of a
// program of the module.
type Rerun struct {
	Name  string   // of the executable, in lower case and without its extension; "" for the program's own
	Args  []string // the constants among them
	Token bool     // with a user's token: the new process is in that user's session
	Block int
	At    Place
}

// A Place is a position that can be encoded. Pos means something only within the run that made it.
type Place struct {
	Where token.Position
	pos   token.Pos
}

// PlaceOf returns the place of pos.
func PlaceOf(fset *token.FileSet, pos token.Pos) Place {
	return Place{fset.PositionFor(pos, false), pos}
}

// Pos returns the position in the run's own file set, or NoPos.
func (p Place) Pos() token.Pos { return p.pos }

// A Site is a use of one of the catalogue's callables, as a caller of its function sees it.
type Site struct {
	// Name is the catalogue's name of the callable. It is empty as long as the procedure is a parameter: then the role
	// "proc" in Values says what is known of it.
	Name   string
	Values map[winapi.Role]names.Values
	Block  int
	At     Place
	// Steps lead from the function's own call to the catalogue's callable, through wrappers.
	Steps []Step
	// Outcome says what the function does with the call's outcome, and Told, for OutcomeReturned, what its results are then.
	Outcome Outcome
	Told    []Answer
	// Tests are the service tests that hold on the way from the function to the callable.
	Tests []Guard
	// Args are the values of the arguments by position, for a call whose procedure is not known yet.
	Args []names.Values

	home any
}

// From records what the site was made from. It is known only within the run that made it.
func (s *Site) From(home any) *Site {
	s.home = home
	return s
}

// Home returns what the site was made from, or nil.
func (s *Site) Home() any { return s.home }

// A Step is one place on the way from a call to what it means.
type Step struct {
	At      Place
	Message string
}

// An Outcome says what follows when a named object turns out to exist already.
type Outcome uint8

// The outcomes.
const (
	OutcomeUnknown  Outcome = iota
	OutcomeGoesOn           // it makes no difference
	OutcomeEnds             // the process or the function ends: a single-instance lock
	OutcomeReturned         // the caller is told and decides
)

// An Answer is what a result of a function is, in two cases: a named object existed already, or it is new. The words are
//   - "nil";
//   - a decimal number: that number, or an error that holds it as an Errno, "183" being ERROR_ALREADY_EXISTS. An Errno 0 in
//     an error, which is what LazyProc.Call returns of a success, is an error other than nil;
//   - "error": any error but nil; "error:path.Name": the one that this variable of a package holds, or one that wraps it;
//   - "handle": a number, pointer or function other than zero; "mutex": the handle of an object that one process owns at a
//     time, so that a wait for it tells the cases apart;
//   - "true", "false";
//   - "none": there is no result, as the function does not come back;
//   - "" where it is not known.
type Answer struct{ Exists, New string }

// AFact marks a Package as a fact of go/analysis.
func (*Package) AFact() {}
