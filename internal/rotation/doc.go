// Package rotation is the pure core of rotations (luân chuyển cán bộ): who may be rotated to which post, which posts and
// terms come to their end in the next years, the year's plan, and the life of one rotation from its decision to the
// placement that follows it.
//
// It may import the standard library, fault, calendar, procedure, ballot, roster, planning and the words of evaluation. It
// knows no clock, no I/O and no rule language: internal/rules evaluates the rules of a policy and answers with findings.
package rotation
