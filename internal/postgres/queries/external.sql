-- Steps carried out elsewhere, and extensions of the cap.

-- name: InsertExternalResult :exec
INSERT INTO external_result (process, version, step, document, document_date, decided_by, signer, signer_title)
VALUES (@process, @version, @step, @document, @document_date, @decided_by, @signer, @signer_title) ON CONFLICT DO NOTHING;

-- name: InsertCapExtension :exec
INSERT INTO cap_extension (process, version, cycle, body, reason, author, decided_at)
VALUES (@process, @version, @cycle, @body, @reason, @author, @decided_at) ON CONFLICT DO NOTHING;

-- name: CapExtensions :many
SELECT DISTINCT body FROM cap_extension WHERE cycle = @cycle ORDER BY body;
