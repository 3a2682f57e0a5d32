-- Contact points.

-- name: find_same_contact_point
-- The contact point of a customer with an address. Carried by the unique constraint.
SELECT contact_point_id, type, address, create_time
  FROM contact_points
 WHERE customer_id = :customer_id
   AND type = CAST(:type AS smallint)
   AND address = :address;

-- name: create_contact_point
-- Stores a contact point; returns when.
INSERT INTO contact_points (customer_id, contact_point_id, type, address, create_time)
VALUES (:customer_id, CAST(:contact_point_id AS uuid), CAST(:type AS smallint), :address, now())
RETURNING contact_point_id, type, address, create_time;

-- name: list_contact_points
-- All of a customer, oldest first. Carried by the primary key.
SELECT contact_point_id, type, address, create_time
  FROM contact_points
 WHERE customer_id = :customer_id
 ORDER BY create_time, contact_point_id;

-- name: find_contact_point
-- One of a customer. Carried by the primary key.
SELECT contact_point_id, type, address, create_time
  FROM contact_points
 WHERE customer_id = :customer_id
   AND contact_point_id = CAST(:contact_point_id AS uuid);
