// Package cpushare checks that a program leaves the processors to the other users.
//
// The users of an RD Session Host share its processors. A program that asks for a high priority takes them from everybody
// else, one that ties itself to some of them keeps Windows from spreading the load, and one that wakes up a hundred times a
// second to see that there is nothing to do costs that much again for every session that runs it.
//
// # Example
//
// A thousand times a second, in every session:
//
//	for !s.done.Load() {
//		time.Sleep(time.Millisecond)
//	}
//
// Not at all until there is something to do:
//
//	<-s.done
//
// # Reports
//
//   - the priority class HIGH or REALTIME in a user's session, set by SetPriorityClass or among the flags of a new process
//     (warning), and ABOVE_NORMAL (note); a note where it is not known where the program runs
//   - SetProcessAffinityMask with a constant mask, or of the process itself (warning)
//   - timeBeginPeriod(1), and the like (warning): it makes the clock tick a thousand times a second
//   - a loop without an end that on some way round only sleeps or waits for a tick for less than 50 ms (warning), at the
//     interval
//   - a loop without an end that does not wait at all: a select with an empty default and nothing else; a read or a
//     connection that has failed and is tried again at once, whatever the failure; on some way round nothing but a look at
//     the desktop (GetAsyncKeyState, GetForegroundWindow); an empty body (warning), at the loop
//
// # Stays silent
//
// Priorities in services; lower priorities; a priority that is chosen among several, lower ones too; retries with a limit or a
// deadline; loops over lists; waits that a context with a timeout ends, or may, since a caller gives it; polls of 50 ms or
// more, and those that wait longer each time; loops that show the progress of something; loops that empty a channel; Accept; loops in which something else waits or
// works, if only for a lock that is let go again at once, and those in which what is called cannot be seen.
//
// # Fix
//
// NORMAL_PRIORITY_CLASS; no timeBeginPeriod; a tick of 50 ms; an empty select in the place of an empty loop (all unsafe:
// somebody may have wanted it so). Better than a shorter or longer poll is to wait for what is polled: a channel, an event,
// sync.Cond.
//
// # Limits
//
// What a function of another module does is known only of some: where another is called, the loop counts as working. That a
// loop has a limit is taken from any comparison of amounts on a way out of it. Loops that are made with goto are not looked
// at. One package at a time (go vet), a loop that does not wait is seen only in packages that use something of what is asked
// for.
//
// # See
//
// https://learn.microsoft.com/windows/win32/termserv/background-tasks,
// https://learn.microsoft.com/windows/win32/termserv/thread-usage
package cpushare
