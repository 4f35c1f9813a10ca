-- Requests to erase a person, and what became of each. `asked_by`: the person himself, the officer for one who asked on
-- paper, or a restore that brought back somebody who had been erased since.
CREATE TABLE erasures (
  id {id},
  public_id {ascii 32} NOT NULL,
  account_id BIGINT NOT NULL,
  state {ascii 12} NOT NULL,
  asked_by {ascii 8} NOT NULL,
  reason VARCHAR(500) NULL,
  decision_reason VARCHAR(500) NULL,
  requested_at BIGINT NOT NULL,
  decided_by BIGINT NULL,
  decided_at BIGINT NULL,
  finished_at BIGINT NULL,
  FOREIGN KEY (account_id) REFERENCES accounts (id),
  FOREIGN KEY (decided_by) REFERENCES staff (id),
  {unique erasures_by_public_id (public_id)},
  {index erasures_by_account (account_id, state)},
  {index erasures_by_time (requested_at, id)},
  {index erasures_by_state (state, requested_at, id)}
)
