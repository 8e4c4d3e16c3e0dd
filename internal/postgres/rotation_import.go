package postgres

import (
	"context"
	"fmt"
	"strings"

	"github.com/jackc/pgx/v5"

	"canbo/internal/fault"
	"canbo/internal/postgres/db"
	"canbo/internal/roster"
)

// rotationTable is the rotations taken over from their papers; they may be corrected by their file.
func rotationTable(d *roster.District) importTable {
	columns := "official from_post to_post body decision decided started months ground planned_for purpose grade_before grade_after " +
		"ends placement placed_post placed placement_document"
	return table("rotation", "code", columns, d.Rotations, func(x roster.Rotation) []any {
		return []any{
			x.Code, x.Official, x.From, x.To, x.Body, x.Decision, x.Decided, x.Started, x.Months, x.Ground, x.PlannedFor, x.Purpose,
			x.GradeBefore, x.GradeAfter, x.Ends, known(x.Placement), known(x.PlacedPost), known(x.Placed), known(x.PlacementDocument),
		}
	})
}

// onlyTakenOver refuses rotations that a process carries out here: their record is made by what people do.
//
// Error: fault.Conflict `rotation_carried_out`.
func onlyTakenOver(ctx context.Context, tx pgx.Tx, rotations []roster.Rotation) error {
	codes := make([]string, len(rotations))
	for i, x := range rotations {
		codes[i] = x.Code
	}
	carried, err := db.New(tx).RotationsCarriedOut(ctx, codes)
	if err != nil {
		return fmt.Errorf("read rotations: %w", err)
	}
	if len(carried) > 0 {
		return fault.New(fault.Conflict, "rotation_carried_out",
			"rotations.csv: %s is carried out here and changes by what people record; take it out of the file", strings.Join(carried, ", "))
	}
	return nil
}
