// Package mass plans one act of steering on many processes at once: which command goes to which process, which of them
// is bound to be refused and why, and what takes it back.
//
// A mass act is planned first and looked at, then applied, and may be undone. Each item becomes a command of its own,
// so that one refusal never stops the others and each process keeps its own record.
//
// The package is pure: it may import the standard library, fault and procedure.
package mass
