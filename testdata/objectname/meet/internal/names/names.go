// Package names holds a name that a service and a session program share and that means one object to both.
package names

// Scan is set when a scan is due.
const Scan = `Global\ScanDue`
