package sddl_test

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/rdslint/rdslint/internal/engine/sddl"
)

func TestWriters(t *testing.T) {
	for text, want := range map[string]string{
		"D:P(A;;GA;;;WD)":                         "Everyone",
		"D:(A;;GRGW;;;AU)":                        "Authenticated Users",
		"D:P(A;;GA;;;SY)(A;;0x12019f;;;BU)":       "Users",
		"O:BAG:SYD:P(A;;FA;;;SY)(A;;FW;;;IU)":     "Interactive",
		"D:(A;;0xC0000000;;;S-1-5-11)":            "Authenticated Users",
		"D:(A;;GW;;;s-1-1-0)S:(ML;;NW;;;LW)":      "Everyone",
		"d:p(a;;ga;;;wd)":                         "Everyone",
		"D:(A;;0x40000000;;;S-1-5-32-545)":        "Users",
		"D:(A;OICI;GA;;;S-1-5-4)":                 "Interactive",
		"D:(D;;GA;;;NU)(A;;GA;;;WD)":              "Everyone",
		"D:P(A;;GA;;;\x00)(A;;GW;;;WD)":           "Everyone",
		"D:P(A;;GR;;;WD)(A;;GA;;;SY)":             "",
		"D:(A;;GRGX;;;BU)(A;;0x120089;;;AU)":      "",
		"D:(D;;GA;;;WD)(A;;GA;;;BU)":              "",
		"D:(D;;GW;;;AU)(A;;GRGW;;;AU)":            "",
		"D:(A;IO;GA;;;WD)":                        "",
		"D:P(A;;GA;;;SY)(A;;GA;;;BA)(A;;GA;;;OW)": "",
		"D:P(A;;GA;;;S-1-5-5-0-1234)(A;;GA;;;CO)": "",
		"D:":                  "",
		"O:SYG:SY":            "",
		"":                    "",
		"D:(A;;GA;;;WD":       "",
		"D:(A;;QQ;;;WD)":      "",
		"D:(AU;SAFA;GA;;;WD)": "",
		"S:(ML;;NW;;;LW)":     "",
		"BAD:(A;;GA;;;":       "",
		"S:(AU;SAFA;GA;;;WD)": "",
	} {
		d, _ := sddl.Parse(text)
		_, who, _ := d.Writers()
		assert.Equal(t, want, who, text)
	}
}

func TestNull(t *testing.T) {
	d, ok := sddl.Parse("O:SYD:NO_ACCESS_CONTROL")
	assert.True(t, ok)
	assert.True(t, d.Null)
	d, ok = sddl.Parse("D:P")
	assert.True(t, ok)
	assert.False(t, d.Null)
}

func TestOffset(t *testing.T) {
	text := "D:P(A;;GA;;;SY)(A;;GRGW;;; AU)"
	d, ok := sddl.Parse(text)
	assert.True(t, ok)
	ace, _, ok := d.Writers()
	assert.True(t, ok)
	assert.Equal(t, "AU", text[ace.Offset:ace.Offset+2])
}
