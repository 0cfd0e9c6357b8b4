package script

import (
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
)

func TestPowerShell(t *testing.T) {
	for _, tt := range []struct {
		text string
		want Kind
	}{
		{`Stop-Process -Name foo -Force`, Ends},
		{`stop-process -force -processname "foo"`, Ends},
		{`spps -n foo`, Ends},
		{`Stop-Process -Id 12`, Nothing},
		{`Stop-Process 12`, Nothing},
		{`Get-Process foo | Stop-Process`, Ends},
		{`Get-Process -Name foo -ErrorAction SilentlyContinue | Stop-Process -Force`, Ends},
		{"Get-Process foo |\n  Stop-Process", Ends},
		{"Get-Process foo `\n | Stop-Process", Ends},
		{`gps foo | % { $_.Kill() }`, Ends},
		{`ps foo | kill`, Ends},
		{`(Get-Process foo).Kill()`, Ends},
		{`Get-Process | Where-Object { $_.Name -eq 'foo' } | Stop-Process`, Ends},
		{`Get-Process | ? Name -like 'foo*' | ForEach-Object { Stop-Process -Id $_.Id }`, Ends},
		{`Get-Process foo | Where-Object { $_.SessionId -eq 2 } | Stop-Process`, Nothing},
		{`Get-Process foo | Where-Object { $_.SessionId -ne 0 } | Stop-Process`, Ends},
		{`Get-Process foo | Where { $_.SI -eq (Get-Process -Id $PID).SI } | Stop-Process`, Nothing},
		{`Get-Process foo | Where-Object { $_.MainWindowHandle -ne 0 } | Stop-Process`, Nothing},
		{`$p = Get-Process foo; Stop-Process -Id $p.Id`, Ends},
		{`$p = Get-Process foo; $p.Kill()`, Ends},
		{`$p = Get-Process -Id 3; $p | Stop-Process`, Nothing},
		{`foreach ($p in Get-Process foo) { $p.Kill() }`, Ends},
		{`Get-CimInstance Win32_Process -Filter "Name = 'foo.exe'" | Invoke-CimMethod -MethodName Terminate`, Ends},
		{`Get-WmiObject Win32_Process -Filter "Name='foo.exe' AND SessionId=1" | Remove-WmiObject`, Nothing},
		{`(Get-WmiObject Win32_Process -Filter "Name='foo.exe'").Terminate()`, Ends},
		{`if (Get-Process foo -ErrorAction SilentlyContinue) { exit 1 }`, Decides},
		{`$p = Get-Process foo; if ($p) { exit 1 }`, Decides},
		{`if (-not (Get-Process -Id $AgentPid)) { exit }`, Nothing},
		{`Get-Process foo`, Lists},
		{`Get-Process`, Nothing},
		{`try { Stop-Process -Name 'foo' } catch {}`, Ends},
		{`function Stop-All { Stop-Process -Name foo }`, Ends},
		{`# Stop-Process -Name foo`, Nothing},
		{`Write-Host "Stop-Process -Name foo"`, Nothing},
		{`Get-Process | Sort-Object CPU | Select-Object -First 5`, Nothing},
		{`taskkill /F /IM foo.exe`, Ends},
		{`taskkill /F /IM foo.exe /FI "SESSION eq 2"`, Nothing},
		{`$x.Add_Click({ Stop-Process -Name 'foo' -Force })`, Ends},
		{"}{)(|;'", Nothing},
	} {
		got := Nothing
		for _, a := range PowerShell(tt.text) {
			if got == Nothing || a.Kind < got {
				got = a.Kind
			}
		}
		if got != tt.want {
			t.Errorf("%s: %d, want %d", tt.text, got, tt.want)
		}
	}
}

func TestTaskkill(t *testing.T) {
	for _, tt := range []struct {
		line string
		want Kind
	}{
		{`/F /IM foo.exe`, Ends},
		{`-f -im foo.exe`, Ends},
		{`/im foo.exe /fi "SESSION eq 3"`, Nothing},
		{`/im foo.exe /FI "session ne 0"`, Ends},
		{`/im foo.exe /FI "USERNAME eq x"`, Nothing},
		{`/im foo.exe /FI "USERNAME ne x"`, Ends},
		{`/im foo.exe /FI "PID ne 12"`, Ends},
		{`/F /PID 12`, Nothing},
		{`/F /FI "IMAGENAME eq foo.exe"`, Ends},
	} {
		if got := Taskkill(Texts(Args(tt.line))).Kind; got != tt.want {
			t.Errorf("taskkill %s: %d, want %d", tt.line, got, tt.want)
		}
	}
}

