package output

import (
	"encoding/json"
	"io"
)

// JSON writes the report as one object.
func (r *Report) JSON(w io.Writer) error {
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false) // messages quote code
	enc.SetIndent("", "  ")
	return enc.Encode(r)
}
