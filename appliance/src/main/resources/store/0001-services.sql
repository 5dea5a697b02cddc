-- Services made over the API, and changes made over it to services of the configuration.
CREATE TABLE services (
  name TEXT NOT NULL PRIMARY KEY,
  started INTEGER NOT NULL CHECK (started IN (0, 1)),
  options TEXT NOT NULL CHECK (json_valid(options)),
  changed TEXT NOT NULL
) STRICT, WITHOUT ROWID;
