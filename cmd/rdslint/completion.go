package main

import (
	"flag"
	"fmt"
	"io"
	"slices"
	"strings"
	"text/template"

	"github.com/rdslint/rdslint/internal/driver"
	"github.com/rdslint/rdslint/internal/output"
)

// shells are those that completion knows.
var shells = []string{"bash", "zsh", "fish", "powershell"}

// completion prints a script that completes commands, flags and their words in a shell.
func (c *command) completion(args []string) error {
	if len(args) != 1 || !slices.Contains(shells, args[0]) {
		return usagef("completion takes a shell: %s", either(shells))
	}
	var b strings.Builder
	if err := completions.ExecuteTemplate(&b, args[0], c.completed()); err != nil {
		return err
	}
	_, err := io.WriteString(c.stdout, b.String())
	return toStdout(err)
}

// Completed is what there is to complete.
type completed struct {
	Commands []argument // what stands first, and the words behind it
	Flags    []argument // with the words of each; Takes says what takes their place
}

type argument struct {
	Name  string
	Words []string
	Takes string // "" is nothing, "words", "rules" for words with commas between them, "file", "dir", "any"
}

// completed reads it off the commands, flags and rules themselves.
func (c *command) completed() completed {
	var rules []string
	for _, r := range c.rules {
		rules = append(rules, r.Name)
	}
	levels := []string{"note", "warning", "error"}
	said := completed{Commands: []argument{
		{Name: "explain", Words: rules},
		{Name: "help", Words: rules},
		{Name: "rules"},
		{Name: "config", Words: []string{"verify", "schema"}},
		{Name: "cache", Words: []string{"clean", "dir"}},
		{Name: "completion", Words: shells},
		{Name: "version"},
	}}
	takes := map[string]argument{
		"C":              {Takes: "dir"},
		"root":           {Takes: "dir"},
		"o":              {Takes: "file"},
		"config":         {Takes: "file"},
		"baseline":       {Takes: "file"},
		"write-baseline": {Takes: "file"},
		"format":         {Takes: "words", Words: output.Formats()},
		"color":          {Takes: "words", Words: []string{"auto", "always", "never"}},
		"min-level":      {Takes: "words", Words: levels},
		"fail-on":        {Takes: "words", Words: append(slices.Clone(levels), "never")},
		"loader":         {Takes: "words", Words: driver.Loaders()},
		"rules":          {Takes: "rules", Words: rules},
	}
	new(settings).flags().VisitAll(func(f *flag.Flag) {
		if f.Name == "h" || strings.HasPrefix(f.Name, "debug.") {
			return
		}
		a := takes[f.Name]
		if b, ok := f.Value.(interface{ IsBoolFlag() bool }); a.Takes == "" && (!ok || !b.IsBoolFlag()) {
			a.Takes = "any"
		}
		a.Name = "-" + f.Name
		said.Flags = append(said.Flags, a)
	})
	return said
}

// With returns the flags that take something.
func (c completed) With(takes string) []argument {
	return slices.DeleteFunc(slices.Clone(c.Flags), func(a argument) bool { return a.Takes != takes })
}

func names(list []argument) []string {
	var out []string
	for _, a := range list {
		out = append(out, a.Name)
	}
	return out
}

