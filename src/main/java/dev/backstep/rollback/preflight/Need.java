package dev.backstep.rollback.preflight;

import dev.backstep.rollback.plan.Dropped;
import dev.backstep.rollback.plan.Finding;
import dev.backstep.rollback.plan.Plan;
import dev.backstep.rollback.plan.Step;
import dev.backstep.sql.parse.ObjectKind;
import dev.backstep.sql.rules.KnownSchema;
import dev.backstep.sql.rules.ObjectId;
import dev.backstep.sql.rules.ScriptAnalysis;
import dev.backstep.sql.rules.ScriptReading;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Something that the role of a run must be allowed.
 *
 * @param catalog where the thing is looked for
 * @param schema its schema; empty where the search path decides
 * @param name its name; for a part of a table, the table's
 * @param right what is needed
 * @param certain whether the step fails without it; otherwise it may
 */
record Need(Catalog catalog, String schema, String name, Right right, boolean certain) {

    /** Where a thing is looked for. */
    enum Catalog {
        RELATION,
        TYPE,
        FUNCTION,
        SCHEMA,
        EXTENSION
    }

    /** What a role may do. */
    enum Right {
        /** Own the thing, or be a member of the role that does. */
        OWNER,
        /** The same, or of the role that owns its schema: whoever drops needs one of the two. */
        OWNER_OR_SCHEMA,
        DELETE,
        UPDATE,
        TRUNCATE,
        CREATE
    }

    private record Key(Catalog catalog, String schema, String name, Right right) {}

    /** What a plan's texts ask for, as far as they show it; each once, the certain ones first. */
    static List<Need> of(Plan plan) {
        Map<Key, Need> needs = new LinkedHashMap<>();
        plan.steps().forEach(step -> step.drops().forEach(drop -> add(needs, drop(drop))));
        plan.steps().forEach(step -> add(needs, rows(step)));
        for (Step step : plan.steps()) {
            if (step.text() != null) {
                ScriptReading reading = ScriptAnalysis.read(step.text(), KnownSchema.unknown());
                add(needs, made(reading));
                add(needs, touched(reading));
            }
        }
        return List.copyOf(needs.values());
    }

    private static void add(Map<Key, Need> needs, Collection<Need> more) {
        more.forEach(need -> needs.putIfAbsent(new Key(need.catalog, need.schema, need.name, need.right), need));
    }

    private static List<Need> drop(Dropped drop) {
        boolean part = isPart(drop.live().kind());
        return drop.fresh() ? List.of() : need(drop.live(), part ? Right.OWNER : Right.OWNER_OR_SCHEMA, true);
    }

    /** A whole thing that is made needs room in its schema. */
    private static List<Need> made(ScriptReading reading) {
        return reading.names().made().stream()
                .filter(id -> !isPart(id.kind()) && catalog(id.kind()) != null)
                .filter(id -> id.kind() != ObjectKind.SCHEMA && id.kind() != ObjectKind.EXTENSION)
                .map(id -> new Need(Catalog.SCHEMA, "", schema(id), Right.CREATE, true))
                .toList();
    }

    /** Most of what changes a thing needs its owner; a few statements do with less, so this is not certain. */
    private static List<Need> touched(ScriptReading reading) {
        List<Need> needs = new ArrayList<>();
        reading.touched().stream()
                .filter(id -> !reading.names().made().contains(id) || isPart(id.kind()))
                .filter(id -> reading.names().removals().stream()
                        .noneMatch(removal -> removal.subject().equals(id)))
                .forEach(id -> needs.addAll(need(id, Right.OWNER, false)));
        return needs;
    }

    private static List<Need> rows(Step step) {
        List<Need> needs = new ArrayList<>();
        for (Finding finding : step.findings()) {
            if (finding instanceof Finding.LosesData loss && !loss.fresh()) {
                switch (loss.kind()) {
                    case ROWS_DELETED -> needs.addAll(need(loss.live(), Right.DELETE, true));
                    case ROWS_CHANGED -> needs.addAll(need(loss.live(), Right.UPDATE, true));
                    case ROWS_TRUNCATED -> needs.addAll(need(loss.live(), Right.TRUNCATE, true));
                    case TABLE, COLUMN, CONVERTED, LABELS, SEQUENCE, RIGHTS, CONTAINER -> {}
                }
            }
        }
        return needs;
    }

    private static List<Need> need(ObjectId id, Right right, boolean certain) {
        Catalog catalog = catalog(id.kind());
        return catalog == null
                ? List.of()
                : List.of(new Need(catalog, schema(id), id.owner().name(), right, certain));
    }

    /** A schema {@code public} may only have been supposed, so the search path has a say in it. */
    private static String schema(ObjectId id) {
        String schema = id.owner().schema();
        return schema == null || schema.equals("public") ? "" : schema;
    }

    private static boolean isPart(ObjectKind kind) {
        return switch (kind) {
            case COLUMN, CONSTRAINT, TRIGGER, POLICY, RULE -> true;
            case TABLE,
                    INDEX,
                    VIEW,
                    MATERIALIZED_VIEW,
                    SEQUENCE,
                    TYPE,
                    DOMAIN,
                    FUNCTION,
                    SCHEMA,
                    EXTENSION,
                    ROLE,
                    STATISTICS,
                    OTHER -> false;
        };
    }

    private static @Nullable Catalog catalog(ObjectKind kind) {
        return switch (kind) {
            case TABLE, COLUMN, CONSTRAINT, INDEX, VIEW, MATERIALIZED_VIEW, SEQUENCE, TRIGGER, POLICY, RULE ->
                Catalog.RELATION;
            case TYPE, DOMAIN -> Catalog.TYPE;
            case FUNCTION -> Catalog.FUNCTION;
            case SCHEMA -> Catalog.SCHEMA;
            case EXTENSION -> Catalog.EXTENSION;
            case ROLE, STATISTICS, OTHER -> null;
        };
    }
}
