// Package access answers one question for every page, API route and form: may this actor do this to that?
//
// One table gives each act the standings that allow it. The package is pure and reads nothing: whoever asks hands over
// the actor and, as a Subject, how the actor stands to what the act is about. It may import the standard library and
// fault only; it must not know of HTTP, sessions or SQL.
//
// May is the first door. Whether an act is possible now (the step, the due time, the actor's own task) is for the
// process to say, which checks everything again.
package access
