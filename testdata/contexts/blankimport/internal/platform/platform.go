// Package platform makes programs services.
package platform

import _ "github.com/kardianos/minwinsvc"

// Name is the platform's.
const Name = "windows"
