SET SESSION sql_mode = 'STRICT_ALL_TABLES,NO_ENGINE_SUBSTITUTION', innodb_lock_wait_timeout = 10, lock_wait_timeout = 10 /*!50708 , max_execution_time = 20000 */ /*M!100104 , max_statement_time = 20 */;

SELECT table_name FROM information_schema.tables WHERE table_schema = DATABASE() AND table_name LIKE 'orrery\_%';

CREATE TABLE IF NOT EXISTS orrery_block_segment_20261123 (`id` BIGINT NOT NULL, `packed` LONGBLOB NOT NULL, PRIMARY KEY (`id`)) ENGINE=InnoDB ROW_FORMAT=DYNAMIC;

CREATE TABLE IF NOT EXISTS orrery_record_segment_20261123 (`millis` INT NOT NULL, `id` BIGINT NOT NULL, `slice` SMALLINT NOT NULL, `trace` BIGINT NOT NULL, `service` BIGINT NOT NULL, `instance` BIGINT NOT NULL, `endpoint` BIGINT NOT NULL, `latency` BIGINT NOT NULL, `error` BIGINT NOT NULL, `tag_set` BIGINT NOT NULL, `block` BIGINT NOT NULL, `slot` INT NOT NULL, PRIMARY KEY (`millis`, `id`), KEY orrery_group_segment_20261123 (`slice`, `trace`), KEY orrery_owner_segment_20261123 (`slice`, `service`, `latency`, `millis`, `id`, `instance`, `endpoint`, `error`, `tag_set`), KEY orrery_rank_segment_20261123 (`slice`, `latency`, `millis`, `id`), KEY orrery_set_segment_20261123 (`tag_set`, `millis`, `id`)) ENGINE=InnoDB ROW_FORMAT=DYNAMIC;

CREATE TABLE IF NOT EXISTS orrery_tagset_segment_20261123 (`tag` BIGINT NOT NULL, `tag_set` BIGINT NOT NULL, PRIMARY KEY (`tag`, `tag_set`)) ENGINE=InnoDB ROW_FORMAT=DYNAMIC;

CREATE TABLE IF NOT EXISTS orrery_tag_segment_20261123 (`tag_key` BIGINT NOT NULL, `tag` BIGINT NOT NULL, `called` LONGBLOB NOT NULL, PRIMARY KEY (`tag_key`, `tag`)) ENGINE=InnoDB ROW_FORMAT=DYNAMIC;

INSERT INTO orrery_block_segment_20261123 (`id`, `packed`) VALUES (?, ?), (?, ?);

INSERT IGNORE INTO orrery_record_segment_20261123 (`millis`, `id`, `slice`, `trace`, `service`, `instance`, `endpoint`, `latency`, `error`, `tag_set`, `block`, `slot`) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?);

SELECT millis, id, `trace`, `service`, `instance`, `endpoint`, `latency`, `error`, block, slot FROM orrery_record_segment_20261123 FORCE INDEX (PRIMARY) WHERE millis BETWEEN ? AND ? ORDER BY millis DESC, id DESC LIMIT ?;

SELECT millis, id, `trace`, `service`, `instance`, `endpoint`, `latency`, `error`, block, slot FROM (SELECT millis, id, `trace`, `service`, `instance`, `endpoint`, `latency`, `error`, block, slot FROM orrery_record_segment_20261123 FORCE INDEX (orrery_group_segment_20261123) WHERE slice IN (?, ?) AND millis + 0 BETWEEN ? AND ? AND `trace` = ?) AS found ORDER BY millis DESC, id DESC LIMIT ?;

SELECT millis, id, `trace`, `service`, `instance`, `endpoint`, `latency`, `error`, block, slot FROM (SELECT millis, id, `trace`, `service`, `instance`, `endpoint`, `latency`, `error`, block, slot FROM orrery_record_segment_20261123 FORCE INDEX (orrery_owner_segment_20261123) WHERE slice = ? AND millis BETWEEN ? AND ? AND `service` = ?) AS found ORDER BY millis DESC, id DESC LIMIT ?;

SELECT millis, id, `trace`, `service`, `instance`, `endpoint`, `latency`, `error`, block, slot FROM (SELECT millis, id, `trace`, `service`, `instance`, `endpoint`, `latency`, `error`, block, slot FROM orrery_record_segment_20261123 FORCE INDEX (orrery_set_segment_20261123) WHERE millis BETWEEN ? AND ? AND `service` = ? AND tag_set IN (?, ?)) AS found ORDER BY millis DESC, id DESC LIMIT ?;

SELECT millis, id, `trace`, `service`, `instance`, `endpoint`, `latency`, `error`, block, slot FROM orrery_record_segment_20261123 FORCE INDEX (orrery_rank_segment_20261123) WHERE slice = ? AND millis BETWEEN ? AND ? AND `latency` >= ? AND tag_set IN (SELECT tag_set FROM orrery_tagset_segment_20261123 WHERE tag = ?) ORDER BY `latency` DESC, millis DESC, id DESC LIMIT ?;

