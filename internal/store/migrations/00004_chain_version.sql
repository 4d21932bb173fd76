-- +goose Up
create table chain_version (
  chain text not null check (chain <> ''),
  version bigint not null,
  body text not null,
  note text not null,
  actor text not null check (actor <> ''),
  saved timestamp not null,
  primary key (chain, version)
);
