package names

import (
	"fmt"
	"go/ast"
	"go/token"
	"go/types"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/rdslint/rdslint/internal/winapi"
)

// format returns the text that a Sprintf makes.
func (e *Evaluator) format(call *ast.CallExpr, f *winapi.Func) Values {
	x := e.role(call, f, "format")
	if x == nil {
		x = e.role(call, f, "text")
	}
	if x == nil {
		return nil
	}
	first, ok := f.Roles["args"]
	if !ok {
		first = len(call.Args)
	}
	var out Values
	for _, t := range e.Eval(x) {
		text, ok := t.Known()
		if !ok {
			return Any()
		}
		pieces, ok := splitFormat(text)
		if !ok {
			return Any()
		}
		pos, end := token.NoPos, token.NoPos
		if len(t) > 0 {
			pos, end = t[0].pos, t[0].end
		}
		v := Values{{}}
		arg := first
		for i, p := range pieces {
			if !p.verb {
				s := Segment{Kind: Known, Text: p.text}
				if i == 0 {
					s.pos, s.end = pos, end
				}
				v = Concat(v, One(s))
				continue
			}
			a := Any()
			if arg < len(call.Args) && !call.Ellipsis.IsValid() {
				a = e.verb(call.Args[arg], p.text)
			}
			v = Concat(v, a)
			arg++
		}
		if arg < len(call.Args) && !call.Ellipsis.IsValid() {
			v = Concat(v, Any()) // "%!(EXTRA ...)"
		}
		out = Union(out, v)
	}
	return out
}

// verb returns the value of x printed with a verb and its flags.
func (e *Evaluator) verb(x ast.Expr, verb string) Values {
	v := e.Eval(x)
	t := e.Pkg.Info.TypeOf(x)
	c := verb[len(verb)-1]
	if c == 'x' || c == 'X' {
		v = digest(v, false)
	}
	asked := tells(t, c)
	digits := !asked && strings.IndexByte("dvxXobO", c) >= 0 && (isNumber(t) || c == 'd' && !isString(t))
	as := len(verb) == 2 && !asked && strings.IndexByte(unchanged(t), c) >= 0
	out := make(Values, len(v))
	for i, text := range v {
		out[i] = text
		known, ok := text.Known()
		printed := ""
		if ok = ok && !asked; ok {
			printed, ok = sprint(t, verb, known)
		}
		switch {
		case ok && printed != known:
			s := Segment{Kind: Known, Text: printed, Derived: true}
			if len(text) > 0 {
				s.pos, s.end = text[0].pos, text[0].end
			}
			out[i] = Text{s}
		case !ok && !as:
			out[i] = text.vague()
		}
		out[i] = Values{out[i]}.Map(func(s Segment) Segment {
			switch {
			case digits:
				s.Plain = true
			case s.Kind != Known && !as && c != 'x' && c != 'X':
				s.Plain = false // a number as a letter, in quotation marks, by its own method
			}
			return s
		})[0]
	}
	return out
}

// unchanged returns the verbs that print a value of the type as the text that the evaluator has of it.
func unchanged(t types.Type) string {
	switch {
	case isNumber(t):
		return "dv"
	case isString(t):
		return "sv"
	case t != nil && isBool(t):
		return "tv"
	}
	return "svw"
}

// tells reports whether a value of a basic type is asked by fmt for the text to print.
func tells(t types.Type, c byte) bool {
	if t == nil {
		return false
	}
	if _, ok := t.Underlying().(*types.Basic); !ok {
		return false
	}
	methods := []string{"Format"}
	if strings.IndexByte("svqxXw", c) >= 0 {
		methods = append(methods, "Error", "String", "GoString")
	}
	return slices.ContainsFunc(methods, func(name string) bool {
		obj, _, _ := types.LookupFieldOrMethod(t, false, nil, name)
		return obj != nil
	})
}

// maxWidth is more than anybody asks for in a name.
const maxWidth = 256

// sprint prints a known value of type t. It says no where it is not sure.
func sprint(t types.Type, verb, text string) (string, bool) {
	if t == nil {
		return "", false
	}
	valid := func(verbs string) bool { return strings.Contains(verbs, verb[len(verb)-1:]) }
	basic, ok := t.Underlying().(*types.Basic)
	if !ok {
		return text, verb == "%s" || verb == "%v" || verb == "%w"
	}
	switch info := basic.Info(); {
	case info&types.IsString != 0:
		return fmt.Sprintf(verb, text), valid("svq")
	case info&types.IsBoolean != 0:
		return fmt.Sprintf(verb, text == "true"), valid("tv")
	case info&types.IsUnsigned != 0:
		n, err := strconv.ParseUint(text, 10, 64)
		return fmt.Sprintf(verb, n), err == nil && valid("dvboOcqU")
	case info&types.IsInteger != 0:
		n, err := strconv.ParseInt(text, 10, 64)
		return fmt.Sprintf(verb, n), err == nil && valid("dvboOcqU")
	}
	return "", false
}

// vague returns the text without what is known of its letters.
func (t Text) vague() Text {
	return Values{t}.Map(func(s Segment) Segment {
		if s.Kind == Known {
			return Segment{Kind: Unknown}
		}
		return s
	})[0]
}

type piece struct {
	text string // literal text, or a verb with its flags
	verb bool
}

// splitFormat splits a format string at its verbs. It says no to verbs that take more than their own argument, and to such as
// are none.
func splitFormat(format string) ([]piece, bool) {
	var out []piece
	var lit strings.Builder
	flush := func() {
		if lit.Len() > 0 {
			out = append(out, piece{text: lit.String()})
			lit.Reset()
		}
	}
	for i := 0; i < len(format); {
		if format[i] != '%' {
			lit.WriteByte(format[i])
			i++
			continue
		}
		rest := strings.TrimLeft(format[i+1:], "+-# 0")
		rest, ok := number(rest)
		if point, found := strings.CutPrefix(rest, "."); ok && found {
			rest, ok = number(point)
		}
		c, size := utf8.DecodeRuneInString(rest)
		end := len(format) - len(rest) + size
		switch {
		case !ok || size != 1 || c != '%' && (c < 'A' || c > 'z' || c > 'Z' && c < 'a'):
			return nil, false // none, or "*" and "[n]"
		case c == '%':
			lit.WriteByte('%')
		default:
			flush()
			out = append(out, piece{text: format[i:end], verb: true})
		}
		i = end
	}
	flush()
	return out, true
}

// number cuts off a number, and says whether it is a width that anybody asks for.
func number(text string) (rest string, ok bool) {
	rest = strings.TrimLeft(text, "0123456789")
	digits := text[:len(text)-len(rest)]
	if digits == "" {
		return rest, true
	}
	n, err := strconv.Atoi(digits)
	return rest, err == nil && n <= maxWidth
}
