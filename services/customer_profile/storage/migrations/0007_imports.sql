CREATE TABLE imports (
  import_id           uuid        PRIMARY KEY,
  source              text        NOT NULL,
  dry_run             boolean     NOT NULL,
  header              text        NOT NULL DEFAULT '',
  delimiter           text        NOT NULL DEFAULT ',',
  row_count           bigint      NOT NULL DEFAULT 0,
  imported_count      bigint      NOT NULL DEFAULT 0,
  unchanged_count     bigint      NOT NULL DEFAULT 0,
  rejected_count      bigint      NOT NULL DEFAULT 0,
  reasons             text[]      NOT NULL DEFAULT '{}',
  reason_counts       bigint[]    NOT NULL DEFAULT '{}',
  new_customer_count  bigint      NOT NULL DEFAULT 0,
  new_product_count   bigint      NOT NULL DEFAULT 0,
  first_purchase_time timestamptz,
  last_purchase_time  timestamptz,
  start_time          timestamptz NOT NULL,
  end_time            timestamptz
);
COMMENT ON TABLE imports IS 'local: what each import came to; end_time is NULL while it runs or when it broke off';

CREATE TABLE rejected_rows (
  import_id   uuid   NOT NULL,
  line        bigint NOT NULL,
  column_name text   NOT NULL,
  value       text   NOT NULL,
  reason      text   NOT NULL,
  raw         text   NOT NULL,
  PRIMARY KEY (import_id, line)
);
COMMENT ON TABLE rejected_rows IS 'local: rows that an import refused, as they came, to mend and import again';
