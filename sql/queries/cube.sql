-- name: long_lists
-- What an area reports travels as one text: fewer than 300 measures of at most 25 characters; MySQL cuts at 1,024.
SET SESSION group_concat_max_len = 1048576;

-- name: current_facts
SELECT p.kind, p.period, p.area_id, u.synthetic,
  (SELECT GROUP_CONCAT(f.measure, ' ', f.value SEPARATOR ' ') FROM fact f
   WHERE f.upload_id = p.upload_id AND f.area_id = p.area_id)
FROM pointer p JOIN upload u ON u.id = p.upload_id
WHERE p.kind IN ('households', 'counts');

-- name: current_facts_of_area
SELECT p.kind, f.measure, f.value
FROM pointer p JOIN fact f ON f.upload_id = p.upload_id AND f.area_id = p.area_id
WHERE p.period = ? AND p.area_id = ? AND p.kind IN ('households', 'counts');

-- name: release_facts
SELECT p.kind, p.period, p.area_id, u.synthetic,
  (SELECT GROUP_CONCAT(f.measure, ' ', f.value SEPARATOR ' ') FROM fact f
   WHERE f.upload_id = p.upload_id AND f.area_id = p.area_id)
FROM release_part p JOIN upload u ON u.id = p.upload_id
WHERE p.release_name = ? AND p.kind IN ('households', 'counts');

-- name: approved_benchmarks
SELECT b.indicator, b.scope, b.period, b.value_text, b.source, b.provisional, u.synthetic, b.upload_id, h.approval
FROM benchmark b JOIN upload u ON u.id = b.upload_id
JOIN (SELECT upload_id, MAX(approval) AS approval FROM pointer_history
      WHERE kind = 'benchmarks' AND undone = 0 GROUP BY upload_id) h ON h.upload_id = b.upload_id
WHERE u.state IN ('approved', 'superseded');

-- name: release_benchmarks
SELECT DISTINCT b.indicator, b.scope, b.period, b.value_text, b.source, b.provisional, u.synthetic, b.upload_id,
       p.approval
FROM release_part p JOIN upload u ON u.id = p.upload_id
JOIN benchmark b ON b.upload_id = p.upload_id AND b.period = p.period AND b.indicator = p.part
WHERE p.release_name = ? AND p.kind = 'benchmarks';

-- name: release_insert
INSERT INTO release_head (name, made_at, made_by, note, cube_version, rule_hashes) VALUES (?, ?, ?, ?, ?, ?);

-- name: release_freeze
INSERT INTO release_part (release_name, kind, period, area_id, part, upload_id, approval)
SELECT ?, kind, period, area_id, part, upload_id, approval FROM pointer;

-- name: release_list
SELECT name, made_at, made_by, note, cube_version FROM release_head ORDER BY made_at DESC, name;

-- name: release_get
SELECT name, made_at, made_by, note, cube_version FROM release_head WHERE name = ?;
