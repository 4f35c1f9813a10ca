-- The entry of the subject that takes a photo commits to its small picture too: that is what lists show.
ALTER TABLE files ADD COLUMN thumbnail_hash {ascii 64} NULL
