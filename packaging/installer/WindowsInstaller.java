import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Makes the .msi for Windows from {@code windows/backstep.wxs} with WiX 5. Program and installer are signed when
 * {@code WINDOWS_SIGNING_THUMBPRINT} names a certificate in the person's store.
 */
record WindowsInstaller(Build build, AppImage image) {

    List<Path> make() throws IOException {
        Path bin = Files.createDirectories(image.root().resolve("bin"));
        Files.copy(build.packaging().resolve("windows/backstep.cmd"), bin.resolve("backstep.cmd"));
        sign(image.root().resolve("Backstep.exe"));
        sign(image.root().resolve("backstep-console.exe"));
        Path msi = build.work().resolve("Backstep-" + build.number() + "-windows-x64.msi");
        Tool.run(
                build.work(),
                List.of(
                        "wix",
                        "build",
                        build.packaging().resolve("windows/backstep.wxs").toString(),
                        "-arch",
                        "x64",
                        "-d",
                        "Version=" + build.number(),
                        "-d",
                        "Image=" + image.root(),
                        "-d",
                        "Icon=" + build.home().resolve("icons/backstep.ico"),
                        "-out",
                        msi.toString()));
        sign(msi);
        return List.of(msi);
    }

    private void sign(Path file) throws IOException {
        String thumbprint = System.getenv("WINDOWS_SIGNING_THUMBPRINT");
        if (thumbprint == null || thumbprint.isEmpty()) {
            return;
        }
        // jpackage's launchers are read-only, which signtool takes for an answer.
        file.toFile().setWritable(true);
        List<String> command = new ArrayList<>(List.of("signtool", "sign", "/sha1", thumbprint, "/fd", "sha256"));
        command.addAll(List.of("/tr", "http://timestamp.digicert.com", "/td", "sha256", file.toString()));
        Tool.run(build.work(), command);
    }
}
