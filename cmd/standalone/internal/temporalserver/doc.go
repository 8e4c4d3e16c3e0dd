// Package temporalserver runs a whole Temporal server, and its web page, inside this process on a PostgreSQL
// given by the caller.
//
// It is for one office, the demonstration and tests: it listens on loopback only and lets every caller do everything.
// It uses parts of the server that have no compatibility promise, so a server upgrade is a change of this package.
// It knows nothing of Canbo's workflows.
package temporalserver
