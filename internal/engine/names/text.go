// Package names tells what text an expression stands for: the parts that are known, with the place of their literals,
// and what is known about the parts that are not.
package names

import (
	"go/token"
	"slices"
	"strings"
)

// Bounds of an evaluation. Beyond them a value is unknown.
const (
	MaxAlternatives = 16
	MaxSegments     = 64
	MaxDepth        = 8
)

// A Kind says what a segment of a value is.
type Kind uint8

// The kinds of segments.
const (
	Unknown  Kind = iota
	Known         // the text itself
	Session       // a session id
	User          // a user's name, SID, domain or profile
	Process       // a process or thread id
	Random        // random or unique
	Time          // a time
	Host          // a mark of the machine; Segment.Text says which, as the kinds of winapi.HostIdentity do
	Address       // a remote address; Segment.Port says whether its port is still there
	Pipe          // the remote address of a pipe or unix socket: the same for every client
	Path          // a directory or file name that the system chooses
	Config        // set by a flag, the environment or a settings file; Segment.Text is the default where it is known
	Param         // the parameter Segment.Index of function Segment.Func, or the field Segment.Path of it
	Field         // the field named by Segment.Func, set outside this package
	Object        // a value of the concrete type named Segment.Text
	Function      // the function with the id Segment.Text
	Service       // a truth value: "true" in Segment.Text means that the process is a service, "false" that it is none; it proves this only if it is Segment.Path, where that is not empty
	Nil           // the nil value or a null pointer
	Peer          // a listener or a connection; Segment.Text says who is at the other end
	UnixID        // the number of a Unix user or group, which is -1 on Windows, or a SID read as such a number
	Managed       // an object of the class Segment.Text of management instrumentation
)

var kindNames = [...]string{"unknown", "known", "session id", "user", "process id", "random", "time", "host", "address", "pipe",
	"path", "configuration", "parameter", "field", "object", "function", "service test", "nil", "peer",
	"Unix user id", "managed object"}

func (k Kind) String() string { return kindNames[k] }

// Packed is the text of a part that is not known but for its being the name of a file in an archive.
const Packed = "packed"

// A Segment is one part of a value.
type Segment struct {
	Kind Kind
	// Plain says that the part holds neither backslash nor slash: a number, a digest in hexadecimal.
	Plain bool
	// Derived says that the text was computed from a literal (lower case, replaced parts), so that editing the literal is
	// not the same as editing the text.
	Derived bool
	// Digest says that the part went through a hash.
	Digest bool
	// Given says that a Known text is what one of several callers gives.
	Given bool
	// Preset says that a Known text is the default of a setting that a file can change.
	Preset bool
	// Port says that an Address still has its port.
	Port bool
	// Bare says of a Param or Field that an address there loses its port.
	Bare bool
	// Raw says of a Session that a procedure answered it: the function around does no more than call that.
	Raw bool
	// Picks says of a Param that the value is not it but a process, or a token, that was found by it.
	Picks bool
	// Shown says of a Param that the value is the device context of the window that it is.
	Shown bool
	// Spread says that the value is not the Param, a list, but its element Item.
	Spread bool
	Item   uint8
	Text   string
	// For Param and Field; and for an Address the parameter that is the connection, where it is one.
	Func  string
	Index int
	Path  string

	// pos and end delimit the literal. They mean something only in the token.FileSet of the run that made them, so they
	// are not encoded.
	pos, end token.Pos
}

// Literal returns the extent of the literal that a Known segment comes from, or NoPos if it does not stand in the code
// under analysis.
func (s Segment) Literal() (pos, end token.Pos) {
	if s.sourced() {
		return token.NoPos, token.NoPos // see Source
	}
	return s.pos, s.end
}

// At returns s with the extent of its literal.
func (s Segment) At(pos, end token.Pos) Segment {
	s.pos, s.end = pos, end
	return s
}

// A Text is one possible value: its segments in order. An empty Text is the empty string.
type Text []Segment

// Values are the possible values of an expression. None means that nothing is known; see [Values.Any].
type Values []Text

// Lit returns the value of a known text.
func Lit(text string) Values { return Values{{{Kind: Known, Text: text}}} }

// One returns a value of a single segment.
func One(s Segment) Values { return Values{{s}} }

// Any is the value that nothing is known of.
func Any() Values { return anything }

var anything = Values{{{Kind: Unknown}}}

// Known returns the whole text if every segment is known.
func (t Text) Known() (string, bool) {
	if len(t) == 1 && t[0].Kind == Known {
		return t[0].Text, true
	}
	var b strings.Builder
	for _, s := range t {
		if s.Kind != Known {
			return "", false
		}
		b.WriteString(s.Text)
	}
	return b.String(), true
}

// Has reports whether some segment has one of the kinds.
func (t Text) Has(kinds ...Kind) bool {
	for _, s := range t {
		for _, k := range kinds {
			if s.Kind == k {
				return true
			}
		}
	}
	return false
}

// Preset reports whether a part of the text is the default of a setting that a file can change.
func (t Text) Preset() bool { return slices.ContainsFunc(t, func(s Segment) bool { return s.Preset }) }

// Open reports whether some segment waits for a caller or an importer.
func (t Text) Open() bool { return t.Has(Param, Field) }

