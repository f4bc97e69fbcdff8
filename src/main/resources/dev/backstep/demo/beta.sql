=== core/446_beta_table up
CREATE TABLE beta_trials (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    workspace_id uuid NOT NULL REFERENCES workspaces ON DELETE CASCADE,
    label text NOT NULL,
    started_at timestamptz NOT NULL DEFAULT now()
);

ALTER TABLE workspaces
    ADD COLUMN beta_channel text;
=== core/446_beta_table down
ALTER TABLE workspaces
    DROP COLUMN beta_channel;

DROP TABLE beta_trials;
=== core/447_beta_backfill up
UPDATE workspaces SET beta_channel = 'stable' WHERE beta_channel IS NULL;

ALTER TABLE workspaces
    ALTER COLUMN beta_channel SET NOT NULL;
=== core/447_beta_backfill down
ALTER TABLE workspaces
    ALTER COLUMN beta_channel DROP NOT NULL;
