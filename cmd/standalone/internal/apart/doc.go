// Package apart runs the parts of an office as processes of their own, as an installation does: PostgreSQL, the Temporal
// server, workers and the web program. A part that ends is started again, as a service manager would.
//
// It is for trials and benchmarks: parts can be killed, and what each uses can be measured. The mailbox stays in this
// process; it is the world outside. The package puts together what others provide and knows no rule of the product.
package apart
