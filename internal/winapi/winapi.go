// Package winapi is the catalogue: what the Win32 functions and the Go packages that wrap them mean to a program that
// several users run on one machine. It is data; the rules and the engine ask it for classes and roles and never name an
// import path themselves.
package winapi

// A Class says what a callable, a field or a variable is to the rules. Its kind, where it has one, is the value under
// the class in [Func.Is].
type Class string

// The classes. Kinds stand in parentheses.
const (
	// Kernel objects (mutex, event, semaphore, timer, mapping, job, symlink); role name.
	CreateObject Class = "object.create"
	OpenObject   Class = "object.open"
	// CreatePrivateNamespace and its like; role alias.
	Namespace Class = "object.namespace"

	// What only a person at a desktop can see or answer (messagebox, taskdialog, dialog, window, tray, toast, consent,
	// loop, browser, prompt, desktop). Roles text, caption, owner, flags where they exist.
	UI Class = "ui"
	// Starting a document, URL or program through the shell; roles verb, file, params.
	ShellOpen Class = "shell.open"
	// Starting a process; roles name, args (variadic or slice), cmdline, token.
	StartProcess Class = "process.start"
	// Creating or changing a service; roles service_type or config.
	CreateService Class = "service.create"
	// Standard input as a value (os.Stdin), and functions that wrap or read a reader; role reader.
	Stdin      Class = "stdin"
	WrapReader Class = "reader.wrap"
	ReadReader Class = "reader.read"

	// Where code runs. Entry (service, console): a function that runs the methods named in Func.Methods of the value in
	// role handler, or the function in role handler itself; or a package whose import does so (kind import).
	Entry Class = "entry"
	// A call that answers "am I a service?" (service: true means yes; user: true means no).
	Guard Class = "guard"
	// A call that only a service may make successfully (it needs LocalSystem).
	LocalSystem Class = "localsystem"
	// A call that does not return.
	Exit Class = "exit"
	// A Go function handed to Windows as a callback; role fn.
	Callback Class = "callback"
	// The dispatcher of a command-line library: a composite literal or constructor whose function fields are commands.
	Command Class = "command"

	// Values. Text (pass, format, join, concat, path, lower, upper, trim, itoa, hash, encode): a result made from the
	// role text (or args, sep).
	Text Class = "text"
	// Source (session, user, pid, random, time, host, config, path, address, address+port, pipe): a value of that kind
	// in result Func.Result, or in what role out points to.
	Source Class = "source"
	// Transform of a network address (port.drop, port.keep); role addr.
	Transform Class = "transform"
	// Something looked up or stored by key (store, load, delete, query); roles key, value.
	Keyed Class = "keyed"
	// A test for equality of its two operands; roles a, b, or receiver and other.
	Equal Class = "equal"
	// A value that makes a keyed store a limiter or counter.
	Counter Class = "counter"

	// Ways to call a procedure. Procedure: the value names a procedure by role proc (text). Invoke: calls the procedure
	// in role proc (-1: the receiver) with arguments from role args on.
	Procedure Class = "dyn.procedure"
	Invoke    Class = "dyn.invoke"
)

// A Role names what a parameter is for: name, text, caption, flags, path, handler, key and so on.
type Role string

// Receiver is the position of a method's receiver.
const Receiver = -1

// A Func is one fact of the catalogue: a Win32 function, or a Go function, method, field or variable.
type Func struct {
	// Name is the Win32 name ("CreateMutexW") or the Go full name as types.Func.FullName prints it; for fields and
	// variables "path.Type.Field" and "path.Var".
	Name string
	// Stands is the Win32 function behind a binding, or empty.
	Stands string
	// Family folds the A, W and Ex forms: CreateMutex for CreateMutexExW too.
	Family string
	Is     map[Class]string
	// Roles gives each role's 0-based parameter position in this callable; Receiver for the receiver.
	Roles map[Role]int
	// Variadic says that the last parameter is variadic.
	Variadic bool
	// Fixed holds role values that a wrapper passes itself, as decimal numbers or text.
	Fixed map[Role]string
	// Methods are the methods that an Entry runs.
	Methods []string
	// Result is the index of the result that a Source, Text or Transform yields.
	Result int
	// Doc is the page that describes it.
	Doc string
}
