SET statement_timeout = '20s'; SET lock_timeout = '10s';

SELECT tablename FROM pg_catalog.pg_tables WHERE schemaname = current_schema() AND tablename LIKE 'orrery\_%';

CREATE TABLE IF NOT EXISTS orrery_block_segment_20261123 ("id" bigint NOT NULL, "packed" bytea NOT NULL, PRIMARY KEY ("id"));

ALTER TABLE orrery_block_segment_20261123 ALTER COLUMN "packed" SET STORAGE EXTERNAL;

CREATE TABLE IF NOT EXISTS orrery_record_segment_20261123 ("millis" integer NOT NULL, "id" bigint NOT NULL, "slice" smallint NOT NULL, "trace" bigint NOT NULL, "service" bigint NOT NULL, "instance" bigint NOT NULL, "endpoint" bigint NOT NULL, "latency" bigint NOT NULL, "error" bigint NOT NULL, "tag_set" bigint NOT NULL, "block" bigint NOT NULL, "slot" integer NOT NULL, PRIMARY KEY ("millis", "id"));

CREATE INDEX IF NOT EXISTS orrery_group_segment_20261123 ON orrery_record_segment_20261123 ("slice", "trace");

CREATE INDEX IF NOT EXISTS orrery_owner_segment_20261123 ON orrery_record_segment_20261123 ("slice", "service", "latency", "millis", "id", "instance", "endpoint", "error", "tag_set");

CREATE INDEX IF NOT EXISTS orrery_rank_segment_20261123 ON orrery_record_segment_20261123 ("slice", "latency", "millis", "id");

CREATE INDEX IF NOT EXISTS orrery_set_segment_20261123 ON orrery_record_segment_20261123 ("tag_set", "millis", "id");

CREATE TABLE IF NOT EXISTS orrery_tagset_segment_20261123 ("tag" bigint NOT NULL, "tag_set" bigint NOT NULL, PRIMARY KEY ("tag", "tag_set"));

CREATE TABLE IF NOT EXISTS orrery_tag_segment_20261123 ("tag_key" bigint NOT NULL, "tag" bigint NOT NULL, "called" bytea NOT NULL, PRIMARY KEY ("tag_key", "tag"));

INSERT INTO orrery_block_segment_20261123 ("id", "packed") SELECT * FROM unnest(?::bigint[], ?::bytea[]);

INSERT INTO orrery_record_segment_20261123 ("millis", "id", "slice", "trace", "service", "instance", "endpoint", "latency", "error", "tag_set", "block", "slot") SELECT * FROM unnest(?::integer[], ?::bigint[], ?::smallint[], ?::bigint[], ?::bigint[], ?::bigint[], ?::bigint[], ?::bigint[], ?::bigint[], ?::bigint[], ?::bigint[], ?::integer[]) ON CONFLICT DO NOTHING;

SELECT millis, id, "trace", "service", "instance", "endpoint", "latency", "error", block, slot FROM orrery_record_segment_20261123 WHERE millis BETWEEN ? AND ? ORDER BY millis DESC, id DESC LIMIT ?;

SELECT millis, id, "trace", "service", "instance", "endpoint", "latency", "error", block, slot FROM (SELECT millis, id, "trace", "service", "instance", "endpoint", "latency", "error", block, slot FROM orrery_record_segment_20261123 WHERE slice = ANY(?) AND millis + 0 BETWEEN ? AND ? AND "trace" = ? OFFSET 0) AS found ORDER BY millis DESC, id DESC LIMIT ?;

SELECT millis, id, "trace", "service", "instance", "endpoint", "latency", "error", block, slot FROM (SELECT millis, id, "trace", "service", "instance", "endpoint", "latency", "error", block, slot FROM orrery_record_segment_20261123 WHERE slice = ? AND millis BETWEEN ? AND ? AND "service" = ? OFFSET 0) AS found ORDER BY millis DESC, id DESC LIMIT ?;

SELECT millis, id, "trace", "service", "instance", "endpoint", "latency", "error", block, slot FROM (SELECT millis, id, "trace", "service", "instance", "endpoint", "latency", "error", block, slot FROM orrery_record_segment_20261123 WHERE millis BETWEEN ? AND ? AND "service" = ? AND tag_set = ANY(?) OFFSET 0) AS found ORDER BY millis DESC, id DESC LIMIT ?;

SELECT millis, id, "trace", "service", "instance", "endpoint", "latency", "error", block, slot FROM orrery_record_segment_20261123 WHERE slice = ? AND millis BETWEEN ? AND ? AND "latency" >= ? AND tag_set IN (SELECT tag_set FROM orrery_tagset_segment_20261123 WHERE tag = ?) ORDER BY "latency" DESC, millis DESC, id DESC LIMIT ?;

SELECT millis, id, "trace", "service", "instance", "endpoint", "latency", "error", block, slot FROM orrery_record_segment_20261123 WHERE slice = ? AND millis BETWEEN ? AND ? AND "service" = ? ORDER BY "latency" DESC, millis DESC, id DESC LIMIT ?;

