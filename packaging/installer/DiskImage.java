import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;

/**
 * Makes the .dmg for macOS, signed when {@code MACOS_SIGNING_IDENTITY} names a key, and notarized when also
 * {@code MACOS_NOTARY_PROFILE} names what {@code xcrun notarytool store-credentials} has kept.
 */
record DiskImage(Build build, AppImage image) {

    List<Path> make() throws IOException {
        Path plist = image.root().resolve("Contents/Info.plist");
        Files.writeString(plist, withVersion(Files.readString(plist)));
        command();
        String identity = System.getenv("MACOS_SIGNING_IDENTITY");
        if (identity != null && !identity.isEmpty()) {
            sign(identity);
        }
        List<String> arguments = new ArrayList<>(List.of(
                "--type", "dmg",
                "--name", "Backstep",
                "--app-version", number(build),
                "--app-image", image.root().toString(),
                "--license-file", build.home().resolve("LICENSE").toString(),
                "--dest", build.work().toString()));
        Tool.jdk("jpackage", arguments);
        Path made = build.work().resolve("Backstep-" + number(build) + ".dmg");
        Path dmg = Files.move(
                made, build.work().resolve("Backstep-" + build.number() + "-macos-" + build.processor() + ".dmg"));
        String profile = System.getenv("MACOS_NOTARY_PROFILE");
        if (identity != null && !identity.isEmpty() && profile != null && !profile.isEmpty()) {
            notarize(dmg, identity, profile);
        }
        return List.of(dmg);
    }

    /** jpackage refuses a version that begins with 0, so it is given another one and {@link #make} puts the real one in. */
    static String number(Build build) {
        return build.number().startsWith("0.") ? "1" + build.number().substring(1) : build.number();
    }

    private String withVersion(String plist) {
        return plist.replace("<string>" + number(build) + "</string>", "<string>" + build.number() + "</string>");
    }

    /** What /usr/local/bin/backstep may link to: the launcher itself does not follow links. */
    private void command() throws IOException {
        Path command = image.root().resolve("Contents/Resources/backstep");
        Files.copy(build.packaging().resolve("macos/backstep"), command);
        Files.setPosixFilePermissions(command, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private void sign(String identity) {
        Tool.jdk(
                "jpackage",
                List.of(
                        "--type",
                        "app-image",
                        "--app-image",
                        image.root().toString(),
                        "--mac-sign",
                        "--mac-signing-key-user-name",
                        identity,
                        "--mac-entitlements",
                        build.packaging().resolve("macos/entitlements.plist").toString()));
    }

    private void notarize(Path dmg, String identity, String profile) throws IOException {
        Tool.run(build.work(), List.of("codesign", "--sign", identity, "--timestamp", dmg.toString()));
        Tool.run(
                build.work(),
                List.of("xcrun", "notarytool", "submit", dmg.toString(), "--keychain-profile", profile, "--wait"));
        Tool.run(build.work(), List.of("xcrun", "stapler", "staple", dmg.toString()));
    }
}
