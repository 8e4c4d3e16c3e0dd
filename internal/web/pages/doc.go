// Package pages shows what people see in a browser: one typed struct and one templ component a page, in Vietnamese or
// English. It formats and decides nothing: who may see what and what follows from an act is settled before.
//
// It imports the domain for its codes and labels, the read models for their shapes, and knows no request and no store.
// `make templ` writes the *_templ.go files, which are committed.
package pages
