package form_test

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/rdslint/rdslint/internal/form"
)

func TestWrite(t *testing.T) {
	const plain = "package p\n\nvar x int\n"
	want := map[string]string{
		"as it is": plain,
		"CRLF":     "package p\r\n\r\nvar x int\r\n",
		"BOM":      "\ufeff" + plain,
	}
	for _, f := range form.Forms {
		assert.Equal(t, want[f.Name], string(f.Write([]byte(plain))), f.Name)
		for _, other := range form.Forms[1:] {
			written := other.Write([]byte(plain))
			assert.Equal(t, plain, string(form.Plain(written)), other.Name)
			if f != form.Forms[0] {
				assert.Equal(t, want[f.Name], string(f.Write(written)), "%s of %s", f.Name, other.Name)
			}
		}
	}
}
