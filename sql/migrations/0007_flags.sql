-- What became of flags: which are raised now, when each was raised and cleared and by what, and what people answered.
-- flag is the name a flag has in every answer: `2023:2023-12-31:525:poverty.rate:above-country`.

CREATE TABLE IF NOT EXISTS flag_raised (
  flag VARCHAR(160) CHARACTER SET ascii COLLATE ascii_bin NOT NULL PRIMARY KEY,
  severity VARCHAR(16) CHARACTER SET ascii COLLATE ascii_bin NOT NULL
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

CREATE TABLE IF NOT EXISTS flag_event (
  id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
  flag VARCHAR(160) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  at DATETIME(3) NOT NULL,
  what VARCHAR(8) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  severity VARCHAR(16) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  severity_before VARCHAR(16) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  upload_id BIGINT UNSIGNED NULL,
  account_id BIGINT UNSIGNED NOT NULL,
  KEY flag_event_flag (flag)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

CREATE TABLE IF NOT EXISTS flag_reply (
  id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
  flag VARCHAR(160) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  at DATETIME(3) NOT NULL,
  account_id BIGINT UNSIGNED NOT NULL,
  reply VARCHAR(2000) NOT NULL,
  due_date VARCHAR(10) CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT '',
  document VARCHAR(200) NOT NULL DEFAULT '',
  task VARCHAR(400) NOT NULL DEFAULT '',
  KEY flag_reply_flag (flag)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;
