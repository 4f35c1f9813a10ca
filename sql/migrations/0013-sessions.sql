-- Who is signed in, and in which capacity. Looked up on every request, so revoking works at once.
CREATE TABLE sessions (
  id {id},
  public_id {ascii 32} NOT NULL,
  token_hash {ascii 64} NOT NULL,
  kind {ascii 12} NOT NULL,
  account_id BIGINT NULL,
  staff_id BIGINT NULL,
  device VARCHAR(80) NOT NULL,
  created_at BIGINT NOT NULL,
  last_seen_at BIGINT NOT NULL,
  expires_at BIGINT NOT NULL,
  revoked_at BIGINT NULL,
  FOREIGN KEY (account_id) REFERENCES accounts (id),
  FOREIGN KEY (staff_id) REFERENCES staff (id),
  {unique sessions_by_public_id (public_id)},
  {unique sessions_by_token (token_hash)},
  {index sessions_by_account (account_id, revoked_at)},
  {index sessions_by_staff (staff_id, revoked_at)},
  {index sessions_by_end (expires_at)}
)
