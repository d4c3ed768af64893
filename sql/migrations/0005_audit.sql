-- Re-visits and public servants. `version` is the value of the counter `cube` from which on readers see a row, so that
-- a frozen release shows what was there when it was frozen. Every statement can be run again.

-- One sample, drawn from a frozen release by a seed that is on record.
CREATE TABLE IF NOT EXISTS audit_sample (
  id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
  version BIGINT UNSIGNED NOT NULL,
  round VARCHAR(16) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  within_id INT UNSIGNED NOT NULL,
  release_name VARCHAR(64) NOT NULL,
  seed BIGINT UNSIGNED NOT NULL,
  per_commune INT UNSIGNED NOT NULL,
  made_by BIGINT UNSIGNED NOT NULL,
  made_at DATETIME(3) NOT NULL
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- number is what stands on the form. declared and stratum_size are of the day it was drawn.
CREATE TABLE IF NOT EXISTS audit_sample_row (
  sample_id BIGINT UNSIGNED NOT NULL,
  number INT UNSIGNED NOT NULL,
  area_id INT UNSIGNED NOT NULL,
  upload_id BIGINT UNSIGNED NOT NULL,
  row_no INT UNSIGNED NOT NULL,
  declared TINYINT NOT NULL,
  stratum_size INT UNSIGNED NOT NULL,
  PRIMARY KEY (sample_id, number)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- What was found; a later hand-in of the same number counts before an earlier one. -1 = not given.
CREATE TABLE IF NOT EXISTS audit_revisit (
  sample_id BIGINT UNSIGNED NOT NULL,
  version BIGINT UNSIGNED NOT NULL,
  number INT UNSIGNED NOT NULL,
  met TINYINT NOT NULL,
  class TINYINT NOT NULL,
  b1_score SMALLINT NOT NULL,
  b2_score SMALLINT NOT NULL,
  visit_date DATE NULL,
  PRIMARY KEY (sample_id, version, number)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- Lists of public servants: keyed hashes of ID numbers alone. The newest list counts.
CREATE TABLE IF NOT EXISTS audit_staff_list (
  version BIGINT UNSIGNED NOT NULL PRIMARY KEY,
  label VARCHAR(200) NOT NULL,
  persons BIGINT UNSIGNED NOT NULL,
  sent_by BIGINT UNSIGNED NOT NULL,
  sent_at DATETIME(3) NOT NULL
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

CREATE TABLE IF NOT EXISTS audit_staff (
  version BIGINT UNSIGNED NOT NULL,
  id_hash CHAR(32) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  PRIMARY KEY (version, id_hash)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;
