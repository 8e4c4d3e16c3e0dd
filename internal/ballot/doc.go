// Package ballot holds the rules of one secret ballot (phiếu kín): the roll, the papers, the count and what the count
// decides. It is pure: no clock, no database, no randomness of its own. It imports the standard library and fault,
// and must not know who stores papers or which process asked for the vote. The store is internal/postgres.
//
// # How a vote goes
//
// A ballot asks one question about each of several subjects, with the same choices for all. Nobody votes on
// themself, so a voter draws one paper for every subject other than themself. A paper is a one-time token: a random
// nonce and an HMAC under a key made for this ballot alone. Drawing records in the roll that the voter has drawn, and
// nothing else: no nonce, no token, no hash. Casting is a second transaction without a session: it checks the HMAC and
// keeps ballot, subject, choice and the token's hash. Counting keeps the tallies and their hash, and deletes the papers
// and the key in the same transaction.
//
// # What is protected
//
//   - The tables never hold anything that a roll row and a paper share except the ballot id: no voter, time, serial,
//     session or session-derived value stands on a paper.
//   - Papers are cast together, and the set of one voter's papers would betray them, because only their own name is
//     missing from it. Rows of their own would show such a set by their xmin and their place; so the box is one row, in
//     the order of the hashes, and each cast writes all of it anew.
//   - After the count nothing is left of single papers in any table, and with the key gone no token can be checked.
//   - A token proves a right to vote once. It tells the server nothing about its holder.
//
// # What is not protected
//
//   - Whoever sees the box before and after each cast (rows polled between two casts, the write-ahead log, a physical
//     backup, row versions that VACUUM has not yet removed) can tell which papers came together, and from the missing
//     subject often whose they are. While a ballot is open, database and backups are as confidential as the box. Logical
//     backups (pg_dump) show the box at one moment only; one taken when a single person has cast shows their papers.
//   - A server set to log statements with their parameters (log_min_duration_statement, log_statement, a tracer on the
//     pool) writes choices and token hashes to its log. Run it with log_parameter_max_length = 0.
//   - Whoever holds the key of an open ballot can make papers. They are found when a subject has more papers than
//     were issued; forged papers that only replace those of absent-minded voters are not.
//   - Whoever runs the web server sees sessions draw and requests cast, and could match them by time or address.
//   - Small groups and unanimity disclose by themselves: 7 of 7 tells how each voted, and so does 6 of 7 to
//     the one who differed. Counts are not blurred, because the law wants them exact.
//   - A token is a receipt while the ballot is open: casting it again with the same choice succeeds and with another
//     fails, so its holder can prove their vote to somebody who presses them. After the count it proves nothing.
//   - A drawn token that gets lost cannot be drawn again; the paper counts as issued and not collected.
package ballot
