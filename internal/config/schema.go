package config

import (
	"bytes"
	"encoding/json"
	"reflect"
	"strings"
)

// Schema is the JSON schema of the settings file, made from [File].
func Schema() []byte {
	root := object(reflect.TypeFor[File]())
	root["$schema"] = "http://json-schema.org/draft-07/schema#"
	root["title"] = "Settings of rdslint: " + Name
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	if err := enc.Encode(root); err != nil {
		panic(err) // maps and strings only
	}
	return b.Bytes()
}

func object(t reflect.Type) map[string]any {
	props := make(map[string]any)
	var required []string
	for i := range t.NumField() {
		f := t.Field(i)
		if !f.IsExported() {
			continue
		}
		name := f.Tag.Get("yaml")
		p := value(f.Type, f.Tag.Get("enum"))
		p["description"] = f.Tag.Get("doc")
		props[name] = p
		if f.Tag.Get("required") != "" {
			required = append(required, name)
		}
	}
	o := map[string]any{"type": "object", "properties": props, "additionalProperties": false}
	if required != nil {
		o["required"] = required
	}
	return o
}

// value is the schema of a type. The words of enum hold for the texts in it.
func value(t reflect.Type, enum string) map[string]any {
	switch t.Kind() {
	case reflect.Struct:
		return object(t)
	case reflect.Slice:
		return map[string]any{"type": "array", "items": value(t.Elem(), enum)}
	case reflect.Map:
		return map[string]any{"type": "object", "additionalProperties": value(t.Elem(), enum)}
	case reflect.Int:
		return map[string]any{"type": "integer"}
	}
	s := map[string]any{"type": "string"}
	if enum != "" {
		s["enum"] = strings.Split(enum, ",")
	}
	return s
}
