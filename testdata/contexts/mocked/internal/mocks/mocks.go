// Package mocks stands in for others in tests.
package mocks

// A Pager notes what it is told.
type Pager struct{ Numbers []int }

// Page notes the number.
func (p *Pager) Page(number int) error {
	p.Numbers = append(p.Numbers, number)
	return nil
}
