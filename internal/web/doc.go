// Package web is the door for people and programs: the JSON API under /api/v1 and the pages below /app, which do its
// operations.
//
// Every operation goes the same way: who asks (auth.go), how they stand to what they ask about, access.May, one call,
// an answer. Every act of a process goes through file.go. Errors become problems in one table (problem.go), and pages where
// people meet them (refusal.go).
//
// A file begins with what it is for and goes on with its feature, the same word as in other packages: nothing before it for
// operations of the API (delegation.go), page_ for pages and their forms (page_delegation.go), print_ for papers and workbooks,
// walk_ for tests with chromium. What all operations share is in web.go, file.go, place.go and valid.go; what all pages share in
// page.go, page_act.go, page_form.go and page_marks.go. docs/architecture.md, "In a browser", has the pages by address.
//
// It may import the domain, opening, postgres (read models and filing), report and fault; it must not know of pgx,
// Temporal or rules, and decides nothing that access or a process decides.
package web
