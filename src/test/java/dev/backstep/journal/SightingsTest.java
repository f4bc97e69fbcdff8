package dev.backstep.journal;

import static java.util.stream.Collectors.toSet;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.backstep.journal.Look.Held;
import dev.backstep.journal.Look.Position;
import dev.backstep.journal.Look.Subject;
import dev.backstep.model.ContentId;
import dev.backstep.model.DatabaseIdentity;
import dev.backstep.model.HistoryTable;
import dev.backstep.model.Migration;
import dev.backstep.model.Provenance;
import dev.backstep.model.Provenance.Place;
import dev.backstep.model.Provenance.Rise;
import dev.backstep.model.Script;
import dev.backstep.model.ScriptReader;
import dev.backstep.model.Sighting;
import dev.backstep.model.Version;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SightingsTest {

    private static final Subject SUBJECT = new Subject(
            new DatabaseIdentity("localhost:5432", "orchard", 16384, "7000000000000000001"),
            new HistoryTable("golang-migrate", "public", "schema_migrations"));

    @TempDir
    private Path folder;

    private final Map<Script, byte[]> texts = new HashMap<>();
    private Instant now = Instant.parse("2026-11-12T10:00:00Z");

    @Test
    void whatWasSeenIsThereAgainWithItsTextsAfterARestart() throws Exception {
        Migration alpha = migration(446, "alpha", "v1");
        look(446, "a", new Held(alpha, false, new Rise(Version.of(445), Version.of(446))));
        Sightings again = sightings();
        Provenance.Seen seen =
                new Provenance.Seen(now, "/src/orchard", false, new Rise(Version.of(445), Version.of(446)));
        assertEquals(
                List.of(new Sighting(alpha, new Provenance(Place.JOURNAL, "feature/alpha", null, seen), true)),
                again.of(SUBJECT, at(446, "a")));
        assertArrayEquals(
                texts.get(alpha.down()), again.text(script(alpha.down()).content()));
        assertNull(again.text(ContentId.of(new byte[] {1})));
    }

    @Test
    void theSameLookWritesNothingAndAnotherOneWhatIsNew() throws Exception {
        Migration alpha = migration(446, "alpha", "v1");
        look(446, "a", held(alpha));
        List<String> before = files();
        look(446, "a", held(alpha));
        assertEquals(before, files());
        now = now.plusSeconds(60);
        look(447, "b", held(alpha), held(migration(447, "beta", "v1")));
        assertEquals(List.of("446 alpha holds", "447 beta holds"), seen(447, "b"));
        assertEquals(2, lines());
    }

    @Test
    void whatWasUndoneIsVoidAndWhatWasRunAnewHoldsNoMore() throws Exception {
        look(
                448,
                "a",
                held(migration(446, "x", "v1")),
                held(migration(447, "y", "v1")),
                held(migration(448, "z", "v1")));
        assertEquals(List.of("446 x holds", "447 y holds", "448 z holds"), seen(448, "a"));
        assertEquals(List.of("446 x holds", "447 y holds", "448 z holds"), seen(449, "b"));
        assertEquals(List.of("446 x holds"), seen(446, "b"));
        assertEquals(List.of("446 x", "447 y"), seen(448, "b"));
        assertEquals(List.of(), seen(null, ""));
        look(446, "b");
        assertEquals(List.of("446 x holds"), seen(448, "c"));
    }

    @Test
    void whatWasSeenAnewHoldsAgain() throws Exception {
        Migration first = migration(446, "x", "v1");
        Migration second = migration(446, "x", "v2");
        look(446, "a", held(first));
        look(446, "b", held(second));
        assertEquals(
                List.of(second),
                sightings().of(SUBJECT, at(446, "b")).stream()
                        .map(Sighting::migration)
                        .toList());
        look(446, "c", held(first));
        assertEquals(
                List.of(first),
                sightings().of(SUBJECT, at(446, "c")).stream()
                        .map(Sighting::migration)
                        .toList());
    }

    @Test
    void anotherDatabaseOfTheSameNameIsAnother() throws Exception {
        look(446, "a", held(migration(446, "x", "v1")));
        DatabaseIdentity anew = new DatabaseIdentity("localhost:5432", "orchard", 16999, "7000000000000000001");
        assertEquals(List.of(), sightings().of(new Subject(anew, SUBJECT.table()), at(446, "a")));
    }

    @Test
    void tornLinesAndDamagedTextsArePassedOverAndKeptAgain() throws Exception {
        Migration alpha = migration(446, "alpha", "v1");
        look(446, "a", held(alpha));
        Path lines = segments().getFirst();
        Files.writeString(lines, "{\"at\":\"2026-11-12T10:00:00Z\",\"serv", StandardOpenOption.APPEND);
        look(447, "b", held(alpha), held(migration(447, "beta", "v1")));
        assertEquals(List.of("446 alpha holds", "447 beta holds"), seen(447, "b"));
        Path pack = pack(alpha.down());
        byte[] whole = Files.readAllBytes(pack);
        Files.write(pack, damaged(whole, entryText(alpha.down())));
        Sightings same = sightings();
        assertNull(same.text(script(alpha.down()).content()));
        same.keep(look(at(447, "b"), List.of(held(alpha))), reader());
        assertNotNull(same.text(script(alpha.down()).content()));
        try (Stream<Path> packs = Files.list(pack.getParent())) {
            for (Path each : packs.toList()) {
                Files.writeString(each, "half");
            }
        }
        assertNull(sightings().text(script(alpha.down()).content()));
        look(447, "b", held(alpha));
        assertNotNull(sightings().text(script(alpha.down()).content()));
    }

    @Test
    void aLargeHistoryIsAFewFilesAndManyLooksAreToo() throws Exception {
        List<Held> held = new ArrayList<>();
        Random random = new Random(7);
        for (int i = 1; i <= 3000; i++) {
            held.add(held(
                    migration(i, "m" + i, Long.toHexString(random.nextLong()).repeat(40))));
        }
        sightings().keep(look(at(3000, "a"), held), reader());
        assertEquals(6000, sightings().kept().texts());
        assertTrue(packs() < 6, packs() + " packs");
        Sightings again = sightings();
        for (int i = 3001; i <= 3052; i++) {
            held.add(held(migration(i, "m" + i, "short")));
            again.keep(look(at(i, "s" + i), held), reader());
        }
        assertEquals(6104, sightings().kept().texts());
        assertTrue(packs() < 60, packs() + " packs");
        for (Held each : held.subList(2950, 3052)) {
            assertArrayEquals(
                    texts.get(each.migration().up()),
                    again.text(script(each.migration().up()).content()));
        }
    }

    @Test
    void twoBackstepsWriteAtOnce() throws Exception {
        List<Thread> writers = new ArrayList<>();
        List<Throwable> failures = new ArrayList<>();
        List<Held> all = new ArrayList<>();
        for (int i = 1; i <= 40; i++) {
            all.add(held(migration(i, "m" + i, "v1")));
        }
        for (int writer = 0; writer < 4; writer++) {
            Sightings own = sightings();
            int from = writer;
            writers.add(Thread.ofPlatform().start(() -> {
                try {
                    for (int i = 0; i < 10; i++) {
                        own.keep(look(at(50, "a"), List.of(all.get(i * 4 + from), all.getFirst())), reader());
                    }
                } catch (IOException | RuntimeException e) {
                    synchronized (failures) {
                        failures.add(e);
                    }
                }
            }));
        }
        for (Thread writer : writers) {
            writer.join();
        }
        assertEquals(List.of(), failures);
        assertEquals(40, sightings().of(SUBJECT, at(50, "a")).size());
    }

    @Test
    void aScriptThatIsGoneBeforeItCouldBeReadIsLeftOut() throws Exception {
        Migration gone = new Migration(
                Version.of(446), "gone", null, new Script("446_gone.down.sql", ContentId.of(new byte[] {7})));
        look(446, "a", held(gone), held(migration(445, "there", "v1")));
        assertEquals(List.of("445 there holds"), seen(446, "a"));
    }

    @Test
    void aboveTheBoundTheOldestGoWithTheTextsThatOnlyTheyNeeded() throws Exception {
        byte[] noise = new byte[3000];
        new Random(7).nextBytes(noise);
        String large = "-- " + HexFormat.of().formatHex(noise);
        for (int i = 1; i <= 12; i++) {
            now = now.plusSeconds(60);
            sightings(60_000).keep(look(at(i, "s" + i), List.of(held(migration(i, "m" + i, large + i)))), reader());
        }
        Sightings kept = sightings(60_000);
        assertTrue(kept.kept().bytes() <= 60_000, kept.kept().toString());
        List<Sighting> left = kept.of(SUBJECT, at(12, "s12"));
        assertEquals("m12", left.getLast().migration().name());
        assertTrue(left.size() < 12, left.size() + " left");
        for (Sighting sighting : left) {
            assertNotNull(kept.text(script(sighting.migration().down()).content()));
        }
        assertEquals(left.size() * 2, kept.kept().texts());
    }

    @Test
    void onlyItsOwnerMayReadIt() throws Exception {
        look(446, "a", held(migration(446, "alpha", "v1")));
        try (Stream<Path> all = Files.walk(folder.resolve("sightings"))) {
            for (Path path : all.toList()) {
                assertEquals(
                        Files.isDirectory(path) ? "rwx------" : "rw-------",
                        PosixFilePermissions.toString(Files.getPosixFilePermissions(path)),
                        path.toString());
            }
        }
    }

    @Test
    void itSaysWhatItKeepsAndForgetsIt() throws Exception {
        look(446, "a", held(migration(446, "alpha", "v1")));
        Kept kept = sightings().kept();
        assertEquals(
                List.of(new Kept.History("localhost:5432", "orchard", "public.schema_migrations", 1, now, now)),
                kept.histories());
        assertEquals(2, kept.texts());
        sightings().clear();
        assertEquals(
                new Kept(folder.resolve("sightings"), List.of(), 0, 0),
                sightings().kept());
        assertEquals(List.of(), seen(446, "a"));
    }

    private Sightings sightings() {
        return sightings(Sightings.MOST_BYTES);
    }

    private Sightings sightings(long mostBytes) {
        return new Sightings(folder.resolve("sightings"), mostBytes, () -> now);
    }

    private void look(int version, String stamp, Held... held) throws IOException {
        sightings().keep(look(at(version, stamp), List.of(held)), reader());
    }

    private static Look look(Position position, List<Held> held) {
        return new Look(SUBJECT, position, "/src/orchard", "feature/alpha", "c0ffee", held);
    }

    private ScriptReader reader() {
        return script -> {
            byte[] text = texts.get(script);
            if (text == null) {
                throw new dev.backstep.model.BackstepException("inspection.textGone", null, script.fileName());
            }
            return text;
        };
    }

    private List<String> seen(@Nullable Integer version, String stamp) throws IOException {
        return sightings().of(SUBJECT, new Position(version == null ? null : Version.of(version), stamp)).stream()
                .map(sighting -> sighting.migration().version() + " "
                        + sighting.migration().name() + (sighting.holds() ? " holds" : ""))
                .toList();
    }

    private static Position at(int version, String stamp) {
        return new Position(Version.of(version), stamp);
    }

    private static Held held(Migration migration) {
        return new Held(migration, false, null);
    }

    private Migration migration(int version, String name, String text) {
        return new Migration(
                Version.of(version),
                name,
                script(version + "_" + name + ".up.sql", "up " + text + version),
                script(version + "_" + name + ".down.sql", "down " + text + version));
    }

    private Script script(String file, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        Script script = new Script(file, ContentId.of(bytes));
        texts.put(script, bytes);
        return script;
    }

    private static Script script(@Nullable Script script) {
        assertNotNull(script);
        return script;
    }

    private Path pack(@Nullable Script script) throws IOException {
        byte[] name = entryText(script);
        for (Path pack : packFiles()) {
            if (indexOf(Files.readAllBytes(pack), name) >= 0) {
                return pack;
            }
        }
        throw new AssertionError("no pack holds " + script);
    }

    private int packs() throws IOException {
        return packFiles().size();
    }

    private List<Path> packFiles() throws IOException {
        try (Stream<Path> packs = Files.list(folder.resolve("sightings/texts"))) {
            return packs.toList();
        }
    }

    /** As it stands before the entry's data. */
    private static byte[] entryText(@Nullable Script script) {
        return script(script).content().hex().getBytes(StandardCharsets.US_ASCII);
    }

    /** The same file with a bit of the entry's data turned over. */
    private static byte[] damaged(byte[] zip, byte[] name) {
        byte[] damaged = zip.clone();
        damaged[indexOf(zip, name) + name.length + 3] ^= 0x10;
        return damaged;
    }

    private static int indexOf(byte[] bytes, byte[] part) {
        return new String(bytes, StandardCharsets.ISO_8859_1).indexOf(new String(part, StandardCharsets.ISO_8859_1));
    }

    private List<Path> segments() throws IOException {
        try (Stream<Path> all = Files.walk(folder.resolve("sightings"))) {
            return all.filter(path -> path.toString().endsWith(".jsonl"))
                    .sorted()
                    .toList();
        }
    }

    private long lines() throws IOException {
        long lines = 0;
        for (Path segment : segments()) {
            lines += Files.readAllLines(segment).size();
        }
        return lines;
    }

    private List<String> files() throws IOException {
        try (Stream<Path> all = Files.walk(folder.resolve("sightings"))) {
            Set<String> files = all.filter(Files::isRegularFile)
                    .map(path -> path + " " + path.toFile().length())
                    .collect(toSet());
            return files.stream().sorted().toList();
        }
    }
}
