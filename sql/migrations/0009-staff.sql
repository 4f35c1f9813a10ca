-- Somebody who works here. `totp_last_step` refuses a code that was used; `failed_count` is that of `failed_day`.
CREATE TABLE staff (
  id {id},
  public_id {ascii 32} NOT NULL,
  username {ascii 32} NOT NULL,
  name VARCHAR(60) NOT NULL,
  phone_index {ascii 64} NULL,
  phone_sealed {ascii 300} NULL,
  person_id BIGINT NULL,
  password_hash {ascii 300} NULL,
  totp_sealed {ascii 300} NULL,
  totp_last_step BIGINT NOT NULL,
  state {ascii 12} NOT NULL,
  failed_count BIGINT NOT NULL,
  failed_day {ascii 10} NULL,
  locked_until BIGINT NOT NULL,
  created_at BIGINT NOT NULL,
  last_seen_at BIGINT NULL,
  FOREIGN KEY (person_id) REFERENCES people (id),
  {unique staff_by_public_id (public_id)},
  {unique staff_by_username (username)}
)
