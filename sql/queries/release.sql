-- What a release frozen now would hold, in words that are the same on every machine: codes and hashes, no ids.

-- name: cube_version_locked
SELECT value FROM counter WHERE name = 'cube' FOR UPDATE;

-- name: pointer_contents
SELECT p.kind, p.period, COALESCE(a.code, ''), COALESCE(a.valid_from, ''), p.part, u.sha256
FROM pointer p JOIN upload u ON u.id = p.upload_id LEFT JOIN area a ON a.id = p.area_id
ORDER BY p.kind, p.period, a.code, a.valid_from, p.part;
