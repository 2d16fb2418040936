-- Made when a step of naming that is not full is done in a library of more than one, or one is done again. What the last step,
-- which is not full, is about to change of the tables entity, form, entity_outlet, entity_article and entity_key lies here until
-- it is done again with more articles; then it is put back first. Of entity_article only what an entity had that was found to be
-- another.
CREATE TABLE IF NOT EXISTS step_entity (
    id       INTEGER PRIMARY KEY,
    kind     TEXT    NOT NULL,
    name     TEXT    NOT NULL,
    one      INTEGER NOT NULL,
    mentions INTEGER NOT NULL,
    articles INTEGER NOT NULL,
    outlets  INTEGER NOT NULL,
    country  BLOB,
    scope    INTEGER NOT NULL,
    company  BLOB    NOT NULL,
    born     INTEGER NOT NULL
);
CREATE TABLE IF NOT EXISTS step_form (
    entity   INTEGER NOT NULL,
    form     TEXT    NOT NULL,
    mentions INTEGER NOT NULL,
    own      INTEGER NOT NULL,
    PRIMARY KEY (entity, form)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS step_entity_outlet (
    entity   INTEGER NOT NULL,
    outlet   INTEGER NOT NULL,
    mentions INTEGER NOT NULL,
    articles INTEGER NOT NULL,
    PRIMARY KEY (entity, outlet)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS step_entity_article (
    entity   INTEGER NOT NULL,
    article  INTEGER NOT NULL,
    mentions INTEGER NOT NULL,
    PRIMARY KEY (entity, article)
) WITHOUT ROWID;
-- Keys that were not there.
CREATE TABLE IF NOT EXISTS step_key (
    key  INTEGER NOT NULL,
    born INTEGER NOT NULL,
    PRIMARY KEY (key, born)
) WITHOUT ROWID;
-- Whose the mentions of articles were, and what numbers had become, before a step was undone: by them its entities keep theirs.
CREATE TABLE IF NOT EXISTS step_naming (
    article  INTEGER PRIMARY KEY,
    entities BLOB NOT NULL
);
CREATE TABLE IF NOT EXISTS step_became (
    id  INTEGER PRIMARY KEY,
    one INTEGER NOT NULL
);
