-- +goose Up
create table saved_query (
  name text not null check (name <> ''),
  version bigint not null,
  query text not null,
  dialect text not null,
  note text not null,
  snapshot bigint not null,
  total bigint not null,
  actor text not null check (actor <> ''),
  saved timestamp not null,
  primary key (name, version)
);
