-- Contacts of SIP users, by service and address of record.
CREATE TABLE registrations (
  service TEXT NOT NULL,
  aor TEXT NOT NULL,
  bindings TEXT NOT NULL CHECK (json_valid(bindings)),
  expires INTEGER NOT NULL,
  PRIMARY KEY (service, aor)
) STRICT, WITHOUT ROWID;
