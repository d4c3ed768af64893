-- Schedules and what they made. A run is unique by (schedule, due_at): that is what makes it happen once. Reports
-- asked for by hand have no schedule, and NULL is equal to nothing.

CREATE TABLE IF NOT EXISTS report_schedule (
  name VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL PRIMARY KEY,
  definition TEXT NOT NULL,
  watched_from DATETIME(3) NOT NULL,
  changed_by BIGINT UNSIGNED NOT NULL,
  changed_at DATETIME(3) NOT NULL
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- definition is the schedule as it was when the run fell due: a later change does not touch what is under way.
-- worker and leased_until say who has it now; next_at when it may be taken again.
CREATE TABLE IF NOT EXISTS report_run (
  id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
  schedule VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NULL,
  due_at DATETIME(3) NOT NULL,
  definition TEXT NOT NULL,
  state VARCHAR(12) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  worker VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT '',
  leased_until DATETIME(3) NULL,
  attempts INT UNSIGNED NOT NULL DEFAULT 0,
  next_at DATETIME(3) NOT NULL,
  release_name VARCHAR(64) NOT NULL DEFAULT '',
  round VARCHAR(16) CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT '',
  missing INT UNSIGNED NOT NULL DEFAULT 0,
  asked_by BIGINT UNSIGNED NOT NULL DEFAULT 0,
  released_by BIGINT UNSIGNED NULL,
  alarm VARCHAR(12) CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT '',
  alarm_told TINYINT UNSIGNED NOT NULL DEFAULT 0,
  error VARCHAR(1000) NOT NULL DEFAULT '',
  signed_number VARCHAR(120) NOT NULL DEFAULT '',
  signed_sha256 VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT '',
  made_at DATETIME(3) NULL,
  done_at DATETIME(3) NULL,
  UNIQUE KEY report_run_due (schedule, due_at),
  KEY report_run_next (state, next_at)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

CREATE TABLE IF NOT EXISTS report_file (
  run_id BIGINT UNSIGNED NOT NULL,
  position INT UNSIGNED NOT NULL,
  name VARCHAR(200) NOT NULL,
  media_type VARCHAR(120) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  bytes BIGINT UNSIGNED NOT NULL,
  sha256 CHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  row_count BIGINT UNSIGNED NOT NULL,
  manifest MEDIUMTEXT NOT NULL,
  PRIMARY KEY (run_id, position)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

CREATE TABLE IF NOT EXISTS report_delivery (
  run_id BIGINT UNSIGNED NOT NULL,
  position INT UNSIGNED NOT NULL,
  way VARCHAR(8) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  target VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  recipients TEXT NOT NULL,
  message_id VARCHAR(200) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  state VARCHAR(12) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  attempts INT UNSIGNED NOT NULL DEFAULT 0,
  error VARCHAR(1000) NOT NULL DEFAULT '',
  delivered_at DATETIME(3) NULL,
  PRIMARY KEY (run_id, position)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;
