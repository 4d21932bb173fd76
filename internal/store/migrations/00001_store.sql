-- +goose Up
-- One text for SQLite and PostgreSQL: text, bigint, timestamp (always UTC), bytea; no engine's own features.
create table counter (
  name text primary key,
  last bigint not null
);

create table job (
  id bigint primary key,
  kind text not null,
  state text not null check (state in ('queued', 'running', 'succeeded', 'failed', 'cancelled')),
  request text,
  step text not null default '',
  done bigint not null default 0,
  total bigint not null default 0,
  result text,
  error text not null default '',
  actor text not null check (actor <> ''),
  cancelling boolean not null default false,
  created timestamp not null,
  started timestamp,
  finished timestamp,
  owner text not null default '',
  beat timestamp
);
create index job_state on job (state);

create table mapping (
  signature text primary key,
  name text not null,
  target text not null,
  yaml text not null,
  actor text not null check (actor <> ''),
  changed timestamp not null
);

create table edit (
  id bigint primary key,
  actor text not null check (actor <> ''),
  reason text not null check (reason <> ''),
  made timestamp not null,
  entity text not null,
  entity_key text not null,
  field text not null,
  value_before text,
  value_after text,
  undoes bigint references edit (id)
);
create index edit_cell on edit (entity, entity_key, field);

create table setting (
  name text primary key,
  value text not null,
  actor text not null check (actor <> ''),
  changed timestamp not null
);

create table prose (
  report text not null,
  scope text not null,
  block text not null,
  lang text not null,
  body text not null,
  quotes text not null,
  state text not null check (state in ('fresh', 'stale')),
  version bigint not null,
  actor text not null check (actor <> ''),
  changed timestamp not null,
  primary key (report, scope, block, lang)
);

create table edition (
  report text not null,
  number bigint not null,
  title text not null,
  lang text not null,
  params text not null,
  snapshot bigint not null,
  format text not null,
  hash text not null,
  content bytea not null,
  prose text not null,
  actor text not null check (actor <> ''),
  frozen timestamp not null,
  primary key (report, number)
);

-- +goose Down
drop table edition;
drop table prose;
drop table setting;
drop table edit;
drop table mapping;
drop table job;
drop table counter;
