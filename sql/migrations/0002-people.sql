-- Who a person is, apart from what a roll says of him: rolls come and go, the person stays. `first_import_id` names
-- the import that brought him, so that a cancelled one leaves nobody behind.
CREATE TABLE people (
  id {id},
  public_id {ascii 32} NOT NULL,
  identity_index {ascii 64} NOT NULL,
  identity_sealed {ascii 300} NOT NULL,
  created_at BIGINT NOT NULL,
  first_import_id BIGINT NULL,
  {unique people_by_public_id (public_id)},
  {unique people_by_identity (identity_index)},
  {index people_by_import (first_import_id)}
)
