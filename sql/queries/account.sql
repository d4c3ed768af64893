-- name: account_insert
INSERT INTO account (user_name, role, password_hash, must_change, kinds, created_at) VALUES (?, ?, ?, ?, ?, ?);

-- name: account_area_insert
INSERT INTO account_area (account_id, area_id) VALUES (?, ?);

-- name: account_by_name
SELECT id, user_name, role, password_hash, must_change, disabled, kinds, failures, last_failure
FROM account WHERE user_name = ?;

-- name: account_by_id
SELECT id, user_name, role, password_hash, must_change, disabled, kinds, failures, last_failure
FROM account WHERE id = ?;

-- name: account_list
SELECT id, user_name, role, password_hash, must_change, disabled, kinds, failures, last_failure
FROM account ORDER BY user_name;

-- name: account_areas
SELECT area_id FROM account_area WHERE account_id = ? ORDER BY area_id;

-- name: account_password
UPDATE account SET password_hash = ?, must_change = ?, failures = 0, last_failure = NULL WHERE id = ?;

-- name: account_disable
UPDATE account SET disabled = 1 WHERE id = ?;

-- name: account_failed
UPDATE account SET failures = failures + 1, last_failure = ? WHERE id = ?;

-- name: account_entered
UPDATE account SET failures = 0, last_failure = NULL, last_login = ? WHERE id = ?;

-- name: session_insert
INSERT INTO session (secret_hash, account_id, is_token, made_at, seen_at, ends_at) VALUES (?, ?, ?, ?, ?, ?);

-- name: session_get
SELECT account_id, is_token, seen_at, ends_at FROM session WHERE secret_hash = ?;

-- name: session_seen
UPDATE session SET seen_at = ? WHERE secret_hash = ?;

-- name: session_delete
DELETE FROM session WHERE secret_hash = ?;

-- name: session_delete_of
DELETE FROM session WHERE account_id = ?;
