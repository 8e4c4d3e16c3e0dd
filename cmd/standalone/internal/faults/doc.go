// Package faults kills the parts of an office again and again while robots work in it, and proves afterwards from the
// record and from what the clients were told that nothing was lost, doubled or left lying.
//
// What is promised, and checked: a command that was answered with a receipt is carried out exactly once or refused once,
// in the order in which its filers could know of each other; every process arrives at its end; the effects of a process
// are applied without gap or repetition; a mail that was under way when a worker or the database died may come again,
// under the same Message-ID, but a link to sign in never does.
//
// Drawing ballot papers is spared: the papers of an answer that is lost exist nowhere and are not issued again, which is
// the price of secrecy and not what is tried here. No web program and no database is killed while papers are drawn.
package faults
