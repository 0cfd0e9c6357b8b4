// Package signals creates the events of the product.
package signals

import "golang.org/x/sys/windows"

// Ready is the event that says that everything has started.
const Ready = `Local\Lantern.Ready`

// Create creates the events.
func Create() ([]windows.Handle, error) {
	var all []windows.Handle
	for _, name := range []string{Ready, `Local\Lantern-Stop`, `Global\Lantern.Quit`, `Local\Lan`} {
		p, err := windows.UTF16PtrFromString(name)
		if err != nil {
			return nil, err
		}
		h, err := windows.CreateEvent(nil, 0, 0, p)
		if h == 0 {
			return nil, err
		}
		all = append(all, h)
	}
	return all, nil
}
