// Package mail composes the messages that people receive, sends them by SMTP and keeps the development mailbox.
//
// A message is one row of the outbox, written in the transaction of the task it announces. The Dispatcher claims
// rows, composes them and hands them to a Sender. SMTP cannot promise "exactly once": a process may die between the
// server's 250 and our note of it. Therefore the Message-ID is derived from the row's key, so that a repeat is the same
// message to every server and reader, and kinds that are better lost than repeated are dropped when in doubt.
//
// The package imports fault and its drivers (go-message, go-smtp). It knows nothing of PostgreSQL, Temporal or the
// rules: the Outbox interface stands here and the store implements it.
package mail
