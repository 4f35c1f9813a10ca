-- Who looked at whose data: written with its entry, so that "who looked at my data" scans nothing (trust.md 3).
CREATE TABLE looks (
  id {id},
  public_id {ascii 32} NOT NULL,
  journal_id BIGINT NOT NULL,
  account_id BIGINT NULL,
  person_id BIGINT NULL,
  at_ms BIGINT NOT NULL,
  once_key {ascii 80} NULL,
  is_withheld SMALLINT NOT NULL,
  area_path {ascii 120} NULL,
  FOREIGN KEY (journal_id) REFERENCES journal (id),
  {unique looks_by_public_id (public_id)},
  {unique looks_by_once_key (once_key)},
  {index looks_by_account (account_id, is_withheld, at_ms, id)},
  {index looks_by_person (person_id, is_withheld, at_ms, id)},
  {index looks_withheld (is_withheld, at_ms, id)},
  {index looks_by_area (area_path)}
)
