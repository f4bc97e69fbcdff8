=== core/446_alpha_feature up
CREATE TABLE alpha_features (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    name text NOT NULL UNIQUE,
    draft text,
    created_at timestamptz NOT NULL DEFAULT now()
);

ALTER TABLE workspaces
    ADD COLUMN alpha_enabled boolean NOT NULL DEFAULT false,
    ADD COLUMN alpha_notes text;
=== core/446_alpha_feature down
ALTER TABLE workspaces
    DROP COLUMN alpha_notes,
    DROP COLUMN alpha_enabled;

DROP TABLE alpha_features;
=== core/447_alpha_indexes up
ALTER TABLE workspaces
    ADD COLUMN alpha_kind text,
    ADD COLUMN alpha_score integer;

UPDATE workspaces SET alpha_kind = CASE WHEN alpha_enabled THEN 'trial' ELSE 'off' END;

ALTER TABLE workspaces
    ALTER COLUMN alpha_kind SET NOT NULL;

CREATE INDEX idx_workspaces_alpha_score ON workspaces (alpha_score);
=== core/447_alpha_indexes down
DROP INDEX idx_workspaces_alpha_score;

ALTER TABLE workspaces
    DROP COLUMN alpha_score,
    DROP COLUMN alpha_kind;
=== core/448_alpha_cleanup up
-- Drafts were only needed while the feature was tried out.
ALTER TABLE alpha_features
    DROP COLUMN draft;

DELETE FROM alpha_features WHERE name LIKE 'test %';
=== core/448_alpha_cleanup down
ALTER TABLE alpha_features
    ADD COLUMN draft text;
