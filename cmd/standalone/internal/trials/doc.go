// Package trials puts the whole office on trial: real PostgreSQL, real Temporal server, real mail, the public API and the
// robots of the demonstration as its people. Its tests show what no part can show alone: that personal data stays in the
// record, that no vote can be traced, that a killed program loses nothing, and that servers may go away and come back.
//
// It has tests and their helpers only.
package trials
