package io.matih.streaming.iceberg;

import java.util.ArrayList;
import java.util.List;
import org.apache.iceberg.Schema;
import org.apache.iceberg.types.Type;
import org.apache.iceberg.types.Types;

/** What keeps an existing table from taking a job's rows, column by column. The table may be looser, never stricter. */
final class SchemaComparison {

    private SchemaComparison() {}

    /** One text for each problem column; empty when the table fits. Field ids and the order of columns do not matter. */
    static List<String> problems(Schema expected, Schema actual) {
        List<String> problems = new ArrayList<>();
        for (Types.NestedField column : expected.columns()) {
            Types.NestedField existing = actual.findField(column.name());
            if (existing == null) {
                problems.add(column.name() + ": missing, expected " + describe(column));
            } else if (!accepts(existing, column)) {
                problems.add(column.name() + ": expected " + describe(column) + " but is " + describe(existing));
            }
        }
        for (Types.NestedField existing : actual.columns()) {
            if (existing.isRequired() && expected.findField(existing.name()) == null) {
                problems.add(existing.name() + ": the job does not know it, but it is " + describe(existing));
            }
        }
        return problems;
    }

    private static boolean accepts(Types.NestedField existing, Types.NestedField column) {
        boolean stricter = existing.isRequired() && column.isOptional();
        return !stricter && acceptsType(existing.type(), column.type());
    }

    private static boolean acceptsType(Type existing, Type expected) {
        if (expected.isPrimitiveType()) {
            return existing.equals(expected);
        }
        return existing.isNestedType()
                && existing.typeId() == expected.typeId()
                && acceptsFields(
                        existing.asNestedType().fields(),
                        expected.asNestedType().fields());
    }

    /** Nested fields are written by position, so names and order must agree. */
    private static boolean acceptsFields(List<Types.NestedField> existing, List<Types.NestedField> expected) {
        if (existing.size() != expected.size()) {
            return false;
        }
        for (int i = 0; i < expected.size(); i++) {
            if (!existing.get(i).name().equals(expected.get(i).name()) || !accepts(existing.get(i), expected.get(i))) {
                return false;
            }
        }
        return true;
    }

    private static String describe(Types.NestedField field) {
        return typeText(field.type()) + (field.isRequired() ? " not null" : "");
    }

    private static String typeText(Type type) {
        if (type.isListType()) {
            return "list<" + describe(type.asListType().fields().get(0)) + ">";
        }
        if (type.isStructType()) {
            List<String> fields = new ArrayList<>();
            for (Types.NestedField field : type.asStructType().fields()) {
                fields.add(field.name() + " " + describe(field));
            }
            return "struct<" + String.join(", ", fields) + ">";
        }
        return type.toString();
    }
}
