-- A villager claims his place on the roll; village staff review it.
CREATE TABLE claims (
  id {id},
  public_id {ascii 32} NOT NULL,
  account_id BIGINT NOT NULL,
  village_id BIGINT NOT NULL,
  name VARCHAR(60) NOT NULL,
  identity_sealed {ascii 300} NOT NULL,
  identity_index {ascii 64} NOT NULL,
  state {ascii 12} NOT NULL,
  reason VARCHAR(500) NULL,
  decided_by BIGINT NULL,
  created_at BIGINT NOT NULL,
  decided_at BIGINT NULL,
  FOREIGN KEY (account_id) REFERENCES accounts (id),
  FOREIGN KEY (village_id) REFERENCES areas (id),
  {unique claims_by_public_id (public_id)},
  {index claims_by_account (account_id, id)},
  {index claims_by_village (village_id, state, created_at)},
  {index claims_by_state (state, created_at)}
)
