-- A run that says it is done has been delivered everywhere.
-- name: run_done_but_undelivered
SELECT r.id, d.position FROM report_run r JOIN report_delivery d ON d.run_id = r.id
WHERE r.state = 'done' AND d.state <> 'delivered';

-- A run under way or done names the release it was made of.
-- name: run_without_release
SELECT id FROM report_run WHERE state IN ('held', 'sending', 'done') AND release_name = '';
