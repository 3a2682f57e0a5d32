ALTER TABLE log_head
  ADD COLUMN tree_size  bigint NOT NULL DEFAULT 0,
  ADD COLUMN edge       bytea  NOT NULL DEFAULT '',
  ADD COLUMN checkpoint text   NOT NULL DEFAULT '';
COMMENT ON TABLE log_head IS 'local: how many events the log holds and the time of the last one; its lock orders all writes. state_version counts the commits that change what checks depend on; noted_size and tree_size are size unless a version of the service wrote that counts no changes or knows no tree; edge is the right edge of the tree of the first tree_size leaves, checkpoint its signed root';

CREATE TABLE log_nodes (
  level      smallint NOT NULL,
  node_index bigint   NOT NULL,
  hash       bytea    NOT NULL,
  PRIMARY KEY (level, node_index)
);
COMMENT ON TABLE log_nodes IS 'local: complete subtrees over the leaves [node_index << level, (node_index + 1) << level), from level 1 on; rows are only ever added';
