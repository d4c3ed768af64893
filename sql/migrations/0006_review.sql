-- Deadlines of a round: one for each level of units, and extensions for single units. What is not set here has no
-- deadline that a file could miss.

CREATE TABLE IF NOT EXISTS round_deadline (
  round_code VARCHAR(16) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  level TINYINT UNSIGNED NOT NULL,
  area_id INT UNSIGNED NOT NULL DEFAULT 0,
  due DATE NOT NULL,
  reason VARCHAR(400) NOT NULL,
  set_by BIGINT UNSIGNED NOT NULL,
  set_at DATETIME(3) NOT NULL,
  PRIMARY KEY (round_code, level, area_id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;