SELECT millis, id, "trace", "service", "instance", "endpoint", "latency", "error", block, slot FROM (SELECT * FROM orrery_record_segment_20261123 WHERE millis BETWEEN ? AND ? ORDER BY millis DESC, id DESC LIMIT ?) AS walked WHERE 1 = 1 AND "service" = ? AND tag_set = ANY(?) ORDER BY millis DESC, id DESC LIMIT ?;

SELECT millis, id, "trace", "service", "instance", "endpoint", "latency", "error", block, slot FROM (SELECT * FROM orrery_record_segment_20261123 WHERE slice = ? AND millis BETWEEN ? AND ? AND "service" = ? ORDER BY "latency" DESC, millis DESC, id DESC LIMIT ?) AS walked WHERE 1 = 1 AND "service" = ? AND tag_set = ANY(?) ORDER BY "latency" DESC, millis DESC, id DESC LIMIT ?;

SELECT tag_set FROM orrery_tagset_segment_20261123 WHERE tag = ? AND tag_set IN (SELECT tag_set FROM orrery_tagset_segment_20261123 WHERE tag = ?) LIMIT ?;

CREATE TABLE IF NOT EXISTS orrery_metric_service_20261123 ("tier" smallint NOT NULL, "bucket" integer NOT NULL, "owner" bigint NOT NULL, "entity" bigint NOT NULL, "writer" bigint NOT NULL, "calls" bigint NOT NULL, "errors" bigint NOT NULL, "duration_millis" bigint NOT NULL, "satisfied" bigint NOT NULL, "tolerated" bigint NOT NULL, "sketch" bytea NOT NULL, PRIMARY KEY ("tier", "bucket", "owner", "entity", "writer")) WITH (fillfactor = 60);

ALTER TABLE orrery_metric_service_20261123 ADD COLUMN IF NOT EXISTS "calls" bigint NOT NULL DEFAULT 0;

ALTER TABLE orrery_metric_service_20261123 ADD COLUMN IF NOT EXISTS "sketch" bytea NOT NULL DEFAULT '';

INSERT INTO orrery_metric_service_20261123 ("tier", "bucket", "owner", "entity", "writer", "calls", "errors", "duration_millis", "satisfied", "tolerated", "sketch") SELECT * FROM unnest(?::smallint[], ?::integer[], ?::bigint[], ?::bigint[], ?::bigint[], ?::bigint[], ?::bigint[], ?::bigint[], ?::bigint[], ?::bigint[], ?::bytea[]) ON CONFLICT ("tier", "bucket", "owner", "entity", "writer") DO UPDATE SET "calls" = EXCLUDED."calls", "errors" = EXCLUDED."errors", "duration_millis" = EXCLUDED."duration_millis", "satisfied" = EXCLUDED."satisfied", "tolerated" = EXCLUDED."tolerated", "sketch" = EXCLUDED."sketch";

SELECT bucket, owner, entity, "calls", "errors", "duration_millis", "satisfied", "tolerated" FROM orrery_metric_service_20261123 WHERE tier = ? AND bucket BETWEEN ? AND ? ORDER BY bucket, owner, entity;

SELECT bucket, owner, entity, "calls", "errors", "duration_millis", "satisfied", "tolerated", sketch FROM orrery_metric_service_20261123 WHERE tier = ? AND bucket = ANY(?) AND owner = ? ORDER BY bucket, owner, entity;

SELECT bucket, owner, entity, "calls", "errors", "duration_millis", "satisfied", "tolerated", sketch FROM orrery_metric_service_20261123 WHERE tier = ? AND bucket = ANY(?) AND owner = ? AND entity = ANY(?) ORDER BY bucket, owner, entity;

CREATE TABLE IF NOT EXISTS orrery_catalog ("kind" smallint NOT NULL, "entry" bigint NOT NULL, "owner" bigint NOT NULL, "name" bytea NOT NULL, "folded" bytea NOT NULL, "attributes" bytea NOT NULL, "seen_millis" bigint NOT NULL, PRIMARY KEY ("kind", "entry")) WITH (fillfactor = 60);

CREATE INDEX IF NOT EXISTS orrery_catalog_owner ON orrery_catalog ("kind", "owner");

INSERT INTO orrery_catalog ("kind", "entry", "owner", "name", "folded", "attributes", "seen_millis") SELECT * FROM unnest(?::smallint[], ?::bigint[], ?::bigint[], ?::bytea[], ?::bytea[], ?::bytea[], ?::bigint[]) ON CONFLICT ("kind", "entry") DO UPDATE SET "owner" = EXCLUDED."owner", "name" = EXCLUDED."name", "folded" = EXCLUDED."folded", "attributes" = EXCLUDED."attributes", "seen_millis" = GREATEST(orrery_catalog."seen_millis", EXCLUDED."seen_millis");

SELECT entry, owner, name, attributes, seen_millis FROM orrery_catalog WHERE kind = ? AND seen_millis >= ? AND owner = ? AND position(? in folded) > 0 ORDER BY name, entry LIMIT ?;
