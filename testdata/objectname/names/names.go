// Package names shows where the text of a name stands: at the literal, wherever that is, and the fix edits it there.
package names

import (
	"flag"
	"fmt"
	"os"
	"strings"

	"golang.org/x/sys/windows"
)

const readyName = "NamesConstant" // want "warning: .*NamesConstant.* \\(objectname\\)"

// Constant uses a constant.
func Constant() windows.Handle { return event(readyName) }

var goneName = `NamesVariable` // want `warning: .*NamesVariable.* \(objectname\)`

// Variable uses a variable that is assigned once.
func Variable() windows.Handle { return event(goneName) }

const (
	company = "NamesParts" // want "warning: .*NamesParts.* \\(objectname\\)"
	product = company + "Product"
)

// Parts uses a constant made of constants; the report stands at the first.
func Parts() windows.Handle { return event(product + "Ready") }

// Helper uses a function that returns the name.
func Helper() windows.Handle { return event(helperName("ready")) }

func helperName(what string) string {
	return "NamesHelper-" + what // want "warning: .*NamesHelper.* \\(objectname\\)"
}

// Argument uses a function that passes its argument on.
func Argument() windows.Handle {
	return event(suffixed("NamesArgument")) // want "warning: .*NamesArgument.* \\(objectname\\)"
}

func suffixed(base string) string { return base + "-v2" }

// Format uses a format string.
func Format(shard int) windows.Handle {
	name := fmt.Sprintf("NamesFormat-%d", shard) // want "warning: .*NamesFormat.* \\(objectname\\)"
	return event(name)
}

// FormatAlone uses a format string without arguments.
func FormatAlone() windows.Handle {
	name := fmt.Sprintf("NamesAlone") // want "warning: .*NamesAlone.* \\(objectname\\)"
	return event(name)
}

// FormatFirst uses a format string that begins with a known argument.
func FormatFirst(shard int) windows.Handle {
	return event(fmt.Sprintf("%s-%d", "NamesFirst", shard)) // want "warning: .*NamesFirst.* \\(objectname\\)"
}

// Joined uses strings.Join.
func Joined(tenant string) windows.Handle {
	parts := []string{
		"NamesJoined", // want "warning: .*NamesJoined.* \\(objectname\\)"
		tenant,
	}
	return event(strings.Join(parts, "-"))
}

// Either uses one of two names; each is reported.
func Either(beta bool) windows.Handle {
	name := "NamesStable" // want "warning: .*NamesStable.* \\(objectname\\)"
	if beta {
		name = "NamesBeta" // want "warning: .*NamesBeta.* \\(objectname\\)"
	}
	return event(name)
}

// Table uses names of a list.
func Table() {
	names := []string{
		"NamesTableA", // want "warning: .*NamesTableA.* \\(objectname\\)"
		`Local\NamesTableB`,
	}
	for _, name := range names {
		event(name)
	}
}

type queue struct {
	name  string
	event windows.Handle
}

func (q *queue) open() { q.event = event(q.name) }

// Field uses a struct's field.
func Field() windows.Handle {
	q := &queue{name: "NamesField"} // want "warning: .*NamesField.* \\(objectname\\)"
	q.open()
	return q.event
}

type timer struct {
	name string
}

func newTimer(name string) *timer { return &timer{name: name} }

func (t *timer) event() windows.Handle { return event(t.name + "-event") }

// Constructor uses a field that a constructor sets.
func Constructor() windows.Handle {
	return newTimer("NamesConstructor").event() // want "warning: .*NamesConstructor.* \\(objectname\\)"
}

var fromFlag = flag.String("ready-event", "NamesFlag", "the event to set when ready") // want "warning: .*NamesFlag.* \\(objectname\\)"

// Flag uses the default of a flag.
func Flag() windows.Handle { return event(*fromFlag) }

var fromFlagVar string

func init() {
	flag.StringVar(&fromFlagVar, "gone-event", "NamesFlagVar", "the event to set at the end") // want "warning: .*NamesFlagVar.* \\(objectname\\)"
}

// FlagVar uses the default of a flag that sets a variable.
func FlagVar() windows.Handle { return event(fromFlagVar) }

// Environment uses a default where the environment gives no name.
func Environment() windows.Handle {
	name := os.Getenv("READY_EVENT")
	if name == "" {
		name = "NamesEnvironment" // want "warning: .*NamesEnvironment.* \\(objectname\\)"
	}
	return event(name)
}

// Buffer uses a UTF-16 buffer.
func Buffer() windows.Handle {
	buffer := windows.StringToUTF16("NamesBuffer") // want "warning: .*NamesBuffer.* \\(objectname\\)"
	handle, _ := windows.CreateEvent(nil, 1, 0, &buffer[0])
	return handle
}

func event(name string) windows.Handle {
	handle, _ := windows.CreateEvent(nil, 1, 0, windows.StringToUTF16Ptr(name))
	return handle
}
