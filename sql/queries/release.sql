-- What a release frozen now would hold, in words that are the same on every machine: codes and hashes, no ids.

-- name: cube_version_locked
SELECT value FROM counter WHERE name = 'cube' FOR UPDATE;

-- name: pointer_contents
SELECT p.kind, p.period, COALESCE(a.code, ''), COALESCE(a.valid_from, ''), p.part, u.sha256
FROM pointer p JOIN upload u ON u.id = p.upload_id LEFT JOIN area a ON a.id = p.area_id
ORDER BY p.kind, p.period, a.code, a.valid_from, p.part;

-- name: release_rules
SELECT rule_hashes FROM release_head WHERE name = ?;

-- What stood then and stands no more: another file took its place, or its approval was taken back.
-- name: release_changed
SELECT r.kind, r.period, r.part, COUNT(*), r.upload_id, p.upload_id, MAX(o.file_name), COALESCE(MAX(u.file_name), ''),
       COALESCE(MAX(IF(g.undone = 1, l.user_name, a.user_name)), 'system'),
       COALESCE(MAX(IF(g.undone = 1, o.decided_at, h.approved_at)), ''),
       IF(MAX(COALESCE(g.undone, 0)) = 1, 'undone', 'superseded')
FROM release_part r
LEFT JOIN pointer p ON p.kind = r.kind AND p.period = r.period AND p.area_id = r.area_id AND p.part = r.part
LEFT JOIN pointer_history h ON h.approval = p.approval AND h.kind = p.kind AND h.period = p.period
  AND h.area_id = p.area_id AND h.part = p.part
LEFT JOIN pointer_history g ON g.approval = r.approval AND g.kind = r.kind AND g.period = r.period
  AND g.area_id = r.area_id AND g.part = r.part
LEFT JOIN upload u ON u.id = p.upload_id
LEFT JOIN upload o ON o.id = r.upload_id
LEFT JOIN account a ON a.id = h.approved_by
LEFT JOIN account l ON l.id = o.decided_by
WHERE r.release_name = ? AND (p.upload_id IS NULL OR p.upload_id <> r.upload_id)
GROUP BY r.kind, r.period, r.part, r.upload_id, p.upload_id
ORDER BY r.kind, r.period, r.part, r.upload_id;

-- name: release_added
SELECT p.kind, p.period, p.part, COUNT(*), NULL, p.upload_id, '', MAX(u.file_name), COALESCE(MAX(a.user_name), 'system'),
       COALESCE(MAX(h.approved_at), ''), 'added'
FROM pointer p
LEFT JOIN release_part r ON r.release_name = ? AND r.kind = p.kind AND r.period = p.period AND r.area_id = p.area_id
  AND r.part = p.part
LEFT JOIN pointer_history h ON h.approval = p.approval AND h.kind = p.kind AND h.period = p.period
  AND h.area_id = p.area_id AND h.part = p.part
LEFT JOIN upload u ON u.id = p.upload_id
LEFT JOIN account a ON a.id = h.approved_by
WHERE r.upload_id IS NULL
GROUP BY p.kind, p.period, p.part, p.upload_id
ORDER BY p.kind, p.period, p.part, p.upload_id;
