-- What can be given. Times of holds that are over by :now, but not swept yet, count as ended.

-- name: create_reward
-- Stores a new reward.
INSERT INTO rewards (reward_id, display_name, kind, worth, currency, attribute_names, attribute_values, stock,
                     minimum_age, alcohol, moments, broadly_usable, for_companies, countries, valid_from,
                     valid_until, retired)
VALUES (:reward_id, :display_name, :kind, CAST(:worth AS bigint), :currency,
        CAST(:attribute_names AS text[]), CAST(:attribute_values AS text[]), CAST(:stock AS bigint),
        CAST(:minimum_age AS integer), CAST(:alcohol AS smallint), CAST(:moments AS smallint[]),
        CAST(:broadly_usable AS boolean), CAST(:for_companies AS boolean), CAST(:countries AS text[]),
        CAST(:valid_from AS timestamptz), CAST(:valid_until AS timestamptz), CAST(:retired AS boolean));

-- name: lock_reward
-- One reward, locked until the transaction ends. Carried by the primary key.
SELECT reward_id, display_name, kind, worth, currency, attribute_names, attribute_values, stock, held,
       minimum_age, alcohol, moments, broadly_usable, for_companies, countries, valid_from, valid_until,
       retired, version
  FROM rewards
 WHERE reward_id = :reward_id
   FOR UPDATE;

-- name: get_reward
-- One reward. Carried by the primary keys and holds_by_end.
SELECT r.reward_id, r.display_name, r.kind, r.worth, r.currency, r.attribute_names, r.attribute_values,
       r.stock,
       r.held - (SELECT count(h.reward_id)
                   FROM holds h
                  WHERE h.reward_id = r.reward_id
                    AND h.expire_time <= CAST(:now AS timestamptz)),
       r.minimum_age, r.alcohol, r.moments, r.broadly_usable, r.for_companies, r.countries, r.valid_from,
       r.valid_until, r.retired, r.version
  FROM rewards r
 WHERE r.reward_id = :reward_id;

-- name: list_rewards
-- Rewards after an id, by id. Carried by the primary key and holds_by_end.
SELECT r.reward_id, r.display_name, r.kind, r.worth, r.currency, r.attribute_names, r.attribute_values,
       r.stock, r.held - coalesce(ended.count, 0), r.minimum_age, r.alcohol, r.moments, r.broadly_usable,
       r.for_companies, r.countries, r.valid_from, r.valid_until, r.retired, r.version
  FROM rewards r
  LEFT JOIN (SELECT reward_id, count(reward_id) AS count
               FROM holds
              WHERE expire_time <= CAST(:now AS timestamptz)
              GROUP BY reward_id) AS ended ON ended.reward_id = r.reward_id
 WHERE r.reward_id > :after
 ORDER BY r.reward_id
 LIMIT CAST(:limit AS bigint);

-- name: list_catalogue
-- All rewards by id. Carried by the primary key and holds_by_end.
SELECT r.reward_id, r.display_name, r.kind, r.worth, r.currency, r.attribute_names, r.attribute_values,
       r.stock, r.held - coalesce(ended.count, 0), r.minimum_age, r.alcohol, r.moments, r.broadly_usable,
       r.for_companies, r.countries, r.valid_from, r.valid_until, r.retired, r.version
  FROM rewards r
  LEFT JOIN (SELECT reward_id, count(reward_id) AS count
               FROM holds
              WHERE expire_time <= CAST(:now AS timestamptz)
              GROUP BY reward_id) AS ended ON ended.reward_id = r.reward_id
 ORDER BY r.reward_id;

-- name: update_reward
-- Writes all that may change, under the next version. Carried by the primary key.
UPDATE rewards
   SET display_name     = :display_name,
       kind             = :kind,
       worth            = CAST(:worth AS bigint),
       currency         = :currency,
       attribute_names  = CAST(:attribute_names AS text[]),
       attribute_values = CAST(:attribute_values AS text[]),
       stock            = CAST(:stock AS bigint),
       minimum_age      = CAST(:minimum_age AS integer),
       alcohol          = CAST(:alcohol AS smallint),
       moments          = CAST(:moments AS smallint[]),
       broadly_usable   = CAST(:broadly_usable AS boolean),
       for_companies    = CAST(:for_companies AS boolean),
       countries        = CAST(:countries AS text[]),
       valid_from       = CAST(:valid_from AS timestamptz),
       valid_until      = CAST(:valid_until AS timestamptz),
       retired          = CAST(:retired AS boolean),
       version          = version + 1
 WHERE reward_id = :reward_id;

-- name: hold_reward
-- Holds one piece, or touches no row when none is free. Carried by the primary key.
UPDATE rewards
   SET held = held + 1
 WHERE reward_id = :reward_id
   AND NOT retired
   AND stock - held >= 1;

-- name: lock_rewards
-- Locks rewards in the one order in which all do, by id. Carried by the primary key.
SELECT reward_id
  FROM rewards
 WHERE reward_id = ANY (CAST(:reward_ids AS text[]))
 ORDER BY reward_id
   FOR UPDATE;

-- name: release_rewards
-- Ends one hold of each. Carried by the primary key.
UPDATE rewards
   SET held = held - 1
 WHERE reward_id = ANY (CAST(:reward_ids AS text[]));

-- name: give_reward
-- Takes one piece out of the stock, or touches no row when none is left. Carried by the primary key.
UPDATE rewards
   SET stock   = stock - 1,
       version = version + 1
 WHERE reward_id = :reward_id
   AND stock >= 1;
