// Package upkeep tries what operators do with an installation of separate programs while people work with it: bring a
// new build into use, back up, restore elsewhere. It has tests only.
package upkeep
