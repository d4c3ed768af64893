-- name: round_save
INSERT INTO review_round (code, name_vi, name_en, reference_date, standard, status) VALUES (?, ?, ?, ?, ?, ?)
ON DUPLICATE KEY UPDATE name_vi = VALUES(name_vi), name_en = VALUES(name_en), status = VALUES(status);

-- name: deadline_list
SELECT level, area_id, due, reason FROM round_deadline WHERE round_code = ? ORDER BY level, area_id;

-- name: deadline_set
INSERT INTO round_deadline (round_code, level, area_id, due, reason, set_by, set_at) VALUES (?, ?, ?, ?, ?, ?, ?)
ON DUPLICATE KEY UPDATE due = VALUES(due), reason = VALUES(reason), set_by = VALUES(set_by), set_at = VALUES(set_at);
