// Package values holds functions whose result the comment above each of them tells: alternatives are parted by " | ".
package values

import (
	"crypto/sha256"
	"encoding/hex"
	"flag"
	"fmt"
	"net"
	"net/http"
	"os"
	"strconv"
	"strings"
)

const product = "Product"
const full = `Global\` + product

var first, second = "First", "Second"

var instance = flag.String("instance", "default", "the instance")

type settings struct {
	name  string
	inner struct{ text string }
}

// want: literal
func literal() string { return "literal" }

// want: Global\Product
func constant() string { return full }

// want: First
func packageVar() string { return first }

// want: Second
func secondOfTwo() string { return second }

// want: a-b
func plus() string { return "a" + "-" + "b" }

// want: b
func overwritten() string {
	name := "a"
	name = "b"
	return name
}

// want: a | b
func either(yes bool) string {
	name := "a"
	if yes {
		name = "b"
	}
	return name
}

// want: Global\a
func builtOnItself() string {
	name := "a"
	name = `Global\` + name
	return name
}

// want: a | b
func copied() string {
	list := make([]string, len(parts))
	copy(list, parts)
	return list[len(list)-1]
}

var parts = []string{"a", "b"}

// want: <unknown>
func copiedBytes() string {
	room := make([]byte, 8)
	copy(room, "a")
	return string(room)
}

// want: ab
func appended() string {
	name := "a"
	name += "b"
	return name
}

// want: <empty> | x | <unknown>x
func loop(n int) string {
	name := ""
	for i := 0; i < n; i++ {
		name = name + "x"
	}
	return name
}

// want: item-<parameter>
func formatted(n int) string { return fmt.Sprintf("item-%d", n) }

// want: 100%-a
func percent() string { return fmt.Sprintf("100%%-%s", "a") }

// want: <unknown>
func widthFromArgument(n int) string { return fmt.Sprintf("%*d", n, n) }

// want: pid-<process id>
func process() string { return "pid-" + strconv.Itoa(os.Getpid()) }

// want: <empty> | host-<host>
func host() string {
	name, err := os.Hostname()
	if err != nil {
		return ""
	}
	return "host-" + name
}

// want: <user>
func user() string { return os.Getenv("USERNAME") }

// want: <configuration>
func environment() string { return os.Getenv("SOMETHING") }

// want: x-default
func flagDefault() string { return "x-" + *instance }

// want: a,b
func joined() string { return strings.Join([]string{"a", "b"}, ",") }

// want: lower
func lower() string { return strings.ToLower("LOWER") }

// want: a_b
func replaced() string { return strings.ReplaceAll(`a\b`, `\`, "_") }

// want: <parameter>
func hashed(path string) string {
	sum := sha256.Sum256([]byte(path))
	return hex.EncodeToString(sum[:])
}

// want: one | two
func table(i int) string { return []string{"one", "two"}[i] }

// want: field
func ofLiteral() string {
	s := settings{name: "field"}
	return s.name
}

// want: set
func assignedField() string {
	var s settings
	s.name = "set"
	return s.name
}

// want: wrapped-inside
func throughHelper() string { return wrap("inside") }

func wrap(s string) string { return "wrapped-" + s }

// want: called
func closure() string {
	f := func() string { return "called" }
	return f()
}

// want: <address>
func hostPart(c net.Conn) string {
	host, _, _ := net.SplitHostPort(c.RemoteAddr().String())
	return host
}

// want: <address>
func header(r *http.Request) string { return r.Header.Get("X-Forwarded-For") }

// want: <unknown>
func otherHeader(r *http.Request) string { return r.Header.Get("Accept") }

// want: second
func secondResult() string {
	_, s := pair()
	return s
}

func pair() (string, string) { return "first", "second" }

// want: named
func named() (s string) {
	s = "named"
	return
}

// want: <unknown>
func recursive(n int) string {
	if n == 0 {
		return recursive(n - 1)
	}
	return recursive(n - 2)
}

// want: generic
func generic() string { return same("generic") }

func same[T any](v T) T { return v }

// want: 0007
func padded() string { return fmt.Sprintf("%04d", 7) }

// want: "a\\b"
func quotedVerb() string { return fmt.Sprintf("%q", `a\b`) }

// want: ab
func cut() string { return fmt.Sprintf("%.2s", "abc") }

// want: a<unknown>
func wrongVerb() string { return fmt.Sprintf("a%d", "b") }

// want: a<unknown>
func operandTooMany() string { return fmt.Sprintf("a", "b") }

// want: 7 8
func operandsWithBlanks() string { return fmt.Sprint(7, 8) }

// want: ff
func hexadecimal() string { return strconv.FormatInt(255, 16) }

// want: a
func trimmed() string { return strings.TrimSuffix(strings.TrimSpace(" a.exe "), ".exe") }

// want: bab
func replacedOnce() string { return strings.Replace("aab", "a", "b", 1) }

// want: <unknown>
func replacedBySomething(old string) string { return strings.ReplaceAll("ab", old, "") }

// want: a-z
func built() string {
	var b strings.Builder
	b.WriteString("a-")
	b.WriteByte('z')
	return b.String()
}

// want: a | ab
func builtPerhaps(yes bool) string {
	var b strings.Builder
	b.WriteString("a")
	if yes {
		b.WriteString("b")
	}
	return b.String()
}

// want: a<unknown>
func builtInALoop(n int) string {
	var b strings.Builder
	b.WriteString("a")
	for range n {
		b.WriteString("b")
	}
	return b.String()
}

// want: ab
func bytesAppended() string { return string(append([]byte("a"), "b"...)) }

// want: b
func underAKey() string {
	m := map[string]string{"a": "a", "b": "b"}
	m["c"] = "c"
	return m["b"]
}

// want: b | d
func setUnderAKey(yes bool) string {
	m := make(map[string]string)
	m["a"] = "a"
	m["b"] = "b"
	if yes {
		m["b"] = "d"
	}
	return m["b"]
}

// want: a | b
func underSomeKey(key string) string { return map[string]string{"a": "a", "b": "b"}[key] }

// want: <unknown>
func givenUnderAKey(m map[string]string) string { return m["a"] }
