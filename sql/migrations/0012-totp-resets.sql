-- A lost authenticator: one administrator asks, another decides.
CREATE TABLE totp_resets (
  id {id},
  public_id {ascii 32} NOT NULL,
  staff_id BIGINT NOT NULL,
  requested_by BIGINT NOT NULL,
  decided_by BIGINT NULL,
  reason VARCHAR(500) NOT NULL,
  state {ascii 12} NOT NULL,
  requested_at BIGINT NOT NULL,
  decided_at BIGINT NULL,
  FOREIGN KEY (staff_id) REFERENCES staff (id),
  FOREIGN KEY (requested_by) REFERENCES staff (id),
  {unique totp_resets_by_public_id (public_id)},
  {index totp_resets_by_staff (staff_id, state)}
)