SELECT millis, id, `trace`, `service`, `instance`, `endpoint`, `latency`, `error`, block, slot FROM orrery_record_segment_20261123 FORCE INDEX (orrery_owner_segment_20261123) WHERE slice = ? AND millis BETWEEN ? AND ? AND `service` = ? ORDER BY `latency` DESC, millis DESC, id DESC LIMIT ?;

SELECT millis, id, `trace`, `service`, `instance`, `endpoint`, `latency`, `error`, block, slot FROM (SELECT * FROM orrery_record_segment_20261123 FORCE INDEX (PRIMARY) WHERE millis BETWEEN ? AND ? ORDER BY millis DESC, id DESC LIMIT ?) AS walked WHERE 1 = 1 AND `service` = ? AND tag_set IN (?, ?) ORDER BY millis DESC, id DESC LIMIT ?;

SELECT millis, id, `trace`, `service`, `instance`, `endpoint`, `latency`, `error`, block, slot FROM (SELECT * FROM orrery_record_segment_20261123 FORCE INDEX (orrery_owner_segment_20261123) WHERE slice = ? AND millis BETWEEN ? AND ? AND `service` = ? ORDER BY `latency` DESC, millis DESC, id DESC LIMIT ?) AS walked WHERE 1 = 1 AND `service` = ? AND tag_set IN (?, ?) ORDER BY `latency` DESC, millis DESC, id DESC LIMIT ?;

SELECT tag_set FROM orrery_tagset_segment_20261123 WHERE tag = ? AND tag_set IN (SELECT tag_set FROM orrery_tagset_segment_20261123 WHERE tag = ?) LIMIT ?;

CREATE TABLE IF NOT EXISTS orrery_metric_service_20261123 (`tier` SMALLINT NOT NULL, `bucket` INT NOT NULL, `owner` BIGINT NOT NULL, `entity` BIGINT NOT NULL, `writer` BIGINT NOT NULL, `calls` BIGINT NOT NULL, `errors` BIGINT NOT NULL, `duration_millis` BIGINT NOT NULL, `satisfied` BIGINT NOT NULL, `tolerated` BIGINT NOT NULL, `sketch` LONGBLOB NOT NULL, PRIMARY KEY (`tier`, `bucket`, `owner`, `entity`, `writer`)) ENGINE=InnoDB ROW_FORMAT=DYNAMIC;

ALTER TABLE orrery_metric_service_20261123 ADD COLUMN `calls` BIGINT NOT NULL DEFAULT 0;

ALTER TABLE orrery_metric_service_20261123 ADD COLUMN `sketch` LONGBLOB;

INSERT INTO orrery_metric_service_20261123 (`tier`, `bucket`, `owner`, `entity`, `writer`, `calls`, `errors`, `duration_millis`, `satisfied`, `tolerated`, `sketch`) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON DUPLICATE KEY UPDATE `calls` = VALUES(`calls`), `errors` = VALUES(`errors`), `duration_millis` = VALUES(`duration_millis`), `satisfied` = VALUES(`satisfied`), `tolerated` = VALUES(`tolerated`), `sketch` = VALUES(`sketch`);

SELECT bucket, owner, entity, `calls`, `errors`, `duration_millis`, `satisfied`, `tolerated` FROM orrery_metric_service_20261123 WHERE tier = ? AND bucket BETWEEN ? AND ? ORDER BY bucket, owner, entity;

SELECT bucket, owner, entity, `calls`, `errors`, `duration_millis`, `satisfied`, `tolerated`, sketch FROM orrery_metric_service_20261123 WHERE tier = ? AND bucket IN (?, ?) AND owner = ? ORDER BY bucket, owner, entity;

SELECT bucket, owner, entity, `calls`, `errors`, `duration_millis`, `satisfied`, `tolerated`, sketch FROM orrery_metric_service_20261123 WHERE tier = ? AND bucket IN (?, ?) AND owner = ? AND entity IN (?) ORDER BY bucket, owner, entity;

CREATE TABLE IF NOT EXISTS orrery_catalog (`kind` SMALLINT NOT NULL, `entry` BIGINT NOT NULL, `owner` BIGINT NOT NULL, `name` LONGBLOB NOT NULL, `folded` LONGBLOB NOT NULL, `attributes` LONGBLOB NOT NULL, `seen_millis` BIGINT NOT NULL, PRIMARY KEY (`kind`, `entry`), KEY orrery_catalog_owner (`kind`, `owner`)) ENGINE=InnoDB ROW_FORMAT=DYNAMIC;

INSERT INTO orrery_catalog (`kind`, `entry`, `owner`, `name`, `folded`, `attributes`, `seen_millis`) VALUES (?, ?, ?, ?, ?, ?, ?) ON DUPLICATE KEY UPDATE `owner` = VALUES(`owner`), `name` = VALUES(`name`), `folded` = VALUES(`folded`), `attributes` = VALUES(`attributes`), `seen_millis` = GREATEST(`seen_millis`, VALUES(`seen_millis`));

SELECT entry, owner, name, attributes, seen_millis FROM orrery_catalog WHERE kind = ? AND seen_millis >= ? AND owner = ? AND LOCATE(?, folded) > 0 ORDER BY name, entry LIMIT ?;
