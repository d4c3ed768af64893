-- name: table_list
SELECT table_name FROM information_schema.tables WHERE table_schema = DATABASE() ORDER BY table_name;

-- name: table_columns
SELECT column_name, data_type FROM information_schema.columns
WHERE table_schema = DATABASE() AND table_name = ? ORDER BY ordinal_position;

-- name: table_definition
SHOW CREATE TABLE `%s`;

-- name: table_rows
SELECT %s FROM `%s`;

-- name: table_drop
DROP TABLE `%s`;

-- name: scratch_create
CREATE DATABASE `%s` CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

-- name: scratch_drop
DROP DATABASE `%s`;
