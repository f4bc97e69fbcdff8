=== core/437_tailnet_peers_index up
CREATE INDEX idx_tailnet_peers_coordinator_id ON tailnet_peers (coordinator_id);
=== core/437_tailnet_peers_index down
DROP INDEX idx_tailnet_peers_coordinator_id;
=== core/438_api_key_scopes up
CREATE TYPE api_key_scope AS ENUM ('all', 'application_connect', 'read');

ALTER TABLE api_keys
    ADD COLUMN scopes api_key_scope[] NOT NULL DEFAULT '{all}';
=== core/438_api_key_scopes down
ALTER TABLE api_keys
    DROP COLUMN scopes;

DROP TYPE api_key_scope;
=== core/439_rename_parameter_type up
ALTER TABLE parameter_schemas
    RENAME COLUMN parameter_type TO value_type;
=== core/439_rename_parameter_type down
ALTER TABLE parameter_schemas
    RENAME COLUMN value_type TO parameter_type;
=== core/440_usage_events up
CREATE TABLE usage_events (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    kind text NOT NULL,
    data jsonb NOT NULL DEFAULT '{}',
    created_at timestamptz NOT NULL DEFAULT now(),
    published_at timestamptz
);

CREATE INDEX idx_usage_events_unpublished ON usage_events (created_at) WHERE published_at IS NULL;

COMMENT ON TABLE usage_events IS 'What is metered; kept until it was published.';
=== core/440_usage_events down
DROP TABLE usage_events;
=== core/441_workspace_acl up
ALTER TABLE workspaces
    ADD COLUMN user_acl jsonb NOT NULL DEFAULT '{}',
    ADD COLUMN group_acl jsonb NOT NULL DEFAULT '{}';

CREATE INDEX idx_workspaces_user_acl ON workspaces USING gin (user_acl);
=== core/441_workspace_acl down
DROP INDEX idx_workspaces_user_acl;

ALTER TABLE workspaces
    DROP COLUMN group_acl,
    DROP COLUMN user_acl;
=== core/442_task_prompts up
CREATE TABLE task_prompts (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    task_id uuid NOT NULL REFERENCES tasks ON DELETE CASCADE,
    prompt text NOT NULL CHECK (prompt <> ''),
    created_at timestamptz NOT NULL DEFAULT now()
);

CREATE INDEX idx_task_prompts_task_id ON task_prompts (task_id, created_at);
=== core/442_task_prompts down
DROP TABLE task_prompts;
=== core/443_drop_legacy_audit up
-- Everything of worth was copied to audit_logs two releases ago.
DROP TABLE legacy_audit;
=== core/443_drop_legacy_audit down
-- The table comes back empty; audit_logs keeps the entries.
CREATE TABLE legacy_audit (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    created_at timestamptz NOT NULL DEFAULT now(),
    actor text NOT NULL,
    action text NOT NULL,
    target text
);

CREATE INDEX idx_legacy_audit_actor ON legacy_audit (actor);

CREATE INDEX idx_legacy_audit_created_at ON legacy_audit (created_at);
=== core/444_user_secrets up
CREATE TABLE user_secrets (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    user_id uuid NOT NULL REFERENCES users ON DELETE CASCADE,
    name text NOT NULL,
    value_key_id text,
    value bytea NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    UNIQUE (user_id, name)
);

COMMENT ON TABLE user_secrets IS 'Secrets a person hands to their workspaces; encrypted at rest.';
=== core/444_user_secrets down
DROP TABLE user_secrets;
=== core/445_chat_runtime up
CREATE TYPE chat_runtime AS ENUM ('hosted', 'workspace');

ALTER TABLE chats
    ADD COLUMN runtime chat_runtime NOT NULL DEFAULT 'hosted',
    ADD COLUMN runtime_settings jsonb;
=== core/445_chat_runtime down
ALTER TABLE chats
    DROP COLUMN runtime_settings,
    DROP COLUMN runtime;

DROP TYPE chat_runtime;
=== search/1_documents up
CREATE TABLE search_documents (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    kind text NOT NULL,
    source_id uuid NOT NULL,
    title text NOT NULL,
    body text NOT NULL DEFAULT '',
    indexed_at timestamptz NOT NULL DEFAULT now(),
    UNIQUE (kind, source_id)
);
=== search/1_documents down
DROP TABLE search_documents;
=== search/2_document_vectors up
ALTER TABLE search_documents
    ADD COLUMN words tsvector GENERATED ALWAYS AS (to_tsvector('english', title || ' ' || body)) STORED;

CREATE INDEX idx_search_documents_words ON search_documents USING gin (words);
=== search/2_document_vectors down
DROP INDEX idx_search_documents_words;

ALTER TABLE search_documents
    DROP COLUMN words;
=== search/3_ranked_search up
CREATE FUNCTION search_ranked(wanted text, most integer DEFAULT 20)
RETURNS TABLE (kind text, source_id uuid, rank real)
LANGUAGE sql STABLE AS $$
    SELECT d.kind, d.source_id, ts_rank(d.words, q)
    FROM search_documents d, plainto_tsquery('english', wanted) q
    WHERE d.words @@ q
    ORDER BY 3 DESC
    LIMIT most;
$$;
=== search/3_ranked_search down
DROP FUNCTION search_ranked(text, integer);
