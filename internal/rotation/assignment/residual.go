package assignment

import (
	"container/heap"
	"slices"
)

// length is the length of a way through the residual network: what it costs of needs, urgency and suitability, and then how
// many pairs change on it. It is compared number by number.
type length [Kept + 1]int64

// moves is the place of the number of pairs in a length.
const moves = Kept

func (l length) plus(o length) length {
	for i := range l {
		l[i] += o[i]
	}
	return l
}

func (l length) less(o length) bool { return slices.Compare(l[:], o[:]) < 0 }

// residual is where a plan can still move: an edge for each limit with room, one back for each limit in use, one for each
// pair that could be taken up and one back for each that could be given up. No edge is shorter than zero.
type residual struct {
	edges             []edge
	leaving, arriving [][]int32 // by node
}

type edge struct {
	from, to int32
	length   length
	choice   int32 // of a pair, or none
}

func newResidual(nodes int) residual {
	return residual{leaving: make([][]int32, nodes), arriving: make([][]int32, nodes)}
}

func (r *residual) add(e edge) {
	i := int32(len(r.edges))
	r.edges = append(r.edges, e)
	r.leaving[e.from], r.arriving[e.to] = append(r.leaving[e.from], i), append(r.arriving[e.to], i)
}

// distances are the shortest ways between one node and all others.
type distances struct {
	*residual
	backwards bool
	length    []length
	reached   []bool
	by        []int32 // edge by which the shortest way reaches a node, or none
}

// from finds the shortest ways from a node to all others.
func (r *residual) from(node int32) distances { return r.search(node, false) }

// to finds the shortest ways from all nodes to one.
func (r *residual) to(node int32) distances { return r.search(node, true) }

// search is Dijkstra's method.
func (r *residual) search(start int32, backwards bool) distances {
	nodes := len(r.leaving)
	d := distances{r, backwards, make([]length, nodes), make([]bool, nodes), slices.Repeat([]int32{none}, nodes)}
	queue := frontier{{length{}, start, none}}
	for len(queue) > 0 {
		next := heap.Pop(&queue).(visit)
		if d.reached[next.node] {
			continue
		}
		d.reached[next.node], d.length[next.node], d.by[next.node] = true, next.length, next.by
		edges := r.leaving[next.node]
		if backwards {
			edges = r.arriving[next.node]
		}
		for _, i := range edges {
			e := r.edges[i]
			to := e.to
			if backwards {
				to = e.from
			}
			if !d.reached[to] {
				heap.Push(&queue, visit{next.length.plus(e.length), to, i})
			}
		}
	}
	return d
}

// way yields the edges between a node and the one the ways start from.
func (d distances) way(node int32) func(yield func(edge) bool) {
	return func(yield func(edge) bool) {
		for at := node; d.by[at] != none; {
			e := d.edges[d.by[at]]
			if !yield(e) {
				return
			}
			if at = e.from; d.backwards {
				at = e.to
			}
		}
	}
}

// visit is a node to be visited, over a way of a length that ends with an edge.
type visit struct {
	length length
	node   int32
	by     int32
}

// frontier is a heap of visits, the nearest first; between equal ones the order of the edges decides.
type frontier []visit

func (f frontier) Len() int { return len(f) }
func (f frontier) Less(i, j int) bool {
	return f[i].length.less(f[j].length) || f[i].length == f[j].length && f[i].by < f[j].by
}
func (f frontier) Swap(i, j int) { f[i], f[j] = f[j], f[i] }

// Push is for container/heap.
func (f *frontier) Push(v any) { *f = append(*f, v.(visit)) }

// Pop is for container/heap.
func (f *frontier) Pop() any {
	last := (*f)[len(*f)-1]
	*f = (*f)[:len(*f)-1]
	return last
}
