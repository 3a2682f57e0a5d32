CREATE INDEX consents_unconfirmed ON consents (expire_time) WHERE confirm_time IS NULL AND withdraw_time IS NULL;
CREATE INDEX consents_withdrawn ON consents (withdraw_time) WHERE withdraw_time IS NOT NULL AND address <> '';
