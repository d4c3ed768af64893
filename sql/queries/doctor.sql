-- What `rasoat doctor` asks of the server itself.

-- name: server_facts
SELECT @@version, @@character_set_database, @@collation_database, @@sql_mode, @@max_allowed_packet,
       @@innodb_flush_log_at_trx_commit, @@innodb_buffer_pool_size, @@max_connections, @@read_only, @@local_infile,
       CAST(TIMESTAMPDIFF(SECOND, '1970-01-01', UTC_TIMESTAMP()) AS SIGNED) * 1000;

-- name: foreign_tables
SELECT table_name, CONCAT_WS(' ', engine, table_collation)
FROM information_schema.tables
WHERE table_schema = DATABASE() AND table_type = 'BASE TABLE'
  AND (engine <> 'InnoDB' OR table_collation <> 'utf8mb4_bin')
ORDER BY table_name;

-- name: account_facts
SELECT a.user_name, a.role, a.must_change = 1 AND a.created_at < ?,
       (SELECT COUNT(*) FROM account_area r WHERE r.account_id = a.id)
FROM account a
WHERE a.disabled = 0
ORDER BY a.user_name;
