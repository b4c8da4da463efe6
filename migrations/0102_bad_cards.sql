-- Cards refused as forged, cancelled or somebody else's are few among all that were shown.
create index checkpoint_crossing_bad_card on checkpoint_crossing (town_id, crossed_at desc)
  where evidence -> 'pass' ->> 'why' in ('forged', 'revoked', 'lost', 'someone-else');
