-- name: migrations_table
CREATE TABLE IF NOT EXISTS schema_migration (
  name VARCHAR(80) CHARACTER SET ascii COLLATE ascii_bin NOT NULL PRIMARY KEY,
  sha256 CHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  applied_at DATETIME(3) NOT NULL
) ENGINE=InnoDB;

-- name: migration_list
SELECT name, sha256 FROM schema_migration ORDER BY name;

-- name: migration_done
INSERT INTO schema_migration (name, sha256, applied_at) VALUES (?, ?, ?);

-- name: warning_count
SELECT @@warning_count;

-- name: error_count
SELECT @@error_count;

-- name: transaction_begin
START TRANSACTION;

-- name: transaction_commit
-- As a statement: the connector's own commit() does not look at what the server answered, and a node of a cluster that
-- finds a conflict says so only here (1213).
COMMIT;

-- name: transaction_roll_back
ROLLBACK;

-- name: table_exists
SELECT COUNT(*) FROM information_schema.tables WHERE table_schema = DATABASE() AND table_name = ?;

-- name: note_get
SELECT value FROM note WHERE name = ?;

-- name: note_add
INSERT INTO note (name, value) VALUES (?, ?) ON DUPLICATE KEY UPDATE value = value;

-- name: note_set
INSERT INTO note (name, value) VALUES (?, ?) ON DUPLICATE KEY UPDATE value = VALUES(value);

-- name: area_upsert
INSERT INTO area (id, code, level, name, full_name, kind, setting, parent_id, valid_from, valid_to)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
ON DUPLICATE KEY UPDATE name = VALUES(name), full_name = VALUES(full_name), kind = VALUES(kind),
  setting = VALUES(setting), parent_id = VALUES(parent_id), valid_to = VALUES(valid_to);

-- name: area_change_upsert
INSERT INTO area_change (from_id, to_id, effective, whole, instrument) VALUES (?, ?, ?, ?, ?)
ON DUPLICATE KEY UPDATE whole = VALUES(whole), instrument = VALUES(instrument);

-- name: measure_upsert
INSERT INTO measure (number, name) VALUES (?, ?) ON DUPLICATE KEY UPDATE name = VALUES(name);

-- name: round_add
INSERT INTO review_round (code, name_vi, name_en, reference_date, standard, status) VALUES (?, ?, ?, ?, ?, ?)
ON DUPLICATE KEY UPDATE code = code;

-- name: round_list
SELECT code, name_vi, name_en, reference_date, standard, status FROM review_round ORDER BY reference_date, standard;

-- name: round_status
UPDATE review_round SET status = ? WHERE code = ?;

-- name: log_last
SELECT seq, hash FROM log ORDER BY seq DESC LIMIT 1 FOR UPDATE;

-- name: log_insert
INSERT INTO log (seq, at, account_id, action, subject, details, previous_hash, hash)
VALUES (?, ?, ?, ?, ?, ?, ?, SHA2(CONCAT_WS('|', ?, ?, ?, ?, REPLACE(REPLACE(?, '%', '%25'), '|', '%7C'), ?, ?), 256));

-- name: log_broken
SELECT l.seq FROM log l LEFT JOIN log p ON p.seq = l.seq - 1
WHERE l.hash <> CONVERT(SHA2(CONCAT_WS('|', l.seq, l.at, l.account_id, l.action,
    REPLACE(REPLACE(l.subject, '%', '%25'), '|', '%7C'), l.details, l.previous_hash), 256) USING ascii) COLLATE ascii_bin
  OR l.seq > 1 AND (p.seq IS NULL OR l.previous_hash <> p.hash) OR l.seq = 1 AND l.previous_hash <> ''
ORDER BY l.seq LIMIT 1000;

-- name: log_page
SELECT l.seq, l.at, l.account_id, COALESCE(a.user_name, 'system'), l.action, l.subject, l.details, l.previous_hash, l.hash
FROM log l LEFT JOIN account a ON a.id = l.account_id
WHERE l.seq < ? AND (? = '' OR COALESCE(a.user_name, 'system') = ?) AND (? = '' OR l.action LIKE ?)
  AND (? = '' OR l.subject LIKE ?) AND l.at >= ? AND l.at < ?
ORDER BY l.seq DESC LIMIT ?;
