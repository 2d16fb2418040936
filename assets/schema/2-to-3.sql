-- Form 3: names are tied in the order of time. Those of form 2 were tied as articles came: all are late, and are tied anew by the
-- next run.
ALTER TABLE entity ADD COLUMN born INTEGER NOT NULL DEFAULT 0;
UPDATE entity SET born = id, company = x'';
ALTER TABLE entity_key RENAME TO entity_key_2;
CREATE TABLE entity_key (
    key    INTEGER NOT NULL,
    born   INTEGER NOT NULL,
    entity INTEGER NOT NULL,
    PRIMARY KEY (key, born)
) WITHOUT ROWID;
INSERT INTO entity_key SELECT key, entity, entity FROM entity_key_2;
DROP TABLE entity_key_2;
CREATE TABLE IF NOT EXISTS entity_told (
    entity INTEGER PRIMARY KEY,
    told   BLOB NOT NULL
);
ALTER TABLE holding ADD COLUMN run INTEGER NOT NULL DEFAULT 0;
DROP TABLE IF EXISTS step_entity;
DROP TABLE IF EXISTS step_form;
DROP TABLE IF EXISTS step_entity_outlet;
DROP TABLE IF EXISTS step_entity_article;
DROP TABLE IF EXISTS step_key;
CREATE TABLE waiting (
    article INTEGER PRIMARY KEY
);
INSERT INTO waiting SELECT id FROM article WHERE id NOT IN (SELECT article FROM naming);
-- The last article in the order of time: its second, the sign turned over, then its content.
INSERT INTO setting
    SELECT 'line', CAST(unhex(printf('%016X', ((place >> 26) | 0x8000000000000000)
                                              & ~((place >> 26) & 0x8000000000000000))) || key AS BLOB)
    FROM article WHERE id IN (SELECT article FROM naming) ORDER BY place >> 26 DESC, key DESC LIMIT 1;
DELETE FROM setting WHERE name IN ('named', 'settled', 'first', 'stale');
INSERT INTO setting SELECT 'late', count(*) FROM naming;
INSERT INTO setting SELECT 'next', coalesce(max(id), 0) + 1 FROM entity;
INSERT INTO setting SELECT 'born', coalesce(max(id), 0) + 1 FROM entity;
