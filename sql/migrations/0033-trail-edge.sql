-- The tree's open right edge: the tile of each level that is not full yet, with at most 255 hashes.
CREATE TABLE trail_edge (
  level SMALLINT NOT NULL PRIMARY KEY,
  tile_index BIGINT NOT NULL,
  hashes {blob} NOT NULL
)
