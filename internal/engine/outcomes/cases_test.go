package outcomes_test

import "github.com/rdslint/rdslint/internal/engine/summary"

type test struct {
	name    string
	told    func() []summary.Answer
	src     string
	callers []string
	want    string
}

var cases = []test{
	// The error of a typed wrapper.
	{name: "compared in main, returns", told: typed, want: "ends", src: `
func main() {
	h, err := windows.CreateMutex(nil, true, name)
	if err == windows.ERROR_ALREADY_EXISTS {
		return
	}
	defer windows.CloseHandle(h)
	work()
}`},
	{name: "compared, exits", told: typed, want: "ends", src: `
func main() {
	if _, err := windows.CreateMutex(nil, true, name); err == windows.ERROR_ALREADY_EXISTS {
		fmt.Println("running")
		os.Exit(1)
	}
	fmt.Println("indexing")
}`},
	{name: "returns from main before it prints", told: typed, want: "ends", src: `
func main() {
	if _, err := windows.CreateMutex(nil, true, name); err == windows.ERROR_ALREADY_EXISTS {
		return
	}
	fmt.Println("indexing")
}`},
	{name: "any error is fatal", told: typed, want: "ends", src: `
func main() {
	_, err := windows.CreateMutex(nil, true, name)
	if err != nil {
		log.Fatal(err)
	}
	work()
}`},
	{name: "any other error is fatal", told: typed, want: "goes on", src: `
func main() {
	_, err := windows.CreateMutex(nil, true, name)
	if err != nil && err != windows.ERROR_ALREADY_EXISTS {
		log.Fatal(err)
	}
	work()
}`},
	{name: "any other error is fatal, by errors.Is", told: typed, want: "goes on", src: `
func main() {
	_, err := windows.CreateMutex(nil, true, name)
	if err != nil && !errors.Is(err, windows.ERROR_ALREADY_EXISTS) {
		panic(err)
	}
	work()
}`},
	{name: "access denied is another matter", told: typed, want: "goes on", src: `
func main() {
	_, err := windows.CreateMutex(nil, true, name)
	if err == windows.ERROR_ACCESS_DENIED {
		os.Exit(1)
	}
	work()
}`},
	{name: "errors.Is", told: typed, want: "ends", src: `
func main() {
	_, err := windows.CreateMutex(nil, true, name)
	if errors.Is(err, syscall.ERROR_ALREADY_EXISTS) {
		panic("running")
	}
	work()
}`},
	{name: "errors.Is of fs.ErrExist", told: typed, want: "ends", src: `
func main() {
	_, err := windows.CreateMutex(nil, true, name)
	if errors.Is(err, fs.ErrExist) {
		os.Exit(0)
	}
	work()
}`},
	{name: "os.IsExist", told: typed, want: "ends", src: `
func main() {
	_, err := windows.CreateMutex(nil, true, name)
	if os.IsExist(err) {
		os.Exit(0)
	}
	work()
}`},
	{name: "errors.As", told: typed, want: "ends", src: `
func main() {
	_, err := windows.CreateMutex(nil, true, name)
	var errno syscall.Errno
	if errors.As(err, &errno) && errno == 183 {
		os.Exit(0)
	}
	work()
}`},
	{name: "a switch", told: typed, want: "ends", src: `
func main() {
	_, err := windows.CreateMutex(nil, true, name)
	switch err {
	case nil:
		work()
	case windows.ERROR_ALREADY_EXISTS:
		log.Println("running")
	default:
		log.Fatal(err)
	}
}`},
	{name: "a switch without a tag", told: typed, want: "ends", src: `
func main() {
	_, err := windows.CreateMutex(nil, true, name)
	switch {
	case errors.Is(err, windows.ERROR_ALREADY_EXISTS):
		os.Exit(2)
	case err != nil:
		log.Fatal(err)
	}
	work()
}`},
	{name: "a switch on types", told: typed, want: "ends", src: `
func main() {
	_, err := windows.CreateMutex(nil, true, name)
	switch e := err.(type) {
	case nil:
	case syscall.Errno:
		if e == 183 {
			os.Exit(1)
		}
	}
	work()
}`},
	{name: "a switch with fallthrough", told: typed, want: "ends", src: `
func main() {
	_, err := windows.CreateMutex(nil, true, name)
	switch err {
	case windows.ERROR_ALREADY_EXISTS:
		fallthrough
	case windows.ERROR_ACCESS_DENIED:
		os.Exit(1)
	}
	work()
}`},
	{name: "work only where it is new", told: typed, want: "ends", src: `
func main() {
	_, err := windows.CreateMutex(nil, true, name)
	if err == nil {
		work()
	} else {
		fmt.Println("running")
	}
}`},
	{name: "set up only where it is new", told: typed, want: "goes on", src: `
func main() {
	_, err := windows.CreateMutex(nil, true, name)
	if err == nil {
		bringToFront()
	}
	work()
}`},
	{name: "ignored", told: typed, want: "goes on", src: `
func main() {
	windows.CreateMutex(nil, true, name)
	work()
}`},
	{name: "ignored in a variable", told: typed, want: "goes on", src: `
func main() {
	h, _ := windows.CreateMutex(nil, true, name)
	defer windows.CloseHandle(h)
	work()
}`},
	{name: "logged and gone on", told: typed, want: "goes on", src: `
func main() {
	h, err := windows.CreateMutex(nil, true, name)
	if err == windows.ERROR_ALREADY_EXISTS {
		log.Println("another instance", err)
		windows.CloseHandle(h)
	}
	work()
}`},
	{name: "only printed", told: typed, want: "goes on", src: `
func main() {
	_, err := windows.CreateMutex(nil, true, name)
	fmt.Println(err)
	work()
}`},
	{name: "handed to something unknown", told: typed, want: "unknown", src: `
func main() {
	_, err := windows.CreateMutex(nil, true, name)
	if lib.Known(err) {
		return
	}
	work()
}`},
	{name: "stored", told: typed, want: "unknown", src: `
type app struct{ err error }
func (a *app) start() {
	_, a.err = windows.CreateMutex(nil, true, name)
	work()
}`},
	{name: "a package variable tells", told: typed, want: "unknown", src: `
var running bool
func start() {
	_, err := windows.CreateMutex(nil, true, name)
	if err != nil {
		running = true
	}
}`},
	{name: "sent", told: typed, want: "unknown", src: `
func start(ch chan error) {
	_, err := windows.CreateMutex(nil, true, name)
	ch <- err
}`},
	{name: "read by a literal", told: typed, want: "unknown", src: `
func start() {
	_, err := windows.CreateMutex(nil, true, name)
	lib.Log(func() error { return err })
}`},
	{name: "a captured variable", told: typed, want: "unknown", src: `
func start() {
	var err error
	var once sync.Once
	once.Do(func() { _, err = windows.CreateMutex(nil, true, name) })
	if err != nil {
		os.Exit(1)
	}
}`},
	{name: "in a literal that ends", told: typed, want: "ends", src: `
func start() {
	var once sync.Once
	once.Do(func() {
		if _, err := windows.CreateMutex(nil, true, name); err != nil {
			os.Exit(1)
		}
	})
}`},
	{name: "through a bool", told: typed, want: "ends", src: `
func main() {
	already := false
	if ask() {
		_, err := windows.CreateMutex(nil, true, name)
		already = err == windows.ERROR_ALREADY_EXISTS
	}
	if already {
		os.Exit(1)
	}
	work()
}`},
	{name: "through a bool set in a branch", told: typed, want: "ends", src: `
func main() {
	first := true
	_, err := windows.CreateMutex(nil, true, name)
	if err != nil {
		first = false
	}
	work()
	if !first {
		return
	}
	work()
}`},
	{name: "through copies", told: typed, want: "ends", src: `
func main() {
	var failed error
	_, err := windows.CreateMutex(nil, true, name)
	failed = err
	err = try()
	if (failed != nil) && !(err != nil) {
		os.Exit(1)
	}
	work()
}`},
	{name: "overwritten", told: typed, want: "goes on", src: `
func main() {
	_, err := windows.CreateMutex(nil, true, name)
	err = try()
	if err != nil {
		os.Exit(1)
	}
	work()
}`},
	{name: "on one condition more", told: typed, want: "ends", src: `
func main() {
	_, err := windows.CreateMutex(nil, true, name)
	if err == windows.ERROR_ALREADY_EXISTS && !ask() {
		os.Exit(1)
	}
	work()
}`},
	{name: "or another reason", told: typed, want: "ends", src: `
func main() {
	h, err := windows.CreateMutex(nil, true, name)
	if ask() || h == 0 || err != nil {
		return
	}
	work()
}`},
	{name: "brought to the front", told: typed, want: "ends", src: `
func run() {
	_, err := windows.CreateMutex(nil, true, name)
	if err != nil {
		bringToFront()
		return
	}
	work()
}`},
	{name: "nothing is left out", told: typed, want: "goes on", src: `
func run() {
	h, err := windows.CreateMutex(nil, true, name)
	if err != nil {
		windows.CloseHandle(h)
		return
	}
	log.Println("first")
}`},
	{name: "an init function goes on", told: typed, want: "goes on", src: `
func init() {
	_, err := windows.CreateMutex(nil, true, name)
	if err != nil {
		return
	}
	work()
}`},
	{name: "an init function ends", told: typed, want: "ends", src: `
func init() {
	_, err := windows.CreateMutex(nil, true, name)
	if err != nil {
		syscall.Exit(1)
	}
}`},
	{name: "a service's Execute", told: typed, want: "ends", src: `
type handler struct{}
func (handler) Execute(_ []string, r <-chan svc.ChangeRequest, s chan<- svc.Status) (bool, uint32) {
	_, err := windows.CreateMutex(nil, true, name)
	if err == windows.ERROR_ALREADY_EXISTS {
		return false, 1
	}
	s <- svc.Status{State: 4}
	<-r
	return false, 0
}`},
	{name: "retried without end", told: typed, want: "unknown", src: `
func main() {
	for {
		if _, err := windows.CreateMutex(nil, true, name); err == nil {
			break
		}
		time.Sleep(time.Second)
	}
	work()
}`},
	{name: "retried some times", told: typed, want: "ends", src: `
func main() {
	var err error
	for i := 0; i < 5; i++ {
		if _, err = windows.CreateMutex(nil, true, name); err == nil {
			break
		}
		time.Sleep(time.Second)
	}
	if err != nil {
		os.Exit(1)
	}
	work()
}`},
	{name: "only in the other branch", told: typed, want: "ends", src: `
func main() {
	var err error
	if ask() {
		err = try()
	} else {
		_, err = windows.CreateMutex(nil, true, name)
	}
	if err != nil {
		log.Fatal(err)
	}
	work()
}`},
	{name: "in a range loop", told: typed, want: "ends", src: `
func main() {
	for _, n := range []string{"a", "b"} {
		p, err := windows.UTF16PtrFromString(n)
		if err != nil {
			continue
		}
		if _, err = windows.CreateMutex(nil, true, p); err != nil {
			os.Exit(1)
		}
	}
	work()
}`},
	{name: "a select that waits is no end", told: typed, want: "goes on", src: `
func main() {
	_, err := windows.CreateMutex(nil, true, name)
	if err != nil {
		log.Println(err)
	}
	select {}
}`},

	// Helpers.
	{name: "a helper ends", told: typed, want: "ends", src: `
func check(err error) {
	if err != nil {
		log.Fatal(err)
	}
}
func main() {
	_, err := windows.CreateMutex(nil, true, name)
	check(err)
	work()
}`},
	{name: "a helper tells", told: typed, want: "ends", src: `
func exists(err error) bool { return errors.Is(err, windows.ERROR_ALREADY_EXISTS) }
func main() {
	_, err := windows.CreateMutex(nil, true, name)
	if exists(err) {
		os.Exit(0)
	}
	work()
}`},
	{name: "a generic must", told: typed, want: "ends", src: `
func must[T any](v T, err error) T {
	if err != nil {
		panic(err)
	}
	return v
}
func main() {
	h := must(windows.CreateMutex(nil, true, name))
	defer windows.CloseHandle(h)
	work()
}`},
	{name: "a local literal ends", told: typed, want: "ends", src: `
func main() {
	fail := func(err error) {
		fmt.Println(err)
		os.Exit(1)
	}
	_, err := windows.CreateMutex(nil, true, name)
	if err != nil {
		fail(err)
	}
	work()
}`},
	{name: "a helper that never returns ends", told: typed, want: "ends", src: `
func fatal(v any) {
	fmt.Println(v)
	os.Exit(1)
}
func main() {
	_, err := windows.CreateMutex(nil, true, name)
	if err != nil {
		fatal(err)
	}
	work()
}`},
	{name: "a helper that runs for ever is no end", told: typed, want: "unknown", src: `
func serve() { for { work() } }
func main() {
	_, err := windows.CreateMutex(nil, true, name)
	if err != nil {
		serve()
	}
	work()
}`},
	{name: "an exit in a variable", told: typed, want: "ends", src: `
var exit = os.Exit
func main() {
	_, err := windows.CreateMutex(nil, true, name)
	if err != nil {
		exit(1)
	}
	work()
}`},

	// The last error.
	{name: "GetLastError of x/sys", told: typed, want: "ends", src: `
func main() {
	h, _ := windows.CreateMutex(nil, true, name)
	if windows.GetLastError() == windows.ERROR_ALREADY_EXISTS {
		windows.CloseHandle(h)
		os.Exit(0)
	}
	work()
}`},
	{name: "GetLastError is no error where it is new", told: typed, want: "ends", src: `
func main() {
	windows.CreateMutex(nil, true, name)
	if err := syscall.GetLastError(); err != nil {
		os.Exit(0)
	}
	work()
}`},
	{name: "GetLastError by its procedure", told: raw, want: "ends", src: `
func main() {
	createProc.Call(0, 1, uintptr(unsafe.Pointer(name)))
	last, _, _ := lastProc.Call()
	if last == 183 {
		os.Exit(0)
	}
	work()
}`},
	{name: "GetLastError by its procedure in place", told: raw, want: "ends", src: `
func main() {
	createProc.Call(0, 1, 0)
	if code, _, _ := syscall.NewLazyDLL("kernel32.dll").NewProc("GetLastError").Call(); code == 183 {
		os.Exit(0)
	}
	work()
}`},
	{name: "GetLastError after success", told: silent, want: "ends", src: `
func main() {
	_, err := windows.CreateEvent(nil, 0, 0, name)
	if err != nil {
		log.Fatal(err)
	}
	if windows.GetLastError() == windows.ERROR_ALREADY_EXISTS {
		os.Exit(0)
	}
	work()
}`},
	{name: "the last error of another object", told: typed, want: "goes on", src: `
func main() {
	windows.CreateMutex(nil, true, name)
	windows.CreateEvent(nil, 0, 0, name)
	if windows.GetLastError() == windows.ERROR_ALREADY_EXISTS {
		os.Exit(0)
	}
	work()
}`},

	// Waiting.
	{name: "a wait that does not wait", told: typed, want: "ends", src: `
func main() {
	h, err := windows.CreateMutex(nil, false, name)
	if err != nil && err != windows.ERROR_ALREADY_EXISTS {
		log.Fatal(err)
	}
	s, err := windows.WaitForSingleObject(h, 0)
	if err != nil || s == windows.WAIT_TIMEOUT {
		return
	}
	work()
}`},
	{name: "a wait by its procedure", told: raw, want: "returned mutex/mutex false/true", src: `
func lock() (uintptr, bool) {
	h, _, _ := createProc.Call(0, 0, 0)
	r, _, _ := waitProc.Call(h, 0)
	switch r {
	case 0, 0x80:
		return h, true
	}
	closeProc.Call(h)
	return h, false
}`},
	{name: "a wait for the other to go", told: typed, want: "goes on", src: `
func main() {
	h, _ := windows.CreateMutex(nil, false, name)
	s, _ := windows.WaitForSingleObject(h, windows.INFINITE)
	if s != windows.WAIT_OBJECT_0 && s != windows.WAIT_ABANDONED {
		log.Fatal("no lock")
	}
	work()
}`},
	{name: "a wait for an event tells nothing", told: typed, want: "goes on", src: `
func main() {
	h, _ := windows.CreateEvent(nil, 0, 0, name)
	if s, _ := windows.WaitForSingleObject(h, 100); s == windows.WAIT_TIMEOUT {
		os.Exit(1)
	}
	work()
}`},

	// The last error of a raw call.
	{name: "an Errno asserted", told: raw, want: "ends", src: `
func main() {
	_, _, err := createProc.Call(0, 0, 0)
	if err.(syscall.Errno) != 0 {
		os.Exit(1)
	}
	work()
}`},
	{name: "an Errno asserted with ok", told: raw, want: "ends", src: `
func main() {
	_, _, err := createProc.Call(0, 0, 0)
	if errno, ok := err.(syscall.Errno); ok && uintptr(errno) == 183 {
		os.Exit(1)
	}
	work()
}`},
	{name: "a switch on a number", told: raw, want: "returned mutex/mutex 183/nil", src: `
func create() (uintptr, error) {
	ret, _, err := createProc.Call(0, 0, 0)
	switch int(err.(syscall.Errno)) {
	case 0:
		return ret, nil
	default:
		return ret, err
	}
}`},
	{name: "an Errno made", told: raw, want: "ends", src: `
const errorAlreadyExists = 183
func main() {
	h, _, err := createProc.Call(0, 0, 0)
	if h == 0 || err == syscall.Errno(errorAlreadyExists) {
		os.Exit(1)
	}
	work()
}`},
	{name: "a variable for the code", told: raw, want: "ends", src: `
var (
	ERROR_ALREADY_EXISTS = 183
	errExists = syscall.Errno(0xB7)
)
func main() {
	_, _, err := createProc.Call(0, 0, 0)
	if n := int(err.(syscall.Errno)); n == ERROR_ALREADY_EXISTS && err == errExists {
		os.Exit(1)
	}
	work()
}`},
	{name: "never nil", told: raw, want: "goes on", src: `
func main() {
	_, _, err := createProc.Call(0, 0, 0)
	if err != nil {
		log.Println(err)
	}
	work()
}`},
	{name: "the text of success", told: raw, want: "ends", src: `
func main() {
	_, _, err := createProc.Call(0, 0, 0)
	if err != nil && err.Error() != "The operation completed successfully." {
		log.Fatal(err)
	}
	work()
}`},
	{name: "a piece of the text", told: raw, want: "ends", src: `
func main() {
	_, _, err := createProc.Call(0, 0, 0)
	if strings.Contains(err.Error(), "already exists") {
		log.Fatalf("running: %v", err)
	}
	work()
}`},
	{name: "a handle is never invalid", told: raw, want: "goes on", src: `
func main() {
	h, _, _ := createProc.Call(0, 0, 0)
	if h == 0 || h == ^uintptr(0) || windows.Handle(h) == windows.InvalidHandle {
		os.Exit(1)
	}
	work()
}`},
	{name: "SyscallN", told: sys, want: "ends", src: `
func main() {
	_, _, e := syscall.SyscallN(createProc.Addr(), 0, 0, 0)
	if e == 183 {
		os.Exit(1)
	}
	work()
}`},
	{name: "Syscall, any code", told: sys, want: "returned 183/nil", src: `
func lock() error {
	r, _, e := syscall.Syscall(createProc.Addr(), 3, 0, 0, 0)
	if r == 0 || e != 0 {
		return e
	}
	return nil
}`},

	{name: "lets the second in for want of a window", told: typed, want: "returned false/true", src: `
func first() bool {
	if _, err := windows.CreateMutex(nil, false, name); err != windows.ERROR_ALREADY_EXISTS {
		return true
	}
	for i := 0; i < 20; i++ {
		if ask() {
			bringToFront()
			return false
		}
		time.Sleep(time.Second)
	}
	return true
}`},
	{name: "tries for a while to own it", told: typed, want: "ends", src: `
func main() {
	var owned bool
	for i := 0; i < 25 && !owned; i++ {
		h, err := windows.CreateMutex(nil, false, name)
		switch {
		case err == nil:
			owned = true
		case h != 0:
			windows.CloseHandle(h)
		}
		if !owned {
			time.Sleep(time.Second)
		}
	}
	if !owned {
		bringToFront()
		return
	}
	work()
}`},
	{name: "named results set in branches", told: raw, want: "returned false/true false/true", src: `
var lockedByThis bool
func locked() (locked, fresh bool) {
	if !lockedByThis {
		_, _, err := createProc.Call(0, 0, 0)
		if 0 == int(err.(syscall.Errno)) {
			lockedByThis = true
			locked = true
			fresh = true
		} else {
			locked = false
		}
		return
	}
	locked = true
	return
}`},
	{name: "opened where it may not be made", told: typed, want: "goes on", src: `
func lock() (windows.Handle, error) {
	h, err := windows.CreateMutex(nil, false, name)
	if err != nil && (h == 0 || err != windows.ERROR_ALREADY_EXISTS) {
		if err == windows.ERROR_ACCESS_DENIED {
			opened, err := windows.OpenMutex(0, false, name)
			if err != nil {
				return 0, err
			}
			h = opened
		} else {
			return 0, err
		}
	}
	if s, err := windows.WaitForSingleObject(h, windows.INFINITE); err != nil || s == 0xffffffff {
		return 0, errors.New("no lock")
	}
	return h, nil
}`},

	// Ends that have other reasons, or have not.
	{name: "hands over if it can", told: typed, want: "ends", src: `
func SetupSingleInstance() {
	_, err := windows.CreateMutex(nil, false, name)
	if err != nil {
		if err == windows.ERROR_ALREADY_EXISTS {
			if ask() {
				if err := try(); err != nil {
					return
				}
				work()
				os.Exit(0)
			}
		}
	} else {
		work()
	}
}`},
	{name: "a client that fails", told: typed, want: "unknown", src: `
func serve()
func main() {
	_, err := windows.CreateEvent(nil, 0, 0, name)
	if err != windows.ERROR_ALREADY_EXISTS {
		serve()
		return
	}
	work()
	if !ask() {
		log.Fatal("the server is gone")
	}
}`},
	{name: "a client that loops", told: opened, want: "unknown", src: `
func main() {
	_, err := windows.OpenMutex(0, false, name)
	if err != nil {
		work()
		return
	}
	for {
		work()
		if ask() {
			log.Fatal("the server is gone")
		}
	}
}`},
	{name: "a client that has to end", told: typed, want: "ends", src: `
func main() {
	_, err := windows.CreateEvent(nil, 0, 0, name)
	if err == windows.ERROR_ALREADY_EXISTS {
		work()
		if ask() {
			log.Fatal("no")
		}
		os.Exit(2)
	}
	work()
}`},
	{name: "setting up leaves at any error", told: typed, want: "unknown", src: `
func setUp() {
	h, err := windows.CreateEvent(nil, 0, 0, name)
	if h == 0 || err != nil {
		log.Println(err)
		return
	}
	go work()
}`},
	{name: "setting up leaves at this error", told: typed, want: "ends", src: `
func setUp() {
	h, err := windows.CreateEvent(nil, 0, 0, name)
	if h == 0 {
		work()
	}
	if err == windows.ERROR_ALREADY_EXISTS {
		return
	}
	go work()
}`},
	{name: "an error of a type of its own", told: typed, want: "returned error/nil", src: `
type failed struct{ err error }
func (*failed) Error() string
func lock() error {
	if _, err := windows.CreateMutex(nil, false, name); err != nil {
		return &failed{err}
	}
	return nil
}`},

	{name: "an own log function", told: typed, want: "goes on", src: `
func logf(format string, args ...any) { lib.Log(args) }
func main() {
	_, err := windows.CreateMutex(nil, false, name)
	logf("created: %v", err)
	work()
}`},
	{name: "in a field", told: typed, want: "returned 183/nil", src: `
type app struct{ h windows.Handle; err error }
func (a *app) open() error {
	a.h, a.err = windows.CreateMutex(nil, false, name)
	if a.err != nil {
		return a.err
	}
	return nil
}`},
	{name: "a package's state, any code", told: sys, want: "returned error:main.ErrRunning/nil", src: `
var state struct{ h syscall.Handle }
func lock() error {
	if state.h != 0 {
		return nil
	}
	r0, _, e1 := syscall.Syscall(createProc.Addr(), 3, 0, 0, 0)
	state.h = syscall.Handle(r0)
	if e1 != 0 {
		if e1 == 0xb7 {
			return ErrRunning
		}
		return e1
	}
	return nil
}`},
	{name: "an Errno asserted, ok ignored", told: raw, want: "returned 0/mutex 183/nil", src: `
func create() (uintptr, error) {
	ret, _, err := createProc.Call(0, 0, 0)
	errno, _ := err.(syscall.Errno)
	if ret == 0 {
		return 0, errno
	}
	if errno > 0 {
		closeProc.Call(ret)
		return 0, errno
	}
	return ret, nil
}`},
	{name: "a number of its own", told: typed, want: "returned 1/0", src: `
type state int
const (
	first state = iota
	second
)
func which() state {
	if _, err := windows.CreateMutex(nil, false, name); err != nil {
		return second
	}
	return first
}`},

	// Opening.
	{name: "opened, so another runs", told: opened, want: "ends", src: `
func main() {
	if h, err := windows.OpenMutex(0, false, name); err == nil {
		windows.CloseHandle(h)
		os.Exit(0)
	}
	work()
}`},
	{name: "opened by its procedure", told: rawOpen, want: "ends", src: `
func main() {
	h, _, _ := openProc.Call(0, 0, 0)
	if h != 0 {
		return
	}
	work()
}`},
	{name: "opened, else made", told: opened, want: "returned mutex/handle nil/nil", src: `
func get() (windows.Handle, error) {
	h, err := windows.OpenMutex(0, false, name)
	if err == windows.ERROR_FILE_NOT_FOUND {
		return windows.CreateMutex(nil, false, name)
	}
	return h, err
}`},
	{name: "a client that says why it fails", told: opened, want: "goes on", src: `
func main() {
	h, err := windows.OpenMutex(0, false, name)
	if err != nil {
		fmt.Println(err)
		os.Exit(1)
	}
	defer windows.CloseHandle(h)
	work()
	return
}`},
	{name: "a client that needs the object", told: opened, want: "returned mutex/0 nil/2", src: `
func get() (windows.Handle, error) {
	h, err := windows.OpenMutex(0, false, name)
	if err != nil {
		return 0, err
	}
	return h, nil
}`},

	// Results.
	{name: "returned as it is", told: typed, want: "returned mutex/mutex 183/nil", src: `
func create() (windows.Handle, error) {
	return windows.CreateMutex(nil, true, name)
}`},
	{name: "a raw call returned as it is", told: raw, want: "returned mutex/mutex / 183/0", src: `
func create() (uintptr, uintptr, error) { return createProc.Call(0, 0, 0) }`},
	{name: "named results", told: typed, want: "returned mutex/mutex true/false nil/nil", src: `
func create() (h windows.Handle, existed bool, err error) {
	h, err = windows.CreateMutex(nil, true, name)
	if err == windows.ERROR_ALREADY_EXISTS {
		existed, err = true, nil
	}
	return
}`},
	{name: "a pointer or an error", told: typed, want: "returned nil/handle error:main.ErrRunning/nil", src: `
func lock() (*handle, error) {
	p, err := windows.UTF16PtrFromString("x")
	if err != nil {
		return nil, err
	}
	h, err := windows.CreateMutex(nil, true, p)
	if err == windows.ERROR_ALREADY_EXISTS {
		windows.CloseHandle(h)
		return nil, ErrRunning
	}
	if err != nil {
		return nil, fmt.Errorf("lock: %w", err)
	}
	if err := try(); err != nil {
		return nil, err
	}
	return &handle{h: uintptr(h)}, nil
}`},
	{name: "an error that wraps", told: typed, want: "returned error:main.ErrRunning/nil", src: `
func lock() error {
	if _, err := windows.CreateMutex(nil, true, name); err != nil {
		return fmt.Errorf("%w: %v", ErrRunning, err)
	}
	return nil
}`},
	{name: "an error that tells no more", told: typed, want: "returned error/nil", src: `
func lock() error {
	if _, err := windows.CreateMutex(nil, true, name); err != nil {
		return fmt.Errorf("lock: %v", err)
	}
	return nil
}`},
	{name: "a condition returned", told: typed, want: "returned false/true", src: `
func first() bool {
	_, err := windows.CreateMutex(nil, true, name)
	return err != windows.ERROR_ALREADY_EXISTS
}`},
	{name: "a failure that has nothing to do with it", told: raw, want: "returned false/true", src: `
func first() bool {
	h, _, err := createProc.Call(0, 0, 0)
	if h == 0 {
		return false
	}
	if err == syscall.Errno(183) {
		closeProc.Call(h)
		return false
	}
	return true
}`},
	{name: "failing the same way for other reasons", told: typed, want: "returned error:main.ErrRunning/nil", src: `
func lock() error {
	_, err := windows.CreateMutex(nil, true, name)
	if ask() || err != nil {
		return ErrRunning
	}
	return nil
}`},
	{name: "the handle either way", told: typed, want: "goes on", src: `
func create() (windows.Handle, error) {
	h, err := windows.CreateMutex(nil, false, name)
	if err == windows.ERROR_ALREADY_EXISTS {
		return h, nil
	}
	work()
	return h, nil
}`},
	{name: "a function to release it", told: typed, want: "returned handle/handle false/true", src: `
func lock() (release func(), ok bool) {
	h, err := windows.CreateMutex(nil, false, name)
	if errors.Is(err, windows.ERROR_ALREADY_EXISTS) {
		windows.CloseHandle(h)
		return func() {}, false
	}
	return func() { windows.CloseHandle(h) }, true
}`},
	{name: "told in a field", told: typed, want: "unknown", src: `
func lock() *handle {
	h, err := windows.CreateMutex(nil, false, name)
	return &handle{h: uintptr(h), first: err == nil}
}`},
	{name: "told in a field set later", told: typed, want: "unknown", src: `
func lock() handle {
	var l handle
	_, err := windows.CreateMutex(nil, false, name)
	l.first = err == nil
	return l
}`},
	{name: "returns early with no error and undone work", told: typed, want: "ends", src: `
func run() error {
	h, err := windows.CreateMutex(nil, false, name)
	if err == windows.ERROR_ALREADY_EXISTS {
		log.Println("running")
		return nil
	}
	defer windows.CloseHandle(h)
	work()
	return nil
}`},
	{name: "an object kept is in use", told: typed, want: "goes on", src: `
type app struct{ h windows.Handle }
func (a *app) open() error {
	h, err := windows.CreateMutex(nil, false, name)
	a.h = h
	if err == windows.ERROR_ALREADY_EXISTS {
		return nil
	}
	work()
	return nil
}`},
	{name: "never comes back where it is new", told: typed, want: "returned error:main.ErrRunning/none", src: `
func run() error {
	if _, err := windows.CreateMutex(nil, false, name); err != nil {
		return ErrRunning
	}
	for {
		work()
	}
}`},
	{name: "a result after a deferred call", told: typed, want: "returned 183/nil", src: `
func lock() (err error) {
	defer func() { work() }()
	_, err = windows.CreateMutex(nil, false, name)
	if err != nil {
		return
	}
	return try()
}`},
	{name: "ends in a function with results", told: typed, want: "ends", src: `
func single() func() {
	h, err := windows.CreateMutex(nil, false, name)
	if err != nil {
		if errors.Is(err, windows.ERROR_ALREADY_EXISTS) {
			bringToFront()
			os.Exit(0)
		}
		panic(err)
	}
	return func() { windows.CloseHandle(h) }
}`},
	{name: "deferred, nothing is told", told: typed, want: "goes on", src: `
func main() {
	defer windows.CreateMutex(nil, false, name)
	work()
}`},
	{name: "goto", told: typed, want: "ends", src: `
func main() {
	_, err := windows.CreateMutex(nil, false, name)
	if err != nil {
		goto done
	}
	work()
done:
	log.Println("bye")
}`},
}

