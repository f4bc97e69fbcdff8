-- Rows for the orchard at 448, so that a rollback has something to lose. Sizes are those of a small installation.
INSERT INTO organizations (name, slug, description)
SELECT 'Orchard ' || n, 'orchard-' || n, '' FROM generate_series(1, 6) n;

INSERT INTO users (email, display_name, status, created_at)
SELECT 'person' || n || '@orchard.example', 'Person ' || n, 'active', now() - n * interval '19 hours'
FROM generate_series(1, 868) n;

INSERT INTO templates (organization_id, name, description)
SELECT (SELECT id FROM organizations ORDER BY name OFFSET n % 6 LIMIT 1), 'template-' || n, 'Made for team ' || n
FROM generate_series(1, 36) n;

WITH numbered_users AS (SELECT id, row_number() OVER (ORDER BY email) - 1 AS at FROM users),
    numbered_templates AS (SELECT id, row_number() OVER (ORDER BY name) - 1 AS at FROM templates)
INSERT INTO workspaces (owner_id, template_id, name, deleted, created_at, alpha_enabled, alpha_kind, alpha_score, alpha_notes)
SELECT u.id, t.id, 'workspace-' || n, n % 40 = 0, now() - n * interval '73 minutes',
    n <= 12408, CASE WHEN n <= 12408 THEN 'trial' ELSE 'off' END,
    CASE WHEN n <= 12408 THEN n * 37 % 1000 END, CASE WHEN n % 500 = 0 THEN 'asked for by ' || u.id END
FROM generate_series(1, 13020) n
JOIN numbered_users u ON u.at = n % 868
JOIN numbered_templates t ON t.at = n % 36;

INSERT INTO alpha_features (name) VALUES ('faster starts'), ('shared caches'), ('quiet hours');

INSERT INTO tasks (owner_id, title)
SELECT id, 'Tidy up ' || email FROM users ORDER BY email LIMIT 240;

INSERT INTO task_prompts (task_id, prompt)
SELECT id, 'Please: ' || title FROM tasks;

INSERT INTO chats (owner_id, title, runtime)
SELECT id, 'About workspace limits', 'hosted' FROM users ORDER BY email LIMIT 310;

INSERT INTO usage_events (kind, data)
SELECT 'build_started', jsonb_build_object('minute', n) FROM generate_series(1, 1500) n;

INSERT INTO user_secrets (user_id, name, value)
SELECT id, 'registry-token', sha256(email::bytea) FROM users ORDER BY email LIMIT 57;

INSERT INTO search_documents (kind, source_id, title)
SELECT 'template', id, name FROM templates;
