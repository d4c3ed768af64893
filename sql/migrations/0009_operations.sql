-- Rules in force: what was proposed under which decision, by whom, and who else has put it in force. hash is over
-- the files that decide figures.

CREATE TABLE IF NOT EXISTS rules_activation (
  hash CHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL PRIMARY KEY,
  decision_no VARCHAR(120) NOT NULL,
  decision_date DATE NOT NULL,
  proposed_by BIGINT UNSIGNED NOT NULL,
  proposed_at DATETIME(3) NOT NULL,
  activated_by BIGINT UNSIGNED NULL,
  activated_at DATETIME(3) NULL
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;
