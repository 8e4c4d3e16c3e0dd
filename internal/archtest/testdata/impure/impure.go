// Package impure holds one of each thing that a pure package may not contain.
package impure

import (
	"crypto/rand"
	clock "time"
)

var (
	started = clock.Now()
	source  = rand.Reader
	day     = clock.Hour * 24
	ratio   = 4 * 0.5

	share func() float64
)

func run() {
	c := make(chan int)
	go func() { c <- 1 }()
}
