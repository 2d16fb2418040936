-- Made with the first full step of naming. What texts said of people, packed: two of one full name are told apart by it.
CREATE TABLE IF NOT EXISTS entity_told (
    entity INTEGER PRIMARY KEY,
    told   BLOB NOT NULL
);
