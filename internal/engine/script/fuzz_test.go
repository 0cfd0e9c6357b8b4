package script

import (
	"slices"
	"strings"
	"testing"
	"unicode"
)

// FuzzLine quotes arguments as https://learn.microsoft.com/cpp/c-language/parsing-c-command-line-arguments asks whoever writes a
// command line to, and splits it again.
func FuzzLine(f *testing.F) {
	for _, args := range []string{
		"a", "", "a\x00b", "a b\x00", `C:\dir\`, `C:\my dir\`, `C:\my dir\\`, `"`, `\"`, `\\"`, `a"b c"d`, "\t", "/FI\x00SESSION eq 2", `""`, `"" ""`, "\\\x00\"\x00\\",
	} {
		f.Add(`C:\Windows\System32\taskkill.exe`, args)
	}
	f.Add(`C:\Program Files\x\`, "a")
	f.Add("", "a")
	f.Fuzz(func(t *testing.T, program, list string) {
		if strings.Contains(program, `"`) {
			return // no file has such a name
		}
		args := strings.Split(list, "\x00")
		line := `"` + program + `"`
		for _, arg := range args {
			line += " " + Quote(arg)
		}
		words := Line(line)
		if got := Texts(words); !slices.Equal(got, append([]string{program}, args...)) {
			t.Errorf("%q is written %q and read %q", args, line, got)
		}
		for i, w := range words[1:] {
			if strings.ContainsAny(args[i], " \t") != (w.Quoted && args[i] != "") && !strings.Contains(args[i], `"`) {
				t.Errorf("%q: quoted is %t", args[i], w.Quoted)
			}
		}

		// What nobody quoted still has all its letters.
		letters := strings.NewReplacer(`"`, "", `\`, "", " ", "", "\t", "").Replace
		if got := strings.Join(Texts(Line(list)), ""); letters(got) != letters(list) {
			t.Errorf("%q becomes %q", list, got)
		}
	})
}

// FuzzPowerShell reads a text as a script, and as the name of a program in scripts that do something certain.
func FuzzPowerShell(f *testing.F) {
	for _, text := range []string{
		`Stop-Process -Name foo`, `Get-Process foo | % { $_.Kill() }`, "if (Get-Process foo) { exit 1 } # }", `$p = gps "a b"; $p | spps`, "{{{{((((@(@{$(", "`", "'", `"`, "|", "$",
		"foo.exe", "my program", "it's", "a`b", "#", "$x", "a;b", "é", "foreach ($p in ps foo) { kill $p }", "taskkill /im foo.exe /fi \"SESSION eq 2\"",
	} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		acts := PowerShell(text)
		for _, a := range acts {
			if a.Pos < 0 || a.End < a.Pos || a.End > len(text) {
				t.Fatalf("%q: %+v is not in it", text, a)
			}
		}
		if again := PowerShell(text); !slices.Equal(acts, again) {
			t.Errorf("%q: %+v, and then %+v", text, acts, again)
		}
		if swapped := PowerShell(swapCase(text)); len(swapped) != len(acts) {
			t.Errorf("%q: %+v, and in the other case %+v", text, acts, swapped)
		}

		// A verbatim string is what it says: only its own mark is doubled in it.
		// See https://learn.microsoft.com/powershell/module/microsoft.powershell.core/about/about_quoting_rules.
		name := "'" + strings.ReplaceAll(text, "'", "''") + "'"
		for _, none := range []string{"Write-Host " + name, "$x = " + name, "# " + strings.NewReplacer("\r", "", "\n", "").Replace(text)} {
			if acts := PowerShell(none); len(acts) > 0 {
				t.Errorf("%q does nothing: %+v", none, acts)
			}
		}
		for _, ends := range []string{"Stop-Process -Name " + name, "\tstop-process -Force -processname " + name + " # the end", "try { spps -n " + name + " } catch {}"} {
			acts := PowerShell(ends)
			switch {
			case strings.Contains(text, "$") || narrow(statement{{kind: quoted, text: text}}):
				// A name that is computed, or one that reads like a test of the session: silence is allowed.
			case len(acts) != 1 || acts[0].Kind != Ends || acts[0].Name != text:
				t.Errorf("%q ends one program: %+v", ends, acts)
			}
		}
	})
}

func swapCase(text string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r >= unicode.MaxASCII:
			return r
		case unicode.IsUpper(r):
			return unicode.ToLower(r)
		}
		return unicode.ToUpper(r)
	}, strings.ToValidUTF8(text, "\uFFFD")) // "?" is a command
}

// FuzzArguments reads arguments, queries and batch files, with and without what narrows them down to one session.
func FuzzArguments(f *testing.F) {
	for _, text := range []string{
		`/F /IM foo.exe`, `-f -im foo.exe`, `/im foo.exe /fi "SESSION eq 3"`, `/im:foo.exe`, `/fi "IMAGENAME eq foo.exe"`, `process where name="foo.exe" delete`,
		"@echo off\r\ntaskkill /F /IM foo.exe >nul\r\n", `SELECT * FROM Win32_Process WHERE Name = 'foo.exe'`, "/im", "/fi", `/fi "`, "\"\n\ttaskkill", "(taskkill /im x",
	} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		args := Texts(Args(text))
		own := append(slices.Clone(args), "/FI", "SESSION eq 2")
		for name, read := range map[string]func([]string) Act{"taskkill": Taskkill, "tasklist": Tasklist} {
			if a := read(own); a.Kind != Nothing && slices.IndexFunc(args, func(a string) bool { return flag(a) == "/fi" }) < 0 {
				t.Errorf("%s %q keeps to a session: %+v", name, own, a)
			}
		}
		if a := Wmic(append(slices.Clone(args), "where", "sessionid=2")); a.Kind != Nothing {
			t.Errorf("wmic %q keeps to a session: %+v", args, a)
		}
		if a := WQL(text + " AND SessionId = 2"); a.Kind != Nothing {
			t.Errorf("%q keeps to a session: %+v", text, a)
		}
		ends := Taskkill(append([]string{"/IM", "foo.exe"}, args...))
		if ends.Kind == Ends && ends.Name != "foo.exe" || ends.Kind != Ends && !slices.ContainsFunc(args, func(a string) bool { return flag(a) == "/fi" }) {
			t.Errorf("taskkill /IM foo.exe %q: %+v", args, ends)
		}
		for _, a := range Batch(text) {
			if a.Pos < 0 || a.End < a.Pos || a.End > len(text) || !strings.Contains(strings.ToLower(text[a.Pos:a.End]), "taskkill") {
				t.Errorf("%q: %+v is not in it", text, a)
			}
		}
	})
}
