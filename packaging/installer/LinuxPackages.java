import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Makes the .deb, the .rpm and the archive of the application image. The tree is laid out here and the packages own every
 * file of it, so they need no scripts: menus, icons and file types are noticed by the system's own triggers, and nothing is
 * left to forget when a package goes.
 */
record LinuxPackages(Build build, AppImage image) {

    private static final List<Integer> ICONS = List.of(16, 24, 32, 48, 64, 128, 256, 512);

    List<Path> make() throws IOException {
        Path tree = layOut();
        List<Path> made = new ArrayList<>();
        made.add(archive());
        made.add(deb(tree));
        made.add(rpm(tree));
        return made;
    }

    private Path layOut() throws IOException {
        Path tree = build.work().resolve("tree");
        AppImage.copy(image.root(), tree.resolve("opt/backstep"));
        Path share = tree.resolve("usr/share");
        put(build.packaging().resolve("linux/backstep.desktop"), share.resolve("applications/backstep.desktop"));
        put(build.packaging().resolve("linux/backstep.xml"), share.resolve("mime/packages/backstep.xml"));
        Path icons = build.home().resolve("icons");
        for (int size : ICONS) {
            put(
                    icons.resolve("backstep-" + size + ".png"),
                    share.resolve("icons/hicolor/" + size + "x" + size + "/apps/backstep.png"));
        }
        put(icons.resolve("backstep.svg"), share.resolve("icons/hicolor/scalable/apps/backstep.svg"));
        put(build.packaging().resolve("linux/copyright"), share.resolve("doc/backstep/copyright"));
        Files.createDirectories(tree.resolve("usr/bin"));
        Files.createSymbolicLink(tree.resolve("usr/bin/backstep"), Path.of("../../opt/backstep/bin/backstep"));
        allow(tree);
        return tree;
    }

    private Path archive() throws IOException {
        Path archive = build.work().resolve("backstep-" + build.sortable() + "-linux-" + build.processor() + ".tar.gz");
        Tool.run(
                image.root().getParent(),
                List.of("tar", "--owner=0", "--group=0", "--sort=name", "-czf", archive.toString(), "backstep"));
        return archive;
    }

    private Path deb(Path tree) throws IOException {
        String processor = build.processor().equals("x86_64") ? "amd64" : "arm64";
        Path staged = build.work().resolve("deb");
        AppImage.copy(tree, staged);
        Path control = Files.createDirectories(staged.resolve("DEBIAN")).resolve("control");
        Files.writeString(
                control,
                Files.readString(build.packaging().resolve("linux/control"))
                        .replace("@VERSION@", build.sortable())
                        .replace("@ARCHITECTURE@", processor)
                        .replace("@KILOBYTES@", Long.toString(size(tree) / 1024)));
        allow(staged);
        Path deb = build.work().resolve("backstep_" + build.sortable() + "_" + processor + ".deb");
        Tool.run(
                build.work(),
                List.of("dpkg-deb", "--root-owner-group", "-Zxz", "-z2", "--build", staged.toString(), deb.toString()));
        return deb;
    }

    private Path rpm(Path tree) throws IOException {
        Path top = build.work().resolve("rpm");
        List<String> command = new ArrayList<>(List.of("rpmbuild", "-bb", "--target", build.processor()));
        for (String define : List.of(
                "_topdir " + top,
                "_rpmdir " + build.work(),
                "_build_name_fmt %%{NAME}-%%{VERSION}-%%{RELEASE}.%%{ARCH}.rpm",
                "backstep_version " + build.sortable(),
                "backstep_tree " + tree)) {
            command.addAll(List.of("--define", define));
        }
        command.add(build.packaging().resolve("linux/backstep.spec").toString());
        Tool.run(build.work(), command);
        return build.work().resolve("backstep-" + build.sortable() + "-1." + build.processor() + ".rpm");
    }

    private static void put(Path file, Path target) throws IOException {
        Files.createDirectories(target.getParent());
        Files.copy(file, target);
    }

    /** Everybody may read; what could be run can be run by everybody. */
    private static void allow(Path tree) throws IOException {
        try (Stream<Path> files = Files.walk(tree)) {
            for (Path file : (Iterable<Path>) files::iterator) {
                if (!Files.isSymbolicLink(file)) {
                    boolean runs = Files.isDirectory(file) || Files.isExecutable(file);
                    Files.setPosixFilePermissions(
                            file, PosixFilePermissions.fromString(runs ? "rwxr-xr-x" : "rw-r--r--"));
                }
            }
        }
    }

    private static long size(Path tree) throws IOException {
        try (Stream<Path> files = Files.walk(tree)) {
            return files.filter(file -> !Files.isSymbolicLink(file))
                    .mapToLong(file -> file.toFile().length())
                    .sum();
        }
    }
}
