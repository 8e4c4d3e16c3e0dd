// Package workflows is the durable shell: it makes any procedure.Process survive crashes, upgrades and years.
//
// It is the only package that imports sdk/workflow. It may import activities (names and types), the domain and fault;
// it must not know of PostgreSQL, mail, HTTP, rules or the operating system. What a process does is in its domain
// package; run is written once for all of them.
package workflows
