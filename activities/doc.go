// Package activities is what a workflow may do to the world, behind small interfaces that the consumer declares and
// cmd wires to PostgreSQL.
//
// There is one activity: Apply writes the effects of a process in one transaction and answers with commands. What has
// to be computed for an effect (due times from the calendar, the appraisal by the policy's rules, the initial state of
// processes to start) is computed here before the transaction, so that stores only store.
//
// It may import the domain, rules and fault; it must not know of PostgreSQL or Temporal's workflow API.
package activities
