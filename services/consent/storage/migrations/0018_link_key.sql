INSERT INTO service_keys (name, key)
VALUES ('link', decode(replace(CAST(gen_random_uuid() AS text) || CAST(gen_random_uuid() AS text), '-', ''), 'hex'));
