package dev.backstep.demo;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import org.eclipse.jgit.lib.CommitBuilder;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.lib.TagBuilder;
import org.eclipse.jgit.lib.TreeFormatter;
import org.jspecify.annotations.Nullable;

/** A branch of the sample repository while it is written: the files at its tip, and the tip. */
final class CommitLine {

    private static final List<String> PEOPLE =
            List.of("Ada Brook", "Noor Haddad", "Tomas Rivera", "Wen Li", "Ines Okafor", "Jonas Falk");

    private final ObjectInserter objects;
    private final ObjectId readme;
    private final ObjectId server;
    private final TreeMap<String, ObjectId> core;
    private final TreeMap<String, ObjectId> search;
    private @Nullable ObjectId tip;

    /** An empty branch, whose first commit also brings the project's other files. */
    CommitLine(ObjectInserter objects) throws IOException {
        this.objects = objects;
        this.readme = blob("# Orchard\n\nDeveloper workspaces, grown on your own machines.\n");
        this.server = blob("""
                package main

                import "orchard.example/orchard/server/app"

                func main() {
                \tapp.Run()
                }
                """);
        this.core = new TreeMap<>();
        this.search = new TreeMap<>();
        this.tip = null;
    }

    private CommitLine(CommitLine from) {
        this.objects = from.objects;
        this.readme = from.readme;
        this.server = from.server;
        this.core = new TreeMap<>(from.core);
        this.search = new TreeMap<>(from.search);
        this.tip = from.tip;
    }

    /** The newest commit; only asked for once there is one. */
    ObjectId tip() {
        return Objects.requireNonNull(tip);
    }

    /** A branch that starts at this one's tip. */
    CommitLine branch() {
        return new CommitLine(this);
    }

    /** Commits one migration and gives the new tip. */
    ObjectId commit(SampleMigration migration, Instant time) throws IOException {
        Map<String, ObjectId> files = migration.track().equals("core") ? core : search;
        files.put(migration.upFile(), blob(migration.up()));
        files.put(migration.downFile(), blob(migration.down()));
        CommitBuilder commit = new CommitBuilder();
        commit.setTreeId(tree());
        if (tip != null) {
            commit.setParentId(tip);
        }
        PersonIdent author = person(migration.version(), time);
        commit.setAuthor(author);
        commit.setCommitter(author);
        commit.setMessage(migration.track() + ": " + migration.name().replace('_', ' ') + "\n");
        ObjectId id = objects.insert(commit);
        tip = id;
        return id;
    }

    /** Makes an annotated tag on a commit and gives its id. */
    ObjectId tag(String name, ObjectId commit, Instant time) throws IOException {
        TagBuilder tag = new TagBuilder();
        tag.setTag(name);
        tag.setObjectId(commit, Constants.OBJ_COMMIT);
        tag.setTagger(person(0, time));
        tag.setMessage("Orchard " + name + "\n");
        return objects.insert(tag);
    }

    /** The person who did the piece of work with this number; always the same one. */
    private static PersonIdent person(int work, Instant time) {
        String name = PEOPLE.get(new Random(work * 31L).nextInt(PEOPLE.size()));
        String address = name.substring(0, name.indexOf(' ')).toLowerCase(Locale.ROOT) + "@orchard.example";
        return new PersonIdent(name, address, time, ZoneOffset.UTC);
    }

    private ObjectId tree() throws IOException {
        TreeFormatter migrations = new TreeFormatter();
        migrations.append("core", FileMode.TREE, folder(core));
        if (!search.isEmpty()) {
            migrations.append("search", FileMode.TREE, folder(search));
        }
        TreeFormatter serverFolder = new TreeFormatter();
        serverFolder.append("main.go", FileMode.REGULAR_FILE, server);
        serverFolder.append("migrations", FileMode.TREE, objects.insert(migrations));
        TreeFormatter root = new TreeFormatter();
        root.append("README.md", FileMode.REGULAR_FILE, readme);
        root.append("server", FileMode.TREE, objects.insert(serverFolder));
        return objects.insert(root);
    }

    private ObjectId folder(Map<String, ObjectId> files) throws IOException {
        TreeFormatter folder = new TreeFormatter();
        files.forEach((name, blob) -> folder.append(name, FileMode.REGULAR_FILE, blob));
        return objects.insert(folder);
    }

    private ObjectId blob(String text) throws IOException {
        return objects.insert(Constants.OBJ_BLOB, text.getBytes(StandardCharsets.UTF_8));
    }
}
