package winapi

import (
	"slices"
	"strings"
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
		{"(*github.com/hashicorp/golang-lru/v2.Cache[K, V]).Add", Keyed, "store", map[Role]int{"key": 0}},
		{"(*github.com/hashicorp/golang-lru/v2.Cache[string, []example.com/x.T]).Add", Keyed, "store", nil},
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

func TestTables(t *testing.T) {
	c := Default()
	for name, want := range map[string]uint64{
		"MB_SERVICE_NOTIFICATION": 0x200000, "SERVICE_INTERACTIVE_PROCESS": 0x100, "EWX_LOGOFF": 0, "EWX_REBOOT": 2,
		"ERROR_ALREADY_EXISTS": 183, "HWND_MESSAGE": 0xFFFFFFFD, "HKEY_CURRENT_USER": 0x80000001,
	} {
		got, ok := c.Constant(name)
		assert.True(t, ok, name)
		assert.Equal(t, want, got, name)
	}
	_, ok := c.Constant("MB_NONSENSE")
	assert.False(t, ok)

	port, ok := c.ForHeader("x-forwarded-for")
	assert.True(t, ok)
	assert.False(t, port)
	port, ok = c.ForHeader("Forwarded")
	assert.True(t, ok)
	assert.True(t, port)
	_, ok = c.ForHeader("X-Forwarded-Host")
	assert.False(t, ok)

	v, ok := c.Env("UserName")
	assert.True(t, ok)
	assert.Equal(t, EnvVar{Source: "user", Scope: "user"}, v)
	v, _ = c.Env("COMPUTERNAME")
	assert.Equal(t, "host", v.Source)
	_, ok = c.Env("FOO")
	assert.False(t, ok)

	f, ok := c.Folder("FOLDERID_LocalAppData")
	assert.True(t, ok)
	assert.Equal(t, "user", f.Scope)
	g, ok := c.Folder(strings.ToUpper(f.GUID))
	assert.True(t, ok)
	assert.Equal(t, f, g)
	f, ok = c.CSIDL(0x801A)
	assert.True(t, ok)
	assert.Equal(t, Folder{Name: "CSIDL_APPDATA", Scope: "user", Machine: "CSIDL_COMMON_APPDATA"}, f)
	f, _ = c.CSIDL(0x23)
	assert.Equal(t, "machine", f.Scope)
	_, ok = c.CSIDL(0xF0)
	assert.False(t, ok)

	assert.Equal(t, "consent", c.UIClass("Windows.Security.Credentials.UI.UserConsentVerifier"))
	assert.Equal(t, "dialog", c.UIClass("{dc1c5a9c-e88a-4dde-a5a1-60f82a20aef7}"))
	assert.Equal(t, "lpVerb", c.Struct("SHELLEXECUTEINFOW")[3])
}

func TestCommandLine(t *testing.T) {
	c := Default()
	for _, tt := range []struct {
		command []string
		want    string
	}{
		{[]string{"taskkill", "/F", "/IM", "x.exe"}, "taskkill /im"},
		{[]string{`C:\Windows\System32\taskkill.exe`, "-f", "-im", "x.exe"}, "taskkill /im"},
		{[]string{"taskkill", "/PID", "12"}, "taskkill /pid"},
		{[]string{"taskkill", "/FI", "SESSION eq 2"}, ""},
		{[]string{"cmd", "/c", "start", "", "http://x"}, "cmd /c start"},
		{[]string{"cmd.exe", "/C start http://x"}, "cmd /c start"},
		{[]string{"cmd", "/c", "net start x"}, ""},
		{[]string{"cmd", "/c", "start", "/b", "x.exe"}, ""},
		{[]string{"rundll32", "url.dll,FileProtocolHandler", "http://x"}, "rundll32 url.dll"},
		{[]string{"pwsh", "-Command", "[System.Windows.Forms.MessageBox]::Show('x')"}, "powershell MessageBox"},
		{[]string{"powershell", "-c", "Get-Process x | Stop-Process"}, "powershell Get-Process Stop-Process"},
		{[]string{"powershell", "-c", "Get-Process x"}, "powershell Get-Process"},
		{[]string{"shutdown", "/r", "/t", "0"}, "shutdown /r"},
		{[]string{"shutdown", "/l"}, "shutdown /l"},
		{[]string{"reg", "add", `HKLM\Software\X`}, "reg add HKLM"},
		{[]string{"msgfmt"}, ""},
		{[]string{"wmic", "bios", "get", "SerialNumber"}, "Win32_BIOS.SerialNumber"},
		{[]string{"wmic", "path", "win32_physicalmedia", "get", "serialnumber"}, "Win32_PhysicalMedia.SerialNumber"},
		{[]string{"wmic", "diskdrive", "get", "Model,SerialNumber"}, "Win32_DiskDrive.SerialNumber"},
		{[]string{"wmic", "cpu", "get", "name"}, ""},
		{[]string{"powershell", "-c", "(Get-CimInstance Win32_ComputerSystemProduct).UUID"}, "Win32_ComputerSystemProduct.UUID"},
		{[]string{"powershell", "-c", "gwmi -Query 'select UUID from Win32_ComputerSystemProduct'"}, "Win32_ComputerSystemProduct.UUID"},
		{[]string{"powershell", "-c", "(Get-CimInstance Win32_ComputerSystem).UserName"}, "Win32_ComputerSystem.UserName"},
		{[]string{"powershell", "-c", "(gwmi Win32_ComputerSystem -ComputerName x).Model"}, ""},
	} {
		var got string
		for _, f := range c.CommandLine(tt.command[0], tt.command[1:]...) {
			got += f.Name
			assert.Same(t, f, c.Go(f.Name), "a fact is found by its name")
		}
		assert.Equal(t, tt.want, got, "%q", tt.command)
	}
}

func TestProperty(t *testing.T) {
	c := Default()
	assert.Equal(t, "serial", c.Property("win32_processor", "ProcessorId").Is[HostIdentity])
	assert.Equal(t, "user", c.Property("Win32_ComputerSystem", "UserName").Is[ConsoleSession])
	assert.Nil(t, c.Property("Win32_Processor", "Name"))
	assert.Nil(t, c.Property("", ""))
}

func TestNames(t *testing.T) {
	c := Default()
	names := c.Names()
	assert.True(t, slices.IsSorted(names))
	for _, want := range []string{"CreateMutexW", "CreateMutex", "MessageBox", "NewProc", "RemoteAddr", "Stdin", "Interactive"} {
		assert.Contains(t, names, want)
	}
	for _, common := range []string{"Sprintf", "Join", "ToLower", "Fatal", "Now", "Println"} {
		assert.NotContains(t, names, common, "it would make every package worth a look")
	}
	assert.Contains(t, c.Names(Text), "Sprintf")
	assert.NotContains(t, c.Names(UI), "CreateMutexW")
}

func TestWith(t *testing.T) {
	c := Default()
	d := c.With(
		&Func{Name: "example.com/lock.Acquire", Stands: "CreateMutexW", Roles: map[Role]int{"name": 0}},
		&Func{Name: "(*gopkg.in/x/svc.v2.Program).Main", Is: map[Class]string{Entry: "service"}},
		&Func{Name: "MyProcedureW", Is: map[Class]string{UI: "messagebox"}},
	)
	f := d.Go("example.com/lock.Acquire")
	require.NotNil(t, f)
	assert.Equal(t, "mutex", f.Kind(CreateObject))
	assert.Equal(t, "CreateMutex", f.Family)
	assert.NotEmpty(t, f.Doc)
	assert.True(t, d.Package("example.com/lock"))
	assert.True(t, d.Package("gopkg.in/x/svc.v2"))
	assert.Contains(t, d.Names(), "Acquire")
	assert.NotNil(t, d.Win32("MyProcedureW"))

	assert.Nil(t, c.Go("example.com/lock.Acquire"), "the catalogue itself does not change")
	assert.False(t, c.Package("example.com/lock"))
	assert.Same(t, c, c.With())
}

func BenchmarkLoad(b *testing.B) {
	for b.Loop() {
		mustLoad(data)
	}
}
