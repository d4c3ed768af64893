-- name: pointer_names_approved_upload
SELECT p.kind, p.period, p.area_id, p.upload_id FROM pointer p LEFT JOIN upload u ON u.id = p.upload_id
WHERE u.id IS NULL OR u.state <> 'approved';

-- name: approved_upload_has_pointer
SELECT u.id FROM upload u LEFT JOIN pointer p ON p.upload_id = u.id WHERE u.state = 'approved' AND p.upload_id IS NULL;

-- name: pointer_lies_in_upload
SELECT p.kind, p.period, p.area_id, p.upload_id FROM pointer p
LEFT JOIN upload_part n ON n.upload_id = p.upload_id AND n.period = p.period AND n.area_id = p.area_id AND n.part = p.part
WHERE n.upload_id IS NULL;

-- name: household_belongs_to_upload
SELECT h.upload_id, COUNT(*) FROM household h LEFT JOIN upload u ON u.id = h.upload_id
WHERE u.id IS NULL OR u.state = 'rejected' AND u.by_reviewer = 0 GROUP BY h.upload_id;

-- name: fact_belongs_to_upload
SELECT f.upload_id, COUNT(*) FROM fact f LEFT JOIN upload u ON u.id = f.upload_id
WHERE u.id IS NULL OR u.state = 'received' OR u.state = 'rejected' AND u.by_reviewer = 0 GROUP BY f.upload_id;

-- name: list_has_all_its_rows
SELECT u.id, u.row_count, COUNT(h.upload_id) FROM upload u LEFT JOIN household h ON h.upload_id = u.id
WHERE u.kind = 'households' AND u.state IN ('checked', 'submitted', 'approved')
GROUP BY u.id, u.row_count HAVING u.row_count <> COUNT(h.upload_id);

-- name: list_facts_equal_rows
SELECT u.id, f.area_id, f.value, h.counted
FROM upload u JOIN fact f ON f.upload_id = u.id AND f.measure = 5
LEFT JOIN (SELECT upload_id, area_id, COUNT(*) AS counted FROM household WHERE declared = 0
           GROUP BY upload_id, area_id) h ON h.upload_id = u.id AND h.area_id = f.area_id
WHERE u.kind = 'households' AND u.state IN ('checked', 'submitted', 'approved') AND f.value <> COALESCE(h.counted, 0);

-- name: log_has_no_gap
SELECT l.seq FROM log l LEFT JOIN log p ON p.seq = l.seq - 1
WHERE l.seq > 1 AND (p.seq IS NULL OR l.previous_hash <> p.hash);

-- name: log_is_unchanged
SELECT seq FROM log
WHERE hash <> CONVERT(SHA2(CONCAT_WS('|', seq, at, account_id, action,
  REPLACE(REPLACE(subject, '%', '%25'), '|', '%7C'), details, previous_hash), 256) USING ascii)
  COLLATE ascii_bin;
