// Package schematest holds the SARIF that rdslint writes to the format's own schema. It is a module of its own, because
// nothing else needs what that takes.
package schematest