func TestLists(t *testing.T) {
	for _, tt := range []struct {
		got  Act
		want Kind
	}{
		{Tasklist(nil), ListsAll},
		{Tasklist(Texts(Args(`/FI "IMAGENAME eq foo.exe" /NH`))), Lists},
		{Tasklist(Texts(Args(`/FI "PID eq 3"`))), Nothing},
		{Tasklist(Texts(Args(`/svc`))), Nothing},
		{Wmic(Texts(Args(`process where name="foo.exe" delete`))), Ends},
		{Wmic(Texts(Args(`process where "name='foo.exe'" call terminate`))), Ends},
		{Wmic(Texts(Args(`process where "name='foo.exe' and sessionid=2" delete`))), Nothing},
		{Wmic(Texts(Args(`process where processid=3 delete`))), Nothing},
		{Wmic(Texts(Args(`process where name="foo.exe" get ProcessId`))), Lists},
		{Wmic(Texts(Args(`cpu get name`))), Nothing},
		{WQL(`SELECT * FROM Win32_Process WHERE Name = 'foo.exe'`), Lists},
		{WQL(`SELECT * FROM Win32_Processor`), Nothing},
	} {
		if tt.got.Kind != tt.want {
			t.Errorf("%+v, want %d", tt.got, tt.want)
		}
	}
}

func TestBatch(t *testing.T) {
	acts := Batch("@echo off\r\n  taskkill /F /IM foo.exe >nul\r\nstart foo.exe\r\n")
	if len(acts) != 1 || acts[0].Pos != 13 || acts[0].Name != "foo.exe" {
		t.Errorf("%+v", acts)
	}
}

// TestLine has the examples of https://learn.microsoft.com/cpp/c-language/parsing-c-command-line-arguments, and what os/exec writes.
func TestLine(t *testing.T) {
	for _, tt := range []struct {
		line string
		want []string
	}{
		{`x "a b c" d e`, []string{"x", "a b c", "d", "e"}},
		{`x "ab\"c" "\\" d`, []string{"x", `ab"c`, `\`, "d"}},
		{`x a\\\b d"e f"g h`, []string{"x", `a\\\b`, "de fg", "h"}},
		{`x a\\\"b c d`, []string{"x", `a\"b`, "c", "d"}},
		{`x a\\\\"b c" d e`, []string{"x", `a\\b c`, "d", "e"}},
		{`x a"b"" c d`, []string{"x", `ab" c d`}},
		{`"C:\Program Files\" "C:\my dir\\" /f`, []string{`C:\Program Files\`, `C:\my dir\`, "/f"}},
		{`x ""`, []string{"x", ""}},
		{"", nil},
	} {
		if got := Texts(Line(tt.line)); !slices.Equal(got, tt.want) {
			t.Errorf("%s: %q, want %q", tt.line, got, tt.want)
		}
	}
}

func TestCommands(t *testing.T) {
	start := func(args ...string) Command { return Command{"start", args, true} }
	inShell := func(program string, args ...string) Command { return Command{program, args, true} }
	for _, test := range []struct {
		line string
		want []Command
	}{
		{``, nil},
		{`C:\Windows\System32\Reg.exe add "HKCU\a b"`, []Command{{"reg", []string{"add", `HKCU\a b`}, false}}},
		{`cmd /c reg add HKCU\a & shutdown /s`, []Command{inShell("reg", "add", `HKCU\a`), inShell("shutdown", "/s")}},
		{`cmd.exe /C "taskkill /im foo.exe"`, []Command{inShell("taskkill", "/im", "foo.exe")}},
		{`cmd /c start "" https://example.com`, []Command{start("https://example.com")}},
		{`cmd /cstart /B readme.txt`, []Command{start("/b", "readme.txt")}},
		{`cmd /c start /wait notepad.exe a.txt`, []Command{inShell("notepad", "a.txt")}},
		{`cmd`, []Command{{Program: "cmd"}}},
	} {
		assert.Equal(t, test.want, Commands(test.line), test.line)
	}
	assert.True(t, start("https://example.com").Opens())
	assert.True(t, start(Dynamic).Opens())
	assert.False(t, start("/b", Dynamic).Opens(), "a program without a window")
	assert.False(t, start().Opens())
}

func TestText(t *testing.T) {
	for _, test := range []struct {
		text string
		want []string // the words that end processes
	}{
		{"$p = Get-Process foo\n$p | Stop-Process\n", []string{"Stop-Process"}},
		{"@echo off\ntaskkill /im foo.exe\n", []string{"taskkill"}},
		{"Run taskkill /im foo.exe\nto end the program.\n", nil},
	} {
		var got []string
		for _, a := range Text(test.text) {
			if a.Kind == Ends {
				got = append(got, a.Command)
			}
		}
		assert.Equal(t, test.want, got, test.text)
	}
	assert.Empty(t, Arguments("notepad", []string{"/im", "foo.exe"}))
	assert.Empty(t, Arguments("powershell", []string{"-File", "kill.ps1"}))
	assert.Len(t, Arguments("powershell", []string{"-NoProfile", "-Command", "Stop-Process", "-Name", "foo"}), 1)
}
