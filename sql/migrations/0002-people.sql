-- Who a person is, apart from what a roll says of him: rolls come and go, the person stays.
CREATE TABLE people (
  id {id},
  public_id {ascii 32} NOT NULL,
  identity_index {ascii 64} NOT NULL,
  identity_sealed {ascii 300} NOT NULL,
  created_at BIGINT NOT NULL,
  {unique people_by_public_id (public_id)},
  {unique people_by_identity (identity_index)}
)
