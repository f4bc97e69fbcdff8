package dev.backstep.rollback.program;

import dev.backstep.model.BackstepException;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Finds the file that a command's first word means, so that it can be shown, and so that Windows finds {@code npx.cmd} too,
 * which its own search does not.
 */
final class ProgramFile {

    private static final Pattern BATCH = Pattern.compile("(?i).*\\.(cmd|bat)");
    /** What the command interpreter acts upon even inside of quotes, or by which it ends them. */
    private static final Pattern BATCH_UNSAFE = Pattern.compile("[\"%&|<>^!\\r\\n]");

    private ProgramFile() {}

    /**
     * The file, absolute.
     *
     * @throws BackstepException when there is none, or its arguments would not reach it as they are
     */
    static Path find(ToolCommand command, Map<String, String> environment) throws BackstepException {
        String program = command.words().getFirst();
        try {
            for (Path folder : folders(program, command.folder(), environment)) {
                for (String ending : endings(environment)) {
                    Path file = folder.resolve(program + ending).normalize();
                    if (Files.isRegularFile(file) && Files.isExecutable(file)) {
                        check(file, command);
                        return file;
                    }
                }
            }
        } catch (InvalidPathException e) {
            throw new BackstepException("program.file.none", e, program, command.folder());
        }
        throw new BackstepException("program.file.none", null, program, command.folder());
    }

    /** A name with a folder is seen from where the command is run; a name alone is looked for as systems do. */
    private static List<Path> folders(String program, Path folder, Map<String, String> environment) {
        if (program.contains("/") || program.contains(File.separator)) {
            return List.of(folder);
        }
        return Arrays.stream(environment.getOrDefault("PATH", "").split(Pattern.quote(File.pathSeparator), -1))
                .filter(each -> !each.isEmpty())
                .map(Path::of)
                .filter(Path::isAbsolute)
                .toList();
    }

    private static List<String> endings(Map<String, String> environment) {
        List<String> endings = new ArrayList<>();
        if (File.separatorChar == '\\') {
            String known = environment.getOrDefault("PATHEXT", ".COM;.EXE;.BAT;.CMD");
            endings.addAll(Arrays.asList(known.toLowerCase(Locale.ROOT).split(";", -1)));
        }
        endings.add("");
        return endings;
    }

    /** A batch file is run by the command interpreter of Windows, which takes some arguments apart again. */
    private static void check(Path file, ToolCommand command) throws BackstepException {
        if (BATCH.matcher(file.toString()).matches()) {
            for (String argument : command.words().subList(1, command.words().size())) {
                if (BATCH_UNSAFE.matcher(argument).find()) {
                    throw new BackstepException("program.file.batch", null, file, argument);
                }
            }
        }
    }
}
