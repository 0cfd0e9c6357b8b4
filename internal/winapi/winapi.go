// Package winapi is the catalogue: what the Win32 functions and the Go packages that wrap them mean to a program that
// several users run on one machine. It is data; the rules and the engine ask it for classes and roles and never name an
// import path themselves.
package winapi

// A Class says what a callable, a field or a variable is to the rules. Its kind, where it has one, is the value under
// the class in [Func.Is]; [Kinds] lists the kinds of every class.
type Class string

// The classes that names, contexts and the first rules ask for. Kinds stand in parentheses.
const (
	// Kernel objects (mutex, event, semaphore, timer, mapping, job, symlink); role name.
	CreateObject Class = "object.create"
	OpenObject   Class = "object.open"
	// CreatePrivateNamespace and its like; role alias.
	Namespace Class = "object.namespace"
	// A library that makes a kernel object under a name of its own, whose namespace its callers cannot choose:
	// Fixed["prefix"] and what they give. mutex: a call that takes it and fails if it cannot; role info, a structure whose
	// field of kind name holds the rest of the name. single: the field of a toolkit that ends itself if the object exists.
	LibraryObject Class = "object.library"
	// Mapping a section into memory; role mapping.
	MapView Class = "mapping.view"

	// What only a person at a desktop can see or answer (messagebox, taskdialog, dialog, window, tray, toast, consent,
	// loop, browser, prompt, console, desktop). Roles text, caption, owner, flags, file where they exist; info is a
	// structure that holds them. Kinds that show nothing by themselves: show (ShowWindow, which also hides),
	// loop.message (GetMessage), app (a toolkit's application object), builder.
	UI Class = "ui"
	// Starting a document, URL or program through the shell; roles verb, file, params, owner, show, or info.
	ShellOpen Class = "shell.open"
	// Starting a process; roles name, args (a variadic or slice without the program; argv: with it), cmdline, token, env,
	// flags.
	StartProcess Class = "process.start"
	// A field that shapes a process to be started (name, args, cmdline, token, env, dir, flags, hidden, desktop, stdin,
	// stdout, attr).
	ProcessField Class = "process.field"
	// Running a command that StartProcess made; role cmd.
	RunProcess Class = "process.run"
	// Creating or changing a service; roles service_type or config. The kinds type, option and account are fields.
	CreateService Class = "service.create"
	// Standard input as a value (os.Stdin), and functions that wrap or read a reader; role reader. How much a read takes
	// tells a question (line, token) from a protocol (raw, all; a decoder).
	Stdin      Class = "stdin"
	WrapReader Class = "reader.wrap"
	ReadReader Class = "reader.read"
	// Writing text where a person may read it; roles writer, format, args.
	Print Class = "print"
	// Activating a WinRT class (role name) or creating a COM object (role clsid, or name for a ProgID); what it shows is
	// [Catalogue.UIClass].
	Activate Class = "activate"

	// Where code runs. Entry (service, console): a function that runs the methods named in Func.Methods of the value in
	// role handler, or the function in role handler itself; or a package whose import does so (kind import). handler:
	// takes the handler, which a call of kind run (role handler: the value that handler returned) runs later. callback: a
	// Win32 dispatcher, role handler or table. host: starts the service with a handler of its own. method: a method that
	// an Entry runs, as the library declares it. field: a field that holds such a function.
	Entry Class = "entry"
	// A call that answers "am I a service?" (service: true means yes; user: true means no; terminal: true means no, false
	// nothing).
	Guard Class = "guard"
	// A call that only a service may make successfully (it needs LocalSystem).
	LocalSystem Class = "localsystem"
	// A call that does not return (process, goroutine, panic).
	Exit Class = "exit"
	// A Go function handed to Windows as a callback; role fn. object: an interface; whoever is given an object calls its methods
	// named in Func.Methods.
	Callback Class = "callback"
	// The dispatcher of a command-line library. As fields of the struct of kind type: name, alias, run, before, after,
	// before.tree and after.tree (they run for all commands below as well), children, default, factories (a map from the
	// name). As calls: add (role child), execute, parse (role handler: the methods named in Func.Methods of its fields
	// are commands), register (role handler), new (role name), action (role fn), fullname, flagset.
	Command Class = "command"

	// Values. Text: a result made from the role text (or args, sep, format): pass, format, concat, join, path, dir, base, lower,
	// upper, trim, repeat, replace, split, itoa, atoi, quote, hash, encode, hostport; hasher makes a hash that is written to;
	// append adds role text to role buf, built reads it. A role out takes the place of the result.
	Text Class = "text"
	// A test of role text against role cutset (prefix, suffix, contains).
	TextTest Class = "text.test"
	// Source (session, user, pid, self: the own process's, random, time, host, config, path, address, address+port, pipe, header, origin, name, secret, archive): a
	// value of that kind in result Func.Result, or in what role out points to. name: a remote computer's name. archive: the
	// name of a file in an archive. message: what role out points to is decoded from what role text or reader holds. settings:
	// what role out points to is read from a file of settings or from the environment. header: the name in role name decides
	// ([Catalogue.ForHeader]). pipe: the pipe's own name, the same for all clients. origin: what the client says of
	// itself, not who it is. secret: the password that a request carries.
	Source Class = "source"
	// Transform of a network address (port.drop, port.keep); role addr. port.split and port.index drop it where sep is a
	// colon.
	Transform Class = "transform"
	// Something looked up or stored by key (store, load, delete, search; query, exec, command: role args holds the
	// keys); roles key, value.
	Keyed Class = "keyed"
	// A test for equality of its two operands (secret: in constant time); roles a, b, or receiver and other.
	Equal Class = "equal"
	// A value that makes a keyed store a limiter or counter.
	Counter Class = "counter"
	// A default of a setting that is asked for by its name; roles name, value.
	Setting Class = "setting.default"

	// Ways to call a procedure. Procedure: the value names a procedure by role proc (text), or is a field that does.
	// Invoke: calls the procedure in role proc (-1: the receiver) with arguments from role args on.
	Procedure Class = "dyn.procedure"
	Invoke    Class = "dyn.invoke"
	// Loading a DLL; role dll.
	Library Class = "dyn.library"
	// The calling thread's last error.
	LastError Class = "lasterror"
)

