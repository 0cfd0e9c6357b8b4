// Package evidence lists what the rules say about Windows, and what each statement rests on: a test that shows it on one machine,
// or a page of the documentation where one machine cannot show it.
//
// The tests run on Windows with go test, and elsewhere with
//
//	GOOS=windows go test -exec wine ./internal/evidence
//
// Wine is not Windows: it is written after the same documentation, and has one session. What it shows is that the rules and a
// second reading of the documentation agree. Results holds where the tests ran, and with which result.
package evidence

import (
	_ "embed"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"
)

// A Claim is a statement about Windows that rules rely on.
type Claim struct {
	// Name is that of the test, or a name like it.
	Name string
	// Says is the statement: a sentence.
	Says string
	// Rules rely on it.
	Rules []string
	// Page is the URL of the documentation that says so.
	Page string
	// Pending tells why no test shows the claim; empty if a test does.
	Pending string
}

const docs = "https://learn.microsoft.com/windows/win32/"

const (
	namespaces = docs + "termserv/kernel-object-namespaces"
	names      = docs + "sync/object-names"
	createPipe = docs + "api/namedpipeapi/nf-namedpipeapi-createnamedpipew"
)

const sessionZero = "needs session 0"
const twoSessions = "needs two sessions"

// Claims in the order of the rules.
var Claims = []Claim{
	{Name: "LocalIsUnprefixed", Says: `In a session, a name with the prefix "Local\" and the same name without a prefix are one object.`, Rules: []string{"objectname"}, Page: namespaces},
	{Name: "GlobalIsAnother", Says: `In a session, a name with the prefix "Global\" and the same name without a prefix are two objects.`, Rules: []string{"objectname"}, Page: namespaces},
	{Name: "PrefixCase", Says: `A prefix in the wrong case is no prefix: the object cannot be created, with ERROR_PATH_NOT_FOUND.`, Rules: []string{"objectname"}, Page: namespaces},
	{Name: "DoubledBackslash", Says: `A name with two backslashes after its prefix is invalid: ERROR_INVALID_NAME.`, Rules: []string{"objectname"}, Page: names},
	{Name: "Slash", Says: `A slash is an ordinary character: "Global/X" is created in the session's own namespace and is not "Global\X".`, Rules: []string{"objectname"}, Page: names},
	{Name: "OtherBackslash", Says: `A backslash after the prefix names a directory, which is not created: ERROR_PATH_NOT_FOUND.`, Rules: []string{"objectname"}, Page: names},
	{Name: "NameCase", Says: `Names of objects differ if they differ in case only.`, Rules: []string{"objectname"}, Page: names},
	{Name: "OneNamespace", Says: `Events, mutexes, semaphores, timers, mappings and jobs share one namespace: a name in use by another kind fails with ERROR_INVALID_HANDLE.`, Rules: []string{"objectname"}, Page: names},
	{Name: "AlreadyExists", Says: `Creating a mutex that exists returns a valid handle together with ERROR_ALREADY_EXISTS.`, Rules: []string{"objectname"}, Page: names},
	{Name: "NamedMappingShared", Says: `Two mappings of one name are one block of memory: what is written through one is read through the other.`, Rules: []string{"sharedmem"}, Page: docs + "memory/creating-named-shared-memory"},
	{Name: "PipeOneInstance", Says: `A second server of a pipe with one instance is refused with ERROR_PIPE_BUSY.`, Rules: []string{"pipename"}, Page: createPipe},
	{Name: "PipeFirstInstance", Says: `A server that asks for the first instance of a pipe is refused with ERROR_ACCESS_DENIED when there is one.`, Rules: []string{"pipename"}, Page: createPipe},
	{Name: "PortOnce", Says: `A port of 127.0.0.1 is listened on once: the second listener is refused with WSAEADDRINUSE.`, Rules: []string{"loopbackport"}, Page: docs + "winsock/using-so-reuseaddr-and-so-exclusiveaddruse"},
	{Name: "PortZero", Says: `Listening on port 0 gives each listener a port of its own.`, Rules: []string{"loopbackport"}, Page: docs + "api/winsock2/nf-winsock2-bind"},
	{Name: "CurrentSession", Says: `WTS_CURRENT_SESSION is the session of the caller.`, Rules: []string{"sessionid"}, Page: docs + "api/wtsapi32/nf-wtsapi32-wtsquerysessioninformationw"},
	{Name: "Getuid", Says: `os.Getuid, os.Geteuid, os.Getgid and os.Getegid return -1.`, Rules: []string{"unixid"}, Page: "https://pkg.go.dev/os#Getuid"},
	{Name: "UidIsSID", Says: `The Uid of os/user is a SID, which is no number.`, Rules: []string{"unixid"}, Page: "https://pkg.go.dev/os/user#User"},

	{Name: "ServiceNamespace", Says: `A service uses the global namespace for names without a prefix.`, Rules: []string{"objectname", "sharedmem"}, Page: namespaces, Pending: sessionZero},
	{Name: "SessionNamespaces", Says: `One session does not see the objects in another session's namespace.`, Rules: []string{"objectname", "pipename"}, Page: namespaces, Pending: twoSessions},
	{Name: "GlobalMappingPrivilege", Says: `Creating a global file mapping outside session 0 needs SeCreateGlobalPrivilege.`, Rules: []string{"sharedmem"}, Page: namespaces, Pending: "needs a standard user"},
	{Name: "SharedCredentials", Says: `Shared memory cannot be used between sessions that share the same credentials.`, Rules: []string{"sharedmem"}, Page: docs + "termserv/client-server-application-guidelines", Pending: twoSessions},
	{Name: "ServiceDesktop", Says: `What a service shows appears in session 0, where no user sees it.`, Rules: []string{"serviceui"}, Page: docs + "services/interactive-services", Pending: sessionZero},
	{Name: "OneAddress", Says: `All users of a session host have its address and its computer name.`, Rules: []string{"clientkey", "localtrust", "hostid"}, Page: docs + "termserv/ip-addresses-and-computer-names", Pending: twoSessions},
	{Name: "PipeNamespace", Says: `Names of pipes belong to the machine, not to a session.`, Rules: []string{"pipename"}, Page: docs + "ipc/pipe-names", Pending: twoSessions},
	{Name: "UserTokenPrivilege", Says: `WTSQueryUserToken works for LocalSystem only.`, Rules: []string{"sessionid", "servicehome"}, Page: docs + "api/wtsapi32/nf-wtsapi32-wtsqueryusertoken", Pending: "needs LocalSystem"},
	{Name: "SessionEvents", Says: `A service hears of sessions only with SERVICE_ACCEPT_SESSIONCHANGE.`, Rules: []string{"sessionchange"}, Page: docs + "api/winsvc/ns-winsvc-service_status", Pending: "needs a service"},
	{Name: "ServiceProfile", Says: `HKEY_CURRENT_USER and the profile of a service are those of its account.`, Rules: []string{"servicehome"}, Page: docs + "sysinfo/predefined-keys", Pending: sessionZero},
	{Name: "NoMapping", Says: `A program that is marked as made for session hosts gets no registry or ini file mapping.`, Rules: []string{"userdata"}, Page: docs + "termserv/application-compatibility-layer", Pending: "needs an RD Session Host"},
}

