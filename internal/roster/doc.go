// Package roster knows who holds which post of which unit, which body decides on whom, and the facts of each year.
//
// It reads a district from CSV files and checks it as a whole. It is pure: it reads only the fs.FS it is given, imports
// the standard library and Unicode normalisation, and knows nothing of grades, processes or the database.
//
// A day is a time.Time at midnight UTC, the form in which PostgreSQL's date arrives.
package roster