// The classes of pipes, sockets and their clients.
const (
	// A named pipe's server (listener, native, mailslot) or client (conn, native); roles name, max_instances, attrs,
	// config. part: the name is what follows \\.\pipe\.
	CreatePipe Class = "pipe.create"
	DialPipe   Class = "pipe.dial"
	EndPipe    Class = "pipe.disconnect"
	// A listening socket; roles network, addr. field: a field that holds the address. backlog: the socket listens from
	// here on. hvsock: a Hyper-V socket. wrap: role listener.
	Listen Class = "listen"
	Dial   Class = "dial"
	// Taking the next connection; role listener, pipe or socket.
	Accept Class = "accept"
	// Serving connections: spawn handles each in a goroutine of its own, block returns when the client hangs up.
	Serve Class = "serve"
	// What is done with a connection, role conn: read waits for some of what the peer sends, write sends, deadline limits
	// how long either takes.
	UseConn Class = "conn.use"
	// Asking a pipe's client who it is (session, process, computer, impersonate).
	IdentifyClient Class = "client.identify"
	// Telling a server who the client is, where the server admits each id once; role id.
	ClientID Class = "client.id"
	// A value from which a client's connection or request can be had.
	Carrier Class = "carrier"
	// A field of an address that is a structure (host, port, path).
	AddressPart Class = "address.part"
	// Middleware after which http.Request.RemoteAddr has no port.
	RewriteAddress Class = "address.rewrite"
	// A test of an address (loopback, private, unspecified); role addr.
	TestAddress Class = "address.test"
	// A security descriptor: parse and descriptor (role text), field, dacl (roles present, dacl).
	SDDL Class = "sddl"
)

