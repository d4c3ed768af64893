/// Schedules and runs as the service answers them.

export interface Definition {
  name: string;
  report: string;
  round?: string;
  release?: string;
  formats?: string[];
  format?: string;
  areas?: string[];
  each?: string;
  indicator?: string;
  audience?: string;
  recipient?: string;
  language?: string;
  cron?: string;
  when?: { cron?: string; event?: string; days?: number; at?: string; free_day?: string };
  missing?: string;
  wait_minutes?: number;
  hold?: boolean;
  catch_up?: string;
  deliver?: { to: string; target?: string; recipients?: string[] }[];
  enabled?: boolean;
}

export interface ScheduleAnswer {
  name: string;
  enabled: boolean;
  next_due: string | null;
  last_due: string | null;
  changed_at: string | null;
  definition: Definition;
}

export interface Run {
  id: number;
  schedule: string | null;
  due_at: string | null;
  state: string;
  attempts: number;
  release: string;
  round: string;
  missing: number;
  alarm: { code: string; message: { vi: string; en: string } } | null;
  error: string;
  asked_by: string;
  released_by: string;
  made_at: string | null;
  done_at: string | null;
  signed: { number: string; sha256: string };
  files: { position: number; name: string; media_type: string; bytes: number; sha256: string; rows: number }[];
  deliveries: { to: string; target: string; recipients: string[] | string; state: string; attempts: number; error: string; delivered_at: string | null }[];
}
