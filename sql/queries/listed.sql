-- name: pointed_parts
SELECT p.area_id, p.part, p.upload_id, n.row_count
FROM pointer p
JOIN upload_part n ON n.upload_id = p.upload_id AND n.period = p.period AND n.area_id = p.area_id AND n.part = p.part
WHERE p.kind = ? AND p.period = ?;

-- name: replaced_parts
SELECT h.area_id, h.part, h.previous_upload_id, n.row_count
FROM pointer_history h
JOIN upload_part n ON n.upload_id = h.previous_upload_id AND n.period = h.period AND n.area_id = h.area_id
  AND n.part = h.part
WHERE h.upload_id = ? AND h.undone = 0 AND h.previous_upload_id <> h.upload_id
  AND h.approval = (SELECT MAX(l.approval) FROM pointer_history l WHERE l.upload_id = h.upload_id AND l.undone = 0);

-- name: listed_rows
SELECT row_no, area_id, former_commune, village, household_code, id_hash, declared, previous
FROM household WHERE upload_id = ? ORDER BY row_no;

-- name: listed_name
SELECT head_name_sealed FROM household WHERE upload_id = ? AND row_no = ?;

-- name: facts_of_upload
SELECT area_id, measure, value FROM fact WHERE upload_id = ? ORDER BY area_id, measure;
