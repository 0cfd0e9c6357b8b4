package outcomes

import (
	"go/constant"
	"strconv"
	"strings"

	"github.com/rdslint/rdslint/internal/engine/summary"
)

// A kind says what is known of a value.
type kind uint8

const (
	unknown kind = iota
	null         // nil
	number       // num; also an error that holds num as an Errno
	truth        // num is 0 or 1
	text         // str
	some         // a handle, pointer, function or the like that is neither zero nor nil
	failure      // an error other than nil; str is the variable that holds it, where that is known
)

// A value is what an expression is under a hypothesis. Values are comparable.
type value struct {
	kind kind
	num  int64
	str  string
	// object marks what stands for the object itself, a handle or a pointer; mutex one that can be owned, which a wait tells.
	object, mutex bool
	// told says that the value depends on what the call told. Two values that differ only in it are the same.
	told bool
}

func num(n int64) value { return value{kind: number, num: n} }

func truthOf(b bool) value {
	if b {
		return value{kind: truth, num: 1}
	}
	return value{kind: truth}
}

// is reports whether v is certainly b.
func (v value) is(b bool) bool { return v.kind == truth && (v.num == 1) == b }

// not returns the negation of a truth value.
func (v value) not() value {
	if v.kind == truth {
		v.num = 1 - v.num
		return v
	}
	return value{told: v.told}
}

// from marks v as told if one of the values that it was made from is.
func (v value) from(vs ...value) value {
	for _, w := range vs {
		v.told = v.told || w.told
	}
	return v
}

// same reports whether v and w are equal but for told.
func (v value) same(w value) bool {
	v.told, v.object = w.told, w.object
	return v == w
}

// tells reports whether v is what was told of the object rather than the object.
func (v value) tells() bool { return v.told && !v.object }

// join returns what is known of a value that is v or w.
func (v value) join(w value) value {
	out := value{object: v.object && w.object, told: v.told || w.told}
	switch {
	case v.same(w):
		v.object, v.told = out.object, out.told
		return v
	case v.kind == some && w.kind == some:
		out.kind, out.mutex = some, v.mutex && w.mutex
	case v.kind == failure && (w.kind == failure || w.kind == number), v.kind == number && w.kind == failure:
		out.kind = failure
	}
	return out
}

// The numbers that are compared with results.
const (
	fileNotFound  = 2
	pathNotFound  = 3
	accessDenied  = 5
	invalidHandle = 6
	fileExists    = 80
	waitAbandoned = 128
	dirNotEmpty   = 145
	alreadyExists = 183
	waitTimeout   = 258
	infinite      = 0xffffffff
)

// named gives the numbers by the names that Windows and every binding have for them, for code whose types are missing
// and for variables of that name.
var named = map[string]int64{
	"ERROR_SUCCESS":        0,
	"NO_ERROR":             0,
	"NOERROR":              0,
	"ERROR_FILE_NOT_FOUND": fileNotFound,
	"ERROR_ACCESS_DENIED":  accessDenied,
	"ERROR_INVALID_HANDLE": invalidHandle,
	"ERROR_ALREADY_EXISTS": alreadyExists,
	"WAIT_OBJECT_0":        0,
	"WAIT_ABANDONED":       waitAbandoned,
	"WAIT_ABANDONED_0":     waitAbandoned,
	"WAIT_TIMEOUT":         waitTimeout,
	"INFINITE":             infinite,
	"NULL":                 0,
	"INVALID_HANDLE_VALUE": -1,
	"InvalidHandle":        -1,
}

// messages are the texts of Errno.Error.
var messages = map[int64]string{
	0:             "The operation completed successfully.",
	fileNotFound:  "The system cannot find the file specified.",
	accessDenied:  "Access is denied.",
	alreadyExists: "Cannot create a file when that file already exists.",
}

// parse returns the value that a word of an [summary.Answer] stands for.
func parse(word string) value {
	switch word {
	case "":
		return value{}
	case "nil":
		return value{kind: null}
	case "true", "false":
		return truthOf(word == "true")
	case "handle":
		return value{kind: some, object: true}
	case "mutex":
		return value{kind: some, object: true, mutex: true}
	case "error":
		return value{kind: failure}
	}
	if name, ok := strings.CutPrefix(word, "error:"); ok {
		return value{kind: failure, str: name}
	}
	if n, err := strconv.ParseInt(word, 10, 64); err == nil {
		return num(n)
	}
	return value{}
}

// word returns the word of an [summary.Answer] that says what is known of v.
func (v value) word() string {
	switch v.kind {
	case null:
		return "nil"
	case number:
		return strconv.FormatInt(v.num, 10)
	case truth:
		return strconv.FormatBool(v.num == 1)
	case some:
		if v.mutex {
			return "mutex"
		}
		return "handle"
	case failure:
		if v.str != "" {
			return "error:" + v.str
		}
		return "error"
	}
	return ""
}

// constantValue returns the value of a constant.
func constantValue(c constant.Value) value {
	switch c.Kind() {
	case constant.Bool:
		return truthOf(constant.BoolVal(c))
	case constant.String:
		return value{kind: text, str: constant.StringVal(c)}
	case constant.Int:
		if n, ok := constant.Int64Val(c); ok {
			return num(n)
		}
		// ^uintptr(0) is -1 to whoever compares a handle with it.
		if n, ok := constant.Uint64Val(c); ok {
			return num(int64(n))
		}
	}
	return value{}
}

