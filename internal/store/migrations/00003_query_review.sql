-- +goose Up
create table query_review (
  id bigint primary key,
  name text not null check (name <> ''),
  version bigint not null,
  snapshot bigint not null,
  relevant_found bigint not null,
  judged_found bigint not null,
  found_relevant bigint not null,
  judged_relevant bigint not null,
  actor text not null check (actor <> ''),
  made timestamp not null
);
create index query_review_name on query_review (name);