// The classes of sessions, users and their data.
const (
	// A call on the session in role session (query, message, token, logoff, disconnect, connect, shadow, channel).
	UseSession Class = "session.use"
	// The session at the physical console, or of whoever comes first, which is not "the user's": its id, its user's name or
	// token; shell: a program whose process is taken for the user's.
	ConsoleSession Class = "session.console"
	// All sessions (sessions; text: printed by a command); entry: the field that holds the id of one.
	EnumerateSessions Class = "session.enumerate"
	FreeSessions      Class = "session.free"
	OpenSessionServer Class = "session.server"
	// Hearing of session changes: register and wait are calls; accept is the accepted set, control the bit in it, case
	// the control code, and cmd, event, data are the fields of a request.
	NotifySession Class = "session.notify"
	// What is kept of sessions or users; role key.
	SessionState Class = "session.state"
	// Ending a session or, with other flags, the system; role flags.
	EndSession Class = "session.end"
	// A test for a remote session (metric), role index; client: what is taken for the name of the client's computer.
	RemoteTest Class = "remote.test"

	// The registry. registry.open gives a key from roles root and path with role access; write and read act on roles
	// root, path and value. registry.root and registry.access are constants.
	OpenKey        Class = "registry.open"
	ReadKey        Class = "registry.read"
	WriteKey       Class = "registry.write"
	RegistryRoot   Class = "registry.root"
	RegistryAccess Class = "registry.access"
	// The path of a folder: home and user are the calling account's, machine and system everybody's, temp the account's;
	// csidl and known ask role csidl or folder (and role token whose); exe, work; tilde expands "~"; built is put together
	// by hand.
	ProfilePath Class = "profile.path"
	// Environment: get (role name), set (roles name, value), expand (role src), all, block (role token).
	Env Class = "env"
	// Files; role name. flags: roles access, share, disposition or flags say how it is opened.
	OpenFile   Class = "file.open"
	CreateFile Class = "file.create"
	RemoveFile Class = "file.remove"
	// Locks on files. file, pid: makes what is to be locked, role name (temp: the name, below the temporary directory). lock,
	// try: takes it, role file; lock waits. ends: takes it or ends the program. single: names it and takes it at once.
	LockFile Class = "file.lock"
	IniFile  Class = "file.ini"
	// Changing the working directory; role dir.
	SetWorkDir Class = "workdir.set"
	// Tokens (own, process, thread, duplicate, logon; self: the process itself, whose token is asked for) and what is asked of or set in one; impersonation (begin, end).
	Token       Class = "token"
	QueryToken  Class = "token.query"
	SetToken    Class = "token.set"
	Impersonate Class = "impersonate"
	// The account that the process runs as: current.
	Account Class = "account"
	// Stores that belong to the calling account. As fields of a library's configuration: backends, the list of the stores
	// that it may take; store is the constant for that of Windows.
	Credential Class = "credential"
	CertStore  Class = "cert.store"
	// What identifies the machine (name, address, mac, guid, serial, lookup; info: a structure of them).
	HostIdentity Class = "host.identity"
	// A named value that goes with a request (header, query); roles key, value.
	Parameter Class = "request.parameter"
	// os.Getuid and its like, which are -1 on Windows.
	UnixID Class = "unix.id"
	// Installing or removing a service or an event source.
	Install Class = "install"
	// Opening a service by name, starting and stopping it.
	OpenService    Class = "service.open"
	ControlService Class = "service.control"
)

