-- Made the first time decisions are laid over a library from the reader. What the tables entity, form, entity_article,
-- entity_outlet, naming and body held before lies here until the decisions are lifted again: before anything is indexed, and
-- whenever they are not the same any more. One row in decided: which decisions they are, and what came of them.
CREATE TABLE IF NOT EXISTS decided (
    mark  TEXT NOT NULL,
    notes TEXT NOT NULL
);
CREATE TABLE IF NOT EXISTS found_entity (
    id       INTEGER PRIMARY KEY,
    kind     TEXT    NOT NULL,
    name     TEXT    NOT NULL,
    one      INTEGER NOT NULL,
    mentions INTEGER NOT NULL,
    articles INTEGER NOT NULL,
    outlets  INTEGER NOT NULL
);
-- Entities that decisions made.
CREATE TABLE IF NOT EXISTS made_entity (id INTEGER PRIMARY KEY);
CREATE TABLE IF NOT EXISTS found_form (
    entity   INTEGER NOT NULL,
    form     TEXT    NOT NULL,
    mentions INTEGER NOT NULL,
    own      INTEGER NOT NULL,
    PRIMARY KEY (entity, form)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS found_entity_article (
    entity   INTEGER NOT NULL,
    article  INTEGER NOT NULL,
    mentions INTEGER NOT NULL,
    PRIMARY KEY (entity, article)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS found_entity_outlet (
    entity   INTEGER NOT NULL,
    outlet   INTEGER NOT NULL,
    mentions INTEGER NOT NULL,
    articles INTEGER NOT NULL,
    PRIMARY KEY (entity, outlet)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS found_naming (
    article  INTEGER PRIMARY KEY,
    entities BLOB NOT NULL
);
CREATE TABLE IF NOT EXISTS found_mentions (
    article  INTEGER PRIMARY KEY,
    mentions BLOB NOT NULL
);
