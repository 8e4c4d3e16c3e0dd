// Package policy holds the rules of the procedures as data: dated, versioned YAML documents in which every figure
// names its source and whether somebody checked it against that source.
//
// It decodes strictly, checks documents against a JSON Schema and their own logic, and picks the version in force on
// a reference date. It may import the domain packages whose values a policy sets (evaluation, procedure, ballot,
// calendar) and must not know CEL: conditions are texts here, package rules compiles them.
package policy
