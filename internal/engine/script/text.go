package script

import (
	"regexp"
	"strings"
)

// Arguments returns what a command does to processes, read in the words of a program: taskkill, tasklist, wmic or powershell.
// Other programs do nothing to them. A script of several lines is left to [Text].
func Arguments(program string, args []string) []Act {
	switch program {
	case "taskkill":
		return []Act{Taskkill(args)}
	case "tasklist":
		return []Act{Tasklist(args)}
	case "wmic":
		return []Act{Wmic(args)}
	case "powershell":
		if text := inline(args); !strings.Contains(text, "\n") {
			return PowerShell(text)
		}
	}
	return nil
}

// Text returns what a script of several lines does to processes, if the text is one of PowerShell or a batch file.
func Text(text string) []Act {
	switch {
	case isPowerShell(text):
		return PowerShell(text)
	case isBatch(text):
		return Batch(text)
	}
	return nil
}

// MayFind reports whether a text is worth reading as a script.
func MayFind(text string) bool {
	low := strings.ToLower(text)
	for _, w := range []string{"stop-process", "get-process", "win32_process", "taskkill", "spps", "gps "} {
		if strings.Contains(low, w) {
			return true
		}
	}
	return false
}

// inline returns the script among the arguments of PowerShell: what follows -Command, else what is no parameter.
func inline(args []string) string {
	for i := 0; i < len(args); i++ {
		low := strings.ToLower(strings.Replace(args[i], "/", "-", 1))
		switch {
		case len(low) > 1 && strings.HasPrefix("-command", low): //nolint:gocritic // PowerShell takes any beginning of the name
			return strings.Join(args[i+1:], " ")
		case low == "-file" || low == "-f" || strings.HasPrefix(low, "-e") && low != "-executionpolicy" && low != "-ep" && low != "-ex" && low != "-exec":
			return "" // a file, or an encoded command
		case low == "-executionpolicy", low == "-ep", low == "-ex", low == "-exec", low == "-windowstyle", low == "-w", low == "-version", low == "-inputformat",
			low == "-outputformat", low == "-configurationname":
			i++
		case !strings.HasPrefix(low, "-"):
			return strings.Join(args[i:], " ")
		}
	}
	return ""
}

// scriptLine is how a line of PowerShell begins: with a cmdlet, a keyword, a variable, a comment or a bracket.
var scriptLine = regexp.MustCompile(`(?i)^([a-z]+-[a-z]+\b|(if|else|elseif|try|catch|finally|foreach|for|while|function|param|return|exit|start|start-\w+)\b|[$#{}()@.|%&\[])`)

// isPowerShell reports whether a text of several lines is a script rather than a text about one: it assigns to a variable,
// or each line begins as one of a script does.
func isPowerShell(text string) bool {
	all := true
	for line := range strings.Lines(text) {
		line = strings.TrimSpace(line)
		if strings.HasPrefix(line, "$") && strings.Contains(line, "=") {
			return true
		}
		all = all && (line == "" || scriptLine.MatchString(line))
	}
	return all
}

// isBatch reports whether a text of several lines is a batch file.
func isBatch(text string) bool {
	low := strings.ToLower(text)
	for _, w := range []string{"@echo", "echo off", "goto ", "timeout /t", "start \"\"", "setlocal", "ping -n", "del /f", "del \"%~f0\""} {
		if strings.Contains(low, w) {
			return true
		}
	}
	return false
}
