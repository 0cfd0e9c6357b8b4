// Package sddl reads security descriptors as Windows writes them: "D:P(A;;GA;;;SY)(A;;GRGW;;;AU)". It asks one question of
// them, who may write.
//
// https://learn.microsoft.com/windows/win32/secauthz/security-descriptor-string-format,
// https://learn.microsoft.com/windows/win32/secauthz/ace-strings
package sddl

import (
	"strconv"
	"strings"
)

// A DACL is who may do what.
type DACL struct {
	// Null says that there is no list, which lets everybody do everything.
	Null bool
	ACEs []ACE
}

// An ACE is one entry of a list, without the parts that only directory objects have.
type ACE struct {
	// Type is A, D and so on, in upper case.
	Type    string
	Flags   string
	Mask    uint32
	Trustee string // as it is written
	// Offset is where the trustee stands in the text.
	Offset int
	// Known is false where the rights cannot be read.
	Known bool
}

// Parse returns the discretionary list of a descriptor; ok is false if it has none, or is none.
func Parse(text string) (dacl DACL, ok bool) {
	at := section(text)
	if at < 0 {
		return DACL{}, false
	}
	rest := text[at:]
	flags, _, _ := strings.Cut(rest, "(")
	if strings.Contains(strings.ToUpper(flags), "NO_ACCESS_CONTROL") {
		return DACL{Null: true}, true
	}
	pos := at + len(flags)
	for strings.HasPrefix(text[pos:], "(") {
		end := closing(text[pos:])
		if end < 0 {
			return DACL{}, false
		}
		fields := strings.Split(text[pos+1:pos+end], ";")
		if len(fields) < 6 {
			return DACL{}, false
		}
		a := ACE{Type: strings.ToUpper(strings.TrimSpace(fields[0])), Flags: strings.ToUpper(fields[1]), Trustee: strings.TrimSpace(fields[5])}
		a.Mask, a.Known = rights(strings.TrimSpace(fields[2]))
		a.Offset = pos + 1
		for _, f := range fields[:5] {
			a.Offset += len(f) + 1
		}
		a.Offset += len(fields[5]) - len(strings.TrimLeft(fields[5], " "))
		dacl.ACEs = append(dacl.ACEs, a)
		pos += end + 1
	}
	return dacl, true
}

// section returns where the discretionary list begins, behind its "D:", or -1.
func section(text string) int {
	depth := 0
	for i := range len(text) - 1 {
		switch c := text[i]; {
		case c == '(':
			depth++
		case c == ')':
			depth--
		case depth == 0 && (c == 'D' || c == 'd') && text[i+1] == ':':
			return i + 2
		}
	}
	return -1
}

// closing returns the index of the parenthesis that closes the one at the start; conditions nest.
func closing(text string) int {
	depth := 0
	for i, c := range text {
		switch c {
		case '(':
			depth++
		case ')':
			if depth--; depth == 0 {
				return i
			}
		}
	}
	return -1
}

// Rights as the strings name them, with what the generic ones mean for a file or a pipe.
const (
	fileAll     = 0x1f01ff
	fileRead    = 0x120089
	fileWrite   = 0x120116
	fileExecute = 0x1200a0
)

var masks = map[string]uint32{
	"GA": fileAll, "GR": fileRead, "GW": fileWrite, "GX": fileExecute,
	"FA": fileAll, "FR": fileRead, "FW": fileWrite, "FX": fileExecute,
	"KA": 0xf003f, "KR": 0x20019, "KW": 0x20006, "KX": 0x20019,
	"RC": 0x20000, "SD": 0x10000, "WD": 0x40000, "WO": 0x80000,
	"CC": 0x1, "DC": 0x2, "LC": 0x4, "SW": 0x8, "RP": 0x10, "WP": 0x20, "DT": 0x40, "LO": 0x80, "CR": 0x100,
	"NR": 0, "NW": 0, "NX": 0,
}

// rights reads the rights of an entry: names of two letters, or a number.
func rights(text string) (mask uint32, ok bool) {
	if text == "" {
		return 0, true
	}
	if text[0] >= '0' && text[0] <= '9' {
		n, err := strconv.ParseUint(text, 0, 32)
		return generic(uint32(n)), err == nil
	}
	if len(text)%2 != 0 {
		return 0, false
	}
	for i := 0; i < len(text); i += 2 {
		m, known := masks[strings.ToUpper(text[i:i+2])]
		if !known {
			return 0, false
		}
		mask |= m
	}
	return mask, true
}

// generic adds to a mask what its generic bits mean for a file or a pipe.
func generic(mask uint32) uint32 {
	for bit, means := range map[uint32]uint32{1 << 28: fileAll, 1 << 29: fileExecute, 1 << 30: fileWrite, 1 << 31: fileRead} {
		if mask&bit != 0 {
			mask |= means
		}
	}
	return mask
}

// What lets a client send something through a pipe: FILE_WRITE_DATA; and WRITE_DAC and WRITE_OWNER, by which it takes that
// right.
const write = 0x2 | 0x40000 | 0x80000

// everybody holds the trustees that every user of a session host is, with their names.
var everybody = map[string]string{
	"WD": "Everyone", "S-1-1-0": "Everyone",
	"AU": "Authenticated Users", "S-1-5-11": "Authenticated Users",
	"BU": "Users", "S-1-5-32-545": "Users",
	"IU": "Interactive", "S-1-5-4": "Interactive",
	"S-1-2-0": "Local", "S-1-5-14": "Remote Interactive Logon",
}

// Writers returns the first entry that lets all users write, and the name of its trustee; ok is false if none does. An
// entry that denies it to all of them counts for what comes after it.
func (d DACL) Writers() (ace ACE, who string, ok bool) {
	denied := map[string]uint32{}
	for _, a := range d.ACEs {
		name := everybody[strings.ToUpper(a.Trustee)]
		if name == "" || strings.Contains(a.Flags, "IO") {
			continue // nobody in particular, or only what inherits
		}
		switch a.Type {
		case "D", "XD":
			denied[name] |= a.Mask
		case "A":
			if a.Known && a.Mask&write&^denied[name]&^denied["Everyone"] != 0 {
				return a, name, true
			}
		}
	}
	return ACE{}, "", false
}
