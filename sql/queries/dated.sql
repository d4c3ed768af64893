-- name: current_money
SELECT d.area_id, d.as_of, d.programme, d.project, d.investor, d.budget, d.expenditure, d.plan_year, d.carried_over,
       d.planned, d.allocated, d.disbursed, u.synthetic
FROM pointer p JOIN upload u ON u.id = p.upload_id
JOIN disbursement d ON d.upload_id = p.upload_id AND d.area_id = p.area_id AND d.programme = p.part
                   AND d.as_of = p.period
WHERE p.kind = 'disbursement';

-- name: release_money
SELECT d.area_id, d.as_of, d.programme, d.project, d.investor, d.budget, d.expenditure, d.plan_year, d.carried_over,
       d.planned, d.allocated, d.disbursed, u.synthetic
FROM release_part p JOIN upload u ON u.id = p.upload_id
JOIN disbursement d ON d.upload_id = p.upload_id AND d.area_id = p.area_id AND d.programme = p.part
                   AND d.as_of = p.period
WHERE p.release_name = ? AND p.kind = 'disbursement';

-- name: current_results
SELECT r.area_id, r.as_of, r.programme, r.project, r.indicator, r.unit, r.planned, r.achieved, u.synthetic
FROM pointer p JOIN upload u ON u.id = p.upload_id
JOIN programme_result r ON r.upload_id = p.upload_id AND r.area_id = p.area_id AND r.programme = p.part
                       AND r.as_of = p.period
WHERE p.kind = 'results';

-- name: release_results
SELECT r.area_id, r.as_of, r.programme, r.project, r.indicator, r.unit, r.planned, r.achieved, u.synthetic
FROM release_part p JOIN upload u ON u.id = p.upload_id
JOIN programme_result r ON r.upload_id = p.upload_id AND r.area_id = p.area_id AND r.programme = p.part
                       AND r.as_of = p.period
WHERE p.release_name = ? AND p.kind = 'results';

-- name: current_criteria
SELECT n.area_id, n.as_of, n.commune_group, n.met, n.known, n.recognition, u.synthetic
FROM pointer p JOIN upload u ON u.id = p.upload_id
JOIN ntm_commune n ON n.upload_id = p.upload_id AND n.area_id = p.area_id AND n.as_of = p.period
WHERE p.kind = 'ntm-criteria';

-- name: release_criteria
SELECT n.area_id, n.as_of, n.commune_group, n.met, n.known, n.recognition, u.synthetic
FROM release_part p JOIN upload u ON u.id = p.upload_id
JOIN ntm_commune n ON n.upload_id = p.upload_id AND n.area_id = p.area_id AND n.as_of = p.period
WHERE p.release_name = ? AND p.kind = 'ntm-criteria';

-- name: current_targets
SELECT t.indicator, t.area, t.period, t.value_text, t.source, u.synthetic, p.approval
FROM pointer p JOIN upload u ON u.id = p.upload_id
JOIN target t ON t.upload_id = p.upload_id AND t.area_id = p.area_id AND t.period = p.period
WHERE p.kind = 'targets' AND (p.part = t.indicator OR p.part = CONCAT(t.indicator, '@', t.area));

-- name: release_targets
SELECT t.indicator, t.area, t.period, t.value_text, t.source, u.synthetic, p.approval
FROM release_part p JOIN upload u ON u.id = p.upload_id
JOIN target t ON t.upload_id = p.upload_id AND t.area_id = p.area_id AND t.period = p.period
WHERE p.release_name = ? AND p.kind = 'targets' AND (p.part = t.indicator OR p.part = CONCAT(t.indicator, '@', t.area));

-- name: money_insert_head
INSERT INTO disbursement (upload_id, row_no, as_of, area_id, programme, project, investor, budget, expenditure, plan_year,
                          carried_over, planned, allocated, disbursed) VALUES;

-- name: result_insert_head
INSERT INTO programme_result (upload_id, row_no, as_of, area_id, programme, project, indicator, unit, planned,
                              achieved) VALUES;

-- name: criteria_insert_head
INSERT INTO ntm_commune (upload_id, row_no, as_of, area_id, commune_group, met, known, recognition) VALUES;

-- name: target_insert
INSERT INTO target (upload_id, row_no, indicator, area_id, area, period, value_text, source)
VALUES (?, ?, ?, ?, ?, ?, ?, ?);

-- name: upload_delete_money
DELETE FROM disbursement WHERE upload_id = ?;

-- name: upload_delete_results
DELETE FROM programme_result WHERE upload_id = ?;

-- name: upload_delete_criteria
DELETE FROM ntm_commune WHERE upload_id = ?;

-- name: upload_delete_targets
DELETE FROM target WHERE upload_id = ?;
