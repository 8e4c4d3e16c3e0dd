// Package chrome opens the pages in chromium for tests: it clicks and types as people do, looks for what bars people
// with disabilities (axe-core), and takes pictures at the widths of a phone and of a laptop.
//
// It knows no page of ours. CANBO_CHROMIUM names the browser, CANBO_SCREENS a folder that keeps the pictures.
package chrome
