package assignmenttest

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"

	"canbo/internal/rotation/assignment"
)

// CBC is what Debian's coinor-cbc answers: the highest value of the objective that it was asked for.
type CBC struct {
	Value int64
	Log   string // what it printed
}

// SolveByCBC asks cbc for the highest sum of weights over the plans of an instance, fixed pairs aside, with at least as many
// of the other objectives as at least says. The folder takes the problem and the solution. Error: cbc is not installed, was
// interrupted by ctx, or did not reach the optimum.
func SolveByCBC(ctx context.Context, folder string, in assignment.Instance, weights assignment.Score, atLeast map[assignment.Objective]int64) (CBC, error) {
	program, err := exec.LookPath("cbc")
	if err != nil {
		return CBC{}, fmt.Errorf("coinor-cbc is needed to compare with; run scripts/setup-cbc.sh: %w", err)
	}
	problem, solution := filepath.Join(folder, "problem.lp"), filepath.Join(folder, "solution.txt")
	file, err := os.Create(problem)
	if err != nil {
		return CBC{}, err
	}
	if err := writeLP(file, in, weights, atLeast); err != nil {
		return CBC{}, err
	}
	if err := file.Close(); err != nil {
		return CBC{}, err
	}
	log, err := exec.CommandContext(ctx, program, problem, "ratioGap", "0", "solve", "solution", solution).CombinedOutput()
	if err != nil {
		return CBC{}, fmt.Errorf("run cbc: %w\n%s", err, log)
	}
	value, err := readSolution(solution, in, weights)
	if err != nil {
		return CBC{}, fmt.Errorf("%w\n%s", err, log)
	}
	return CBC{value, string(log)}, nil
}

// Only is the weights of one objective alone.
func Only(o assignment.Objective) (weights assignment.Score) {
	weights[o] = 1
	return weights
}

// value is what a pair counts under weights for needs, urgency and suitability.
func value(in assignment.Instance, i int, urgency map[string]int64, weights assignment.Score) int64 {
	p := in.Pairs[i]
	return weights[assignment.Needs] + weights[assignment.Urgency]*urgency[p.Post] + weights[assignment.Suitability]*p.Suitability
}

// writeLP writes the problem in the format of CPLEX: one variable for each pair, one row for each person, post and cap.
// It is written from the instance itself and knows nothing of how package assignment sees a problem.
func writeLP(w io.Writer, in assignment.Instance, weights assignment.Score, atLeast map[assignment.Objective]int64) error {
	out := bufio.NewWriter(w)
	urgency, unitOf, parent := map[string]int64{}, map[string]string{}, map[string]string{}
	for _, n := range in.Needs {
		urgency[n.Post], unitOf[n.Post] = n.Urgency, n.Unit
	}
	for _, p := range in.People {
		unitOf[p.Official] = p.Unit
	}
	for _, u := range in.Units {
		parent[u.Code] = u.Parent
	}
	terms := func(weights assignment.Score) {
		for i := range in.Pairs {
			if v := value(in, i, urgency, weights); v != 0 {
				fmt.Fprintf(out, " %+d x%d\n", v, i)
			}
		}
	}
	fmt.Fprintln(out, "Maximize\n value:")
	terms(weights)
	fmt.Fprintln(out, "Subject To")
	for _, o := range []assignment.Objective{assignment.Needs, assignment.Urgency, assignment.Suitability} {
		if least, asked := atLeast[o]; asked {
			fmt.Fprintf(out, " least%d:\n", o)
			terms(Only(o))
			fmt.Fprintf(out, " >= %d\n", least)
		}
	}
	rows := map[string][]int{}
	for i, p := range in.Pairs {
		rows["p "+p.Official] = append(rows["p "+p.Official], i)
		rows["n "+p.Post] = append(rows["n "+p.Post], i)
		for u := unitOf[p.Official]; u != ""; u = parent[u] {
			rows["release "+u] = append(rows["release "+u], i)
		}
		for u := unitOf[p.Post]; u != ""; u = parent[u] {
			rows["receive "+u] = append(rows["receive "+u], i)
		}
	}
	number := 0
	row := func(key string, most int) {
		if len(rows[key]) == 0 {
			return
		}
		number++
		fmt.Fprintf(out, " r%d:\n", number)
		for _, i := range rows[key] {
			fmt.Fprintf(out, " + x%d\n", i)
		}
		fmt.Fprintf(out, " <= %d\n", most)
	}
	for _, p := range in.People {
		row("p "+p.Official, 1)
	}
	for _, n := range in.Needs {
		row("n "+n.Post, 1)
	}
	for _, u := range in.Units {
		if u.Release != nil {
			row("release "+u.Code, *u.Release)
		}
		if u.Receive != nil {
			row("receive "+u.Code, *u.Receive)
		}
	}
	fmt.Fprintln(out, "Binaries")
	for i := range in.Pairs {
		fmt.Fprintf(out, " x%d\n", i)
	}
	fmt.Fprintln(out, "End")
	return out.Flush()
}

// readSolution sums the value of the pairs that cbc chose, which is exact where its own sum is rounded.
func readSolution(name string, in assignment.Instance, weights assignment.Score) (int64, error) {
	text, err := os.ReadFile(name)
	if err != nil {
		return 0, err
	}
	head, rest, _ := strings.Cut(string(text), "\n")
	if !strings.HasPrefix(head, "Optimal") {
		return 0, fmt.Errorf("cbc did not reach the optimum: %s", head)
	}
	urgency := map[string]int64{}
	for _, n := range in.Needs {
		urgency[n.Post] = n.Urgency
	}
	sum := int64(0)
	for line := range strings.Lines(rest) {
		fields := strings.Fields(line) // number, variable, value, reduced cost
		if len(fields) < 3 || !strings.HasPrefix(fields[1], "x") {
			continue
		}
		i, err := strconv.Atoi(fields[1][1:])
		if err != nil {
			return 0, err
		}
		chosen, err := strconv.ParseFloat(fields[2], 64)
		if err != nil {
			return 0, err
		}
		if chosen > 0.5 {
			sum += value(in, i, urgency, weights)
		}
	}
	return sum, nil
}
