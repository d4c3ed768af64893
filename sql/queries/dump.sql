-- name: table_list
SELECT table_name FROM information_schema.tables WHERE table_schema = DATABASE() ORDER BY table_name;

-- name: table_drop
DROP TABLE `%s`;

-- name: scratch_create
CREATE DATABASE `%s` CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

-- name: scratch_drop
DROP DATABASE `%s`;
