-- The open right edge of the tree: the tile of each level that is not full yet, with 1 to 255 hashes.
CREATE TABLE trail_edge (
  level SMALLINT NOT NULL PRIMARY KEY,
  tile_index BIGINT NOT NULL,
  hashes {blob} NOT NULL
)
