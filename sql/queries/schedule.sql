-- name: schedule_list
SELECT s.name, s.definition, s.watched_from, s.changed_at,
       (SELECT MAX(r.due_at) FROM report_run r WHERE r.schedule = s.name)
FROM report_schedule s ORDER BY s.name;

-- name: schedule_get
SELECT s.name, s.definition, s.watched_from, s.changed_at,
       (SELECT MAX(r.due_at) FROM report_run r WHERE r.schedule = s.name)
FROM report_schedule s WHERE s.name = ?;

-- name: schedule_insert
INSERT INTO report_schedule (name, definition, watched_from, changed_by, changed_at) VALUES (?, ?, ?, ?, ?);

-- name: schedule_update
UPDATE report_schedule SET definition = ?, watched_from = ?, changed_by = ?, changed_at = ? WHERE name = ?;

-- name: schedule_delete
DELETE FROM report_schedule WHERE name = ?;

-- name: run_enter
INSERT INTO report_run (schedule, due_at, definition, state, next_at, asked_by)
SELECT ?, ?, ?, 'due', ?, ? FROM DUAL WHERE NOT EXISTS (SELECT 1 FROM report_run r WHERE r.schedule = ? AND r.due_at = ?);

-- name: run_by_due
SELECT id FROM report_run WHERE schedule = ? AND due_at = ?;

-- name: run_candidates
SELECT id, worker, COALESCE(leased_until, '') FROM report_run
WHERE state IN ('due', 'waiting', 'sending') AND next_at <= ? ORDER BY next_at, id LIMIT 50;

-- name: run_take
UPDATE report_run SET worker = ?, leased_until = ?, attempts = attempts + 1
WHERE id = ? AND worker = ? AND COALESCE(leased_until, '') = ? AND state IN ('due', 'waiting', 'sending');

-- name: run_renew
UPDATE report_run SET leased_until = ? WHERE id = ? AND worker = ?;

-- name: run_had
SELECT COUNT(*) FROM report_run WHERE id = ? AND worker = ?;

-- name: run_get
SELECT r.id, COALESCE(r.schedule, ''), r.due_at, r.definition, r.state, r.attempts, r.next_at, r.release_name, r.round,
       r.missing, r.alarm, r.error, r.signed_number, r.signed_sha256, r.made_at, r.done_at,
       COALESCE(a.user_name, 'system'), COALESCE(b.user_name, '')
FROM report_run r LEFT JOIN account a ON a.id = r.asked_by LEFT JOIN account b ON b.id = r.released_by WHERE r.id = ?;

-- name: run_page
SELECT r.id, COALESCE(r.schedule, ''), r.due_at, r.definition, r.state, r.attempts, r.next_at, r.release_name, r.round,
       r.missing, r.alarm, r.error, r.signed_number, r.signed_sha256, r.made_at, r.done_at,
       COALESCE(a.user_name, 'system'), COALESCE(b.user_name, '')
FROM report_run r LEFT JOIN account a ON a.id = r.asked_by LEFT JOIN account b ON b.id = r.released_by
WHERE r.id < ? ORDER BY r.id DESC LIMIT ?;

-- What somebody has to look at: alarms that no later run of the schedule has ended.
-- name: run_alarms
SELECT r.id, COALESCE(r.schedule, ''), r.due_at, r.definition, r.state, r.attempts, r.next_at, r.release_name, r.round,
       r.missing, r.alarm, r.error, r.signed_number, r.signed_sha256, r.made_at, r.done_at,
       COALESCE(a.user_name, 'system'), COALESCE(b.user_name, '')
FROM report_run r LEFT JOIN account a ON a.id = r.asked_by LEFT JOIN account b ON b.id = r.released_by
WHERE r.alarm <> '' AND NOT EXISTS (
  SELECT 1 FROM report_run n WHERE n.schedule = r.schedule AND n.id > r.id AND n.state = 'done' AND n.alarm = '')
ORDER BY r.id DESC LIMIT 50;

-- name: run_made
UPDATE report_run SET state = ?, release_name = ?, round = ?, missing = ?, made_at = ?, alarm = ?, error = '',
  attempts = 0, next_at = ?