// Null reports whether the text is a null pointer, however it is written: nil or the number 0.
func (t Text) Null() bool {
	return len(t) == 1 && (t[0].Kind == Nil || t[0].Kind == Known && t[0].Plain && t[0].Text == "0")
}

// String renders the text for messages: known parts as they are, the others as <kind>.
func (t Text) String() string {
	var b strings.Builder
	for _, s := range t {
		switch s.Kind {
		case Known:
			b.WriteString(s.Text)
		case Config:
			if s.Text != "" {
				b.WriteString(s.Text)
				continue
			}
			fallthrough
		default:
			b.WriteString("<" + s.Kind.String() + ">")
		}
	}
	return b.String()
}

// Known returns the text that every alternative has.
func (v Values) Known() (string, bool) {
	if len(v) == 0 {
		return "", false
	}
	first, ok := v[0].Known()
	for _, t := range v[1:] {
		if s, k := t.Known(); !k || s != first {
			return "", false
		}
	}
	return first, ok
}

// Open reports whether some alternative waits for a caller or an importer.
func (v Values) Open() bool {
	for _, t := range v {
		if t.Open() {
			return true
		}
	}
	return false
}

// Concat returns every combination of a followed by b, within the bounds.
func Concat(a, b Values) Values {
	switch {
	case len(a) == 1 && len(a[0]) == 0:
		return b
	case len(b) == 1 && len(b[0]) == 0:
		return a
	}
	if len(a)*len(b) > MaxAlternatives {
		return Any()
	}
	var out Values
	for _, x := range a {
		for _, y := range b {
			if len(x)+len(y) > MaxSegments {
				return Any()
			}
			t := make(Text, 0, len(x)+len(y))
			t = append(append(t, x...), y...)
			out = append(out, t)
		}
	}
	return out
}

// Union returns the alternatives of both, without repetitions, within the bounds.
func Union(a, b Values) Values { return slices.Clip(a).add(b) }

// add appends the texts of b that v lacks, in the room that v has. Too many become any.
func (v Values) add(b Values) Values {
	for _, t := range b {
		if !contains(v, t) {
			v = append(v, t)
		}
	}
	if len(v) > MaxAlternatives {
		return Any()
	}
	return v
}

func contains(v Values, t Text) bool {
next:
	for _, u := range v {
		if len(u) != len(t) {
			continue
		}
		for i := range u {
			if !u[i].same(t[i]) {
				continue next
			}
		}
		return true
	}
	return false
}

// same reports whether s and t say the same. Where an address or a mark of the machine comes from does not matter.
func (s Segment) same(t Segment) bool {
	if s.Kind == Address || s.Kind == Pipe || s.Kind == Host || s.Kind == Managed {
		s.pos, s.end, t.pos, t.end = 0, 0, 0, 0
	}
	return s == t
}

// Map returns v with each segment replaced by what f returns for it.
func (v Values) Map(f func(Segment) Segment) Values {
	out := make(Values, len(v))
	for i, t := range v {
		u := make(Text, len(t))
		for j, s := range t {
			u[j] = f(s)
		}
		out[i] = u
	}
	return out
}

// Fill returns v with the open segments replaced by what f returns for them; f returns nil to leave one as it is.
func (v Values) Fill(f func(Segment) Values) Values {
	waits := func(s Segment) bool { return s.Waits() || s.Kind == Field }
	if !slices.ContainsFunc(v, func(t Text) bool { return slices.ContainsFunc(t, waits) }) {
		return v
	}
	var out Values
	for _, t := range v {
		parts, from := Values{{}}, 0 // t[from:] stays as it is so far
		for i, s := range t {
			if !waits(s) {
				continue
			}
			if got := f(s); got != nil {
				parts = Concat(Concat(parts, Values{t[from:i]}), got.given().Map(s.shape))
				from = i + 1
			}
		}
		if from == 0 {
			parts = Values{t}
		} else if from < len(t) {
			parts = Concat(parts, Values{t[from:]})
		}
		out = Union(out, parts)
	}
	return out
}

// given marks the texts of v that are constant.
func (v Values) given() Values {
	out := make(Values, len(v))
	for i, t := range v {
		out[i] = t
		if len(t) == 1 && t[0].Kind == Known {
			s := t[0]
			s.Given = true
			out[i] = Text{s}
		}
	}
	return out
}

// shape gives with, which takes the place of the open segment s, what is known of s.
func (s Segment) shape(with Segment) Segment {
	if s.Digest && with.Kind == Known {
		with = Segment{Kind: Unknown}
	}
	if s.Shown {
		return deviceContext(with)
	}
	if s.Picks && with.Kind == Known {
		with = with.process()
	}
	with.Picks = with.Picks || s.Picks && with.Kind == Param
	with.Plain, with.Digest = with.Plain || s.Plain, with.Digest || s.Digest
	if s.Bare {
		with = with.bare()
	}
	return with
}

// Name returns the one known text among the alternatives, null pointers aside: the name of a procedure that is looked up
// late.
func (v Values) Name() (string, bool) {
	name, ok := "", false
	for _, t := range v {
		if t.Null() {
			continue
		}
		s, known := t.Known()
		if !known || ok && s != name {
			return "", false
		}
		name, ok = s, true
	}
	return name, ok
}
