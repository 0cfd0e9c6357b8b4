// Package work does what api promises.
package work

import "rdslint.example/testdata/contexts/layers/internal/page"

// Do does the work.
func Do(name string) error {
	if name == "" {
		return nil
	}
	return page.Open(name)
}

// Show shows the work.
func Show(name string) error { return page.Preview(name) }
