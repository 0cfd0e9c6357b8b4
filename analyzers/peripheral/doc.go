// Package peripheral reports ports, disks and printers that a user's program opens by a constant name.
//
// # What goes wrong on an RD Session Host
//
// The user sits at another computer. A device there reaches the session by redirection, with the name that the client's side
// gives it: COM3 in one session is that client's port, in the next one it is missing, and at the console it is the port of the
// host. A device of the host itself is for one process at a time, whichever session comes first. The names of redirected
// printers carry the session, and change with it.
//
// # Example
//
// The port is a redirected one in one session, the host's in another, and missing in the third:
//
//	port, err := serial.Open("COM3", mode)
//
// Let the user say which:
//
//	port, err := serial.Open(settings.Port, mode)
//
// # Reports
//
// As a note, in a user's session and in code of which it is not known where it runs, at the name:
//
//   - COM1, \\.\COM10, LPT1 and \\.\PhysicalDrive0, opened by CreateFile, the os package, or a library for serial ports;
//   - a printer with a constant name, opened by OpenPrinter or CreateDC.
//
// Small programs for one desk do so: data loggers, readers of cards, bridges from a serial port to the network, written for
// COM3 of their author's computer.
//
// # Stays silent
//
//   - On service code, which drives the devices of the machine; in a module that has a service also on code of which it is not
//     known where it runs.
//   - On names that are settings, also with a constant default; that are one of several, as in a search; or that a list of
//     devices yields.
//   - On the devices of other systems (/dev/ttyUSB0).
//   - On a disk that is opened only to see whether the process is an administrator's.
//
// # Fix
//
// Where the function that opens the device parses the flags of the program, the name becomes a flag with this default (unsafe).
// Elsewhere, make it a setting:
//
//	device := flag.String("device", "COM3", "the device to open")
//	flag.Parse()
//	port, err := serial.Open(*device, mode)
//
// # Limits
//
// A name in a structure is followed where the structure is made in the same function, or handed to it.
//
// # See
//
//   - https://learn.microsoft.com/windows/win32/termserv/peripheral-hardware-guidelines
//   - https://learn.microsoft.com/windows/win32/fileio/naming-a-file
package peripheral
