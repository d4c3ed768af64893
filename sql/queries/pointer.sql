-- name: approval_next
UPDATE counter SET value = value + 1 WHERE name = 'approval';

-- name: approval_number
SELECT value FROM counter WHERE name = 'approval';

-- name: history_insert
INSERT INTO pointer_history (approval, kind, period, area_id, part, upload_id, previous_upload_id, previous_approval,
                             approved_by, approved_at)
SELECT ?, u.kind, n.period, n.area_id, n.part, n.upload_id, p.upload_id, p.approval, ?, ?
FROM upload_part n JOIN upload u ON u.id = n.upload_id
LEFT JOIN pointer p ON p.kind = u.kind AND p.period = n.period AND p.area_id = n.area_id AND p.part = n.part
WHERE n.upload_id = ?;

-- name: pointers_move
INSERT INTO pointer (kind, period, area_id, part, upload_id, approval)
SELECT u.kind, n.period, n.area_id, n.part, n.upload_id, ?
FROM upload_part n JOIN upload u ON u.id = n.upload_id WHERE n.upload_id = ?
ON DUPLICATE KEY UPDATE upload_id = VALUES(upload_id), approval = VALUES(approval);

-- name: uploads_left_without_pointer
SELECT DISTINCT h.previous_upload_id
FROM pointer_history h LEFT JOIN pointer p ON p.upload_id = h.previous_upload_id
WHERE h.approval = ? AND h.previous_upload_id IS NOT NULL AND h.previous_upload_id <> h.upload_id
  AND p.upload_id IS NULL;

-- name: upload_mark
UPDATE upload SET state = ? WHERE id = ? AND state = ?;

-- name: approval_of_upload
SELECT MAX(approval) FROM pointer_history WHERE upload_id = ? AND undone = 0;

-- name: pointers_of_approval
SELECT COUNT(*) FROM pointer WHERE upload_id = ? AND approval = ?;

-- name: pointers_restore
UPDATE pointer p JOIN pointer_history h
  ON h.kind = p.kind AND h.period = p.period AND h.area_id = p.area_id AND h.part = p.part
SET p.upload_id = h.previous_upload_id, p.approval = h.previous_approval
WHERE h.approval = ? AND p.approval = h.approval AND h.previous_upload_id IS NOT NULL;

-- name: pointers_remove
DELETE FROM pointer WHERE upload_id = ? AND approval = ?;

-- name: history_undone
UPDATE pointer_history SET undone = 1 WHERE approval = ?;

-- name: uploads_pointed_again
SELECT DISTINCT h.previous_upload_id
FROM pointer_history h JOIN pointer p ON p.upload_id = h.previous_upload_id
WHERE h.approval = ? AND h.previous_upload_id IS NOT NULL;

-- name: cube_moved
UPDATE counter SET value = value + 1 WHERE name = 'cube';

-- name: cube_version
SELECT value FROM counter WHERE name = 'cube';

-- name: current_areas
SELECT kind, area_id, MAX(upload_id) FROM pointer WHERE period = ? AND part = '' GROUP BY kind, area_id;
