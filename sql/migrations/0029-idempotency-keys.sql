-- Which sent form became which row, so that a form sent twice is one (trust.md 9). Kept 180 days.
CREATE TABLE idempotency_keys (
  id {id},
  scope {ascii 64} NOT NULL,
  endpoint {ascii 60} NOT NULL,
  key_hash {ascii 64} NOT NULL,
  body_hash {ascii 64} NOT NULL,
  subject {ascii 60} NULL,
  created_at BIGINT NOT NULL,
  {unique idempotency_keys_once (scope, endpoint, key_hash)},
  {index idempotency_keys_by_age (created_at)}
)
