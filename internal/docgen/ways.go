package main

import (
	"bytes"
	"fmt"
	"strings"

	"go.yaml.in/yaml/v3"

	"github.com/rdslint/rdslint/internal/engine"
	"github.com/rdslint/rdslint/internal/linttest"
)

// differences is the table of what fixtures want of the command and of other drivers.
func differences(list []linttest.Difference) string {
	places := func(list []linttest.Expectation) string {
		var out []string
		for _, e := range list {
			out = append(out, fmt.Sprintf("`%s:%d` %s %s", e.File, e.Line, e.Level, e.Rule))
		}
		return strings.Join(out, "<br>")
	}
	var b strings.Builder
	b.WriteString("| Fixture | Only `rdslint` | Only the others |\n|---|---|---|\n")
	for _, d := range list {
		fmt.Fprintf(&b, "| [%s](../testdata/%[1]s) | %s | %s |\n", d.Topic, places(d.Module), places(d.Package))
	}
	return b.String()
}

// nogo is the target of Bazel that has the rules.
func nogo(rules []*engine.Rule) string {
	var b strings.Builder
	b.WriteString("```starlark\nload(\"@rules_go//go:def.bzl\", \"nogo\")\n\nnogo(\n    name = \"nogo\",\n    config = \"nogo.json\",\n    visibility = [\"//visibility:public\"],\n    deps = [\n")
	const repository = "@com_github_rdslint_rdslint//analyzers/"
	for _, name := range append([]string{"rdslint"}, names(rules)...) {
		fmt.Fprintf(&b, "        \"%s%s\",\n", repository, name)
	}
	b.WriteString("    ],\n)\n```\n")
	return b.String()
}

const nogoConfig = "```json\n" + `{
  "rdslint": {
    "analyzer_flags": {
      "min-level": "warning",
      "program": "example.com/m/cmd/agent=service"
    }
  }
}
` + "```\n"

func names(rules []*engine.Rule) []string {
	var out []string
	for _, r := range rules {
		out = append(out, r.Name)
	}
	return out
}

// actionInputs is the table of what action.yml takes.
func actionInputs(file []byte) (string, error) {
	var action struct{ Inputs yaml.Node }
	if err := yaml.NewDecoder(bytes.NewReader(file)).Decode(&action); err != nil {
		return "", fmt.Errorf("action.yml: %v", err)
	}
	var b strings.Builder
	b.WriteString("| Input | Default | |\n|---|---|---|\n")
	for i := 0; i+1 < len(action.Inputs.Content); i += 2 { // a map in its order
		var input struct{ Description, Default string }
		if err := action.Inputs.Content[i+1].Decode(&input); err != nil {
			return "", fmt.Errorf("action.yml: %v", err)
		}
		standard := ""
		if input.Default != "" {
			standard = "`" + input.Default + "`"
		}
		fmt.Fprintf(&b, "| `%s` | %s | %s |\n", action.Inputs.Content[i].Value, standard, cell(input.Description))
	}
	return b.String(), nil
}
