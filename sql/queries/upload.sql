-- name: upload_insert
INSERT INTO upload (kind, period, sha256, claim, file_name, bytes, state, worker, uploaded_by, received_at, synthetic,
                    data_key)
VALUES (?, ?, ?, ?, ?, ?, 'received', ?, ?, ?, ?, ?);

-- name: last_id
SELECT LAST_INSERT_ID();

-- name: upload_by_bytes
SELECT id, kind, period, state, row_count, errors, warnings, uploaded_by, by_reviewer, worker, claim
FROM upload WHERE sha256 = ? AND kind = ? AND period = ? ORDER BY claim;

-- name: upload_take_over
UPDATE upload
SET state = 'received', worker = ?, row_count = 0, errors = 0, warnings = 0, reason = '', by_reviewer = 0,
    uploaded_by = ?, received_at = ?, synthetic = ?, data_key = ?
WHERE id = ? AND state = ? AND worker = ?;

-- name: upload_get
SELECT id, kind, period, sha256, file_name, bytes, state, row_count, errors, warnings, uploaded_by, received_at,
       submitted_at, decided_by, decided_at, reason, by_reviewer, synthetic, data_key, worker
FROM upload WHERE id = ?;

-- name: upload_lock
SELECT state, uploaded_by, kind, period, by_reviewer FROM upload WHERE id = ? FOR UPDATE;

-- name: upload_list
SELECT id, kind, period, sha256, file_name, bytes, state, row_count, errors, warnings, uploaded_by, received_at,
       submitted_at, decided_by, decided_at, reason, by_reviewer, synthetic, data_key, worker
FROM upload WHERE id < ? ORDER BY id DESC LIMIT ?;

-- name: upload_in_work
SELECT id, worker FROM upload WHERE state = 'received';

-- name: upload_finish
UPDATE upload SET state = ?, row_count = ?, errors = ?, warnings = ?, worker = ''
WHERE id = ? AND state = 'received' AND worker = ?;

-- name: upload_progress
UPDATE upload SET row_count = ? WHERE id = ? AND state = 'received';

-- name: upload_set_state
UPDATE upload SET state = ?, submitted_at = COALESCE(?, submitted_at), decided_by = ?, decided_at = ?, reason = ?,
                  by_reviewer = ?
WHERE id = ?;

-- name: upload_delete_households
DELETE FROM household WHERE upload_id = ? LIMIT 20000;

-- name: upload_delete_facts
DELETE FROM fact WHERE upload_id = ?;

-- name: upload_delete_benchmarks
DELETE FROM benchmark WHERE upload_id = ?;

-- name: upload_delete_parts
DELETE FROM upload_part WHERE upload_id = ?;

-- name: upload_delete_villages
DELETE FROM upload_village WHERE upload_id = ?;

-- name: upload_delete_findings
DELETE FROM upload_finding WHERE upload_id = ?;

-- name: upload_delete
DELETE FROM upload WHERE id = ? AND state = 'received';

-- name: part_insert_head
INSERT INTO upload_part (upload_id, period, area_id, part, row_count) VALUES;

-- name: parts_of
SELECT period, area_id, part, row_count FROM upload_part WHERE upload_id = ? ORDER BY period, area_id, part;

-- name: village_insert_head
INSERT INTO upload_village (upload_id, area_id, village, row_count) VALUES;

-- name: villages_current
SELECT v.area_id, v.village, v.row_count
FROM pointer p JOIN upload_village v ON v.upload_id = p.upload_id AND v.area_id = p.area_id
WHERE p.kind = 'households' AND p.period = ? AND p.area_id = ? AND p.upload_id <> ?
ORDER BY v.village;

-- name: finding_insert_head
INSERT INTO upload_finding (upload_id, seq, code, severity, sheet, row_no, column_name, value, personal, expected,
                            message_vi, message_en)
VALUES;

-- name: findings_of
SELECT seq, code, severity, sheet, row_no, column_name, value, personal, expected, message_vi, message_en
FROM upload_finding WHERE upload_id = ? ORDER BY seq;

-- name: benchmark_insert
INSERT INTO benchmark (upload_id, row_no, indicator, scope, period, value_text, source, provisional)
VALUES (?, ?, ?, ?, ?, ?, ?, ?);

-- name: households_of
SELECT row_no, area_id, former_commune, village, household_code, head_name_sealed, head_id_sealed, members, b1_score,
       b2_score, deprivations, declared, computed
FROM household WHERE upload_id = ? AND row_no > ? ORDER BY row_no LIMIT ?;

-- name: households_page
SELECT row_no, area_id, former_commune, village, household_code, head_name_sealed, head_id_sealed, birth_year, gender,
       ethnicity, members, setting, b1_score, b2_score, deprivations, declared, computed, previous, causes
FROM household WHERE upload_id = ? AND row_no > ? ORDER BY row_no LIMIT ?;

-- name: households_of_identity
SELECT h.upload_id, h.row_no FROM household h JOIN upload u ON u.id = h.upload_id
WHERE LEFT(h.identity, 16) = UNHEX(?) ORDER BY h.upload_id, h.row_no LIMIT 200;

-- name: sealed_fields
SELECT row_no, head_name_sealed, head_id_sealed FROM household WHERE upload_id = ? AND row_no > ?
ORDER BY row_no LIMIT 20000;

-- name: sealed_findings
SELECT seq, value FROM upload_finding WHERE upload_id = ? AND personal = 1 ORDER BY seq;

-- name: data_keys
SELECT id, data_key FROM upload WHERE data_key <> '' ORDER BY id;

-- name: data_key_change
UPDATE upload SET data_key = ? WHERE id = ? AND data_key = ?;

-- name: data_keys_of_round
SELECT id, data_key FROM upload WHERE period = ? AND data_key <> '' ORDER BY id;

-- name: uploads_of_round
SELECT id FROM upload WHERE period = ? ORDER BY id;

-- name: identity_forget
UPDATE household SET identity = INSERT(identity, 1, 16, REPEAT(X'00', 16))
WHERE upload_id = ? AND LEFT(identity, 16) <> REPEAT(X'00', 16) LIMIT 20000;

-- name: fact_insert_head
INSERT INTO fact (upload_id, area_id, measure, value) VALUES;

-- name: household_load
-- Bytes as they are: the texts are UTF-8 checked by us, so the server need not read them character by character.
LOAD DATA LOCAL INFILE '/dev/fd/%file' INTO TABLE household CHARACTER SET binary
FIELDS TERMINATED BY '\t' ESCAPED BY '\\' LINES TERMINATED BY '\n'
(row_no, area_id, former_commune, village, household_code, identity, ethnicity, enumerator, decision_no, change_reason,
 answers)
SET upload_id = %upload;

-- name: reporting_current
SELECT p.kind, p.area_id, p.upload_id, u.state, n.row_count, u.synthetic, u.received_at
FROM pointer p JOIN upload u ON u.id = p.upload_id
JOIN upload_part n ON n.upload_id = p.upload_id AND n.period = p.period AND n.area_id = p.area_id AND n.part = p.part
WHERE p.period = ?;

-- name: reporting_waiting
SELECT u.kind, n.area_id, u.id, u.state, n.row_count, u.synthetic, u.received_at
FROM upload u JOIN upload_part n ON n.upload_id = u.id
WHERE n.period = ? AND u.state IN ('checked', 'submitted');

-- name: upload_counts
SELECT state, COUNT(*), COALESCE(SUM(row_count), 0), COALESCE(SUM(errors), 0), COALESCE(SUM(warnings), 0)
FROM upload GROUP BY state ORDER BY state;
