-- Rows of the kinds that have a date instead of a round. Money is whole dong; NULL is unknown, never 0. What
-- counts of them is named by the pointers, as for every kind.

CREATE TABLE IF NOT EXISTS disbursement (
  upload_id BIGINT UNSIGNED NOT NULL,
  row_no BIGINT UNSIGNED NOT NULL,
  as_of CHAR(10) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  area_id INT UNSIGNED NOT NULL,
  programme VARCHAR(16) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  project VARCHAR(120) NOT NULL,
  investor VARCHAR(120) NOT NULL,
  budget VARCHAR(16) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  expenditure VARCHAR(16) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  plan_year SMALLINT UNSIGNED NOT NULL,
  carried_over TINYINT UNSIGNED NOT NULL,
  planned BIGINT NULL,
  allocated BIGINT NULL,
  disbursed BIGINT NULL,
  PRIMARY KEY (upload_id, area_id, row_no),
  KEY disbursement_area (area_id, programme, as_of)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

CREATE TABLE IF NOT EXISTS programme_result (
  upload_id BIGINT UNSIGNED NOT NULL,
  row_no BIGINT UNSIGNED NOT NULL,
  as_of CHAR(10) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  area_id INT UNSIGNED NOT NULL,
  programme VARCHAR(16) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  project VARCHAR(120) NOT NULL,
  indicator VARCHAR(120) NOT NULL,
  unit VARCHAR(120) NOT NULL,
  planned VARCHAR(40) CHARACTER SET ascii COLLATE ascii_bin NULL,
  achieved VARCHAR(40) CHARACTER SET ascii COLLATE ascii_bin NULL,
  PRIMARY KEY (upload_id, area_id, row_no)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- Criteria are bit masks: bit n-1 is criterion n, of the set in force on the day. recognition -1 = not given.
CREATE TABLE IF NOT EXISTS ntm_commune (
  upload_id BIGINT UNSIGNED NOT NULL,
  row_no BIGINT UNSIGNED NOT NULL,
  as_of CHAR(10) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  area_id INT UNSIGNED NOT NULL,
  commune_group VARCHAR(120) NOT NULL,
  met INT UNSIGNED NOT NULL,
  known INT UNSIGNED NOT NULL,
  recognition TINYINT NOT NULL,
  PRIMARY KEY (upload_id, area_id, row_no)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- area is a code or the code of a group of areas.
CREATE TABLE IF NOT EXISTS target (
  upload_id BIGINT UNSIGNED NOT NULL,
  row_no BIGINT UNSIGNED NOT NULL,
  indicator VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  area_id INT UNSIGNED NOT NULL,
  area VARCHAR(24) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  period VARCHAR(16) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  value_text VARCHAR(40) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  source VARCHAR(500) NOT NULL,
  PRIMARY KEY (upload_id, area_id, row_no)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;
