/**
 * What the API asks the database for one page of cases, copied by hand so that the peer stays a program of its own.
 * `npm run bench` compares both in the database's own log before it measures, and stops when they have drifted apart.
 */
export const listSql = {
  session: `
    SELECT s.id, s.kind, s.account_id, s.staff_id, s.last_seen_at, s.expires_at, s.revoked_at,
      a.public_id AS account_public_id, a.name AS account_name,
      t.public_id AS staff_public_id, t.name AS staff_name
    FROM sessions s LEFT JOIN accounts a ON a.id = s.account_id LEFT JOIN staff t ON t.id = s.staff_id AND t.state = 'active'
    WHERE s.token_hash = ?`,
  appointments: `
    SELECT role, area_id, area_path, starts_on, ends_on FROM appointments
    WHERE staff_id = ? AND ended_at IS NULL ORDER BY id`,
  area: `
    SELECT id, public_id, kind, code, name, parent_id, path, closed_at, merged_into_id FROM areas WHERE public_id = ? ORDER BY sort, id`,
  cases: `
    SELECT c.id, c.public_id, c.number, c.door, c.category_code, c.village_id, c.area_path, c.text, c.place,
  c.lng, c.lat, c.capacity, c.account_id, c.reporter_staff_id, c.follow_index, c.is_private, c.state, c.is_open, c.handler_id,
  c.accepted_by, c.limit_days, c.submitted_at, c.due_at, c.is_due_provisional, c.stage_started_at, c.stage_due_at,
  c.is_stage_provisional, c.first_done_at, c.done_at, c.silent_at, c.outcome, c.grade, c.rating_tags, c.rating_words, c.rated_at,
  c.is_rated_late, c.dispute_count, c.released_text, c.released_photos, c.released_at FROM cases c FORCE INDEX (cases_by_village)
    WHERE ((c.is_private = 0 AND ((c.area_path >= ? AND c.area_path < ?))) OR (c.is_private = 1 AND ((c.area_path >= ? AND c.area_path < ?))) OR c.handler_id = ?) AND (c.area_path >= ? AND c.area_path < ?) AND c.village_id = ?
      AND 1 = 1
    ORDER BY c.submitted_at DESC, c.id DESC LIMIT ?`,
  areas: `
    SELECT id, public_id, kind, code, name, parent_id, path, closed_at, merged_into_id FROM areas WHERE id IN (?) ORDER BY sort, id`,
  files: `
    SELECT public_id, kind, purpose, seconds, thumbnail_key, subject_id FROM files
    WHERE subject_kind = 'case' AND subject_id IN (?) ORDER BY subject_id, sort, id`,
} as const;

/** The rows of one submitted case, each table's columns as the API fills them. */
export const submitSql = {
  key: `
    INSERT INTO idempotency_keys (scope, endpoint, key_hash, body_hash, subject, created_at) VALUES (?, ?, ?, ?, ?, ?)`,
  case: `
    INSERT INTO cases
      (public_id, number, door, category_code, village_id, area_path, text, place, capacity, account_id, is_private, state, is_open,
       limit_days, submitted_at, due_at, is_due_provisional, stage_started_at, stage_due_at, is_stage_provisional,
       is_rated_late, dispute_count, version)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, 'villager', ?, 0, 'submitted', 1, ?, ?, ?, 0, ?, ?, 0, 0, 0, 1)`,
  journal: `
    INSERT INTO journal
      (entry_id, kind, subject_kind, subject_id, subject_public_id, actor_kind, actor_id, area_id, request_id, at_ms, is_sealed, public_form)
    VALUES (?, 'case.submitted', 'case', ?, ?, 'villager', ?, ?, ?, ?, 0, ?)`,
  details: `
    INSERT INTO journal_details (journal_id, field, value, salt) VALUES ?`,
  unsealed: `
    INSERT INTO journal_unsealed (journal_id) VALUES (?)`,
} as const;