WHERE id = ? AND worker = ?;

-- name: run_put_off
UPDATE report_run SET state = ?, next_at = ?, error = ?, missing = ?, worker = '', leased_until = NULL
WHERE id = ? AND worker = ?;

-- name: run_end
UPDATE report_run SET state = ?, error = ?, alarm = CASE WHEN ? = '' THEN alarm ELSE ? END, done_at = ?, worker = '',
  leased_until = NULL
WHERE id = ? AND worker = ?;

-- name: run_release
UPDATE report_run SET state = 'sending', released_by = ?, next_at = ?, alarm = CASE WHEN alarm = 'held' THEN '' ELSE alarm END
WHERE id = ? AND state = 'held';

-- name: run_let_go
UPDATE report_run SET worker = '', leased_until = NULL WHERE id = ? AND worker = ?;

-- name: run_sign
UPDATE report_run SET signed_number = ?, signed_sha256 = ? WHERE id = ?;

-- name: run_mark_late
UPDATE report_run SET alarm = 'late' WHERE alarm = '' AND state IN ('due', 'waiting', 'sending') AND due_at < ?;

-- name: run_by_hand
INSERT INTO report_run (schedule, due_at, definition, state, next_at, release_name, round, missing, asked_by, made_at, done_at)
VALUES (NULL, ?, ?, 'done', ?, ?, ?, ?, ?, ?, ?);

-- name: file_insert
INSERT INTO report_file (run_id, position, name, media_type, bytes, sha256, row_count, manifest)
VALUES (?, ?, ?, ?, ?, ?, ?, ?);

-- name: file_clear
DELETE FROM report_file WHERE run_id = ?;

-- name: file_list
SELECT position, name, media_type, bytes, sha256, row_count, manifest FROM report_file WHERE run_id = ? ORDER BY position;

-- name: file_newest
SELECT position, name, media_type, bytes, sha256, row_count, manifest FROM report_file ORDER BY run_id DESC, position LIMIT ?;

-- name: rows_of_last_run
SELECT COALESCE(SUM(f.row_count), 0), COUNT(*) FROM report_file f
WHERE f.run_id = (SELECT MAX(r.id) FROM report_run r WHERE r.schedule = ? AND r.state = 'done' AND r.id < ?);

-- name: delivery_insert
INSERT INTO report_delivery (run_id, position, way, target, recipients, message_id, state) VALUES (?, ?, ?, ?, ?, ?, 'pending');

-- name: delivery_clear
DELETE FROM report_delivery WHERE run_id = ?;

-- name: delivery_list
SELECT position, way, target, recipients, message_id, state, attempts, error, delivered_at FROM report_delivery
WHERE run_id = ? ORDER BY position;

-- name: delivery_begun
UPDATE report_delivery SET state = 'sending', attempts = attempts + 1 WHERE run_id = ? AND position = ?;

-- name: delivery_done
UPDATE report_delivery SET state = 'delivered', error = '', delivered_at = ? WHERE run_id = ? AND position = ?;

-- name: delivery_failed
UPDATE report_delivery SET state = 'failed', error = ? WHERE run_id = ? AND position = ?;

-- name: alarms_untold
SELECT id FROM report_run WHERE alarm <> '' AND alarm_told = 0 ORDER BY id LIMIT 50;

-- name: alarm_take
UPDATE report_run SET alarm_told = ? WHERE id = ? AND alarm_told = ?;

-- An alarm is over once a later run of its schedule went well.
-- name: run_counts
SELECT COALESCE(SUM(state IN ('due', 'waiting', 'sending')), 0), COALESCE(SUM(state = 'held'), 0),
       COALESCE(SUM(alarm <> '' AND alarm <> 'held' AND NOT EXISTS (
         SELECT 1 FROM report_run n WHERE n.schedule = r.schedule AND n.id > r.id AND n.state = 'done' AND n.alarm = '')), 0),
       COALESCE(SUM(state = 'failed'), 0), COALESCE(SUM(state = 'done'), 0),
       COALESCE(SUM(state IN ('due', 'waiting', 'sending') AND alarm = 'late'), 0)
FROM report_run r;
