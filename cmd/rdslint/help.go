package main

import (
	"fmt"
	"go/doc/comment"
	"io"
	"strings"
	"text/tabwriter"
)

const helpText = `Rdslint finds what goes wrong when a Go program for Windows runs on a Remote
Desktop Session Host, where many users share one machine: objects that collide
between sessions, windows that open where nobody sees them, clients that are
told apart by something they share.

Usage:

    rdslint [flags] [packages]     judge packages; ./... is all of the module
    rdslint explain <rule>         why a rule exists, what it reports, its fixes
    rdslint rules                  list the rules
    rdslint config verify [file]   check a settings file; config schema prints
                                   its JSON schema
    rdslint cache clean            forget earlier runs; cache dir prints where
                                   they are kept
    rdslint completion <shell>     a script that completes the command line:
                                   bash, zsh, fish or powershell
    rdslint help                   this text

Start with:

    rdslint ./...                  what is wrong
    rdslint -diff ./...            what -fix would change
    rdslint -fix ./...             change it

The code is judged as built for Windows, whatever the host; GOARCH and the other
settings of the go command count. Nothing of the module is run.

What to judge:

    -C dir               change to dir first; file names are relative to it
    -rules list          only these rules, by name, with commas between them;
                         -rules=-serviceui is all but serviceui
    -tags list           build tags, as the go command takes them
    -tests               judge test files too
    -generated           judge generated files too

Where code runs, if that cannot be seen:

    -program path=word   the main package with this import path runs as a
                         service, or in a user's session: service or session
    -entry func=word     the same of a function that something unseen calls, by
                         its full name: example.com/m/agent.(*Agent).Loop
    -session-test func=word
                         a function that returns true in a service, or true in a
                         user's session: service or user

    Each may be repeated.

What to print:

    -format form[=file]  text (default), json, sarif, github, gitlab, checkstyle
                         or junit; several times, as in
                         -format text -format sarif=out.sarif
    -o file              write the report there, not to standard output
    -root dir            file names are relative to it, for services that
                         want them below the root of a repository
    -min-level level     the mildest level to print: note, warning (default)
                         or error
    -color when          auto (default: on a terminal, unless NO_COLOR is set),
                         always or never
    -v                   say more about what could not be seen, and where the
                         time went

    -config file         the settings file; without it the nearest .rdslint.yml
                         up to the root of the module counts
    -no-config           no settings file

Old code:

    -baseline file       leave out the findings that the file lists, wherever
                         their lines are now
    -write-baseline file list all findings there, and accept them
    -new-from-rev rev    only what stands on lines that changed since the git
                         revision, as in -new-from-rev origin/main

What to change:

    -fix                 apply the safe fixes of what is printed
    -diff                print what -fix would change, and change nothing
    -unsafe-fixes        with -fix or -diff: also the fixes that are right in
                         most programs only; look at the result

Exit code:

    0   nothing found at or above the -fail-on level
    1   something found
    2   wrong arguments, or the packages cannot be loaded, or the report
        cannot be written

    -fail-on level       note, warning (default), error or never

And:

    -loader name         who finds and reads the packages: auto (default),
                         golist (the go command finds them), resolver (nobody
                         but rdslint) or packages (golang.org/x/tools reads all
                         there is: slow, to compare with, and without cgo)
    -help, -version

Where nothing has changed since the last run, in the code, its dependencies, the
settings or rdslint itself, it says the same again at once. RDSLINT_CACHE names
the directory in which runs are kept; with off, none are.

Under go vet and go fix:

    GOOS=windows go vet -vettool=$(which rdslint) ./...

A finding that is meant so is silenced on its line, or above it, with a reason:

    //rdslint:ignore objectname the updater of all users shares this lock
`

// help prints the help text, or a rule's page.
func (c *command) help(args []string) error {
	if len(args) > 0 {
		return c.explain(args)
	}
	_, err := io.WriteString(c.stdout, helpText)
	return err
}

// explain prints the page of a rule.
func (c *command) explain(args []string) error {
	if len(args) != 1 {
		return usagef("explain takes one rule: rdslint rules lists all")
	}
	r := c.rule(args[0])
	if r == nil {
		return c.unknownRule(args[0])
	}
	w := c.stdout
	fmt.Fprintf(w, "%s: %s\n\n", r.Name, r.Summary)
	for _, fact := range []struct{ name, value string }{
		{"level", r.Default.String()},
		{"fix", r.Fix},
		{"since", r.Since},
		{"page", r.URL},
	} {
		if fact.value != "" {
			fmt.Fprintf(w, "    %-8s %s\n", fact.name, fact.value)
		}
	}
	printer := comment.Printer{TextWidth: 80}
	text := printer.Text(r.Prose())
	_, err := fmt.Fprintf(w, "\n%s", text)
	return err
}

// listRules prints a table of the rules.
func (c *command) listRules(args []string) error {
	if len(args) > 0 {
		return usagef("rules takes no arguments: rdslint explain %s describes a rule", strings.Join(args, " "))
	}
	w := tabwriter.NewWriter(c.stdout, 0, 0, 2, ' ', 0)
	fmt.Fprintln(w, "RULE\tLEVEL\tFIX\tSUMMARY")
	for _, r := range c.rules {
		fmt.Fprintf(w, "%s\t%s\t%s\t%s\n", r.Name, r.Default, r.Fix, r.Summary)
	}
	return w.Flush()
}
