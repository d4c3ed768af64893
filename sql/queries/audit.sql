-- name: audit_pointers
SELECT area_id, upload_id FROM pointer WHERE kind = 'households' AND period = ? ORDER BY upload_id, area_id;

-- name: audit_pointers_of_release
SELECT area_id, upload_id FROM release_part
WHERE kind = 'households' AND period = ? AND release_name = ? ORDER BY upload_id, area_id;

-- Days count from 1970. No name and no ID number in clear is here: heads are known by the keyed hash alone.
-- name: audit_households
SELECT row_no, area_id, former_commune, village, household_code, id_hash, birth_year, gender, woman_head, members,
       setting, b1_score, b2_score, deprivations, declared, computed, previous, causes, no_labour_capacity, enumerator,
       DATEDIFF(survey_date, '1970-01-01'), DATEDIFF(decision_date, '1970-01-01'), change_reason
FROM household WHERE upload_id = ? ORDER BY row_no;

-- name: audit_head
SELECT head_name_sealed FROM household WHERE upload_id = ? AND row_no = ?;

-- name: audit_sample_insert
INSERT INTO audit_sample (version, round, within_id, release_name, seed, per_commune, made_by, made_at)
VALUES (?, ?, ?, ?, ?, ?, ?, ?);

-- name: audit_sample_row_insert
INSERT INTO audit_sample_row (sample_id, number, area_id, upload_id, row_no, declared, stratum_size)
VALUES (?, ?, ?, ?, ?, ?, ?);

-- name: audit_samples
SELECT s.id, s.round, s.within_id, s.release_name, s.seed, s.per_commune, s.made_at
FROM audit_sample s WHERE s.version <= ? ORDER BY s.id DESC;

-- name: audit_sample_rows
SELECT r.number, r.area_id, r.upload_id, r.row_no, r.declared, r.stratum_size, h.enumerator, h.former_commune, h.village,
       h.household_code, h.head_name_sealed, h.birth_year
FROM audit_sample_row r LEFT JOIN household h ON h.upload_id = r.upload_id AND h.row_no = r.row_no
WHERE r.sample_id = ? ORDER BY r.number;

-- name: audit_revisits
SELECT number, met, class FROM audit_revisit WHERE sample_id = ? AND version <= ? ORDER BY version;

-- name: audit_revisit_insert
INSERT INTO audit_revisit (sample_id, version, number, met, class, b1_score, b2_score, visit_date)
VALUES (?, ?, ?, ?, ?, ?, ?, ?);

-- name: audit_staff_list_insert
INSERT INTO audit_staff_list (version, label, persons, sent_by, sent_at) VALUES (?, ?, ?, ?, ?);

-- name: audit_staff_insert
INSERT INTO audit_staff (version, id_hash) VALUES (?, ?);

-- name: audit_staff
SELECT id_hash FROM audit_staff
WHERE version = (SELECT MAX(version) FROM audit_staff_list WHERE version <= ?) ORDER BY id_hash;

-- What re-visits found, as far as figures rest on it: part of what a release frozen now would hold.
-- name: audit_revisit_contents
SELECT s.round, COALESCE(a.code, ''), s.seed, r.number, r.met, r.class
FROM audit_revisit r JOIN audit_sample s ON s.id = r.sample_id LEFT JOIN area a ON a.id = s.within_id
ORDER BY r.version, r.sample_id, r.number;

-- name: audit_staff_contents
SELECT id_hash FROM audit_staff WHERE version = (SELECT MAX(version) FROM audit_staff_list) ORDER BY id_hash;
