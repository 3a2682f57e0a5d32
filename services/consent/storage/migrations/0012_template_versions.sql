CREATE TABLE template_versions (
  template_id    text        NOT NULL REFERENCES templates (template_id),
  change_time    timestamptz NOT NULL,
  message_class  smallint    NOT NULL,
  text_hash      bytea       NOT NULL,
  approved       boolean     NOT NULL,
  goods_category text        NOT NULL,
  PRIMARY KEY (template_id, change_time)
);
COMMENT ON TABLE template_versions IS 'reference: how each template stood when, for questions about the past';
INSERT INTO template_versions (template_id, change_time, message_class, text_hash, approved, goods_category)
SELECT template_id, CASE WHEN approved_hash = text_hash THEN coalesce(approve_time, now()) ELSE now() END, message_class,
       text_hash, coalesce(approved_hash = text_hash, FALSE), goods_category
  FROM templates;
