CREATE INDEX score_sets_being_written ON score_sets (number) WHERE state = 1;