// equal returns whether v == w.
func equal(v, w value) value {
	if v.kind > w.kind {
		v, w = w, v
	}
	yes, no, open := truthOf(true).from(v, w), truthOf(false).from(v, w), value{}.from(v, w)
	switch {
	case v.kind == unknown:
		return open
	case v.kind == null:
		if w.kind == null {
			return yes
		}
		return no // an Errno 0 in an error is an error too
	case v.kind == w.kind && v.kind <= text:
		if v.num == w.num && v.str == w.str {
			return yes
		}
		return no
	case v.kind == number && w.kind == some:
		if v.num == 0 || v.num == -1 || v.num == infinite {
			return no
		}
	case v.kind == number && w.kind == failure:
		// A variable of another package may hold just that Errno.
		name := strings.ToLower(w.str)
		if name != "" && !strings.Contains(name, "exist") && !strings.Contains(name, "already") {
			return no
		}
	case v.kind == failure && w.kind == failure:
		if v.str != "" && w.str != "" {
			return truthOf(v.str == w.str).from(v, w)
		}
	}
	return open
}

// matches returns whether errors.Is(v, target).
func matches(v, target value) value {
	if target.kind == failure && v.kind == number {
		in := func(nums ...int64) value {
			for _, n := range nums {
				if n == v.num {
					return truthOf(true).from(v)
				}
			}
			return truthOf(false).from(v)
		}
		switch strings.TrimPrefix(strings.TrimPrefix(target.str, "io/"), "internal/") {
		case "fs.ErrExist", "os.ErrExist", "oserror.ErrExist":
			return in(alreadyExists, fileExists, dirNotEmpty)
		case "fs.ErrNotExist", "os.ErrNotExist", "oserror.ErrNotExist":
			return in(fileNotFound, pathNotFound)
		case "fs.ErrPermission", "os.ErrPermission", "oserror.ErrPermission":
			return in(accessDenied)
		}
	}
	return equal(v, target)
}

// less returns whether v < w, or v <= w.
func less(v, w value, orEqual bool) value {
	switch {
	case v.kind == number && w.kind == number:
		return truthOf(v.num < w.num || orEqual && v.num == w.num).from(v, w)
	case v.kind == some && w.kind == number && (w.num < 0 || w.num == 0 || w.num == 1 && !orEqual):
		return truthOf(false).from(v, w)
	case v.kind == number && w.kind == some && (v.num < 0 || v.num == 0 || v.num == 1 && orEqual):
		return truthOf(true).from(v, w)
	}
	return value{}.from(v, w)
}

// good reports whether told is good news where the object exists, as it is to one who opens it.
func good(told []summary.Answer) bool {
	for _, a := range told {
		e, n := parse(a.Exists), parse(a.New)
		if e.kind == some && (n.kind == null || n.same(num(0))) || e.kind == null && (n.kind == failure || n.kind == number && n.num != 0) {
			return true
		}
	}
	return false
}

// failed returns what a call tells, that of the two for an existing object, if it fails for a reason of its own; nil if
// that cannot be told from what is known.
func failed(told []summary.Answer) []summary.Answer {
	known := false
	var out []summary.Answer
	for _, a := range told {
		switch {
		case a.Exists == strconv.Itoa(alreadyExists):
			a.Exists, known = strconv.Itoa(accessDenied), true
		case parse(a.Exists).object:
			a.Exists = "0"
		}
		out = append(out, a)
	}
	if !known {
		return nil
	}
	return out
}

// TypedCreate returns what a wrapper of CreateMutex, CreateEvent or CreateFileMapping in the manner of
// golang.org/x/sys/windows tells: where the object exists, ERROR_ALREADY_EXISTS beside a valid handle.
func TypedCreate() []summary.Answer {
	return []summary.Answer{{Exists: "handle", New: "handle"}, {Exists: "183", New: "nil"}}
}

// TypedSilent returns what a wrapper tells that takes ERROR_ALREADY_EXISTS for success, as CreateJobObject of
// golang.org/x/sys/windows. Only the last error makes a difference.
func TypedSilent() []summary.Answer {
	return []summary.Answer{{Exists: "handle", New: "handle"}, {Exists: "nil", New: "nil"}}
}

// Bare returns what a binding tells that returns the handle alone, or cgo.
func Bare() []summary.Answer { return TypedSilent()[:1] }

// RawCall returns what LazyProc.Call tells of a function that creates: r1, r2 and the last error, which is never nil.
func RawCall() []summary.Answer {
	return []summary.Answer{{Exists: "handle", New: "handle"}, {}, {Exists: "183", New: "0"}}
}

// Syscall returns what syscall.SyscallN and its kin tell of a function that creates: r1, r2 and an Errno.
func Syscall() []summary.Answer { return RawCall() }

// Opened returns what a typed wrapper of a function that opens tells.
func Opened() []summary.Answer {
	return []summary.Answer{{Exists: "handle", New: "0"}, {Exists: "nil", New: "2"}}
}

// RawOpen returns what LazyProc.Call and syscall.SyscallN tell of a function that opens. Go clears the last error before
// the call.
func RawOpen() []summary.Answer {
	return []summary.Answer{{Exists: "handle", New: "0"}, {}, {Exists: "0", New: "2"}}
}
