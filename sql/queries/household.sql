-- name: list_pointers
SELECT area_id, upload_id FROM pointer WHERE kind = 'households' AND period = ?;

-- name: list_rows
SELECT area_id, former_commune, village, household_code, id_hash, declared, decision_no, COALESCE(decision_date, '')
FROM household WHERE upload_id = ?;
