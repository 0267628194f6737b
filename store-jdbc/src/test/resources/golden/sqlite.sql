CREATE TABLE IF NOT EXISTS segment (id INTEGER PRIMARY KEY, high BIGINT NOT NULL, run BIGINT NOT NULL, "trace" BIGINT NOT NULL, "service" BIGINT NOT NULL, "instance" BIGINT NOT NULL, "endpoint" BIGINT NOT NULL, "latency" BIGINT NOT NULL, "error" BIGINT NOT NULL, tag_set BIGINT NOT NULL, block BIGINT NOT NULL, slot BIGINT NOT NULL);

CREATE TABLE IF NOT EXISTS segment_block (id INTEGER PRIMARY KEY, packed BLOB NOT NULL);

CREATE TABLE IF NOT EXISTS segment_run (run INTEGER PRIMARY KEY, documents BIGINT NOT NULL, min_millis BIGINT NOT NULL, max_millis BIGINT NOT NULL, min_rank BIGINT NOT NULL, max_rank BIGINT NOT NULL);

CREATE TABLE IF NOT EXISTS segment_tag (tag BLOB NOT NULL, run BIGINT NOT NULL, tag_set BIGINT NOT NULL, PRIMARY KEY (tag, run, tag_set)) WITHOUT ROWID;

CREATE INDEX IF NOT EXISTS segment_by_group ON segment (run, "trace");

CREATE INDEX IF NOT EXISTS segment_by_owner ON segment (run, "service", "latency", "instance", "endpoint", "error", "tag_set");

CREATE INDEX IF NOT EXISTS segment_by_rank ON segment (run, "latency");

INSERT OR IGNORE INTO segment ("id", "high", "run", "trace", "service", "instance", "endpoint", "latency", "error", "tag_set", "block", "slot") VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?);

SELECT high FROM segment WHERE id = ?;

INSERT INTO segment_block (id, packed) VALUES (?, ?);

SELECT packed FROM segment_block WHERE id = ?;

SELECT MAX(id) FROM segment_block;

INSERT OR REPLACE INTO segment_run ("run", "documents", "min_millis", "max_millis", "min_rank", "max_rank") VALUES (?, ?, ?, ?, ?, ?);

SELECT run, documents, min_millis, max_millis, min_rank, max_rank FROM segment_run ORDER BY run;

INSERT OR IGNORE INTO segment_tag ("tag", "run", "tag_set") VALUES (?, ?, ?);

SELECT DISTINCT run FROM segment_tag WHERE tag = ?;

SELECT tag FROM segment_tag WHERE tag >= ? ORDER BY tag LIMIT 1;

SELECT id, high, "trace", "service", "instance", "endpoint", "latency", "error", block, slot FROM segment INDEXED BY segment_by_group WHERE run IN (SELECT run FROM segment_run) AND "trace" = ? ORDER BY id DESC LIMIT ?;

SELECT id, high, "trace", "service", "instance", "endpoint", "latency", "error", block, slot FROM segment WHERE id IN (SELECT id FROM segment NOT INDEXED WHERE run = ? AND id BETWEEN ? AND ? AND tag_set IN (SELECT tag_set FROM segment_tag WHERE tag = ? AND run = ?) ORDER BY id DESC LIMIT ?);

SELECT id, high, "trace", "service", "instance", "endpoint", "latency", "error", block, slot FROM segment WHERE id IN (SELECT id FROM segment INDEXED BY segment_by_owner WHERE run = ? AND id BETWEEN ? AND ? AND "service" = ? AND tag_set IN (SELECT tag_set FROM segment_tag WHERE tag = ? AND run = ?) AND tag_set IN (SELECT tag_set FROM segment_tag WHERE tag = ? AND run = ?) ORDER BY "latency" DESC, id DESC LIMIT ?);

SELECT id, high, "trace", "service", "instance", "endpoint", "latency", "error", block, slot FROM segment WHERE id IN (SELECT id FROM segment INDEXED BY segment_by_rank WHERE run = ? AND id BETWEEN ? AND ? AND "latency" >= ? ORDER BY "latency", id LIMIT ?);

