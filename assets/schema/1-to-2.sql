-- Form 2: the names for pickers, packed; who was found to be another is found by that.
CREATE TABLE name_page (
    page  INTEGER PRIMARY KEY,
    names BLOB NOT NULL
);
CREATE INDEX entity_merged ON entity (one) WHERE one <> id;
