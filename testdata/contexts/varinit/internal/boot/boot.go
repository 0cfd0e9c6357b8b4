// Package boot starts services.
package boot

import "golang.org/x/sys/windows/svc"

// Start runs the handler as a service.
func Start(name string, handler svc.Handler) bool {
	return svc.Run(name, handler) == nil
}