SELECT id, high, "trace", "service", "instance", "endpoint", "latency", "error", block, slot FROM segment WHERE id IN (SELECT id FROM segment INDEXED BY segment_by_group WHERE run = ? AND id BETWEEN ? AND ? AND "trace" <= ? ORDER BY id DESC LIMIT ?);

SELECT * FROM (SELECT id, high, "trace", "service", "instance", "endpoint", "latency", "error", block, slot FROM segment NOT INDEXED WHERE id BETWEEN ? AND ? ORDER BY id DESC LIMIT ?) AS walked WHERE 1 = 1 AND "service" = ? ORDER BY id DESC LIMIT ?;

SELECT id FROM segment NOT INDEXED WHERE id BETWEEN ? AND ? ORDER BY id DESC LIMIT 1 OFFSET ?;

SELECT id, high, "trace", "service", "instance", "endpoint", "latency", "error", block, slot FROM segment AS found NOT INDEXED WHERE id BETWEEN ? AND ? AND "latency" >= ? AND EXISTS (SELECT 1 FROM segment_tag AS t WHERE t.tag = ? AND t.run = found.run AND t.tag_set = found.tag_set);

CREATE TABLE IF NOT EXISTS service_by_minute (bucket BIGINT NOT NULL, owner BIGINT NOT NULL, entity BIGINT NOT NULL, writer BIGINT NOT NULL, "calls" BIGINT NOT NULL DEFAULT 0, "errors" BIGINT NOT NULL DEFAULT 0, "duration_millis" BIGINT NOT NULL DEFAULT 0, "satisfied" BIGINT NOT NULL DEFAULT 0, "tolerated" BIGINT NOT NULL DEFAULT 0, sketch BLOB, PRIMARY KEY (bucket, owner, entity, writer)) WITHOUT ROWID;

ALTER TABLE service_by_minute ADD COLUMN "calls" BIGINT NOT NULL DEFAULT 0;

INSERT OR REPLACE INTO service_by_minute ("bucket", "owner", "entity", "writer", "calls", "errors", "duration_millis", "satisfied", "tolerated", "sketch") VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?);

SELECT bucket, owner, entity, "calls", "errors", "duration_millis", "satisfied", "tolerated" FROM service_by_minute WHERE bucket BETWEEN ? AND ? ORDER BY bucket, owner, entity, writer;

SELECT bucket, owner, entity, "calls", "errors", "duration_millis", "satisfied", "tolerated", sketch FROM service_by_minute WHERE bucket = ? AND owner = ? ORDER BY bucket, owner, entity, writer;

SELECT bucket, owner, entity, "calls", "errors", "duration_millis", "satisfied", "tolerated", sketch FROM service_by_minute WHERE bucket = ? AND owner = ? AND entity = ? ORDER BY bucket, owner, entity, writer;

CREATE TABLE IF NOT EXISTS catalog_entry (kind BIGINT NOT NULL, "key" BIGINT NOT NULL, owner BIGINT NOT NULL, name BLOB NOT NULL, attributes BLOB NOT NULL, seen_millis BIGINT NOT NULL, PRIMARY KEY (kind, "key")) WITHOUT ROWID;

CREATE INDEX IF NOT EXISTS catalog_by_name ON catalog_entry (kind, name, "key");

CREATE INDEX IF NOT EXISTS catalog_by_owner ON catalog_entry (kind, owner, name, "key");

INSERT OR REPLACE INTO catalog_entry ("kind", "key", "owner", "name", "attributes", "seen_millis") VALUES (?, ?, ?, ?, ?, ?);

SELECT seen_millis FROM catalog_entry WHERE kind = ? AND "key" = ?;

SELECT "key", owner, name, attributes, seen_millis FROM catalog_entry WHERE kind = ? AND "key" = ?;

SELECT "key", owner, name, attributes, seen_millis FROM catalog_entry WHERE kind = ? AND seen_millis >= ? AND owner = ? ORDER BY name, "key";

SELECT "key", owner, name, attributes, seen_millis FROM catalog_entry WHERE kind = ? AND seen_millis >= ? ORDER BY name, "key";

DELETE FROM catalog_entry WHERE kind = ? AND "key" = ?;

DELETE FROM catalog_entry WHERE kind = ? AND seen_millis < ?;
