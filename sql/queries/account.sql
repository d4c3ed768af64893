-- name: account_insert
INSERT INTO account (user_name, role, password_hash, must_change, kinds, created_at) VALUES (?, ?, ?, ?, ?, ?);

-- name: account_area_insert
INSERT INTO account_area (account_id, area_id) VALUES (?, ?);

-- name: account_by_name
SELECT a.id, a.user_name, a.role, a.password_hash, a.must_change, a.disabled, a.kinds,
       COALESCE(t.demonstration, 0), COALESCE(GREATEST(COALESCE(a.last_login, a.created_at), t.renewed_at), a.created_at),
       a.last_login, COALESCE(t.subject, ''), COALESCE(f.confirmed, 0)
FROM account a LEFT JOIN account_trait t ON t.account_id = a.id LEFT JOIN account_factor f ON f.account_id = a.id
WHERE a.user_name = ?;

-- name: account_by_subject
SELECT account_id FROM account_trait WHERE subject = ?;

-- name: account_by_id
SELECT a.id, a.user_name, a.role, a.password_hash, a.must_change, a.disabled, a.kinds,
       COALESCE(t.demonstration, 0), COALESCE(GREATEST(COALESCE(a.last_login, a.created_at), t.renewed_at), a.created_at),
       a.last_login, COALESCE(t.subject, ''), COALESCE(f.confirmed, 0)
FROM account a LEFT JOIN account_trait t ON t.account_id = a.id LEFT JOIN account_factor f ON f.account_id = a.id
WHERE a.id = ?;

-- name: account_list
SELECT a.id, a.user_name, a.role, a.password_hash, a.must_change, a.disabled, a.kinds,
       COALESCE(t.demonstration, 0), COALESCE(GREATEST(COALESCE(a.last_login, a.created_at), t.renewed_at), a.created_at),
       a.last_login, COALESCE(t.subject, ''), COALESCE(f.confirmed, 0)
FROM account a LEFT JOIN account_trait t ON t.account_id = a.id LEFT JOIN account_factor f ON f.account_id = a.id
ORDER BY a.user_name;

-- name: account_areas
SELECT area_id FROM account_area WHERE account_id = ? ORDER BY area_id;

-- name: account_password
UPDATE account SET password_hash = ?, must_change = ? WHERE id = ?;

-- name: account_disable
UPDATE account SET disabled = 1 WHERE id = ?;

-- name: account_enable
UPDATE account SET disabled = 0 WHERE id = ?;

-- name: account_entered
UPDATE account SET last_login = ? WHERE id = ?;

-- name: trait_set
INSERT INTO account_trait (account_id, demonstration, renewed_at) VALUES (?, ?, ?)
ON DUPLICATE KEY UPDATE demonstration = VALUES(demonstration), renewed_at = VALUES(renewed_at);

-- name: trait_renew
INSERT INTO account_trait (account_id, demonstration, renewed_at) VALUES (?, 0, ?)
ON DUPLICATE KEY UPDATE renewed_at = VALUES(renewed_at);

-- name: trait_subject
INSERT INTO account_trait (account_id, demonstration, renewed_at, subject) VALUES (?, 0, ?, ?)
ON DUPLICATE KEY UPDATE subject = VALUES(subject);

-- name: factor_get
SELECT secret_sealed, confirmed, last_step FROM account_factor WHERE account_id = ?;

-- name: factor_begin
INSERT INTO account_factor (account_id, secret_sealed, confirmed, last_step) VALUES (?, ?, 0, 0)
ON DUPLICATE KEY UPDATE secret_sealed = VALUES(secret_sealed), confirmed = 0, last_step = 0;

-- name: factor_step
UPDATE account_factor SET last_step = ? WHERE account_id = ? AND last_step < ?;

-- name: factor_confirm
UPDATE account_factor SET confirmed = 1 WHERE account_id = ?;

-- name: factor_remove
DELETE FROM account_factor WHERE account_id = ?;

-- name: recovery_add
INSERT INTO recovery_code (account_id, code_hash) VALUES (?, ?);

-- name: recovery_use
DELETE FROM recovery_code WHERE account_id = ? AND code_hash = ?;

-- name: recovery_clear
DELETE FROM recovery_code WHERE account_id = ?;

-- name: recovery_count
SELECT COUNT(*) FROM recovery_code WHERE account_id = ?;

-- name: attempt_touch
INSERT INTO attempt (bucket, failures, last_at) VALUES (?, 0, ?) ON DUPLICATE KEY UPDATE bucket = VALUES(bucket);

-- name: attempt_get
SELECT failures, last_at FROM attempt WHERE bucket = ? FOR UPDATE;

-- name: attempt_set
UPDATE attempt SET failures = ?, last_at = ? WHERE bucket = ?;

-- name: attempt_forget
DELETE FROM attempt WHERE bucket = ?;

-- name: attempt_back
UPDATE attempt SET failures = failures - 1 WHERE bucket = ? AND failures > 0;

-- name: attempt_sweep
DELETE FROM attempt WHERE last_at < ?;

-- name: visit_add
INSERT INTO provider_visit (state_hash, browser_hash, nonce, verifier, made_at) VALUES (?, ?, ?, ?, ?);

-- name: visit_get
SELECT browser_hash, nonce, verifier, made_at FROM provider_visit WHERE state_hash = ? FOR UPDATE;

-- name: visit_remove
DELETE FROM provider_visit WHERE state_hash = ?;

-- name: visit_sweep
DELETE FROM provider_visit WHERE made_at < ?;

-- name: session_insert
INSERT INTO session (secret_hash, account_id, is_token, made_at, seen_at, ends_at) VALUES (?, ?, ?, ?, ?, ?);

-- name: session_mark_insert
INSERT INTO session_mark (secret_hash, address, label, reports) VALUES (?, ?, ?, ?);

-- name: session_get
SELECT s.account_id, s.is_token, s.seen_at, s.ends_at, s.made_at, s.secret_hash, COALESCE(m.address, ''),
       COALESCE(m.label, ''), COALESCE(m.reports, '')
FROM session s LEFT JOIN session_mark m ON m.secret_hash = s.secret_hash WHERE s.secret_hash = ?;

-- name: session_list
SELECT s.account_id, s.is_token, s.seen_at, s.ends_at, s.made_at, s.secret_hash, COALESCE(m.address, ''),
       COALESCE(m.label, ''), COALESCE(m.reports, '')
FROM session s LEFT JOIN session_mark m ON m.secret_hash = s.secret_hash
WHERE s.account_id = ? AND s.ends_at > ? ORDER BY s.made_at DESC, s.secret_hash;

-- name: session_revoke
DELETE FROM session WHERE account_id = ? AND secret_hash LIKE ?;

-- name: session_sweep
DELETE FROM session WHERE ends_at < ?;

-- name: session_mark_sweep
DELETE m FROM session_mark m LEFT JOIN session s ON s.secret_hash = m.secret_hash WHERE s.secret_hash IS NULL;

-- name: session_seen
UPDATE session SET seen_at = ? WHERE secret_hash = ?;

-- name: session_delete
DELETE FROM session WHERE secret_hash = ?;

-- name: session_delete_of
DELETE FROM session WHERE account_id = ?;
