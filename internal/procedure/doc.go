// Package procedure is the pure core of every process that people carry out: an ordered list of steps, each with
// tasks, a due time and a closing rule, driven by commands and by the clock, answering with effects.
//
// A process (a unit's review, a body's sitting, a planning review, one rotation) embeds State and implements
// Process. The functions Open, Check, Apply, Tick, Wake and Done then run it; workflows.run makes it durable.
//
// The package may import the standard library, fault and ballot types only. It must not know of clocks, I/O,
// goroutines, Temporal or PostgreSQL, and nothing in it may depend on map order or floats. The whole state is
// serialisable: carrying it on is how a process continues as new, is upgraded, paused or reopened.
package procedure