var chains = []test{
	{name: "a bool", told: raw, callers: []string{"first"}, want: "returned false/true; ends", src: `
func first() bool {
	_, _, err := createProc.Call(0, 0, 0)
	return err != syscall.Errno(183)
}
func main() {
	if !first() {
		fmt.Println("running")
		os.Exit(0)
	}
	work()
}`},
	{name: "a bool in a condition with others", told: typed, callers: []string{"exists"}, want: "returned true/false; ends", src: `
func exists() bool {
	_, err := windows.CreateMutex(nil, true, name)
	return err != nil
}
func main() {
	if ask() && exists() {
		return
	}
	work()
}`},
	{name: "through two wrappers", told: typed, callers: []string{"create", "lock"},
		want: "returned mutex/mutex 183/nil; returned error/nil; ends", src: `
func create() (windows.Handle, error) { return windows.CreateMutex(nil, true, name) }
func lock() error {
	h, err := create()
	if err == windows.ERROR_ALREADY_EXISTS {
		windows.CloseHandle(h)
		return errors.New("running")
	}
	return err
}
func main() {
	if err := lock(); err != nil {
		log.Fatal(err)
	}
	work()
}`},
	{name: "by the variable that holds the error", told: typed, callers: []string{"lock"},
		want: "returned error:main.ErrRunning/nil; goes on", src: `
func lock() error {
	if _, err := windows.CreateMutex(nil, true, name); err != nil {
		return fmt.Errorf("lock: %w", ErrRunning)
	}
	return nil
}
func main() {
	err := lock()
	if errors.Is(err, ErrRunning) {
		log.Println("beside another")
	} else if err != nil {
		log.Fatal(err)
	}
	work()
}`},
	{name: "by a variable of another package", told: typed, callers: []string{"lock"},
		want: "returned error:lib.ErrRunning/nil; ends", src: `
func lock() error {
	if _, err := windows.CreateMutex(nil, true, name); err != nil {
		return lib.ErrRunning
	}
	return nil
}
func main() {
	switch err := lock(); err {
	case lib.ErrOther:
		work()
	case lib.ErrRunning:
		return
	}
	work()
}`},
	{name: "a pointer", told: typed, callers: []string{"lock"}, want: "returned nil/handle; ends", src: `
func lock() *handle {
	h, err := windows.CreateMutex(nil, true, name)
	if err != nil {
		return nil
	}
	return &handle{h: uintptr(h)}
}
func main() {
	l := lock()
	if l == nil {
		return
	}
	work()
}`},
	{name: "GetLastError in the caller", told: typed, callers: []string{"create"}, want: "returned mutex/mutex 183/nil; ends", src: `
func create() (windows.Handle, error) {
	h, err := windows.CreateMutex(nil, true, name)
	return h, err
}
func main() {
	create()
	if windows.GetLastError() == windows.ERROR_ALREADY_EXISTS {
		os.Exit(1)
	}
	work()
}`},
	{name: "a wait in the caller", told: typed, callers: []string{"create"}, want: "returned mutex/mutex 183/nil; ends", src: `
func create() (windows.Handle, error) { return windows.CreateMutex(nil, true, name) }
func main() {
	h, _ := create()
	if s, _ := windows.WaitForSingleObject(h, 10); s == 258 {
		os.Exit(1)
	}
	work()
}`},
	{name: "the exit code of run", told: typed, callers: []string{"run"}, want: "returned 1/; ends", src: `
func serve() int
func run() int {
	if _, err := windows.CreateMutex(nil, true, name); err != nil {
		return 1
	}
	return serve()
}
func main() { os.Exit(run()) }`},
	{name: "run does the work, main prints the error", told: typed, callers: []string{"run"},
		want: "returned error:main.ErrRunning/nil; ends", src: `
func run() error {
	if _, err := windows.CreateMutex(nil, true, name); err != nil {
		return ErrRunning
	}
	work()
	return nil
}
func main() {
	if err := run(); err != nil {
		fmt.Println(err)
	}
}`},
	{name: "run never comes back", told: typed, callers: []string{"run"}, want: "returned error:main.ErrRunning/none; ends", src: `
func run() error {
	if _, err := windows.CreateMutex(nil, true, name); err != nil {
		return ErrRunning
	}
	for { work() }
}
func start() {
	if err := run(); err != nil {
		log.Println(err)
	}
}`},
	{name: "ignored by the caller", told: typed, callers: []string{"lock"}, want: "returned 183/nil; goes on", src: `
func lock() error {
	_, err := windows.CreateMutex(nil, true, name)
	return err
}
func main() {
	lock()
	work()
}`},
	{name: "the literal that is called in place", told: typed, callers: []string{"literal"},
		want: "returned true/false; ends", src: `
func main() {
	if (func() bool {
		_, err := windows.CreateMutex(nil, true, name)
		return err != nil
	})() {
		os.Exit(1)
	}
	work()
}`},
	{name: "a method", told: typed, callers: []string{"a.lock"}, want: "returned false/true nil/nil; returned error/nil", src: `
type app struct{ h windows.Handle }
func (a *app) lock() (bool, error) {
	h, err := windows.CreateMutex(nil, true, name)
	if err == windows.ERROR_ALREADY_EXISTS {
		return false, nil
	}
	if err != nil {
		return false, err
	}
	a.h = h
	return true, nil
}
func (a *app) start() error {
	ok, err := a.lock()
	if err != nil {
		return err
	}
	if !ok {
		return errors.New("running")
	}
	return try()
}`},
}

