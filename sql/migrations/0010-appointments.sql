-- A role in an area for a term. Both days belong to it, unless it was ended before: that works at once.
CREATE TABLE appointments (
  id {id},
  public_id {ascii 32} NOT NULL,
  staff_id BIGINT NOT NULL,
  role {ascii 40} NOT NULL,
  area_id BIGINT NOT NULL,
  area_path {ascii 120} NOT NULL,
  starts_on {ascii 10} NOT NULL,
  ends_on {ascii 10} NULL,
  ended_at BIGINT NULL,
  FOREIGN KEY (staff_id) REFERENCES staff (id),
  FOREIGN KEY (area_id) REFERENCES areas (id),
  {unique appointments_by_public_id (public_id)},
  {index appointments_by_staff (staff_id)},
  {index appointments_by_area (area_path)},
  {index appointments_by_area_role (area_id, role)}
)
