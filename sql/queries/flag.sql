-- name: flags_raised
SELECT flag, severity FROM flag_raised WHERE flag LIKE ? ESCAPE '|' ORDER BY flag;

-- name: flag_raise
INSERT INTO flag_raised (flag, severity) VALUES (?, ?) ON DUPLICATE KEY UPDATE severity = VALUES(severity);

-- name: flag_clear
DELETE FROM flag_raised WHERE flag = ?;

-- name: flag_event_insert
INSERT INTO flag_event (flag, at, what, severity, severity_before, upload_id, account_id) VALUES (?, ?, ?, ?, ?, ?, ?);

-- name: flag_events
SELECT e.at, e.what, e.severity, e.severity_before, e.upload_id, COALESCE(a.user_name, 'system')
FROM flag_event e LEFT JOIN account a ON a.id = e.account_id WHERE e.flag = ? ORDER BY e.id;

-- name: flag_reply_insert
INSERT INTO flag_reply (flag, at, account_id, reply, due_date, document, task) VALUES (?, ?, ?, ?, ?, ?, ?);

-- name: flag_replies
SELECT r.at, COALESCE(a.user_name, 'system'), r.reply, r.due_date, r.document, r.task
FROM flag_reply r LEFT JOIN account a ON a.id = r.account_id WHERE r.flag = ? ORDER BY r.id;

-- name: flags_replied
SELECT r.flag, COALESCE(a.user_name, 'system'), r.at, r.reply, r.due_date, r.document, r.task
FROM flag_reply r LEFT JOIN account a ON a.id = r.account_id
WHERE r.flag LIKE ? ESCAPE '|' AND r.id = (SELECT MAX(n.id) FROM flag_reply n WHERE n.flag = r.flag) ORDER BY r.flag;
