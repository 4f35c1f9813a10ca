-- How many WeChat messages a villager has agreed to: one accept, one message.
CREATE TABLE subscription_quota (
  account_id BIGINT NOT NULL,
  template_id {ascii 80} NOT NULL,
  remaining BIGINT NOT NULL,
  updated_at BIGINT NOT NULL,
  PRIMARY KEY (account_id, template_id),
  FOREIGN KEY (account_id) REFERENCES accounts (id)
)