var illTyped = []test{
	{name: "a missing package", told: typed, want: "ends", src: `
func main() {
	h, err := win.CreateMutex(nil, true, name)
	if err == win.ERROR_ALREADY_EXISTS {
		win.CloseHandle(h)
		os.Exit(1)
	}
	work()
}`},
	{name: "a missing package, another code", told: typed, want: "goes on", src: `
func main() {
	_, err := win.CreateMutex(nil, true, name)
	if err == win.ERROR_ACCESS_DENIED {
		os.Exit(1)
	}
	work()
}`},
	{name: "cgo", told: bare, want: "ends", src: `
func main() {
	h := C.CreateMutexW(nil, 1, nil)
	if h == nil || C.GetLastError() == C.ERROR_ALREADY_EXISTS {
		return
	}
	work()
}`},
	{name: "an undefined variable", told: typed, want: "ends", src: `
func main() {
	_, err = windows.CreateMutex(nil, true, name)
	if err != nil {
		os.Exit(undefined)
	}
	missing(err).x.y()
}`},
	{name: "the wrong number of values", told: typed, want: "unknown", src: `
func main() {
	a, b, c := windows.CreateMutex(nil, true, name)
	if c {
		return
	}
	for range undefined { break nowhere }
	work(a, b)
}`},
	{name: "results that do not fit", told: typed, want: "goes on", src: `
func f() (windows.Handle) {
	return windows.CreateMutex(nil, true, name)
}`},
}