// The classes of processes, the host and the screen.
const (
	// Finding processes, all sessions (list, next, open, pid; entry: the id of one that was found); reading a process's image (name, path, cmdline; system: a program of Windows itself) or owner;
	// ending one (kill, signal, suspend, thread; pid and image: a command that names it so).
	FindProcess  Class = "process.find"
	ProcessImage Class = "process.image"
	ProcessOwner Class = "process.owner"
	EndProcess   Class = "process.end"
	// Management instrumentation. query: role query, and out for the list of structures whose fields are named for the properties
	// ([Catalogue.Property]) of what is found. member: the method or property in role name of the object in role object, which may
	// be ExecQuery with role query.
	WMI Class = "wmi"
	// What changes the machine for everybody. Of [Power], scheme is the plan of the current user.
	Shutdown     Class = "host.shutdown"
	SetTime      Class = "host.settime"
	Power        Class = "host.power"
	HostSettings Class = "host.settings"
	// A scheduled task, whose name lives in one folder of the machine.
	CreateTask Class = "task.create"
	// What looks like it but changes the user's own settings.
	UserSettings Class = "user.settings"
	// Reaching for a desktop or window station.
	Desktop Class = "desktop"
	// Finding windows, which sees the caller's desktop only.
	FindWindow Class = "window.find"

	Priority        Class = "priority"
	Affinity        Class = "affinity"
	TimerResolution Class = "timer.resolution"
	// Waiting: sleep (role d in Go units, ms in milliseconds, yield: not at all), ticker (role d, elapse, period, due,
	// delay), wait (role ms).
	Sleep  Class = "sleep"
	Ticker Class = "ticker"
	Wait   Class = "wait"
	// How long something may take: context makes one that ends by itself, done asks whether one has ended, test compares
	// times.
	Deadline Class = "deadline"
	// Drawing (animate, layered, style; dc, createdc and desktop give a device context or window, copy reads pixels from
	// role source, redraw asks for a window to be drawn again, splash makes a window that only covers the start) and sound.
	Draw  Class = "draw"
	Sound Class = "sound"
	// Devices by name; role name, device or def.
	OpenDevice Class = "device.open"
	ListDevice Class = "device.list"
)

// A Role names what a parameter is for: name, text, caption, flags, path, handler, key and so on. [Roles] lists them.
type Role string

// Receiver is the position of a method's receiver.
const Receiver = -1

// A Func is one fact of the catalogue: a Win32 function, or a Go function, method, field, variable, constant or type.
type Func struct {
	// Name is the Win32 name ("CreateMutexW") or the Go full name as types.Func.FullName prints it; for fields and
	// variables "path.Type.Field" and "path.Var".
	Name string
	// Pkg is the import path of a Go name.
	Pkg string
	// DLL is the library of a Win32 function, without ".dll". Others export it too.
	DLL string
	// Stands is the Win32 function behind a binding, or empty.
	Stands string
	// Family folds the A, W and Ex forms: CreateMutex for CreateMutexExW too.
	Family string
	Is     map[Class]string
	// Roles gives each role's 0-based parameter position in this callable; Receiver for the receiver.
	Roles map[Role]int
	// Params is the number of parameters without the receiver, -1 where unknown or not callable.
	Params int
	// Variadic says that the last parameter is variadic.
	Variadic bool
	// Fixed holds role values that a wrapper passes itself, as decimal numbers, names of constants or text.
	Fixed map[Role]string
	// Methods are the methods that an Entry or Command runs.
	Methods []string
	// Result is the index of the result that a Source, Text or Transform yields.
	Result int
	// Doc is the page that describes it.
	Doc string
}

// Has reports whether the fact is of the class.
func (f *Func) Has(c Class) bool {
	_, ok := f.Is[c]
	return ok
}

// Kind returns the fact's kind in the class, or "".
func (f *Func) Kind(c Class) string { return f.Is[c] }

// Pos returns the position of the role's parameter ([Receiver] for the receiver) and whether there is one.
func (f *Func) Pos(r Role) (int, bool) {
	p, ok := f.Roles[r]
	return p, ok
}

// Supporting reports whether facts of the class and kind only matter beside another fact: they carry values on, end a
// function, or are so common that their presence says nothing.
func Supporting(c Class, kind string) bool {
	switch c {
	case Text, TextTest, Transform, Keyed, Equal, Counter, Exit, Print, ReadReader, UseConn, WrapReader, LastError, Setting,
		RunProcess, Library, FreeSessions, Deadline:
		return true
	case Source:
		switch kind {
		case "config", "time", "random", "pid", "self", "path", "user", "host", "message", "settings":
			return true
		}
	}
	return false
}

func (f *Func) supporting() bool {
	for c, kind := range f.Is {
		if !Supporting(c, kind) {
			return false
		}
	}
	return true
}