// A Run is one run of the tests.
type Run struct {
	// System is the name and version of what it ran on.
	System string `json:"system"`
	// Results by the name of the claim: "passed", or what was seen instead.
	Results map[string]string `json:"results"`
}

//go:embed results.json
var results []byte

// Runs returns the recorded runs of the tests, or an error if the record cannot be read.
func Runs() ([]Run, error) {
	var runs []Run
	if err := json.Unmarshal(results, &runs); err != nil {
		return nil, fmt.Errorf("results.json: %v", err)
	}
	return runs, nil
}

// Table returns the claims as a table in Markdown, with the recorded results.
func Table() (string, error) {
	runs, err := Runs()
	if err != nil {
		return "", err
	}
	var b strings.Builder
	b.WriteString("| Claim | Rules | Shown by | Result |\n|---|---|---|---|\n")
	for _, c := range Claims {
		if c.Pending == "" {
			fmt.Fprintf(&b, "| %s | %s | `TestKernel/%s` | %s |\n", c.Says, code(c.Rules), c.Name, outcome(runs, c.Name))
		}
	}
	b.WriteString("\nOnly a page says so, because one machine, or one without a second session, cannot show it:\n\n| Claim | Rules | Page | A test |\n|---|---|---|---|\n")
	for _, c := range Claims {
		if c.Pending != "" {
			fmt.Fprintf(&b, "| %s | %s | <%s> | %s |\n", c.Says, code(c.Rules), c.Page, c.Pending)
		}
	}
	return b.String(), nil
}

func code(names []string) string { return "`" + strings.Join(names, "`, `") + "`" }

// outcome tells in which runs a claim was tested.
func outcome(runs []Run, name string) string {
	systems := make(map[string][]string)
	for _, r := range runs {
		if result, ok := r.Results[name]; ok {
			systems[result] = append(systems[result], r.System)
		}
	}
	if len(systems) == 0 {
		return "not run"
	}
	var list []string
	for _, result := range slices.Sorted(maps.Keys(systems)) {
		list = append(list, result+": "+strings.Join(systems[result], ", "))
	}
	return strings.Join(list, "; ")
}
