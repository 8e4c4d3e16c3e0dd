-- The record of all acts.

-- name: Audit :many
-- The newest first. A person is the one who did it, or in whose place it was done.
SELECT e.at, e.id::text AS id, e.kind::text AS kind, e.actor::text AS actor, coalesce(o.name, '')::text AS name, e.role::text AS role,
       e.on_behalf_of::text AS on_behalf_of, coalesce(f.name, '')::text AS for_name, e.reason::text AS reason, e.basis::text AS basis,
       e.document::text AS document, e.process::text AS process, e.cycle::text AS cycle, e.about::text AS about
FROM audit_entry e
LEFT JOIN official o ON o.code = e.actor
LEFT JOIN official f ON f.code = e.on_behalf_of
WHERE (@person::text = '' OR e.actor = @person OR e.on_behalf_of = @person)
  AND (@kind::text = '' OR e.kind = @kind)
  AND (@process::text = '' OR e.process = @process)
  AND (@people_only::boolean = false OR e.role <> 'system')
  AND e.at >= @since AND e.at < @until
  AND (e.at, e.id) < (@before_at::timestamptz, @before_id::text)
ORDER BY e.at DESC, e.id DESC LIMIT @max_rows;

-- name: AuditKinds :many
SELECT DISTINCT e.kind::text AS kind FROM audit_entry e ORDER BY kind;
