-- A villager's account. Phone and WeChat id are sealed; the indexes are keyed hashes.
CREATE TABLE accounts (
  id {id},
  public_id {ascii 32} NOT NULL,
  name VARCHAR(60) NOT NULL,
  wechat_index {ascii 64} NULL,
  wechat_sealed {ascii 300} NULL,
  phone_index {ascii 64} NULL,
  phone_sealed {ascii 300} NULL,
  phone_seen_at BIGINT NULL,
  village_id BIGINT NULL,
  person_id BIGINT NULL,
  created_at BIGINT NOT NULL,
  FOREIGN KEY (village_id) REFERENCES areas (id),
  FOREIGN KEY (person_id) REFERENCES people (id),
  {unique accounts_by_public_id (public_id)},
  {unique accounts_by_wechat (wechat_index)},
  {unique accounts_by_phone (phone_index)},
  {unique accounts_by_person (person_id)}
)
