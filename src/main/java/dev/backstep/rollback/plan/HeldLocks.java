package dev.backstep.rollback.plan;

import dev.backstep.model.Version;
import dev.backstep.sql.Statement;
import dev.backstep.sql.parse.QName;
import dev.backstep.sql.rules.Lock;
import dev.backstep.sql.rules.LockEffect;
import dev.backstep.sql.rules.ScriptReading;
import dev.backstep.sql.rules.Work;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The tables that nobody else can use any more while a transaction goes on: an ACCESS EXCLUSIVE lock stays to its end. */
final class HeldLocks {

    private record Holder(Version version, Statement statement) {}

    private final Map<QName, Holder> held = new HashMap<>();

    /** The transaction has ended. */
    void released() {
        held.clear();
    }

    /** The work that a step does on tables that an earlier statement keeps locked; each table once. */
    List<Finding> workUnder(Version version, ScriptReading down, LiveNames names) {
        List<Finding> findings = new ArrayList<>();
        Set<QName> said = new LinkedHashSet<>();
        for (LockEffect effect : down.locks()) {
            QName origin = Effects.origin(down, effect.table());
            QName table = names.liveTable(origin);
            Holder here = new Holder(version, effect.statement());
            Holder holder = held.get(table);
            boolean works = effect.work() != Work.NONE || effect.lock() == Lock.ROW_EXCLUSIVE;
            if (works && holder != null && !holder.equals(here) && !names.freshTable(origin) && said.add(table)) {
                findings.add(new Finding.WorksUnderLock(
                        effect.table(), holder.version(), effect.statement().headline()));
            }
            if (effect.lock() == Lock.ACCESS_EXCLUSIVE) {
                held.putIfAbsent(table, here);
            }
        }
        return findings;
    }
}
