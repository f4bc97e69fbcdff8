package dev.backstep.sql.observed;

import dev.backstep.model.catalog.CatalogId;
import dev.backstep.model.catalog.CatalogKind;
import dev.backstep.model.catalog.CatalogObject;
import dev.backstep.model.catalog.CatalogSnapshot;
import dev.backstep.sql.parse.ColumnSpec.Fill;
import dev.backstep.sql.parse.ConstraintSpec;
import dev.backstep.sql.parse.ObjectKind;
import dev.backstep.sql.parse.QName;
import dev.backstep.sql.rules.KnownSchema;
import dev.backstep.sql.rules.ObjectId;
import dev.backstep.sql.rules.SchemaObject;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A snapshot in the words of the rules: a schema of which everything is known. */
public final class ObservedSchema {

    private ObservedSchema() {}

    /** All that the rules have words for. */
    public static KnownSchema of(CatalogSnapshot snapshot) {
        Map<ObjectId, SchemaObject> objects = new HashMap<>();
        snapshot.objects().forEach((id, object) -> {
            SchemaObject known = object(snapshot, id, object);
            if (known != null) {
                objects.put(objectId(id), known);
            }
        });
        return KnownSchema.of(objects);
    }

    private static @Nullable SchemaObject object(CatalogSnapshot snapshot, CatalogId id, CatalogObject object) {
        return switch (id.kind()) {
            case TABLE ->
                new SchemaObject.Table(true, object.has("row_security") ? Map.of("row security", "on") : Map.of());
            case COLUMN ->
                ofView(object)
                        ? null
                        : new SchemaObject.Column(
                                type(object), object.has("not_null"), fill(object), object.aspect("expression"));
            case CONSTRAINT ->
                new SchemaObject.Constraint(
                        constraintKind(object), object.list("columns"), target(object), object.definition());
            case INDEX ->
                new SchemaObject.Index(
                        new QName(id.schema(), String.valueOf(object.aspect("table"))),
                        object.has("unique"),
                        object.list("uses"),
                        object.definition());
            case VIEW, MATERIALIZED_VIEW -> new SchemaObject.View(columns(snapshot, id), object.definition());
            case TYPE ->
                object.has("enum")
                        ? new SchemaObject.EnumType(object.list("labels"))
                        : new SchemaObject.Other(object.definition());
            case FUNCTION ->
                new SchemaObject.Function(plain(String.valueOf(object.aspect("result"))), object.definition());
            case STATISTICS ->
                new SchemaObject.Statistics(
                        new QName(id.schema(), String.valueOf(object.aspect("table"))), object.definition());
            case SCHEMA, EXTENSION, DOMAIN, SEQUENCE, TRIGGER, POLICY, RULE ->
                new SchemaObject.Other(object.definition());
            case OTHER, RIGHTS, OWNER, COMMENT -> null;
        };
    }

    /** The id the rules know it by: they keep things without a schema under {@code public}. */
    static ObjectId objectId(CatalogId id) {
        String part = id.kind() == CatalogKind.FUNCTION ? plain(id.part()) : id.part();
        return new ObjectId(kind(id.kind()), name(id), part);
    }

    static QName name(CatalogId id) {
        return new QName(id.schema().isEmpty() ? "public" : id.schema(), id.name());
    }

    static ObjectKind kind(CatalogKind kind) {
        return kind.aside() ? ObjectKind.OTHER : ObjectKind.valueOf(kind.name());
    }

    static boolean ofView(CatalogObject column) {
        String relation = String.valueOf(column.aspect("relation"));
        return relation.equals("v") || relation.equals("m");
    }

    static String type(CatalogObject column) {
        return plain(String.valueOf(column.aspect("type")));
    }

    /** Types as the rules spell them: without {@code public}. */
    static String plain(String types) {
        return types.replaceAll("(?<![\\w.])public\\.", "");
    }

    /** What fills the column; whether a default differs by row is not told here. */
    static Fill fill(CatalogObject column) {
        String filled = column.aspect("filled");
        if (filled != null) {
            return Fill.valueOf(filled);
        }
        return column.has("expression") ? Fill.STABLE : Fill.NOTHING;
    }

    static List<String> columns(CatalogSnapshot snapshot, CatalogId relation) {
        CatalogId first = relation.as(CatalogKind.COLUMN);
        return snapshot.objects().tailMap(first).keySet().stream()
                .takeWhile(id -> id.as(CatalogKind.COLUMN).equals(first))
                .map(CatalogId::part)
                .toList();
    }

    static ConstraintSpec.Kind constraintKind(CatalogObject constraint) {
        return switch (String.valueOf(constraint.aspect("type"))) {
            case "p" -> ConstraintSpec.Kind.PRIMARY_KEY;
            case "u" -> ConstraintSpec.Kind.UNIQUE;
            case "f" -> ConstraintSpec.Kind.FOREIGN_KEY;
            case "x" -> ConstraintSpec.Kind.EXCLUDE;
            case "n" -> ConstraintSpec.Kind.NOT_NULL;
            default -> ConstraintSpec.Kind.CHECK;
        };
    }

    static @Nullable QName target(CatalogObject constraint) {
        String table = constraint.aspect("target");
        return table == null ? null : new QName(constraint.aspect("target_schema"), table);
    }
}
