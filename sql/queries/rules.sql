-- Rules: proposals and activations, and what a changed standard would make of the lists.

-- name: rules_propose
INSERT INTO rules_activation (hash, decision_no, decision_date, proposed_by, proposed_at) VALUES (?, ?, ?, ?, ?)
ON DUPLICATE KEY UPDATE decision_no = VALUES(decision_no), decision_date = VALUES(decision_date),
                        proposed_by = VALUES(proposed_by), proposed_at = VALUES(proposed_at),
                        activated_by = NULL, activated_at = NULL;

-- name: rules_find
SELECT decision_no, decision_date, proposed_by, activated_by FROM rules_activation WHERE hash = ?;

-- name: rules_activate
UPDATE rules_activation SET activated_by = ?, activated_at = ?
WHERE hash = ? AND activated_by IS NULL AND proposed_by <> ?;

-- name: household_scores
SELECT p.period, h.setting, h.b1_score, h.b2_score, COUNT(*)
FROM pointer p JOIN household h ON h.upload_id = p.upload_id AND h.area_id = p.area_id
WHERE p.kind = 'households'
GROUP BY p.period, h.setting, h.b1_score, h.b2_score
ORDER BY p.period, h.setting, h.b1_score, h.b2_score;
