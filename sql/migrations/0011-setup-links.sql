-- One-time links by which staff set a password and an authenticator. Only a hash of the link is kept.
CREATE TABLE setup_links (
  id {id},
  token_hash {ascii 64} NOT NULL,
  staff_id BIGINT NOT NULL,
  kind {ascii 16} NOT NULL,
  totp_sealed {ascii 300} NOT NULL,
  expires_at BIGINT NOT NULL,
  used_at BIGINT NULL,
  FOREIGN KEY (staff_id) REFERENCES staff (id),
  {unique setup_links_by_token (token_hash)},
  {index setup_links_by_staff (staff_id)}
)
