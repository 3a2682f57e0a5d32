-- Days are counted from 1970-01-01, money is in minor units of the model's currency.
-- last_outbound_day is -1 for customers never addressed.
-- state: 0 never bought, 1 active, 2 cooling, 3 dormant, 4 lost.
CREATE TABLE scores (
  set_number         integer          NOT NULL,
  customer_id        text COLLATE "C" NOT NULL,
  bucket             smallint         NOT NULL,
  as_of_day          integer          NOT NULL,
  first_day          integer          NOT NULL,
  last_day           integer          NOT NULL,
  repeats            integer          NOT NULL,
  earlier_repeats    integer          NOT NULL,
  last_outbound_day  integer          NOT NULL,
  repeat_value       bigint           NOT NULL,
  total_value        bigint           NOT NULL,
  alive              double precision NOT NULL,
  buys_again         double precision NOT NULL,
  expected_12_months double precision NOT NULL,
  purchase_value     bigint           NOT NULL,
  clv_12_months      bigint           NOT NULL,
  clv_60_months      bigint           NOT NULL,
  clv_60_low         bigint           NOT NULL,
  clv_60_high        bigint           NOT NULL,
  value_at_risk      bigint           NOT NULL,
  state              smallint         NOT NULL,
  create_time        timestamptz      NOT NULL,
  PRIMARY KEY (set_number, customer_id)
);
COMMENT ON TABLE scores IS 'customer: what each customer is worth and how awake, set by set';