var completions = template.Must(template.New("").Funcs(template.FuncMap{
	"join":   strings.Join,
	"names":  names,
	"quoted": quoted,
}).Parse(`
{{- define "bash" -}}
# bash completion for rdslint: eval "$(rdslint completion bash)"
_rdslint() {
	local cur=${COMP_WORDS[COMP_CWORD]} prev=${COMP_WORDS[COMP_CWORD-1]} first=${COMP_WORDS[1]} before=
	# bash takes -flag=word apart.
	if [[ $cur == = ]]; then
		cur=
	elif [[ $prev == = && $COMP_CWORD -gt 1 ]]; then
		prev=${COMP_WORDS[COMP_CWORD-2]}
	fi
	COMPREPLY=()
	case ${prev/#--/-} in
{{- range .With "words"}}
	{{.Name}}) COMPREPLY=($(compgen -W "{{join .Words " "}}" -- "$cur")); return ;;
{{- end}}
{{- range .With "rules"}}
	{{.Name}})
		[[ $cur == *,* ]] && before=${cur%,*},
		COMPREPLY=($(compgen -P "$before" -W "{{join .Words " "}}" -- "${cur##*,}")); return ;;
{{- end}}
	{{join (names (.With "file")) "|"}}) COMPREPLY=($(compgen -f -- "$cur")); return ;;
	{{join (names (.With "dir")) "|"}}) COMPREPLY=($(compgen -d -- "$cur")); return ;;
	{{join (names (.With "any")) "|"}}) return ;;
	esac
	if [[ $COMP_CWORD -eq 2 ]]; then
		case $first in
{{- range .Commands}}
		{{.Name}}) COMPREPLY=($(compgen -W "{{join .Words " "}}" -- "$cur")); return ;;
{{- end}}
		esac
	fi
	if [[ $cur == -* ]]; then
		COMPREPLY=($(compgen -W "{{join (names .Flags) " "}}" -- "${cur/#--/-}"))
	elif [[ $COMP_CWORD -eq 1 ]]; then
		COMPREPLY=($(compgen -W "{{join (names .Commands) " "}} ./..." -- "$cur") $(compgen -d -- "$cur"))
	else
		COMPREPLY=($(compgen -W "./..." -- "$cur") $(compgen -d -- "$cur"))
	fi
}
complete -F _rdslint rdslint
{{end}}

{{- define "zsh" -}}
#compdef rdslint
# zsh completion for rdslint: source <(rdslint completion zsh), or as _rdslint in a directory of $fpath.
_rdslint() {
	local context state line
	if (( CURRENT == 3 )); then
		case $words[2] in
{{- range .Commands}}
		{{.Name}}) compadd -- {{join .Words " "}}; return ;;
{{- end}}
		esac
	fi
	_arguments -S \
{{- range .Flags}}
		'*{{.Name}}{{if eq .Takes "words"}}:word:({{join .Words " "}}){{else if eq .Takes "rules"}}:rules:_values -s , rule {{join .Words " "}}{{else if eq .Takes "file"}}:file:_files{{else if eq .Takes "dir"}}:directory:_files -/{{else if .Takes}}:value:{{end}}' \
{{- end}}
		'1:command or packages:_rdslint_first' \
		'*:packages:_rdslint_packages'
}
_rdslint_first() {
	compadd -- {{join (names .Commands) " "}}
	_rdslint_packages
}
_rdslint_packages() {
	compadd -- ./...
	_files -/
}
if [[ $funcstack[1] == _rdslint ]]; then
	_rdslint "$@"
else
	compdef _rdslint rdslint
fi
{{end}}

{{- define "fish" -}}
# fish completion for rdslint: rdslint completion fish | source
complete -c rdslint -f
complete -c rdslint -a '(__fish_complete_directories)'
complete -c rdslint -a ./...
complete -c rdslint -n __fish_is_first_arg -a '{{join (names .Commands) " "}}'
{{- range .Commands}}{{if .Words}}
complete -c rdslint -n '__fish_seen_subcommand_from {{.Name}}' -a '{{join .Words " "}}'
{{- end}}{{end}}
{{- range .Flags}}
complete -c rdslint {{if eq (len .Name) 2}}-s{{else}}-o{{end}} {{slice .Name 1}}{{if eq .Takes "words"}} -x -a '{{join .Words " "}}'{{else if eq .Takes "rules"}} -x -a '(__fish_append , {{join .Words " "}})'{{else if eq .Takes "file"}} -r -F{{else if eq .Takes "dir"}} -x -a '(__fish_complete_directories)'{{else if .Takes}} -x{{end}}
{{- end}}
{{end}}

{{- define "powershell" -}}
# PowerShell completion for rdslint: rdslint completion powershell | Out-String | Invoke-Expression
Register-ArgumentCompleter -Native -CommandName rdslint -ScriptBlock {
	param($word, $ast, $cursor)
	$said = @($ast.CommandElements | Where-Object { $_.Extent.EndOffset -lt $cursor } | ForEach-Object { "$_" })
	$last = $said[-1] -replace '^--', '-'
	$before = ''
	$words = switch ($last) {
{{- range .With "words"}}
		'{{.Name}}' { {{quoted .Words}}; break }
{{- end}}
{{- range .With "rules"}}
		'{{.Name}}' {
			if ($word -match '^(.*,)(.*)$') { $before = $Matches[1]; $word = $Matches[2] }
			{{quoted .Words}}; break
		}
{{- end}}
{{- range .Flags}}{{if or (eq .Takes "file") (eq .Takes "dir") (eq .Takes "any")}}
		'{{.Name}}' { return }
{{- end}}{{end}}
{{- range .Commands}}{{if .Words}}
		'{{.Name}}' { {{quoted .Words}}; break }
{{- end}}{{end}}
		'rdslint' { {{quoted (names .Commands)}}; './...'; {{quoted (names .Flags)}} }
		default { './...'; {{quoted (names .Flags)}} }
	}
	$words | Where-Object { $_ -like "$word*" } | ForEach-Object {
		[System.Management.Automation.CompletionResult]::new("$before$_", $_, 'ParameterValue', $_)
	}
}
{{end}}`))

// quoted is a list of texts as PowerShell writes it.
func quoted(words []string) string {
	var out []string
	for _, w := range words {
		out = append(out, fmt.Sprintf("'%s'", w))
	}
	return strings.Join(out, ", ")
}
