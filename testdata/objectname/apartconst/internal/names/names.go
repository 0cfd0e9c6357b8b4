// Package names holds the one name that a service and a session program share. Both use it as it stands, so each gets an
// object of its own. One text, one finding.
package names

// Wake is set when there is work.
const Wake = "BackupWake" // want:module "error: .*BackupWake.* \\(objectname\\)"
