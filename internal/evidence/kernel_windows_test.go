package evidence

import (
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"net"
	"os"
	"os/user"
	"path/filepath"
	"slices"
	"strconv"
	"syscall"
	"testing"
	"unsafe"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"golang.org/x/sys/windows"
)

var update = flag.Bool("update", false, "record the results in results.json")

// kernel holds the test of each claim that one machine can show, by its name.
var kernel = map[string]func(t *testing.T){
	"LocalIsUnprefixed": func(t *testing.T) {
		name := unique(t)
		assert.NoError(t, mutex(t, name))
		assert.ErrorIs(t, mutex(t, `Local\`+name), windows.ERROR_ALREADY_EXISTS)
	},
	"GlobalIsAnother": func(t *testing.T) {
		name := unique(t)
		assert.NoError(t, mutex(t, name))
		assert.NoError(t, mutex(t, `Global\`+name))
		assert.ErrorIs(t, mutex(t, `Global\`+name), windows.ERROR_ALREADY_EXISTS)
	},
	"PrefixCase": func(t *testing.T) {
		for _, prefix := range []string{`global\`, `GLOBAL\`, `local\`, `LOCAL\`} {
			assert.ErrorIs(t, mutex(t, prefix+unique(t)), windows.ERROR_PATH_NOT_FOUND, prefix)
		}
	},
	"DoubledBackslash": func(t *testing.T) {
		assert.ErrorIs(t, mutex(t, `Global\\`+unique(t)), windows.ERROR_INVALID_NAME)
		assert.ErrorIs(t, mutex(t, `Local\\`+unique(t)), windows.ERROR_INVALID_NAME)
	},
	"Slash": func(t *testing.T) {
		name := unique(t)
		assert.NoError(t, mutex(t, `Global/`+name))
		assert.ErrorIs(t, mutex(t, `Local\Global/`+name), windows.ERROR_ALREADY_EXISTS, "it is in the session's namespace")
		assert.NoError(t, mutex(t, `Global\`+name), "it is another object")
	},
	"OtherBackslash": func(t *testing.T) {
		for _, name := range []string{`Maker\` + unique(t), `Local\Maker\` + unique(t), `Global\Maker\` + unique(t)} {
			assert.ErrorIs(t, mutex(t, name), windows.ERROR_PATH_NOT_FOUND, name)
		}
	},
	"NameCase": func(t *testing.T) {
		name := unique(t)
		assert.NoError(t, mutex(t, "a"+name))
		assert.NoError(t, mutex(t, "A"+name))
	},
	"OneNamespace": func(t *testing.T) {
		for kind, create := range creators {
			for other, again := range creators {
				if kind == other {
					continue
				}
				name, err := windows.UTF16PtrFromString(unique(t))
				require.NoError(t, err)
				assert.NoError(t, closing(t)(create(name)), kind)
				assert.ErrorIs(t, closing(t)(again(name)), windows.ERROR_INVALID_HANDLE, "%s after %s", other, kind)
			}
		}
	},
	"AlreadyExists": func(t *testing.T) {
		name, err := windows.UTF16PtrFromString(unique(t))
		require.NoError(t, err)
		require.NoError(t, closing(t)(windows.CreateMutex(nil, false, name)))
		handle, err := windows.CreateMutex(nil, false, name)
		assert.ErrorIs(t, err, windows.ERROR_ALREADY_EXISTS)
		assert.NoError(t, windows.CloseHandle(handle), "the handle is valid")
	},
	"NamedMappingShared": func(t *testing.T) {
		name := unique(t)
		mapping(t, name)[0] = 42
		assert.EqualValues(t, 42, mapping(t, `Local\`+name)[0])
	},
	"PipeOneInstance": func(t *testing.T) {
		name := `\\.\pipe\` + unique(t)
		assert.NoError(t, pipe(t, name, 0, 1))
		assert.ErrorIs(t, pipe(t, name, 0, 1), windows.ERROR_PIPE_BUSY)
	},
	"PipeFirstInstance": func(t *testing.T) {
		if isWine() {
			t.Skip("wine lets a second first instance in: this test runs on Windows")
		}
		name := `\\.\pipe\` + unique(t)
		assert.NoError(t, pipe(t, name, windows.FILE_FLAG_FIRST_PIPE_INSTANCE, windows.PIPE_UNLIMITED_INSTANCES))
		assert.ErrorIs(t, pipe(t, name, windows.FILE_FLAG_FIRST_PIPE_INSTANCE, windows.PIPE_UNLIMITED_INSTANCES), windows.ERROR_ACCESS_DENIED)
	},
	"PortOnce": func(t *testing.T) {
		first := listen(t, "127.0.0.1:0")
		_, err := net.Listen("tcp", first.Addr().String())
		assert.ErrorIs(t, err, windows.WSAEADDRINUSE)
	},
	"PortZero": func(t *testing.T) {
		assert.NotEqual(t, listen(t, "127.0.0.1:0").Addr().String(), listen(t, "127.0.0.1:0").Addr().String())
	},
	"CurrentSession": func(t *testing.T) {
		var own uint32
		require.NoError(t, windows.ProcessIdToSessionId(windows.GetCurrentProcessId(), &own))
		assert.Equal(t, own, sessionOf(t, currentSession))
	},
	"Getuid": func(t *testing.T) {
		assert.Equal(t, []int{-1, -1, -1, -1}, []int{os.Getuid(), os.Geteuid(), os.Getgid(), os.Getegid()})
	},
	"UidIsSID": func(t *testing.T) {
		u, err := user.Current()
		require.NoError(t, err)
		_, err = windows.StringToSid(u.Uid)
		assert.NoError(t, err)
		_, err = strconv.Atoi(u.Uid)
		assert.Error(t, err)
	},
}

// TestKernel shows what one machine can show. With -update it records the results.
func TestKernel(t *testing.T) {
	passed := make(map[string]string)
	for _, c := range Claims {
		test, ok := kernel[c.Name]
		if c.Pending != "" {
			assert.False(t, ok, "%s has a test, but is said to need none: %s", c.Name, c.Pending)
			continue
		}
		if !assert.True(t, ok, "%s has no test", c.Name) {
			continue
		}
		t.Run(c.Name, func(t *testing.T) {
			t.Cleanup(func() { passed[c.Name] = verdict(t) })
			test(t)
		})
	}
	assert.Len(t, passed, len(kernel), "a test without its claim")

	if !*update {
		return
	}
	runs, err := Runs()
	require.NoError(t, err)
	here := Run{System: system(t), Results: passed}
	runs = slices.DeleteFunc(runs, func(r Run) bool { return r.System == here.System })
	runs = append(runs, here)
	slices.SortFunc(runs, func(a, b Run) int { return len(a.System) - len(b.System) })
	text, err := json.MarshalIndent(runs, "", "\t")
	require.NoError(t, err)
	require.NoError(t, os.WriteFile("results.json", append(text, '\n'), 0o666))
}

func verdict(t *testing.T) string {
	switch {
	case t.Failed():
		return "failed"
	case t.Skipped():
		return "not implemented there"
	}
	return "passed"
}

// wineVersion is a procedure that only wine has: https://gitlab.winehq.org/wine/wine/-/wikis/Developer-FAQ
var wineVersion = syscall.NewLazyDLL("ntdll.dll").NewProc("wine_get_version")

func isWine() bool { return wineVersion.Find() == nil }

// system names what the test runs on.
func system(t *testing.T) string {
	if isWine() {
		version, _, _ := wineVersion.Call()
		return "wine " + windows.BytePtrToString(*(**byte)(unsafe.Pointer(&version)))
	}
	major, minor, build := windows.RtlGetNtVersionNumbers()
	require.NotZero(t, major)
	return fmt.Sprintf("Windows %d.%d.%d", major, minor, build)
}

// unique returns a name that no other process uses.
func unique(t *testing.T) string {
	return fmt.Sprintf("rdslint-%s-%d-%d", filepath.Base(t.Name()), os.Getpid(), next())
}

var next = func() func() int {
	n := 0
	return func() int { n++; return n }
}()

// mutex creates a mutex for the time of the test and returns the error, which is ERROR_ALREADY_EXISTS beside a valid handle, too.
func mutex(t *testing.T, name string) error {
	p, err := windows.UTF16PtrFromString(name)
	require.NoError(t, err)
	return closing(t)(windows.CreateMutex(nil, false, p))
}

// closing closes a handle after the test and passes the error on.
func closing(t *testing.T) func(windows.Handle, error) error {
	return func(h windows.Handle, err error) error {
		if h != 0 && h != windows.InvalidHandle {
			t.Cleanup(func() { assert.NoError(t, windows.CloseHandle(h)) })
		}
		return err
	}
}

// creators of named objects of each kind.
var creators = map[string]func(name *uint16) (windows.Handle, error){
	"mutex":     func(name *uint16) (windows.Handle, error) { return windows.CreateMutex(nil, false, name) },
	"event":     func(name *uint16) (windows.Handle, error) { return windows.CreateEvent(nil, 0, 0, name) },
	"semaphore": func(name *uint16) (windows.Handle, error) { return call("CreateSemaphoreW", 0, 0, 1, pointer(name)) },
	"timer":     func(name *uint16) (windows.Handle, error) { return call("CreateWaitableTimerW", 0, 0, pointer(name)) },
	"job":       func(name *uint16) (windows.Handle, error) { return windows.CreateJobObject(nil, name) },
	"mapping": func(name *uint16) (windows.Handle, error) {
		return windows.CreateFileMapping(windows.InvalidHandle, nil, windows.PAGE_READWRITE, 0, 4096, name)
	},
}

func pointer(name *uint16) uintptr { return uintptr(unsafe.Pointer(name)) }

// call calls a function of kernel32 that x/sys has no wrapper for.
func call(function string, args ...uintptr) (windows.Handle, error) {
	handle, _, err := syscall.NewLazyDLL("kernel32.dll").NewProc(function).Call(args...)
	if errors.Is(err, windows.ERROR_SUCCESS) {
		err = nil
	}
	return windows.Handle(handle), err
}

// mapping returns the block of a named file mapping.
func mapping(t *testing.T, name string) []byte {
	p, err := windows.UTF16PtrFromString(name)
	require.NoError(t, err)
	const size = 4096
	handle, err := windows.CreateFileMapping(windows.InvalidHandle, nil, windows.PAGE_READWRITE, 0, size, p)
	if !errors.Is(err, windows.ERROR_ALREADY_EXISTS) {
		require.NoError(t, err)
	}
	t.Cleanup(func() { assert.NoError(t, windows.CloseHandle(handle)) })
	view, err := windows.MapViewOfFile(handle, windows.FILE_MAP_WRITE, 0, 0, size)
	require.NoError(t, err)
	t.Cleanup(func() { assert.NoError(t, windows.UnmapViewOfFile(view)) })
	return unsafe.Slice(*(**byte)(unsafe.Pointer(&view)), size)
}

// pipe makes the server of a pipe for the time of the test.
func pipe(t *testing.T, name string, flags, instances uint32) error {
	p, err := windows.UTF16PtrFromString(name)
	require.NoError(t, err)
	return closing(t)(windows.CreateNamedPipe(p, windows.PIPE_ACCESS_DUPLEX|flags, windows.PIPE_TYPE_BYTE, instances, 512, 512, 0, nil))
}

func listen(t *testing.T, address string) net.Listener {
	l, err := net.Listen("tcp", address)
	require.NoError(t, err)
	t.Cleanup(func() { assert.NoError(t, l.Close()) })
	return l
}

// currentSession is WTS_CURRENT_SESSION.
const currentSession = ^uint32(0)

// sessionOf asks WTSQuerySessionInformation for the number of a session.
func sessionOf(t *testing.T, session uint32) uint32 {
	const wtsSessionID = 4 // WTS_INFO_CLASS
	dll := syscall.NewLazyDLL("wtsapi32.dll")
	var buffer *uint32
	var size uint32
	ok, _, err := dll.NewProc("WTSQuerySessionInformationW").Call(0, uintptr(session), wtsSessionID, uintptr(unsafe.Pointer(&buffer)), uintptr(unsafe.Pointer(&size)))
	if ok == 0 && isWine() {
		t.Skip("wine does not tell a session's number: this test runs on Windows")
	}
	require.NotZero(t, ok, "%v", err)
	defer dll.NewProc("WTSFreeMemory").Call(uintptr(unsafe.Pointer(buffer)))
	require.EqualValues(t, 4, size)
	return *buffer
}
