-- Full tiles of the Merkle tree: 256 hashes of 32 bytes, which never change (C2SP tlog-tiles). Insert-only.
CREATE TABLE trail_tiles (
  level SMALLINT NOT NULL,
  tile_index BIGINT NOT NULL,
  hashes {blob} NOT NULL,
  PRIMARY KEY (level, tile_index)
)
