// Package form writes Go files as editors and version control leave them: with the line endings of Windows, with a byte order
// mark. What a linter finds does not depend on it, and what it corrects keeps it.
package form

import "bytes"

// A Form is a way to write a file.
type Form struct {
	Name      string
	crlf, bom bool
}

// Forms are the ways to write a file. The first leaves it as it is.
var Forms = []Form{
	{Name: "as it is"},
	{Name: "CRLF", crlf: true},
	{Name: "BOM", bom: true},
}

const mark = "\ufeff"

// Write returns a file in the form.
func (f Form) Write(src []byte) []byte {
	if !f.crlf && !f.bom {
		return src
	}
	src = Plain(src)
	if f.crlf {
		src = bytes.ReplaceAll(src, []byte("\n"), []byte("\r\n"))
	}
	if f.bom {
		src = append([]byte(mark), src...)
	}
	return src
}

// Plain returns a file without a mark, and with lines that end in a newline.
func Plain(src []byte) []byte {
	return bytes.ReplaceAll(bytes.TrimPrefix(src, []byte(mark)), []byte("\r\n"), []byte("\n"))
}
