-- The tables of the service. Every statement can be run again: a half-done migration is simply repeated.
-- Text is utf8mb4_bin and codes are ascii_bin: sorting and folding belong to the application.

CREATE TABLE IF NOT EXISTS area (
  id INT UNSIGNED NOT NULL PRIMARY KEY,
  code VARCHAR(8) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  level TINYINT UNSIGNED NOT NULL,
  name VARCHAR(120) NOT NULL,
  full_name VARCHAR(160) NOT NULL,
  kind VARCHAR(16) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  setting VARCHAR(8) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  parent_id INT UNSIGNED NULL,
  valid_from DATE NOT NULL,
  valid_to DATE NULL,
  UNIQUE KEY area_code (code, valid_from)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

CREATE TABLE IF NOT EXISTS area_change (
  from_id INT UNSIGNED NOT NULL,
  to_id INT UNSIGNED NOT NULL,
  effective DATE NOT NULL,
  whole TINYINT UNSIGNED NOT NULL,
  instrument VARCHAR(120) NOT NULL,
  PRIMARY KEY (from_id, to_id, effective)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

CREATE TABLE IF NOT EXISTS review_round (
  code VARCHAR(16) CHARACTER SET ascii COLLATE ascii_bin NOT NULL PRIMARY KEY,
  name_vi VARCHAR(200) NOT NULL,
  name_en VARCHAR(200) NOT NULL,
  reference_date DATE NOT NULL,
  standard VARCHAR(16) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  status VARCHAR(8) CHARACTER SET ascii COLLATE ascii_bin NOT NULL
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

CREATE TABLE IF NOT EXISTS measure (
  number SMALLINT UNSIGNED NOT NULL PRIMARY KEY,
  name VARCHAR(40) CHARACTER SET ascii COLLATE ascii_bin NOT NULL
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- One received file. claim tells apart the same bytes of people outside each other's scope; worker is the
-- process that is checking it, so that what a dead one left behind is found.
CREATE TABLE IF NOT EXISTS upload (
  id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
  kind VARCHAR(16) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  period VARCHAR(16) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  sha256 CHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  claim BIGINT UNSIGNED NOT NULL DEFAULT 0,
  file_name VARCHAR(255) NOT NULL,
  bytes BIGINT UNSIGNED NOT NULL,
  state VARCHAR(12) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  worker VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT '',
  row_count BIGINT UNSIGNED NOT NULL DEFAULT 0,
  errors BIGINT UNSIGNED NOT NULL DEFAULT 0,
  warnings BIGINT UNSIGNED NOT NULL DEFAULT 0,
  uploaded_by BIGINT UNSIGNED NOT NULL,
  received_at DATETIME(3) NOT NULL,
  submitted_at DATETIME(3) NULL,
  decided_by BIGINT UNSIGNED NULL,
  decided_at DATETIME(3) NULL,
  reason VARCHAR(2000) NOT NULL DEFAULT '',
  by_reviewer TINYINT UNSIGNED NOT NULL DEFAULT 0,
  synthetic TINYINT UNSIGNED NOT NULL DEFAULT 0,
  data_key VARCHAR(160) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  UNIQUE KEY upload_bytes (sha256, kind, period, claim),
  KEY upload_state (state)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- What an upload would move: one line for each period, area and part its rows name.
CREATE TABLE IF NOT EXISTS upload_part (
  upload_id BIGINT UNSIGNED NOT NULL,
  period VARCHAR(16) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  area_id INT UNSIGNED NOT NULL,
  part VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT '',
  row_count BIGINT UNSIGNED NOT NULL,
  PRIMARY KEY (upload_id, period, area_id, part)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

CREATE TABLE IF NOT EXISTS upload_village (
  upload_id BIGINT UNSIGNED NOT NULL,
  area_id INT UNSIGNED NOT NULL,
  village VARCHAR(160) NOT NULL,
  row_count BIGINT UNSIGNED NOT NULL,
  PRIMARY KEY (upload_id, area_id, village)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

CREATE TABLE IF NOT EXISTS upload_finding (
  upload_id BIGINT UNSIGNED NOT NULL,
  seq INT UNSIGNED NOT NULL,
  code VARCHAR(40) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  severity CHAR(1) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  sheet VARCHAR(64) NOT NULL,
  row_no BIGINT UNSIGNED NOT NULL,
  column_name VARCHAR(160) NOT NULL,
  value TEXT NOT NULL,
  personal TINYINT UNSIGNED NOT NULL,
  expected VARCHAR(400) NOT NULL,
  message_vi TEXT NOT NULL,
  message_en TEXT NOT NULL,
  PRIMARY KEY (upload_id, seq)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- Personal fields stand here sealed, as base64. Deprivations and causes are bit masks, -1 = not given.
CREATE TABLE IF NOT EXISTS household (
  upload_id BIGINT UNSIGNED NOT NULL,
  row_no INT UNSIGNED NOT NULL,
  area_id INT UNSIGNED NOT NULL,
  former_commune VARCHAR(120) NOT NULL,
  village VARCHAR(160) NOT NULL,
  household_code VARCHAR(64) NOT NULL,
  head_name_sealed VARCHAR(800) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  head_id_sealed VARCHAR(160) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  id_hash CHAR(32) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  birth_year SMALLINT NOT NULL,
  gender TINYINT NOT NULL,
  woman_head TINYINT NOT NULL,
  ethnicity VARCHAR(60) NOT NULL,
  minority TINYINT NOT NULL,
  members SMALLINT NOT NULL,
  setting TINYINT NOT NULL,
  b1_score SMALLINT NOT NULL,
  b2_score SMALLINT NOT NULL,
  deprivations INT NOT NULL,
  declared TINYINT NOT NULL,
  computed TINYINT NOT NULL,
  previous TINYINT NOT NULL,
  causes SMALLINT NOT NULL,
  no_labour_capacity TINYINT NOT NULL,
  merit TINYINT NOT NULL,
  enumerator VARCHAR(120) NOT NULL,
  survey_date DATE NULL,
  decision_no VARCHAR(64) NOT NULL,
  decision_date DATE NULL,
  change_reason VARCHAR(400) NOT NULL,
  PRIMARY KEY (upload_id, row_no)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

CREATE TABLE IF NOT EXISTS fact (
  upload_id BIGINT UNSIGNED NOT NULL,
  area_id INT UNSIGNED NOT NULL,
  measure SMALLINT UNSIGNED NOT NULL,
  value BIGINT NOT NULL,
  PRIMARY KEY (upload_id, area_id, measure)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

CREATE TABLE IF NOT EXISTS benchmark (
  upload_id BIGINT UNSIGNED NOT NULL,
  row_no BIGINT UNSIGNED NOT NULL,
  indicator VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  scope VARCHAR(8) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  period VARCHAR(16) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  value_text VARCHAR(40) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  source VARCHAR(500) NOT NULL,
  provisional TINYINT UNSIGNED NOT NULL,
  PRIMARY KEY (upload_id, row_no)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- The pointers: which upload counts for a kind, period, area and part. Benchmarks keep theirs by scope code in
-- part, since a later figure of the same key does not push the earlier one out.
CREATE TABLE IF NOT EXISTS pointer (
  kind VARCHAR(16) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  period VARCHAR(16) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  area_id INT UNSIGNED NOT NULL,
  part VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT '',
  upload_id BIGINT UNSIGNED NOT NULL,
  approval BIGINT UNSIGNED NOT NULL,
  PRIMARY KEY (kind, period, area_id, part),
  KEY pointer_upload (upload_id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- What each approval replaced, so that it can be undone; undone is 1 afterwards.
CREATE TABLE IF NOT EXISTS pointer_history (
  approval BIGINT UNSIGNED NOT NULL,
  kind VARCHAR(16) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  period VARCHAR(16) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  area_id INT UNSIGNED NOT NULL,
  part VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT '',
  upload_id BIGINT UNSIGNED NOT NULL,
  previous_upload_id BIGINT UNSIGNED NULL,
  previous_approval BIGINT UNSIGNED NULL,
  approved_by BIGINT UNSIGNED NOT NULL,
  approved_at DATETIME(3) NOT NULL,
  undone TINYINT UNSIGNED NOT NULL DEFAULT 0,
  PRIMARY KEY (approval, kind, period, area_id, part),
  KEY history_upload (upload_id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

CREATE TABLE IF NOT EXISTS release_head (
  name VARCHAR(64) NOT NULL PRIMARY KEY,
  made_at DATETIME(3) NOT NULL,
  made_by BIGINT UNSIGNED NOT NULL,
  note VARCHAR(2000) NOT NULL,
  cube_version BIGINT UNSIGNED NOT NULL,
  rule_hashes MEDIUMTEXT NOT NULL
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

CREATE TABLE IF NOT EXISTS release_part (
  release_name VARCHAR(64) NOT NULL,
  kind VARCHAR(16) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  period VARCHAR(16) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  area_id INT UNSIGNED NOT NULL,
  part VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT '',
  upload_id BIGINT UNSIGNED NOT NULL,
  approval BIGINT UNSIGNED NOT NULL,
  PRIMARY KEY (release_name, kind, period, area_id, part)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

CREATE TABLE IF NOT EXISTS account (
  id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
  user_name VARCHAR(64) NOT NULL,
  role VARCHAR(12) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  password_hash VARCHAR(160) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  must_change TINYINT UNSIGNED NOT NULL DEFAULT 0,
  disabled TINYINT UNSIGNED NOT NULL DEFAULT 0,
  kinds VARCHAR(200) CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT '',
  failures INT UNSIGNED NOT NULL DEFAULT 0,
  last_failure DATETIME(3) NULL,
  last_login DATETIME(3) NULL,
  created_at DATETIME(3) NOT NULL,
  UNIQUE KEY account_user (user_name)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

CREATE TABLE IF NOT EXISTS account_area (
  account_id BIGINT UNSIGNED NOT NULL,
  area_id INT UNSIGNED NOT NULL,
  PRIMARY KEY (account_id, area_id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- A session or an exporter's token: only the hash of the secret is here.
CREATE TABLE IF NOT EXISTS session (
  secret_hash CHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL PRIMARY KEY,
  account_id BIGINT UNSIGNED NOT NULL,
  is_token TINYINT UNSIGNED NOT NULL DEFAULT 0,
  made_at DATETIME(3) NOT NULL,
  seen_at DATETIME(3) NOT NULL,
  ends_at DATETIME(3) NOT NULL,
  KEY session_account (account_id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- Append-only; seq = previous + 1 is the key, so two writers collide and one tries again instead of forking.
CREATE TABLE IF NOT EXISTS log (
  seq BIGINT UNSIGNED NOT NULL PRIMARY KEY,
  at DATETIME(3) NOT NULL,
  account_id BIGINT UNSIGNED NOT NULL,
  action VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  subject VARCHAR(200) NOT NULL,
  details TEXT NOT NULL,
  previous_hash CHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  hash CHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- Named numbers: `cube` moves whenever what readers see has changed, `approval` counts approvals.
CREATE TABLE IF NOT EXISTS counter (
  name VARCHAR(32) CHARACTER SET ascii COLLATE ascii_bin NOT NULL PRIMARY KEY,
  value BIGINT UNSIGNED NOT NULL
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- Named texts, among them the hash of the area files last loaded.
CREATE TABLE IF NOT EXISTS note (
  name VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL PRIMARY KEY,
  value VARCHAR(200) NOT NULL
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

INSERT INTO counter (name, value) SELECT 'cube', 1 FROM DUAL WHERE NOT EXISTS (SELECT 1 FROM counter WHERE name = 'cube');
INSERT INTO counter (name, value) SELECT 'approval', 0 FROM DUAL WHERE NOT EXISTS (SELECT 1 FROM counter WHERE name = 'approval');
