-- The library of dateline, form 3. docs/library.md explains the tables and shows questions to ask of them.

-- What holds for the whole file.
CREATE TABLE setting (
    name  TEXT PRIMARY KEY,
    value NOT NULL
) WITHOUT ROWID;

-- Outlets; id 0 stands for all articles whose outlet is unknown.
CREATE TABLE outlet (
    id       INTEGER PRIMARY KEY,
    name     TEXT UNIQUE,
    articles INTEGER NOT NULL DEFAULT 0,
    words    INTEGER NOT NULL DEFAULT 0
);

-- One row an article. place: where it stands in time; seconds since 1970 times 2^26, less a running number, so that the newest
-- first is one walk of an index; undated articles come last. evidence and contributors are JSON.
CREATE TABLE article (
    id           INTEGER PRIMARY KEY AUTOINCREMENT,
    key          BLOB    NOT NULL UNIQUE,
    place        INTEGER NOT NULL,
    outlet       INTEGER NOT NULL REFERENCES outlet (id),
    date         TEXT,
    title        TEXT    NOT NULL,
    words        INTEGER NOT NULL,
    people       INTEGER NOT NULL,
    language     TEXT,
    byline       TEXT,
    contributors TEXT,
    dateline     TEXT,
    url          TEXT,
    evidence     TEXT    NOT NULL,
    inferred     INTEGER NOT NULL,
    source       TEXT    NOT NULL
);
CREATE UNIQUE INDEX article_in_time ON article (place, outlet);
CREATE INDEX article_of_outlet ON article (outlet, place);

-- The text of an article. codec 0: text is readable; 1: it is compressed (zstd). blocks and mentions are packed as
-- docs/library.md says; names is what the names were tied by within the article.
CREATE TABLE body (
    article  INTEGER PRIMARY KEY REFERENCES article (id),
    codec    INTEGER NOT NULL,
    text     NOT NULL,
    blocks   BLOB NOT NULL,
    mentions BLOB NOT NULL,
    names    BLOB NOT NULL
);

-- Articles whose names are not tied for good: not yet, or in a step that is done again when more comes.
CREATE TABLE waiting (
    article INTEGER PRIMARY KEY
);

-- Whose each mention is, packed: number of entities, their ids, then for each mention which of them.
CREATE TABLE naming (
    article  INTEGER PRIMARY KEY REFERENCES article (id),
    entities BLOB NOT NULL
);

-- Full text; its rowid is article.place. The text itself is in body.
CREATE VIRTUAL TABLE fulltext USING fts5 (
    title, body, content = '', contentless_delete = 1, tokenize = "unicode61 remove_diacritics 2"
);

-- Everything with a name. one is its own id, or that of the entity it was found to be later: then all it had is there.
-- born numbers entities as they were found when articles were tied in the order of time: what is known is asked in that order.
-- country and scope are what the resolver needs to know of it; company are ids of some that are named beside it, four bytes
-- each.
CREATE TABLE entity (
    id       INTEGER PRIMARY KEY,
    kind     TEXT    NOT NULL,
    name     TEXT    NOT NULL,
    one      INTEGER NOT NULL,
    mentions INTEGER NOT NULL,
    articles INTEGER NOT NULL,
    outlets  INTEGER NOT NULL DEFAULT 0,
    country  BLOB,
    scope    INTEGER NOT NULL DEFAULT 0,
    company  BLOB    NOT NULL DEFAULT x'',
    born     INTEGER NOT NULL DEFAULT 0
);
CREATE INDEX entity_by_count ON entity (kind, mentions DESC) WHERE mentions > 0;
CREATE INDEX entity_merged ON entity (one) WHERE one <> id;

-- Under which keys later names find it.
CREATE TABLE entity_key (
    key    INTEGER NOT NULL,
    born   INTEGER NOT NULL,
    entity INTEGER NOT NULL,
    PRIMARY KEY (key, born)
) WITHOUT ROWID;

-- What texts said of people, packed: two of one full name are told apart by it.
CREATE TABLE entity_told (
    entity INTEGER PRIMARY KEY,
    told   BLOB NOT NULL
);

-- The forms under which it is named; own: whether the form means it wherever it stands.
CREATE TABLE form (
    entity   INTEGER NOT NULL,
    form     TEXT    NOT NULL,
    mentions INTEGER NOT NULL,
    own      INTEGER NOT NULL,
    PRIMARY KEY (entity, form)
) WITHOUT ROWID;

-- The names for pickers, packed: 512 entities a page, in the order of their numbers (page n begins with entity 512 n). What is
-- missing is read from entity and form; what changes there is taken out here, and packed again at the end of a run.
CREATE TABLE name_page (
    page  INTEGER PRIMARY KEY,
    names BLOB NOT NULL
);

-- Where it is named: mentions in each article, and in each outlet.
CREATE TABLE entity_article (
    entity   INTEGER NOT NULL,
    article  INTEGER NOT NULL,
    mentions INTEGER NOT NULL,
    PRIMARY KEY (entity, article)
) WITHOUT ROWID;
CREATE TABLE entity_outlet (
    entity   INTEGER NOT NULL,
    outlet   INTEGER NOT NULL,
    mentions INTEGER NOT NULL,
    articles INTEGER NOT NULL,
    PRIMARY KEY (entity, outlet)
) WITHOUT ROWID;

-- Files that were indexed, as they were then. modified is in nanoseconds since 1970, -1
-- where a file was not read to its end.
CREATE TABLE file (
    id       INTEGER PRIMARY KEY,
    path     TEXT    NOT NULL UNIQUE,
    modified INTEGER NOT NULL,
    size     INTEGER NOT NULL
);

-- Which record of which file holds which article; the same article may be in several. record: the line's own id, else empty;
-- a second line of one id is "id #2". run: the run of `dateline index` that found it there last.
CREATE TABLE holding (
    file    INTEGER NOT NULL,
    record  TEXT    NOT NULL,
    article INTEGER NOT NULL,
    run     INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (file, record, article)
) WITHOUT ROWID;
CREATE INDEX holding_of_article ON holding (article);

-- What the reader remembers: article by article, place by place (JSON).
CREATE TABLE reader_article (
    key   BLOB PRIMARY KEY,
    value TEXT NOT NULL
) WITHOUT ROWID;
CREATE TABLE reader_session (
    name  TEXT PRIMARY KEY,
    value TEXT NOT NULL
) WITHOUT ROWID;

-- For SQL by hand.
CREATE VIEW articles AS
    SELECT article.id, lower(hex(article.key)) AS key, outlet.name AS outlet, article.date, article.title, article.words,
           article.url, article.source
    FROM article JOIN outlet ON outlet.id = article.outlet;
CREATE VIEW entities AS
    SELECT id, kind, name, mentions, articles, outlets FROM entity WHERE one = id AND mentions > 0;
