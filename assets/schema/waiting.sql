-- Made with the library, or by the first who writes to one made before there was such a table. Articles whose names are not tied
-- for good: not yet, or in a step that is done again when more comes.
CREATE TABLE IF NOT EXISTS waiting (
    article INTEGER PRIMARY KEY
);
