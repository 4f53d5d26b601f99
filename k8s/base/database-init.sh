#!/usr/bin/env bash
# Runs once, when the database folder is empty: the program gets a database of its own and no right over the server.
set -euo pipefail
psql --set=ON_ERROR_STOP=1 --set=password="$ORDI2_DATABASE_PASSWORD" --username="$POSTGRES_USER" --dbname=postgres <<'SQL'
CREATE ROLE ordi2 LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE PASSWORD :'password';
CREATE DATABASE ordi2 OWNER ordi2 ENCODING 'UTF8' LOCALE 'C.UTF-8' TEMPLATE template0;
REVOKE ALL ON DATABASE ordi2 FROM PUBLIC;
SQL
