package dev.backstep.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the database says was applied.
 *
 * <p>A tool that keeps only a version number (golang-migrate) says nothing about the migrations below it; {@code records}
 * then holds what another table of the database proves, and is usually empty.
 *
 * @param table the table it was read from
 * @param current the version the database is at; null when nothing is applied (golang-migrate's nil version)
 * @param dirty whether the tool marked a migration that began and did not end
 * @param records migrations whose content the database itself holds, newest first
 */
public record History(HistoryTable table, @Nullable Version current, boolean dirty, List<AppliedRecord> records) {

    public History {
        records = List.copyOf(records);
    }
}
