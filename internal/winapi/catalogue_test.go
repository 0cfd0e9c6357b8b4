package winapi

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestLookup(t *testing.T) {
	c := Default()
	for _, tt := range []struct {
		name  string
		class Class
		kind  string
		roles map[Role]int
	}{
		{"golang.org/x/sys/windows.CreateMutex", CreateObject, "mutex", map[Role]int{"name": 2}},
		{"golang.org/x/sys/windows.CreateFileMapping", CreateObject, "mapping", map[Role]int{"name": 5}},
		{"github.com/hidez8891/shm.Open", CreateObject, "mapping", map[Role]int{"name": 0}},
		{"(*github.com/lxn/walk.Dialog).Run", UI, "dialog", nil},
		{"(*github.com/lxn/walk.FormBase).Run", UI, "loop", nil},
		{"github.com/lxn/win.MessageBox", UI, "messagebox", map[Role]int{"text": 1, "caption": 2}},
		{"(github.com/kardianos/service.Service).Run", Entry, "run", map[Role]int{"handler": Receiver}},
		{"github.com/kardianos/service.New", Entry, "handler", map[Role]int{"handler": 0}},
		{"github.com/kardianos/service.Config.Option", CreateService, "option", nil},
		{"github.com/kardianos/minwinsvc", Entry, "import", nil},
		{"github.com/judwhite/go-svc/svc.Run", Entry, "service", map[Role]int{"handler": 0}},
		{"os.Stdin", Stdin, "file", nil},
		{"os/exec.CommandContext", StartProcess, "args", map[Role]int{"name": 1, "args": 2}},
		{"(*golang.org/x/sys/windows.LazyProc).Call", Invoke, "method", map[Role]int{"proc": Receiver, "args": 0}},
		{"syscall.SyscallN", Invoke, "address", map[Role]int{"proc": 0, "args": 1}},
		{"golang.org/x/sys/windows.GetProcAddress", Procedure, "address", map[Role]int{"proc": 1}},
		{"golang.org/x/sys/windows.LazyProc.Name", Procedure, "field", nil},
		{"golang.org/x/sys/windows.UTF16PtrFromString", Text, "pass", map[Role]int{"text": 0}},
		{"(net.Conn).RemoteAddr", Source, "address+port", nil},
		{"(net.PacketConn).ReadFrom", Source, "address+port", nil},
		{"gopkg.in/natefinch/npipe.v2.Listen", CreatePipe, "listener", map[Role]int{"name": 0}},
		{"github.com/zzl/go-win32api/v2/win32.CreateMutex", CreateObject, "mutex", map[Role]int{"name": 2}},
		{"example.com/a/vendor/golang.org/x/sys/windows.CreateMutex", CreateObject, "mutex", nil},
		{"(*example.com/a/vendor/github.com/lxn/walk.Dialog).Run", UI, "dialog", nil},
		{"github.com/spf13/cobra.Command.RunE", Command, "run", nil},
	} {
		f := c.Go(tt.name)
		if !assert.NotNil(t, f, tt.name) {
			continue
		}
		kind, ok := f.Is[tt.class]
		assert.True(t, ok, "%s is not %s but %v", tt.name, tt.class, f.Is)
		assert.Equal(t, tt.kind, kind, tt.name)
		for r, want := range tt.roles {
			got, ok := f.Pos(r)
			assert.True(t, ok, "%s has no role %s", tt.name, r)
			assert.Equal(t, want, got, "%s role %s", tt.name, r)
		}
	}
	assert.Equal(t, 1, c.Go("(net.PacketConn).ReadFrom").Result)
	assert.Nil(t, c.Go("fmt.Fprintx"))

	require.NotNil(t, c.Win32("CreateMutex"))
	assert.Equal(t, "CreateMutexW", c.Win32("CreateMutex").Name)
	assert.Equal(t, "CreateMutex", c.Win32("CreateMutexExA").Family)
	assert.Equal(t, "CreateMutexA", c.Win32("CreateMutexA").Name)
	assert.Equal(t, "CreateMutex", c.Go("golang.org/x/sys/windows.CreateMutexEx").Family)
	assert.Nil(t, c.Win32("NoSuchProcedure"))
	assert.True(t, c.Package("golang.org/x/sys/windows/svc"))
	assert.True(t, c.Package("github.com/microsoft/go-winio"))
	assert.False(t, c.Package("example.com/x"))
}

func BenchmarkLoad(b *testing.B) {
	for b.Loop() {
		mustLoad(data)
	}
}
