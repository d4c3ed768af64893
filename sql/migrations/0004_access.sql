-- What accounts have beside their role, how guessing is slowed, and what sessions are.

-- Idle time is counted from the last log-in or from renewed_at, whichever is later. Demonstration accounts
-- need no second factor and do not lapse. subject is who the identity provider says it is.
CREATE TABLE IF NOT EXISTS account_trait (
  account_id BIGINT UNSIGNED NOT NULL PRIMARY KEY,
  demonstration TINYINT UNSIGNED NOT NULL DEFAULT 0,
  renewed_at DATETIME(3) NOT NULL,
  subject VARCHAR(200) NULL,
  UNIQUE KEY trait_subject (subject)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- Wrong attempts by hashes of account and address; rows without a recent one are swept away.
CREATE TABLE IF NOT EXISTS attempt (
  bucket CHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL PRIMARY KEY,
  failures INT UNSIGNED NOT NULL,
  last_at BIGINT NOT NULL,
  KEY attempt_last (last_at)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- The second factor: its secret sealed under a key that is sealed itself (note `factor-key`).
CREATE TABLE IF NOT EXISTS account_factor (
  account_id BIGINT UNSIGNED NOT NULL PRIMARY KEY,
  secret_sealed VARCHAR(160) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  confirmed TINYINT UNSIGNED NOT NULL DEFAULT 0,
  last_step BIGINT NOT NULL DEFAULT 0
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

CREATE TABLE IF NOT EXISTS recovery_code (
  account_id BIGINT UNSIGNED NOT NULL,
  code_hash CHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  PRIMARY KEY (account_id, code_hash)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- What is known of a session or token beside its hash: where it was opened, what it is for, which reports a
-- token may have (comma-separated, empty = all).
CREATE TABLE IF NOT EXISTS session_mark (
  secret_hash CHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL PRIMARY KEY,
  address VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  label VARCHAR(80) NOT NULL,
  reports VARCHAR(400) CHARACTER SET ascii COLLATE ascii_bin NOT NULL
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- Log-ins at the identity provider that were begun and not ended.
CREATE TABLE IF NOT EXISTS provider_visit (
  state_hash CHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL PRIMARY KEY,
  browser_hash CHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  nonce CHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  verifier VARCHAR(128) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  made_at DATETIME(3) NOT NULL
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;
