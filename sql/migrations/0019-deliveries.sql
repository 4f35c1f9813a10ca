-- Messages that go out by WeChat or SMS, and what became of each.
CREATE TABLE deliveries (
  id {id},
  public_id {ascii 32} NOT NULL,
  channel {ascii 8} NOT NULL,
  template VARCHAR(40) NOT NULL,
  account_id BIGINT NOT NULL,
  journal_id BIGINT NOT NULL,
  payload VARCHAR(2000) NOT NULL,
  state {ascii 12} NOT NULL,
  attempts BIGINT NOT NULL,
  last_error VARCHAR(200) NULL,
  created_at BIGINT NOT NULL,
  next_attempt_at BIGINT NULL,
  FOREIGN KEY (account_id) REFERENCES accounts (id),
  {unique deliveries_by_public_id (public_id)},
  {unique deliveries_once (channel, template, account_id, journal_id)},
  {index deliveries_due (state, next_attempt_at)},
  {index deliveries_by_state (state, created_at, id)},
  {index deliveries_by_time (created_at, id)}
)
