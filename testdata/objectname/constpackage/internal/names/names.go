// Package names holds a name that only a service uses. The finding stands at the text; where that is in another package
// than the call, and one package is seen at a time, at the call.
package names

// Rotate is set when the logs are to be rotated.
const Rotate = "LogRotate" // want:module "warning: .*session 0.* \\(objectname\\)"
